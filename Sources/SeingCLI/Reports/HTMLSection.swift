import ConventionVerification
import PAdESValidation
import Parties

/// The report in one language: the answer, a table, and a paragraph for each file that needs one.
struct HTMLSection {
    let language: Language
    let facts: RunFacts
    private var rows: [String] = []
    private var details: [String] = []
    private var onlyAnswer: (status: ExitStatus, text: String)?

    init(language: Language, facts: RunFacts) { (self.language, self.facts) = (language, facts) }

    /// Up to so many files each get a paragraph, of more only those that have to be looked at.
    private static let fullDetailCount = 10

    mutating func add(_ report: FileReport) {
        let file = HTMLFile(report: report, path: facts.shown(report.path), language: language)
        rows.append(file.row)
        onlyAnswer = (report.status, PlainAnswer(report, in: language).text)
        let hasNotices = !(report.judged?.notices.isEmpty ?? true)
        if report.status != .done || hasNotices || facts.fileCount <= Self.fullDetailCount {
            details.append(file.detail)
        }
    }

    func html(_ end: RunEnd, link: String) -> String {
        let title = HTMLText.element(
            "h1", "id=\"\(language.rawValue)\" tabindex=\"-1\"",
            language("Vérification de conventions", "Verification of conventions"))
        let heading = HTMLText.element("h2", "", language("Fichier par fichier", "File by file"))
        let files = details.isEmpty ? "" : ([heading] + details).joined(separator: "\n")
        return """
            <section lang="\(language.rawValue)">
            \(link)
            \(title)
            \(answer(end))
            \(table)
            \(files)
            \(circumstances)
            </section>
            """
    }

    private func answer(_ end: RunEnd) -> String {
        let status = end.isInterrupted ? end.status : onlyAnswer?.status ?? .done
        guard facts.fileCount == 1, let onlyAnswer, !end.isInterrupted else {
            return HTMLText.element(
                "p", "class=\"answer \(Self.tone(end.status))\"", TableReport.summary(end, in: language))
        }
        return HTMLText.element("p", "class=\"answer \(Self.tone(status))\"", onlyAnswer.text)
    }

    private static func tone(_ status: ExitStatus) -> String {
        switch status {
        case .done: "good"
        case .undetermined: "open"
        default: "bad"
        }
    }

    private var table: String {
        let heads = HTMLFile.headings(language).map { HTMLText.element("th", "scope=\"col\"", $0) }.joined()
        return """
            <table>
            \(HTMLText.element("caption", "", language("Résultat pour chaque fichier", "Result for each file")))
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    /// How this result came about, so that somebody else can repeat it.
    private var circumstances: String {
        let folder = facts.folder.map { [(language("Dossier", "Folder"), Printable.text($0))] } ?? []
        let list =
            folder + [
                (language("Jugé à la date du", "Judged as of"), Moment.text(facts.validationTime, in: language)),
                (language("Vérifié le", "Checked on"), Moment.text(facts.startedAt, in: language)),
                (language("Programme", "Program"), "seing \(Version.text)"),
                (language("Règles", "Rules"), "\(facts.policy), \(Version.rules)"),
                (language("Empreinte du dossier de confiance", "Digest of the trust folder"), facts.trustSha256),
            ]
        let entries = list.map { HTMLText.element("dt", "", $0.0) + HTMLText.element("dd", "", $0.1) }
        let heading = HTMLText.element("h2", "", language("Circonstances", "Circumstances"))
        return heading + "\n<dl>\n" + entries.joined(separator: "\n") + "\n</dl>"
    }
}
