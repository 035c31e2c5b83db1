import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement lasts from Monday 15 to Friday 26 June.
@Suite("Amendments and attestations, when something becomes of their convention")
struct FollowedConventionTests {
    private static let day = 86_400.0

    private let bench: Bench

    init() throws { bench = try Bench() }

    private func completed() async throws -> ConventionID {
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        bench.hands.advance(by: Self.day)
        return id
    }

    /// Issued, and signed by nobody yet.
    private func amending(_ id: ConventionID) async throws -> ConventionID {
        let amendment = try await bench.workflow.amend(
            id, AmendmentRequest(data: Array("hours".utf8), effectiveOn: try day("2026-06-17")))
        try await bench.workflow.issue(amendment)
        return amendment
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

    private func hold(_ ids: ConventionID...) async throws -> [LegalHold.Reason?] {
        var reasons: [LegalHold.Reason?] = []
        for id in ids { reasons.append(try await bench.workflow.show(id).legalHold?.reason) }
        return reasons
    }

    // MARK: Nobody signs what can never be complete

    @Test func `an amendment is not signed by the first once its placement was interrupted, nor sent a code`()
        async throws
    {
        let id = try await completed()
        let amendment = try await amending(id)
        let ready = try await bench.hands.prepare("student")
        try await bench.workflow.interrupt(id, on: try day("2026-06-02"), reason: "L’entreprise ferme")
        let count = bench.store.mails.count
        await #expect(throws: WorkflowError.amendment(.conventionInterrupted)) { try await bench.hands.finish(ready) }
        bench.hands.advance(by: 60)
        await #expect(throws: WorkflowError.amendment(.conventionInterrupted)) {
            try await bench.hands.prepare("student")
        }
        #expect(bench.store.mails.count == count)
        #expect(try await bench.workflow.show(amendment).summary.signatureCount == 0)
        // Taken back, it is signed as before.
        try await bench.workflow.resume(id, reason: "Erreur")
        try await bench.hands.sign("student")
        #expect(try await bench.workflow.show(amendment).summary.signatureCount == 1)
    }

    @Test func `an amendment is not signed on paper or by the host's software either`() async throws {
        let id = try await completed()
        let amendment = try await amending(id)
        try await bench.hands.sign("student")
        try await bench.workflow.interrupt(id, on: try day("2026-06-02"), reason: "L’entreprise ferme")
        await #expect(throws: WorkflowError.amendment(.conventionInterrupted)) {
            try await bench.workflow.attestPaper(
                PaperAttestationRequest(
                    fieldName: "representative-1", signedOn: try day("2026-06-02"), attestedBy: "Hélène Roussel",
                    function: "proviseure", scan: try PaperScan(Array("%PDF-1.7".utf8))), on: amendment)
        }
        try await bench.workflow.resume(id, reason: "Erreur")
        for fieldName in ["representative-1", "school"] { try await bench.hands.sign(fieldName) }
        let request = try await bench.hands.request(amendment, key: "key-2")
        let token = try await bench.hands.accessToken()
        try await bench.workflow.interrupt(id, on: try day("2026-06-02"), reason: "L’entreprise ferme")
        await #expect(throws: WorkflowError.amendment(.conventionInterrupted)) {
            try await bench.workflow.countersign(amendment, accessToken: token, request: request)
        }
        #expect(try await bench.workflow.show(amendment).summary.signatureCount == 3)
    }

    @Test func `an amendment is not signed by the first once the host has attested`() async throws {
        let id = try await completed()
        let amendment = try await amending(id)
        bench.hands.advance(by: 27 * Self.day)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: id) }
        _ = try await bench.workflow.meetDeadlines(of: amendment)
        let attestation = try await bench.workflow.attest(
            try await bench.hands.readingLink("employer"), AttestationEntry(daysPresent: 9))
        try await bench.hands.finish(try await bench.hands.prepare(attestation, "employer"))
        try await bench.workflow.reopen(amendment, reason: "Les horaires étaient autres")
        await #expect(throws: WorkflowError.amendment(.conventionAttested)) {
            try await bench.hands.prepare("student")
        }
        #expect(try await bench.workflow.show(amendment).summary.signatureCount == 0)
    }

    @Test func `an amendment is not signed by the first once its convention was erased`() async throws {
        let id = try await completed()
        let amendment = try await amending(id)
        try await bench.workflow.erase(id, reason: .request)
        await #expect(throws: WorkflowError.amendment(.conventionErased)) { try await bench.hands.prepare("student") }
        #expect(try await bench.workflow.show(amendment).summary.signatureCount == 0)
    }

    @Test func `an attestation that is out of date is sent no code`() async throws {
        let id = try await completed()
        bench.hands.advance(by: 27 * Self.day)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: id) }
        let token = try await bench.workflow.attest(
            try await bench.hands.readingLink("employer"), AttestationEntry(daysPresent: 9))
        try await bench.workflow.interrupt(id, on: try day("2026-06-19"), reason: "Fermeture")
        await #expect(throws: WorkflowError.attestation(.outdated)) { try await bench.hands.prepare(token, "employer") }
    }

    // MARK: A hold is on the whole file

    @Test func `a hold on a convention is on its amendments and attestation, and is lifted from all of them`()
        async throws
    {
        let id = try await completed()
        let amendment = try await amending(id)
        try await bench.workflow.placeLegalHold(on: id, reason: .accident)
        #expect(try await hold(id, amendment) == [.accident, .accident])
        await #expect(throws: WorkflowError.retention(.alreadyHeld)) {
            try await bench.workflow.placeLegalHold(on: amendment, reason: .dispute)
        }
        await #expect(throws: WorkflowError.retention(.legalHold)) {
            try await bench.workflow.cancel(amendment, reason: "x")
            try await bench.workflow.erase(amendment, reason: .request)
        }
        try await bench.workflow.liftLegalHold(of: amendment, reason: "Dossier clos")
        #expect(try await hold(id, amendment) == [nil, nil])
        await #expect(throws: WorkflowError.retention(.notHeld)) {
            try await bench.workflow.liftLegalHold(of: id, reason: "x")
        }
    }

    @Test func `a hold on an amendment is on its convention, and what is begun later is held from its beginning`()
        async throws
    {
        let id = try await completed()
        let first = try await amending(id)
        try await bench.workflow.placeLegalHold(on: first, reason: .dispute)
        #expect(try await hold(id, first) == [.dispute, .dispute])
        try await bench.workflow.cancel(first, reason: "À refaire")
        let second = try await amending(id)
        #expect(try await hold(second) == [.dispute])
        try await bench.workflow.cancel(second, reason: "À refaire")
        bench.hands.advance(by: 27 * Self.day)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: id) }
        _ = try await bench.workflow.attest(
            try await bench.hands.readingLink("employer"), AttestationEntry(daysPresent: 9))
        let begun = try await bench.workflow.list().first { $0.follows == .attestation }
        #expect(try await hold(try #require(begun?.id)) == [.dispute])
    }

    @Test func `a hold does not fail over a document of the file that was erased before`() async throws {
        let id = try await completed()
        let amendment = try await amending(id)
        try await bench.workflow.cancel(amendment, reason: "À refaire")
        try await bench.workflow.erase(amendment, reason: .request)
        try await bench.workflow.placeLegalHold(on: id, reason: .accident)
        #expect(try await hold(id) == [.accident])
    }
}
