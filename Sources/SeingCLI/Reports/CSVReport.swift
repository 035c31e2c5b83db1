import ConventionVerification
import Foundation
import Parties

/// The table for a spreadsheet.
///
/// French Excel splits at semicolons and takes a file for Windows-1252 unless it begins with a byte order mark, so that is
/// how it is written, with the line ends of RFC 4180. A cell that a spreadsheet would take for a formula gets an
/// apostrophe before it.
///
/// Source: RFC 4180 §2 (quotes, line ends); OWASP, CSV injection.
struct CSVReport: ReportWriter {
    private let language: Language

    init(in language: Language) {
        self.language = language
        Self.put("\u{FEFF}" + Self.row(Self.headings(language)))
    }

    func write(_ report: FileReport) { Self.put(Self.row(Self.cells(report, language))) }

    func finish(_ end: RunEnd) { if end.isInterrupted { Console.note(TableReport.summary(end, in: language)) } }

    private static func put(_ text: String) { try? Console.write(Array(text.utf8)) }

    static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ";") + "\r\n" }

    static func cell(_ text: String) -> String {
        let dangerous: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
        let safe = text.first.map(dangerous.contains) ?? false ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { [";", "\"", "\r", "\n", ","].contains($0) }) else { return safe }
        return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    static func headings(_ language: Language) -> [String] {
        language == .french
            ? [
                "fichier", "verdict", "réponse", "élève", "convention", "signatures", "signatures attendues",
                "intégrité",
                "identité", "forme", "prouvé le", "SHA-256",
            ]
            : [
                "file", "verdict", "answer", "student", "convention", "signatures", "signatures expected", "integrity",
                "identity", "form", "proven on", "SHA-256",
            ]
    }

    static func cells(_ report: FileReport, _ language: Language) -> [String] {
        let words = TableWords(language: language)
        let names = VerdictNames(language: language)
        let judged = report.judged
        return [
            Printable.text(report.path), words.verdict(report.status), PlainAnswer(report, in: language).text,
            judged?.declaration.map { Printable.text($0.pupil.full) } ?? "",
            judged?.declaration.map { Printable.text($0.conventionID) } ?? "",
            judged.map { String($0.signedCount) } ?? "", judged.map { String($0.requiredCount) } ?? "",
            judged.map { names.integrity($0.integrity) } ?? words.unreadable,
            judged.map { names.identity($0.identity) } ?? "", judged.map { names.profile($0.profile) } ?? "",
            judged?.provenTime.map { Moment.day($0, in: language) } ?? "",
            report.content.map { hexadecimal($0.sha256) } ?? "",
        ]
    }
}

extension TableWords {
    func verdict(_ status: ExitStatus) -> String {
        switch status {
        case .done: language("en ordre", "in order")
        case .undetermined: language("non vérifiable", "not checkable")
        case .unreadable: unreadable
        default: language("à refuser ou à compléter", "to refuse or to complete")
        }
    }
}
