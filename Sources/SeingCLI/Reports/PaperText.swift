import ConventionVerification
import Parties
import Workflow

import struct Foundation.Date

/// Signatures on paper in words.
struct PaperText {
    let language: Language

    /// « 3 signatures électroniques, 1 sur papier attestée par Hélène Roussel, proviseure, le 9 juin 2026 »
    func signatures(_ judged: JudgedDocument) -> String {
        let count = judged.signatures.count
        let electronic =
            count == 1
            ? language("1 signature électronique", "1 electronic signature")
            : language("\(count) signatures électroniques", "\(count) electronic signatures")
        return ([electronic] + judged.onPaper.map { language("1 sur papier ", "1 on paper ") + attested($0) })
            .joined(separator: ", ")
    }

    /// One signatory's line of the report.
    func sentence(_ part: PaperPart) -> String {
        let names = VerdictNames(language: language)
        let signedOn =
            language == .french ? FrenchDate.day(iso: part.signedOn.iso8601) : part.signedOn.iso8601
        let seal = part.sealedBy.map { language(" ; cachet : ", "; seal: ") + Printable.text($0) } ?? ""
        let name = "\(Printable.text(part.signatory.name.full)), \(names.role(part.signatory.role))"
        return "\(part.isProven ? "✓" : "?") \(name) — "
            + language("sur papier le \(signedOn), signature ", "on paper \(signedOn), ") + attested(part) + seal
    }

    private func attested(_ part: PaperPart) -> String {
        let who = "\(Printable.text(part.attestedBy)), \(Printable.text(part.function))"
        let day = part.provenTime.map(day) ?? language("date non prouvée", "day not proven")
        return language("attestée par \(who), le \(day)", "attested by \(who), on \(day)")
    }

    private func day(_ time: Int64) -> String {
        language == .french
            ? FrenchDate(timeZone: .paris).day(Date(timeIntervalSince1970: Double(time)))
            : Moment.day(time, in: language)
    }
}

extension ConventionFinding.Code {
    /// Whether it is about a file given with `--with`.
    var isAboutStatement: Bool {
        switch self {
        case .statementUnreadable, .statementNotSealed, .statementChanged, .statementNotTrusted, .statementOfAnother,
            .statementOfNobody, .statementOfSchool, .statementOfSigned, .statementTwice:
            true
        default: false
        }
    }
}
