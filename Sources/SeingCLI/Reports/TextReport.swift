import ConventionVerification
import PAdESValidation
import Parties

/// The report on one file as a secretary reads it: the answer first, then who signed, then what is wrong.
struct TextReport {
    private let report: FileReport
    private let language: Language
    private let explains: Bool

    /// - Parameter explains: Whether every finding is told, by its name and place.
    init(_ report: FileReport, in language: Language, explains: Bool = false) {
        self.report = report
        self.language = language
        self.explains = explains
    }

    var text: String {
        let answer = PlainAnswer(report, in: language).text
        let file = "  \(language("Fichier : ", "File: "))\(Printable.text(report.path))"
        return ([answer, file] + details).joined(separator: "\n")
    }

    private var details: [String] {
        switch report.outcome {
        case .unopened, .notPDF: return []
        case .damaged(let error), .beyondLimits(let error):
            return explains ? ["  ! \(ReadErrorText(error: error, language: language).reason)"] : []
        case .judged(let judged):
            let causes = PlainCauses(judged, in: language).lines.map { "  ! \($0)" }
            let notices = NoticeTexts(judged, in: language).lines.map { "  • \($0)" }
            return verdicts(judged) + people(judged) + causes + notices + demonstration(judged) + explanation(judged)
        }
    }

    private func verdicts(_ judged: JudgedDocument) -> [String] {
        let names = VerdictNames(language: language)
        return [
            "  \(language("Intégrité : ", "Integrity: "))\(names.integrity(judged.integrity))",
            "  \(language("Identité : ", "Identity: "))\(names.identity(judged.identity))",
            "  \(language("Forme : ", "Form: "))\(names.profile(judged.profile))",
        ] + (judged.declaration == nil ? [] : [completeness(judged)]) + archive(judged) + reproduction
    }

    private var reproduction: [String] {
        report.reproduction.map { ["  \(ReproductionText($0, in: language).line)"] } ?? []
    }

    private func archive(_ judged: JudgedDocument) -> [String] {
        guard let time = judged.archivedAt else { return [] }
        let moment = Moment.text(time, in: language)
        return [
            "  "
                + language(
                    "Archivage : le \(moment), avec toutes les preuves dans le fichier",
                    "Archived: \(moment), with every proof in the file")
        ]
    }

    private func completeness(_ judged: JudgedDocument) -> String {
        let label = "  \(language("Signatures : ", "Signatures: "))\(judged.signedCount)/\(judged.requiredCount), "
        guard !judged.missing.isEmpty else {
            let how = judged.onPaper.isEmpty ? "" : " : " + PaperText(language: language).signatures(judged)
            return label + language("complètes", "complete") + how
        }
        let names = VerdictNames(language: language)
        let missing = judged.missing.map { names.role($0.role) }.joined(separator: ", ")
        return label + language("incomplètes, il manque : \(missing)", "incomplete: \(missing) missing")
    }

    private func people(_ judged: JudgedDocument) -> [String] {
        judged.signatures.map { SignatureLine(signature: $0, language: language).text }
            + judged.onPaper.map { "  " + PaperText(language: language).sentence($0) }
            + judged.unsignedOptional.map { "  " + OptionalText(language: language).sentence($0) }
    }

    private func demonstration(_ judged: JudgedDocument) -> [String] {
        guard judged.declaration?.isDemonstration ?? false else { return [] }
        return [
            "  "
                + language(
                    "Document de démonstration, sans valeur juridique.", "Demonstration document, no legal value.")
        ]
    }

    private func explanation(_ judged: JudgedDocument) -> [String] {
        explains ? ExplainText(judged, in: language).lines : []
    }
}
