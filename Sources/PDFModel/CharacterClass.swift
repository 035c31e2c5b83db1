// Every byte of a file is asked about several times, so each set is one bit for each byte.

/// NUL, tab, line feed, form feed, carriage return and space.
private let whiteSpace: UInt64 = 1 << 0x00 | 1 << 0x09 | 1 << 0x0A | 1 << 0x0C | 1 << 0x0D | 1 << 0x20
/// `%`, `(`, `)`, `/`, `<` and `>`.
private let lowDelimiters: UInt64 = 1 << 0x25 | 1 << 0x28 | 1 << 0x29 | 1 << 0x2F | 1 << 0x3C | 1 << 0x3E
/// `[`, `]`, `{` and `}`, counted from 64.
private let highDelimiters: UInt64 = 1 << 0x1B | 1 << 0x1D | 1 << 0x3B | 1 << 0x3D

/// Whether a byte separates tokens without meaning anything itself.
///
/// Source: ISO 32000-1 §7.2.2, table 1.
@inline(__always)
func isWhiteSpace(_ byte: UInt8) -> Bool { byte < 64 && whiteSpace >> UInt64(byte) & 1 == 1 }

/// Whether a byte is one of `( ) < > [ ] { } / %`.
///
/// Source: ISO 32000-1 §7.2.2, table 2.
@inline(__always)
func isDelimiter(_ byte: UInt8) -> Bool {
    byte < 64
        ? lowDelimiters >> UInt64(byte) & 1 == 1 : byte < 128 && highDelimiters >> UInt64(byte - 64) & 1 == 1
}

/// Whether a byte may stand inside a token.
@inline(__always)
func isRegular(_ byte: UInt8) -> Bool { !isWhiteSpace(byte) && !isDelimiter(byte) }
