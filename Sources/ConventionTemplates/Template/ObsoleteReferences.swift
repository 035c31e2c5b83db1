import Parties
import XMLBridge

/// References that old models still cite and that the law no longer knows under these numbers.
///
/// Source: the code civil was renumbered on 1 October 2016 (1384 became 1242); L. 211-1 of the code du travail became
/// L. 4153-1 on 1 May 2008.
enum ObsoleteReferences {
    static func problems(in element: XMLElement) -> [TemplateProblem] {
        let own = references.filter { reference, _ in contains(reference, element.text) }.map { reference, current in
            TemplateProblem(
                line: element.line,
                cause: .init(
                    "le texte cite l’article \(reference), qui n’existe plus sous ce numéro",
                    "the text cites the obsolete article \(reference)"),
                remedy: .init("citez \(current.french)", "cite \(current.english)"))
        }
        return own + element.elements.flatMap(problems)
    }

    private static let minors = BilingualText(
        "l’article L. 4153-1 du code du travail", "L. 4153-1 of the code du travail")

    private static let references: [(String, BilingualText)] = [
        ("1384", .init("les articles 1240 à 1242 du code civil", "articles 1240 à 1242 of the code civil")),
        ("L. 211-1", minors), ("L.211-1", minors),
    ]

    /// Whether the reference stands there and not inside a longer number.
    private static func contains(_ reference: String, _ text: String) -> Bool {
        text.ranges(of: reference).contains { range in
            let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
            let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
            return !before.isNumber && !after.isNumber && after != "-"
        }
    }
}
