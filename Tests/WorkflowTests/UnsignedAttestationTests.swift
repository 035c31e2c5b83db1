import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date

/// Rule: what the host has written and not signed depends on its convention, and is not kept for ever.
@Suite("An attestation that was written and not signed")
struct UnsignedAttestationTests {
    private static let day = 86_400.0

    private func completed(_ bench: Bench) async throws -> ConventionID {
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        return id
    }

    /// A convention whose placement is over on 29 June, and the link with which the host signs what it wrote.
    private func written(_ bench: Bench) async throws -> (convention: ConventionID, link: LinkToken) {
        let id = try await completed(bench)
        bench.hands.advance(by: 28 * Self.day)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: id) }
        let token = try await bench.workflow.attest(
            try await bench.hands.readingLink("employer"), AttestationEntry(daysPresent: 9))
        return (id, token)
    }

    private func attestation(_ bench: Bench) async throws -> ConventionSummary {
        try #require(try await bench.workflow.list().first { $0.outline?.follows == .attestation })
    }

    @Test func `ends when the host's address is corrected, and its link shows nothing and brings no other`()
        async throws
    {
        let bench = try Bench()
        let (id, token) = try await written(bench)
        #expect(try await bench.workflow.amendedConvention(behind: token).convention == id)
        try await bench.workflow.correctContact(of: id, signatory: "employer", email: "accueil@exemple.fr")
        #expect(try await attestation(bench).status == .cancelled)
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.view(token) }
        await #expect(throws: WorkflowError.revokedLink) {
            try await bench.workflow.amendedConvention(behind: token)
        }
        let count = bench.store.mails.count
        try await bench.workflow.renewLink(token)
        #expect(bench.store.mails.count == count)
    }

    @Test func `goes on when somebody else's address is corrected`() async throws {
        let bench = try Bench()
        let (id, token) = try await written(bench)
        try await bench.workflow.correctContact(of: id, signatory: "student", email: "awa@exemple.fr")
        try await bench.hands.finish(try await bench.hands.prepare(token, "employer"))
    }

    @Test func `ends when its convention is erased`() async throws {
        let bench = try Bench()
        let (id, _) = try await written(bench)
        try await bench.workflow.erase(id, reason: .request)
        #expect(try await attestation(bench).status == .cancelled)
    }

    @Test func `is given up by itself after four weeks, and then falls under the retention of what nobody signed`()
        async throws
    {
        let bench = try Bench()
        _ = try await written(bench)
        let id = try await attestation(bench).id
        let due = try #require(try await bench.workflow.meetDeadlines(of: id))
        #expect(due == bench.hands.now.addingTimeInterval(28 * Self.day))
        bench.hands.advance(by: 28 * Self.day - 1)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await attestation(bench).status == .signing)
        bench.hands.advance(by: 1)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await attestation(bench).status == .cancelled)
    }

    @Test func `refused, disowned or chosen for paper, it is told to the school of its convention`() async throws {
        let bench = try Bench()
        let (id, token) = try await written(bench)
        let before = try await bench.hands.mails(to: "school").count
        try await bench.workflow.choosePaper(token)
        try await bench.hands.refuse(token, "employer", reason: "Ce n’est pas à moi de le dire")
        let mails = try await bench.hands.mails(to: "school").dropFirst(before)
        #expect(mails.count == 2)
        #expect(mails.allSatisfy { $0.textBody.contains(id.text) && $0.subject.contains("attestation") })
        let second = try await bench.workflow.attest(
            try await bench.hands.readingLink("employer"), AttestationEntry(daysPresent: 9))
        try await bench.workflow.disown(second)
        #expect(try await bench.hands.mails(to: "school").last?.textBody.contains("Claire Martin (Gérante)") == true)
    }

    @Test func `a copy of the contacts belongs to the convention, and comes from no link of another document`()
        async throws
    {
        let bench = try Bench()
        let (id, token) = try await written(bench)
        await #expect(throws: WorkflowError.amendment(.notOfAConvention)) {
            try await bench.workflow.sheet(.contacts, behind: token)
        }
        let attestation = try await attestation(bench).id
        await #expect(throws: WorkflowError.amendment(.notOfAConvention)) {
            try await bench.workflow.sheet(.contacts, of: attestation, for: "employer")
        }
        _ = try await bench.workflow.sheet(.contacts, of: id, for: "school")
    }

    @Test func `after an interruption that was a mistake the host is asked at the real end`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        bench.hands.advance(by: 15 * Self.day)
        try await bench.workflow.interrupt(
            id, on: try #require(CalendarDate(iso8601: "2026-06-15")), reason: "Absence")
        // The second time after three business days, with a week-end among them.
        for _ in 0..<7 {
            bench.hands.advance(by: Self.day)
            _ = try await bench.workflow.meetDeadlines(of: id)
        }
        try await bench.workflow.resume(id, reason: "Il était malade")
        let asked = { try await bench.workflow.show(id).history.count { $0.kind == .attestationRequested } }
        let before = try await asked()
        #expect(before == 2)
        bench.hands.advance(by: 9 * Self.day)
        for _ in 0..<2 { _ = try await bench.workflow.meetDeadlines(of: id) }
        #expect(try await asked() == before + 1)
    }

    @Test func `that a placement did not take place is said also of a convention issued after its first day`()
        async throws
    {
        let bench = try Bench()
        let id = try await bench.hands.drafted()
        bench.hands.advance(by: 15 * Self.day)
        try await bench.workflow.issue(id, lateReason: "Retard")
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        try await bench.workflow.interrupt(
            id, on: try #require(CalendarDate(iso8601: "2026-06-14")), reason: "Jamais venu")
        #expect(try await bench.workflow.view(try await bench.hands.readingLink("student")).outcome == .notBegun)
    }
}
