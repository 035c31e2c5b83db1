import PDFModel

/// A text string in PDFDocEncoding where that has every character, which French mostly fits, else in UTF-16.
///
/// Source: ISO 32000-1 §7.9.2.2, annex D.2.
func textString(_ text: String) -> PDFObject {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
        guard let byte = documentEncoding(scalar) else { return .text(plainlySpaced(text)) }
        bytes.append(byte)
    }
    return .string(bytes)
}

/// The text with plain spaces in place of those that keep words together on a line.
///
/// A title, a bookmark and what is read aloud have no lines of ours. PDFDocEncoding has no such spaces, so that one of them would make
/// every character take two bytes.
func plainlySpaced(_ text: String) -> String {
    let isBound = text.unicodeScalars.contains(where: isNoBreakSpace)
    guard isBound else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isNoBreakSpace($0) ? " " : $0 }))
}

private func isNoBreakSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{A0}" || scalar == "\u{202F}" }

private func documentEncoding(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    // No line of ours breaks there.
    case 0xA0, 0x202F: 0x20
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0xFF: UInt8(scalar.value)
    case 0x152...0x2122: punctuation(scalar)
    default: nil
    }
}

private func punctuation(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar {
    case "•": 0x80
    case "…": 0x83
    case "—": 0x84
    case "–": 0x85
    case "„": 0x8C
    case "“": 0x8D
    case "”": 0x8E
    case "‘": 0x8F
    case "’": 0x90
    case "‚": 0x91
    case "™": 0x92
    case "Œ": 0x96
    case "œ": 0x9C
    case "€": 0xA0
    default: nil
    }
}
