import ConventionVerification
import PAdESValidation
import Parties

/// The report as a secretary reads it: the answer first, then who signed, then what is wrong and what to do.
struct TextReport {
    private let report: FileReport
    private let language: Language

    init(_ report: FileReport, in language: Language) {
        self.report = report
        self.language = language
    }

    var text: String {
        switch report.outcome {
        case .unopened(let fault): return "\(path)\n\(fault.text(in: language))"
        case .notPDF(isEmpty: true):
            return
                "\(path)\n\(language("Ce fichier est vide : ce n’est pas un PDF.", "This file is empty: it is no PDF."))"
        case .notPDF(isEmpty: false):
            return "\(path)\n\(language("Ce fichier n’est pas un PDF.", "This file is no PDF."))"
        case .damaged(let error), .beyondLimits(let error):
            let text = ReadErrorText(error: error, language: language)
            return "\(path)\n\(text.answer)\n  ! \(text.reason)"
        case .judged(let judged):
            let sections = [
                [path, answer(judged)], verdicts(judged), people(judged), findings(judged),
                demonstration(judged),
            ]
            return sections.flatMap { $0 }.joined(separator: "\n")
        }
    }

    private var path: String { Printable.text(report.path) }

    /// The one sentence that most people read.
    private func answer(_ report: ConventionReport) -> String {
        switch (report.verdict, report.validation.integrity) {
        case (_, .none):
            return language("Personne n’a signé ce document.", "Nobody has signed this document.")
        case (_, .changed), (_, .broken):
            return language(
                "Ce document a été modifié après signature : ne vous y fiez pas.",
                "This document was changed after it was signed: do not rely on it.")
        case (.passed, _):
            let count = report.validation.signatures.count
            return language(
                "Cette convention est signée par les \(count) parties et n’a pas été modifiée depuis.",
                "This convention is signed by all \(count) parties and has not been changed since.")
        case (.undetermined, _):
            return language(
                "Rien n’indique une modification, mais l’identité des signataires n’a pas pu être vérifiée.",
                "Nothing was changed as far as can be seen, but the signatories’ identity could not be checked.")
        case (.failed, _): return failure(report)
        }
    }

    private func failure(_ report: ConventionReport) -> String {
        if report.declaration == nil {
            return language(
                "Ce document n’est pas une convention de Seing.", "This document is not a convention made by Seing.")
        }
        if !report.missing.isEmpty, report.findings.isEmpty, report.validation.findings.isEmpty {
            return language(
                "Cette convention n’a pas été modifiée, mais toutes les parties n’ont pas signé.",
                "This convention has not been changed, but not all parties have signed.")
        }
        return language(
            "Les signatures de ce document ne peuvent pas être acceptées.",
            "The signatures of this document cannot be accepted.")
    }

    private func verdicts(_ report: ConventionReport) -> [String] {
        let names = VerdictNames(language: language)
        let business = report.declaration == nil ? [] : [completeness(report)]
        return [
            "  \(language("Intégrité : ", "Integrity: "))\(names.integrity(report.validation.integrity))",
            "  \(language("Identité : ", "Identity: "))\(names.identity(report.validation.identity))",
            "  \(language("Profil : ", "Profile: "))\(names.profile(report.validation.profile))",
        ] + business
    }

    private func completeness(_ report: ConventionReport) -> String {
        let label = "  \(language("Signatures : ", "Signatures: "))"
        guard !report.missing.isEmpty else { return label + language("complètes", "complete") }
        let names = VerdictNames(language: language)
        let missing = report.missing.map { names.role($0.role) }.joined(separator: ", ")
        return label + language("incomplètes, il manque : \(missing)", "incomplete: \(missing) missing")
    }

    private func people(_ report: ConventionReport) -> [String] {
        report.validation.signatures.map { SignatureLine(signature: $0, language: language).text }
    }

    private func findings(_ report: ConventionReport) -> [String] {
        let texts = FindingTexts(language: language)
        let lines = report.validation.findings.map { texts.line($0) } + report.findings.map { texts.line($0) }
        var shown: Set<String> = []
        return lines.filter { shown.insert($0).inserted }.map { "  ! \($0)" }
    }

    private func demonstration(_ report: ConventionReport) -> [String] {
        guard report.declaration?.isDemonstration ?? false else { return [] }
        return [
            "  "
                + language(
                    "Document de démonstration, sans valeur juridique.", "Demonstration document, no legal value.")
        ]
    }
}
