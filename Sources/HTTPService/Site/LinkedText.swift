/// Plain text as HTML in which the addresses are links.
enum LinkedText {
    static func html(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in line.split(separator: " ", omittingEmptySubsequences: false).map(word).joined(separator: " ")
            }
            .joined(separator: "\n")
    }

    private static func word(_ word: Substring) -> String {
        let escaped = String(word).htmlEscaped
        guard word.hasPrefix("http://") || word.hasPrefix("https://") else { return escaped }
        return "<a href=\"\(escaped)\">\(escaped)</a>"
    }
}
