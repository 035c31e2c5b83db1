/// Something that keeps a question from being answered well.
struct Objection: Sendable {
    let rule: CheckRule
    /// `nil` when it says something about the profile only.
    let subIndication: SubIndication?
    /// `nil` when another objection says it to people.
    let finding: Finding?

    init(_ rule: CheckRule, _ subIndication: SubIndication?, _ finding: Finding?) {
        self.rule = rule
        self.subIndication = subIndication
        self.finding = finding
    }
}

/// The answers to the ordered questions about one signature or one time-stamp.
struct CheckList: Sendable {
    private(set) var objections: [Objection] = []
    private var notes: [CheckRule: CheckNote] = [:]
    private var skipped: Set<CheckRule> = []

    var findings: [Finding] { objections.compactMap(\.finding) }

    mutating func object(_ objection: Objection) { objections.append(objection) }

    mutating func object(_ others: [Objection]) { objections += others }

    mutating func append(_ other: CheckList) {
        objections += other.objections
        notes.merge(other.notes) { first, _ in first }
        skipped.formUnion(other.skipped)
    }

    /// Without the objections that do not count.
    func filtered(_ counts: (Objection) -> Bool) -> CheckList {
        var result = self
        result.objections = objections.filter(counts)
        return result
    }

    /// The first note on a question counts.
    mutating func note(_ rule: CheckRule, _ note: CheckNote) { notes[rule] = notes[rule] ?? note }

    /// Questions that an earlier answer leaves open.
    mutating func skip(_ rules: CheckRule...) { skipped.formUnion(rules) }

    /// - Parameter rules: The questions put, in the order in which they are asked.
    func checks(of rules: [CheckRule]) -> [ValidationReport.Check] {
        rules.map { ValidationReport.Check($0, outcome(of: $0)) }
    }

    private func outcome(of rule: CheckRule) -> ValidationReport.Check.Outcome {
        if !objections.isEmpty {
            let own = objections.filter { $0.rule == rule }
            if let subIndication = own.lazy.compactMap(\.subIndication).first { return .failed(subIndication) }
            if !own.isEmpty { return .unmet }
        }
        if !skipped.isEmpty, skipped.contains(rule) { return .skipped }
        return notes.isEmpty ? .passed : notes[rule].map { .passedWithNote($0) } ?? .passed
    }
}

extension [ValidationReport.Check] {
    /// What the first failed question says; `nil` when none failed.
    var subIndication: SubIndication? {
        lazy.compactMap { check in
            if case .failed(let subIndication) = check.outcome { subIndication } else { nil }
        }.first
    }
}

extension SubIndication? {
    var indication: Indication { self?.indication ?? .totalPassed }
}

extension CheckRule {
    /// Put to a signature.
    static let ofSignature = allCases.filter { $0 != .timeIsNotInFuture }

    /// Put to a time-stamp over a signature value.
    static let ofTimeStamp = ordered([
        .contentsAreSignedData, .certificateIsThere, .certificateIsNamed, .algorithmIsKnown, .digestMatches,
        .signatureVerifies, .chainLeadsToAnchor, .certificateWasValid, .certificateWasNotRevoked,
        .algorithmsWereReliable, .timeIsNotInFuture,
    ])

    /// Put to a document time-stamp.
    static let ofDocumentTimeStamp = ordered(
        ofTimeStamp + [
            .byteRangeIsSound, .holeIsContents, .coversItsRevision, .unchangedSince, .timesAreInOrder,
            .dictionaryIsPlain, .digitsAreLowerCase, .timeStampIsPlain,
        ])

    private static func ordered(_ rules: [CheckRule]) -> [CheckRule] { allCases.filter(rules.contains) }

    /// What a failure of a question about the bytes means.
    var subIndication: SubIndication? {
        switch self {
        case .byteRangeIsSound, .holeIsContents, .coversItsRevision, .contentsAreSignedData, .unchangedSince:
            .formatFailure
        case .certificateIsThere: .noSigningCertificateFound
        case .algorithmIsKnown: .cryptographicConstraintsFailure
        case .digestMatches: .hashFailure
        case .signatureVerifies: .signatureCryptographicFailure
        default: nil
        }
    }
}
