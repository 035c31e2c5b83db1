import Foundation

/// What all files of a run have in common, as programs read it.
struct RunDTO: Encodable {
    struct Program: Encodable {
        let name: String
        let version: String
        /// The edition of the rules that were applied.
        let rules: String
    }

    let schema: String
    let program: Program
    let policy: String
    /// As of when files were judged.
    let validationTime: String
    /// See ``RunFacts/trustDigest(of:)``.
    let trustSha256: String
    let fileCount: Int
    let doneCount: Int
    let isInterrupted: Bool
    /// The gravest of all files, as the exit status says it: `passed`, `failed`, `undetermined` or `unreadable`.
    let verdict: String
    /// The gravest of all files.
    let integrity: String

    init(_ facts: RunFacts, _ end: RunEnd, integrity: Set<String>) {
        schema = "urn:seing:verification:1"
        program = Program(name: "seing", version: Version.text, rules: Version.rules)
        policy = facts.policy
        validationTime = Moment.iso8601(facts.validationTime)
        trustSha256 = facts.trustSha256
        (fileCount, doneCount, isInterrupted) = (end.fileCount, end.doneCount, end.isInterrupted)
        verdict = Self.verdict(end.status)
        self.integrity = Self.gravest.first(where: integrity.contains) ?? "none"
    }

    static func verdict(_ status: ExitStatus) -> String {
        switch status {
        case .done: "passed"
        case .failed: "failed"
        case .undetermined: "undetermined"
        default: "unreadable"
        }
    }

    private static let gravest = ["broken", "changed", "unreadable", "undetermined", "none", "intact"]
}

/// One JSON document for the whole run, written as verdicts come in, and well-formed also when it is interrupted.
struct JSONReport: ReportWriter {
    private let facts: RunFacts
    private var integrity: Set<String> = []

    init(_ facts: RunFacts) { self.facts = facts }

    mutating func write(_ report: FileReport) throws {
        let file = VerificationDTO(report)
        Console.print((integrity.isEmpty ? "{\"files\" : [\n" : ",") + (try file.json()))
        integrity.insert(file.integrity)
    }

    func finish(_ end: RunEnd) throws {
        let common = try RunDTO(facts, end, integrity: integrity).json()
        Console.print((integrity.isEmpty ? "{\"files\" : [" : "") + "],\n" + common.dropFirst(2))
    }
}

/// One line of JSON a file, as soon as it is done.
struct JSONLinesReport: ReportWriter {
    func write(_ report: FileReport) throws { Console.print(try VerificationDTO(report).jsonLine()) }

    func finish(_ end: RunEnd) {
        if end.isInterrupted { Console.note(TableReport.summary(end, in: .english)) }
    }
}

extension Encodable {
    /// The same as ``json()`` on one line.
    func jsonLine() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
