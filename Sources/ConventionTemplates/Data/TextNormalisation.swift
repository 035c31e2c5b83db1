import Foundation

/// One form for texts that mean the same, so that the same values give the same bytes.
enum TextNormalisation {
    /// Unicode normalisation form C, no white space at the ends, one space between words.
    static func singleLine(_ text: String) -> String {
        if isNormal(text, allowingLines: false) { return text }
        return composed(text).unicodeScalars.split(whereSeparator: isCollapsible).map(String.init).joined(
            separator: " ")
    }

    /// Whether a text is in the form of a single line already, or of paragraphs.
    private static func isNormal(_ text: String, allowingLines: Bool) -> Bool {
        if isPlainLine(text) { return true }
        var before = Unicode.Scalar("\n")
        var isAtStart = true
        for scalar in text.unicodeScalars {
            guard isAlwaysComposed(scalar) else { return false }
            if scalar == "\n", allowingLines {
                if before == " " || isAtStart { return false }
            } else if isCollapsible(scalar), scalar != " " || before == " " || before == "\n" {
                return false
            }
            before = scalar
            isAtStart = false
        }
        return isAtStart || !(before == " " || before == "\n")
    }

    /// Whether a text is printable ASCII with single spaces between words, as most values are; told from its bytes.
    private static func isPlainLine(_ text: String) -> Bool {
        var before = UInt8(ascii: " ")
        for byte in text.utf8 {
            guard (0x20...0x7E).contains(byte), byte != 0x20 || before != 0x20 else { return false }
            before = byte
        }
        return before != 0x20
    }

    /// The same for each line; lines end with a line feed, none is empty at the ends of the text.
    static func paragraphs(_ text: String) -> String {
        if isNormal(text, allowingLines: true) { return text }
        let lines = composed(text).replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        var collapsed = lines.map { singleLine(String($0)) }
        while collapsed.last?.isEmpty ?? false { collapsed.removeLast() }
        return Array(collapsed.drop(while: \.isEmpty)).joined(separator: "\n")
    }

    private static func composed(_ text: String) -> String {
        text.unicodeScalars.allSatisfy(isAlwaysComposed) ? text : text.precomposedStringWithCanonicalMapping
    }

    /// Letters of Latin (Vietnamese with them), Greek and Cyrillic, and general punctuation, which form C leaves as they are
    /// beside whatever stands: most texts need no work at all.
    ///
    /// Source: Unicode Standard Annex #15 §9, quick check: `NFC_Quick_Check` is yes, and none combines.
    static func isAlwaysComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x388...0x482, 0x48A...0x52F, 0x1E00...0x1EFF, 0x2010...0x205E: true
        default: false
        }
    }

    /// White space of XML; spaces that do not break are kept.
    private static func isCollapsible(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
