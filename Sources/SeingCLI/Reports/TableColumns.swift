import ConventionVerification
import PAdESValidation
import Parties

/// The columns of the table: mark, file, student, signatures, integrity, identity, day of the last proven signature.
struct TableColumns {
    private let language: Language
    private let file: Int
    private let student: Int
    /// Whether a text that is too long is cut: on a terminal, where it would break the line.
    private let cuts: Bool

    private static let signatures = 5
    private static let integrity = 9
    private static let identity = 12
    private static let day = 10
    private static let gaps = 6
    private static let shortest = (file: 14, student: 9)

    init(longestPath: Int, width: Int?, language: Language) {
        self.language = language
        cuts = width != nil
        let wanted = max(longestPath, 7)
        guard let width else {
            (file, student) = (wanted, 24)
            return
        }
        let fixed = 1 + Self.signatures + Self.integrity + Self.identity + Self.day + Self.gaps
        let free = max(width - fixed, Self.shortest.file + Self.shortest.student)
        file = max(Self.shortest.file, min(wanted, free - max(Self.shortest.student, min(24, free * 2 / 5))))
        student = min(24, free - file)
    }

    var heading: String {
        cells(
            " ", language("fichier", "file"), language("élève", "student"), language("sign.", "sign."),
            language("contenu", "content"), language("identité", "identity"), language("prouvé le", "proven on"))
    }

    func line(_ report: FileReport, shownAs path: String) -> String {
        let words = TableWords(language: language)
        guard let judged = report.judged else {
            let content = report.status == .undetermined ? words.integrity(.undetermined) : words.unreadable
            return cells(words.mark(report.status), path, "–", "–", content, "–", "–")
        }
        return cells(
            words.mark(report.status), path,
            judged.declaration.map { Printable.text($0.pupil.full) } ?? "–",
            "\(judged.signedCount)/\(judged.requiredCount)", words.integrity(judged.integrity),
            words.identity(judged.identity), judged.provenTime.map { Moment.day($0, in: language) } ?? "–")
    }

    private func cells(
        _ mark: String, _ path: String, _ student: String, _ signatures: String, _ integrity: String,
        _ identity: String, _ day: String
    ) -> String {
        let fitted = [
            mark, fit(path, file, keepsEnd: true), fit(student, self.student), fit(signatures, Self.signatures),
            fit(integrity, Self.integrity), fit(identity, Self.identity), day,
        ]
        return fitted.joined(separator: " ")
    }

    private func fit(_ text: String, _ columns: Int, keepsEnd: Bool = false) -> String {
        DisplayWidth.fit(text, cuts ? columns : max(columns, DisplayWidth.of(text)), keepsEnd: keepsEnd)
    }
}

/// The verdicts in as few letters as a table has.
struct TableWords {
    let language: Language

    func mark(_ status: ExitStatus) -> String {
        switch status {
        case .done: "✓"
        case .undetermined: "?"
        default: "✗"
        }
    }

    var unreadable: String { language("illisible", "unreadable") }

    func integrity(_ verdict: ValidationReport.Integrity) -> String {
        switch verdict {
        case .intact: language("intact", "intact")
        case .changed: language("modifié", "changed")
        case .broken: language("altéré", "broken")
        case .undetermined: language("inconnu", "unknown")
        case .none: language("non signé", "unsigned")
        }
    }

    func identity(_ verdict: ValidationReport.Identity) -> String {
        switch verdict {
        case .trusted: language("établie", "trusted")
        case .undetermined: language("non vérifiée", "not checked")
        case .untrusted: language("non reconnue", "not trusted")
        case .revoked: language("retirée", "revoked")
        case .expired: language("expirée", "expired")
        case .none: "–"
        }
    }
}
