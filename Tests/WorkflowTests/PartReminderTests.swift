import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Reminders of parts, and new links")
struct PartReminderTests {
    private static let day = 86_400.0

    @Test func `who has not answered is reminded after a week, with a link beside the earlier one`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        // Monday 1 June 2026, 10:00 in Paris.
        let first = try await bench.token("employer")
        try await bench.confirm()
        for passed in [4.0, 2] {
            bench.hands.advance(by: passed * Self.day)
            _ = try await bench.workflow.meetDeadlines(of: bench.id)
            #expect(bench.store.mails.count == 2)
        }
        bench.hands.advance(by: Self.day)
        let next = try await bench.workflow.meetDeadlines(of: bench.id)
        _ = try await bench.workflow.meetDeadlines(of: bench.id)
        #expect(try await bench.hands.mails(to: "employer").map(\.subject).last?.hasPrefix("Rappel") == true)
        #expect(bench.store.mails.count == 3)
        #expect(next == Date(timeIntervalSince1970: 1_780_300_800 + 7 * Self.day + 22 * 3_600))
        for token in [first, try await bench.token("employer")] {
            #expect(try await bench.workflow.partView(token).situation == .open)
        }
    }

    @Test func `nobody is reminded who waits for the school, nor after approval`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        try await bench.give()
        try await bench.workflow.disputeFamily(try await bench.token("representative-1"), message: "Faux")
        bench.hands.advance(by: 8 * Self.day)
        #expect(try await bench.workflow.meetDeadlines(of: bench.id) == nil)
        #expect(bench.store.mails.count == 2)
    }

    @Test func `a new link goes to the address on file, three times an hour at most`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let token = try await bench.token("employer")
        bench.hands.advance(by: 31 * Self.day)
        await #expect(throws: WorkflowError.expiredLink) { try await bench.workflow.partView(token) }
        for _ in 0..<5 { try await bench.workflow.renewPartLink(token) }
        #expect(try await bench.hands.mails(to: "employer").count == 4)
        #expect(try await bench.workflow.partView(try await bench.token("employer")).situation == .open)
        let stranger = try #require(PartToken(String(repeating: "A", count: 43)))
        try await bench.workflow.renewPartLink(stranger)
        #expect(bench.store.mails.count == 5)
    }

    @Test func `the school sends a link again, or to another address, and the earlier ones stop working`() async throws
    {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let first = try await bench.token("employer")
        try await bench.workflow.resendInvitation(of: bench.id, to: "employer")
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.partView(first) }
        let second = try await bench.token("employer")
        try await bench.workflow.correctContact(of: bench.id, signatory: "employer", email: "autre@martin.example")
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.partView(second) }
        #expect(try await bench.hands.mails(toAddress: "autre@martin.example").count == 1)
        await #expect(throws: WorkflowError.wrongState(.completing)) {
            try await bench.workflow.resendInvitation(of: bench.id, to: "student")
        }
    }
}
