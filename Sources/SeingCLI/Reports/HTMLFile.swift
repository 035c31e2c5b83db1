import ConventionVerification
import PAdESValidation
import Parties

/// One file in the page: its row in the table, and its paragraph.
struct HTMLFile {
    let report: FileReport
    /// As people read it.
    let path: String
    let language: Language

    static func headings(_ language: Language) -> [String] {
        [
            language("Fichier", "File"), language("Verdict", "Verdict"), language("Élève", "Student"),
            language("Signatures", "Signatures"), language("Contenu", "Content"), language("Identité", "Identity"),
            language("Prouvé le", "Proven on"),
        ]
    }

    var row: String {
        let words = TableWords(language: language)
        let judged = report.judged
        let unjudged = report.status == .undetermined ? words.integrity(.undetermined) : words.unreadable
        let student = judged?.declaration.map { Printable.text($0.pupil.full) }
        let signatures = judged.map { "\($0.signedCount)/\($0.requiredCount)" }
        let content = judged.map { words.integrity($0.integrity) } ?? unjudged
        let identity = judged.map { words.identity($0.identity) }
        let day = judged?.provenTime.map { Moment.day($0, in: language) }
        let verdict = words.mark(report.status) + " " + words.verdict(report.status)
        let cells: [String] = [verdict, student ?? "–", signatures ?? "–", content, identity ?? "–", day ?? "–"]
        let labelled = zip(Self.headings(language).dropFirst(), cells).map { label, cell in
            HTMLText.element("td", "data-label=\"\(HTMLText.escape(label))\"", cell)
        }
        return "<tr>" + HTMLText.element("th", "scope=\"row\"", path) + labelled.joined()
            + "</tr>"
    }

    var detail: String {
        let judged = report.judged
        let causes = judged.map { PlainCauses($0, in: language).lines } ?? []
        let signatures = judged?.signatures ?? []
        let people =
            signatures.map { SignatureLine(signature: $0, language: language).sentence }
            + (judged?.unsignedOptional ?? []).map { OptionalText(language: language).sentence($0) }
        let parts = [
            HTMLText.element("h3", "", path),
            HTMLText.element("p", "", PlainAnswer(report, in: language).text),
            list(causes, language("Ce qui ne va pas", "What is wrong")),
            list(judged.map { NoticeTexts($0, in: language).lines } ?? [], language("À savoir", "To be known")),
            list(people, language("Signatures", "Signatures")),
            demonstration, digest,
        ]
        return "<article>\n" + parts.filter { !$0.isEmpty }.joined(separator: "\n") + "\n</article>"
    }

    private func list(_ lines: [String], _ title: String) -> String {
        guard !lines.isEmpty else { return "" }
        let items = lines.map { HTMLText.element("li", "", $0) }.joined(separator: "\n")
        return HTMLText.element("p", "", title + language(" :", ":")) + "\n<ul>\n\(items)\n</ul>"
    }

    private var demonstration: String {
        guard report.judged?.declaration?.isDemonstration ?? false else { return "" }
        return HTMLText.element(
            "p", "",
            language("Document de démonstration, sans valeur juridique.", "Demonstration document, no legal value."))
    }

    private var digest: String {
        guard let content = report.content else { return "" }
        return "<dl>"
            + HTMLText.element("dt", "", language("Empreinte du fichier (SHA-256)", "Digest of the file (SHA-256)"))
            + HTMLText.element("dd", "", hexadecimal(content.sha256)) + "</dl>"
    }
}
