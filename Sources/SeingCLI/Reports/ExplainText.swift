import ConventionVerification
import PAdESValidation

/// Every check with its clause, signature by signature, and every finding by its name: for experts.
struct ExplainText {
    private let judged: JudgedDocument
    private let language: Language

    init(_ judged: JudgedDocument, in language: Language) {
        self.judged = judged
        self.language = language
    }

    var lines: [String] {
        judged.signatures.flatMap(section) + judged.documentTimeStamps.flatMap(section) + findings
    }

    private func section(_ signature: SignatureReport) -> [String] {
        let field = Printable.text(signature.fieldName)
        let title = language(
            "Signature « \(field) », révision \(signature.revisionIndex) : ",
            "Signature '\(field)', revision \(signature.revisionIndex): ")
        let level = signature.level.map { ", \($0.rawValue)" } ?? ""
        let stamps = signature.timeStamps.flatMap(section)
        return ["", title + indication(signature.indication, signature.subIndication) + level]
            + signature.checks.map(line) + stamps
    }

    private func section(_ stamp: TimeStampReport) -> [String] {
        let field = Printable.text(stamp.fieldName)
        let time = stamp.generationTime.map { ", " + Moment.text($0, in: language) } ?? ""
        let title = language(
            "Horodatage « \(field) », révision \(stamp.revisionIndex)\(time) : ",
            "Time-stamp '\(field)', revision \(stamp.revisionIndex)\(time): ")
        return [title + indication(stamp.indication, stamp.subIndication)] + stamp.checks.map(line)
    }

    private func indication(_ indication: Indication, _ reason: SubIndication?) -> String {
        indication.rawValue + (reason.map { " / \($0.rawValue)" } ?? "")
    }

    private func line(_ check: ValidationReport.Check) -> String {
        let text = language(check.rule.text.french, check.rule.text.english)
        let remark = check.outcome.remark(in: language).map { language(" : ", ": ") + $0 } ?? ""
        return "  \(check.outcome.mark) \(text)\(remark) [\(check.rule.source)]"
    }

    private var findings: [String] {
        let texts = FindingTexts(language: language)
        let found = judged.findings.map { "  ! \(texts.line($0)) [\($0.code.rawValue)]" }
        let business = judged.conventionFindings.map { "  ! \(texts.line($0)) [\($0.code.rawValue)]" }
        let all = found + business
        return all.isEmpty ? [] : ["", language("Constats", "Findings")] + all
    }
}
