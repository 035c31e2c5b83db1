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

    /// Latin letters and general punctuation without a decomposition: most texts need no work at all.
    ///
    /// Source: Unicode Standard Annex #15 §9, quick check; no character below U+0300 changes under form C.
    private static func isAlwaysComposed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x300 || (0x2010...0x205E).contains(scalar.value)
    }

    /// White space of XML; spaces that do not break are kept.
    private static func isCollapsible(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }
}
