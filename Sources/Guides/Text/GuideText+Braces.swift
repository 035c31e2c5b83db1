extension GuideText.Block {
    /// Whether a paragraph is none, but « {word: …} ».
    var isBraced: Bool {
        guard case .paragraph(let spans) = self else { return false }
        return spans.first?.text.hasPrefix("{") == true
    }

    /// The parts of a paragraph « {word: name | text} ».
    ///
    /// - Returns: `nil` when it is written otherwise, or a part is empty.
    func braced(_ word: String) -> (name: String, text: String)? {
        guard case .paragraph(let spans) = self, spans.count == 1, let text = spans.first?.text,
            text.hasPrefix("{\(word): "), text.hasSuffix("}")
        else { return nil }
        let parts = text.dropFirst(word.count + 3).dropLast().split(separator: "|", maxSplits: 1)
            .map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? (parts[0], parts[1]) : nil
    }
}
