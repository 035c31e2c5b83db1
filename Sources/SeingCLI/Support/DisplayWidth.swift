/// How many columns of a terminal a text takes.
///
/// Source: Unicode Standard Annex #11 (wide and fullwidth characters take two columns), by blocks.
enum DisplayWidth {
    static func of(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + of($1) } }

    /// A character is as wide as its first scalar: what follows combines with it.
    static func of(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        if character.unicodeScalars.contains(where: { $0 == "\u{FE0F}" }) { return 2 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return isWide(scalar) ? 2 : 1
        }
    }

    private static let wideBlocks: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
    ]

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x1100 else { return false }
        return scalar.properties.isEmojiPresentation || wideBlocks.contains { $0.contains(scalar.value) }
    }

    /// The text in exactly so many columns: filled up with spaces, or cut with « … ».
    ///
    /// - Parameter keepsEnd: Cuts in the middle, for paths, whose ends tell them apart.
    static func fit(_ text: String, _ columns: Int, keepsEnd: Bool = false) -> String {
        let width = of(text)
        guard width > columns else { return text + String(repeating: " ", count: columns - width) }
        guard columns > 0 else { return "" }
        let tail = keepsEnd ? suffix(of: text, columns: (columns - 1) / 2) : ""
        let head = prefix(of: text, columns: columns - 1 - of(tail))
        let cut = head + "…" + tail
        return cut + String(repeating: " ", count: columns - of(cut))
    }

    private static func prefix(of text: String, columns: Int) -> String {
        var rest = columns
        return String(
            text.prefix { character in
                rest -= of(character)
                return rest >= 0
            })
    }

    private static func suffix(of text: String, columns: Int) -> String {
        String(prefix(of: String(text.reversed()), columns: columns).reversed())
    }
}
