import Parties
import XMLBridge

/// References that old models still cite and that the law no longer knows under these numbers.
///
/// Source: civil liability, articles 1382 to 1386 of the code civil until 1 October 2016, is in 1240 to 1244 since (ordonnance n° 2016-131);
/// L. 211-1 of the code du travail became L. 4153-1 on 1 May 2008. Other codes have articles of these numbers, and so have rooms
/// and invoices: only what is cited as an article of that code counts.
enum ObsoleteReferences {
    static func problems(in element: XMLElement) -> [TemplateProblem] {
        var problems: [TemplateProblem] = []
        let text = element.text
        if let match = text.firstMatch(of: civilLiability) {
            problems.append(problem(String(match.output.1), civil, element.line))
        }
        if let match = text.firstMatch(of: minorsAtWork) {
            problems.append(problem(String(match.output.1), labour, element.line))
        }
        return problems + element.elements.flatMap(Self.problems)
    }

    private static func problem(_ reference: String, _ current: BilingualText, _ line: Int) -> TemplateProblem {
        TemplateProblem(
            line: line,
            cause: .init(
                "le texte cite l’article \(reference), dont la règle a changé de numéro",
                "the text cites the obsolete article \(reference)"),
            remedy: .init("citez \(current.french)", "cite \(current.english)"))
    }

    private static let civil = BilingualText(
        "les articles 1240 à 1242 du code civil", "articles 1240 à 1242 of the code civil")
    private static let labour = BilingualText(
        "l’article L. 4153-1 du code du travail", "L. 4153-1 of the code du travail")

    // By Unicode's rules « l’article » is one word: boundaries are the simple ones.
    /// « article 1384 », « articles 1382, 1383 et 1385 », unless another code is named behind them.
    nonisolated(unsafe) private static let civilLiability =
        /(?i)\barticles?[\s\u{A0}\u{202F}][^.;:]{0,40}?\b(138[2-6])\b(?!-)(?![^.;:]{0,30}code[\s\u{A0}\u{202F}](?!civil))/
        .wordBoundaryKind(.simple)
    /// « L. 211-1 du code du travail », with any spaces or none.
    nonisolated(unsafe) private static let minorsAtWork =
        /(?i)\b(L\.?[\s\u{A0}\u{202F}]?211-1)(?![\d\-])[^.;:]{0,30}code[\s\u{A0}\u{202F}]du[\s\u{A0}\u{202F}]travail/
        .wordBoundaryKind(.simple)
}
