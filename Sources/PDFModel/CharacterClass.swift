/// Whether a byte separates tokens without meaning anything itself.
///
/// Source: ISO 32000-1 §7.2.2, table 1.
func isWhiteSpace(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x09, 0x0A, 0x0C, 0x0D, 0x20: true
    default: false
    }
}

/// Whether a byte is one of `( ) < > [ ] { } / %`.
///
/// Source: ISO 32000-1 §7.2.2, table 2.
func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: true
    default: false
    }
}

/// Whether a byte may stand inside a token.
func isRegular(_ byte: UInt8) -> Bool { !isWhiteSpace(byte) && !isDelimiter(byte) }
