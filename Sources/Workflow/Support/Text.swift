extension String {
    /// Without white space at both ends.
    var trimmed: String {
        let kept = drop(while: \.isWhitespace)
        guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(kept[...last])
    }

    /// On one line: each run of spaces, line breaks and control characters made one space; no-break spaces stay.
    var onOneLine: String {
        split { $0 == " " || $0.isNewline || $0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
            .joined(separator: " ")
    }
}
