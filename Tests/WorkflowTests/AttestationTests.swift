import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement lasts from Monday 15 to Friday 26 June.
@Suite("The host's attestation")
struct AttestationTests {
    private static let day = 86_400.0

    private func completed(_ bench: Bench) async throws -> ConventionID {
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        return id
    }

    /// Monday 29 June, 10:00.
    private func over(_ bench: Bench) async throws -> ConventionID {
        let id = try await completed(bench)
        bench.hands.advance(by: 28 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        _ = try await bench.workflow.meetDeadlines(of: id)
        return id
    }

    @Test func `is asked of the host after the last day, once more three business days later, and then of the digest`()
        async throws
    {
        let bench = try Bench()
        let id = try await completed(bench)
        bench.hands.advance(by: 26 * Self.day - 2 * 3_600)
        _ = try await bench.workflow.meetDeadlines(of: id)
        let count = try await bench.hands.mails(to: "employer").count
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.hands.mails(to: "employer").count == count, "it is a Saturday")
        bench.hands.advance(by: 2 * Self.day + 3 * 3_600)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.hands.mails(to: "employer").last?.subject.contains("une attestation à signer") == true)
        for _ in 0..<2 {
            bench.hands.advance(by: Self.day)
            _ = try await bench.workflow.meetDeadlines(of: id)
        }
        #expect(try await bench.hands.mails(to: "employer").count == count + 1)
        bench.hands.advance(by: Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.hands.mails(to: "employer").last?.subject.contains("Rappel") == true)
        bench.hands.advance(by: 9 * Self.day)
        #expect(try await bench.workflow.meetDeadlines(of: id) == nil)
        #expect(try await bench.hands.mails(to: "employer").count == count + 2)
    }

    /// Rule: it says what was done of the placement as it is known when it is signed.
    @Test func `that was written before an interruption is not signed after it`() async throws {
        let bench = try Bench()
        let id = try await over(bench)
        let token = try await bench.workflow.attest(
            try await bench.hands.readingLink("employer"), AttestationEntry(daysPresent: 9))
        let ready = try await bench.hands.prepare(token, "employer")
        try await bench.workflow.interrupt(
            id, on: try #require(CalendarDate(iso8601: "2026-06-19")), reason: "Fermeture")
        await #expect(throws: WorkflowError.attestation(.outdated)) { try await bench.hands.finish(ready) }
        #expect(try await bench.workflow.show(id).attestation == .awaited)
    }

    /// Rule: what went to an address that is not the host's any more signs nothing.
    @Test func `that was written from an address which the school corrected since is not signed`() async throws {
        let bench = try Bench()
        let id = try await over(bench)
        let token = try await bench.workflow.attest(
            try await bench.hands.readingLink("employer"), AttestationEntry(daysPresent: 9))
        let ready = try await bench.hands.prepare(token, "employer")
        try await bench.workflow.correctContact(of: id, signatory: "employer", email: "accueil@exemple.fr")
        await #expect(throws: WorkflowError.revokedLink) { try await bench.hands.finish(ready) }
    }

    @Test func `is written, read and signed with a code from the link of the mail, and all parties get it`()
        async throws
    {
        let bench = try Bench()
        let id = try await over(bench)
        let link = try await bench.hands.readingLink("employer")
        let form = try await bench.workflow.attestationForm(link)
        let lastDay = try #require(CalendarDate(iso8601: "2026-06-26"))
        #expect(form.plannedDays == 12 && form.outcome == .ended(lastDay: lastDay))
        let token = try await bench.workflow.attest(link, AttestationEntry(daysPresent: 9))
        let view = try await bench.workflow.view(token)
        #expect(view.relation == .attests(id) && view.situation == .toSign)
        #expect(view.consent.id == "consent-attestation")
        #expect(try await bench.workflow.view(link).attestation == .awaited, "written is not signed")
        try await bench.hands.finish(try await bench.hands.prepare(token, "employer"))
        let base = try #require(try await bench.workflow.show(id).revisions.first?.digest)
        guard case .signed(let attestation, let at) = try await bench.workflow.show(id).attestation else {
            return #expect(Bool(false), "the convention does not know it")
        }
        let detail = try await bench.workflow.show(attestation)
        #expect(at == bench.hands.now && detail.summary.status == .completed)
        #expect(detail.follows?.kind == .attestation && detail.follows?.baseDigest == base)
        for fieldName in ["student", "representative-1", "school"] {
            #expect(try await bench.hands.mails(to: fieldName).last?.subject.contains("attestation") == true)
            let reading = try await bench.hands.readingLink(fieldName)
            #expect(try await bench.workflow.attestation(behind: reading).convention == attestation)
        }
        #expect(try await bench.workflow.awaitingArchive() == [id, attestation])
        await #expect(throws: WorkflowError.attestation(.alreadyAttested)) {
            try await bench.workflow.attest(link, AttestationEntry(daysPresent: 9))
        }
    }

    @Test func `does not come before the end, nor from anybody but the host`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let early = try await bench.hands.readingLink("employer")
        await #expect(throws: WorkflowError.attestation(.placementNotOver)) {
            try await bench.workflow.attest(early, AttestationEntry(daysPresent: 9))
        }
        bench.hands.advance(by: 28 * Self.day)
        let pupil = try await bench.hands.readingLink("student")
        await #expect(throws: WorkflowError.unknownLink) {
            try await bench.workflow.attest(pupil, AttestationEntry(daysPresent: 9))
        }
        await #expect(throws: WorkflowError.unknownConvention) { try await bench.workflow.attestation(behind: pupil) }
        // The clock is ahead of the sweep.
        _ = try await bench.workflow.attest(early, AttestationEntry(daysPresent: 9))
        #expect(try await bench.workflow.show(id).summary.status == .ended)
    }

    @Test(arguments: [0, 13, -1])
    func `more days than were planned, or none, are refused`(days: Int) async throws {
        let bench = try Bench()
        _ = try await over(bench)
        let link = try await bench.hands.readingLink("employer")
        let error = await #expect(throws: WorkflowError.self) {
            try await bench.workflow.attest(link, AttestationEntry(daysPresent: days))
        }
        guard case .invalidData(let messages)? = error else { return #expect(Bool(false), "accepted") }
        #expect(messages.first?.english.contains("12 at most") == true)
    }

    @Test func `of a placement that was interrupted it says the days until then; of one that was not begun, nothing`()
        async throws
    {
        let bench = try Bench()
        let id = try await completed(bench)
        bench.hands.advance(by: 17 * Self.day)
        let day = try #require(CalendarDate(iso8601: "2026-06-17"))
        try await bench.workflow.interrupt(id, on: day, reason: "Fermeture")
        let link = try await bench.hands.readingLink("employer")
        #expect(try await bench.workflow.attestationForm(link).plannedDays == 3)
        let token = try await bench.workflow.attest(link, AttestationEntry(daysPresent: 3))
        #expect(try await bench.workflow.view(token).outline.lastDay == "2026-06-17")
        try await bench.hands.finish(try await bench.hands.prepare(token, "employer"))
        await #expect(throws: WorkflowError.attestation(.alreadyAttested)) {
            try await bench.workflow.resume(id, reason: "Erreur")
        }
    }

    @Test func `written anew it takes the place of the one before, which nobody signs any more`() async throws {
        let bench = try Bench()
        let id = try await over(bench)
        let link = try await bench.hands.readingLink("employer")
        let first = try await bench.workflow.attest(link, AttestationEntry(daysPresent: 9))
        let second = try await bench.workflow.attest(link, AttestationEntry(daysPresent: 10))
        #expect(try await bench.workflow.view(first).situation == .cancelled)
        try await bench.hands.finish(try await bench.hands.prepare(second, "employer"))
        #expect(
            try await bench.workflow.show(id).history.map(\.kind).suffix(3) == [
                .attestationBegun, .attestationBegun, .attested,
            ])
    }
}
