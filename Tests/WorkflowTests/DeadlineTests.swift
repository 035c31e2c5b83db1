import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date
import struct Foundation.TimeInterval

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement on Monday 15 June. Business days before it: Friday 12 is the
/// first, Wednesday 10 the third, Monday 8 the fifth, Monday 1 the tenth.
@Suite("Deadlines")
struct DeadlineTests {
    private static let day: TimeInterval = 86_400

    @Test func `who is awaited and silent is reminded with a link that works, beside the first one`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let first = try await bench.hands.signingLink("student")
        try await bench.hands.sign("representative-1")
        bench.hands.advance(by: 7 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        let second = try await bench.hands.signingLink("student")
        #expect(first != second)
        #expect(try await bench.workflow.view(first).situation == .toSign)
        #expect(try await bench.workflow.view(second).situation == .toSign)
        let mail = try #require(try await bench.hands.mails(to: "student").last)
        #expect(mail.subject.contains("Rappel"))
        #expect(try await !bench.hands.mails(to: "representative-1").contains { $0.subject.contains("Rappel") })
        #expect(try await bench.hands.mails(to: "school").isEmpty)
        let count = bench.store.mails.count
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(bench.store.mails.count == count, "a step reminds once")
    }

    @Test func `a reminder of the employer carries an access token beside the first one`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let first = try await bench.hands.accessToken()
        bench.hands.advance(by: 7 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        let second = try await bench.hands.accessToken()
        #expect(first != second)
        for token in [first, second] {
            #expect(try await bench.workflow.employerView(id, accessToken: token).isYourTurn)
        }
    }

    @Test func `nothing leaves at night or on a week-end, and nothing is forgotten for it`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let count = bench.store.mails.count
        // Sunday 7 June 10:00, Monday 8 June 07:00 and 22:00, Tuesday 9 June 08:00.
        for hours in [6.0 * 24, 21, 15] {
            bench.hands.advance(by: hours * 3_600)
            _ = try await bench.workflow.meetDeadlines(of: id)
            #expect(bench.store.mails.count == count)
        }
        bench.hands.advance(by: 10 * 3_600)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(bench.store.mails.count == count + 2)
    }

    @Test func `three business days before the start the school reads who is missing`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        bench.hands.advance(by: 9 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        let alarm = try #require(try await bench.hands.mails(to: "school").last)
        #expect(!alarm.textBody.contains("Awa Diallo (Élève)"), "who has signed is not missing")
        for signatory in bench.hands.sample.signatories where signatory.fieldName != "student" {
            #expect(alarm.textBody.contains(signatory.name.full))
        }
        bench.hands.advance(by: Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.hands.mails(to: "school").count == 1)
    }

    @Test func `on the first day everybody is told that the pupil must not begin, and nobody signs any more`()
        async throws
    {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        bench.hands.advance(by: 14 * Self.day - 10 * 3_600 - 60)
        let parent = try await bench.hands.prepare("representative-1")
        bench.hands.advance(by: 60)
        await #expect(throws: WorkflowError.conventionExpired) { try await bench.hands.finish(parent) }
        #expect(try await bench.workflow.view(parent.token).situation == .expired(nil))
        _ = try await bench.workflow.meetDeadlines(of: id)
        for signatory in bench.hands.sample.signatories {
            let mail = try #require(try await bench.hands.mails(to: signatory.fieldName).last)
            #expect(mail.subject.contains("ne doit pas commencer"), "\(signatory.fieldName)")
        }
        await #expect(throws: WorkflowError.conventionExpired) { try await bench.hands.finish(parent) }
        #expect(try await bench.workflow.show(id).summary.status == .expired)
        guard
            case .expired(.some) = try await bench.workflow.view(try await bench.hands.readingLink("student")).situation
        else { return #expect(Bool(false), "who has signed still reads the receipt") }
        let count = bench.store.mails.count
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(bench.store.mails.count == count)
    }

    @Test func `a signature is refused by the clock, even when the sweep has not run`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        bench.hands.advance(by: 13 * Self.day)
        _ = try await bench.workflow.resendInvitation(of: id, to: "employer")
        let request = try await bench.hands.request(id)
        let token = try await bench.hands.accessToken()
        bench.hands.advance(by: Self.day)
        await #expect(throws: WorkflowError.conventionExpired) {
            try await bench.workflow.countersign(id, accessToken: token, request: request)
        }
        await #expect(throws: WorkflowError.conventionExpired) {
            try await bench.workflow.resendInvitation(of: id, to: "student")
        }
        #expect(try await bench.workflow.show(id).summary.status == .signing)
    }

    @Test func `the school reopens with a reason, and the signatures carry their own time`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.hands.sign("student")
        bench.hands.advance(by: 14 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        await #expect(throws: WorkflowError.self) { try await bench.workflow.reopen(id, reason: " ") }
        try await bench.workflow.reopen(id, reason: "La mère était à l’hôpital")
        #expect(try await bench.hands.mails(to: "representative-1").last?.subject.contains("de nouveau") == true)
        let receipt = try await bench.hands.sign("representative-1")
        #expect(receipt.signedAt == bench.hands.now)
        try await bench.hands.sign("school")
        try await bench.hands.countersign(id)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
        let history = try await bench.workflow.show(id).history.map(\.kind)
        #expect(history.contains(.expired) && history.contains(.reopened))
    }

    @Test func `reopened, a convention expires once more after the last day`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        bench.hands.advance(by: 14 * Self.day)
        try await bench.workflow.reopen(id, reason: "Décision du chef d’établissement")
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.show(id).summary.status == .signing)
        await #expect(throws: WorkflowError.wrongState(.signing)) {
            try await bench.workflow.reopen(id, reason: "Encore")
        }
        bench.hands.advance(by: 14 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.show(id).summary.status == .expired)
    }

    @Test func `a draft of a placement that has begun is issued with the school's decision only`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.drafted()
        bench.hands.advance(by: 14 * Self.day)
        await #expect(throws: WorkflowError.conventionExpired) { try await bench.workflow.issue(id) }
        try await bench.workflow.issue(id, lateReason: "Élève arrivé ce matin")
        try await bench.hands.sign("student")
        let kinds = try await bench.workflow.show(id).history.map(\.kind)
        #expect(kinds.prefix(4) == [.drafted, .issued, .expired, .reopened])
    }

    @Test func `the watch looks at what is due, when it is due`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let watch = DeadlineWatch(bench.workflow)
        #expect(try await bench.workflow.deadlinesDue(limit: 10) == [id])
        _ = try await watch.meetDue()
        #expect(try await bench.workflow.deadlinesDue(limit: 10).isEmpty)
        bench.hands.advance(by: 14 * Self.day)
        #expect(try await bench.workflow.deadlinesDue(limit: 10) == [id])
        bench.store.failCommits(with: .unavailable("disk full"))
        #expect(try await watch.meetDue().map(\.convention) == [id])
        bench.store.failCommits(with: nil)
        #expect(try await watch.meetDue().isEmpty, "it rests for a while")
        #expect(try await bench.workflow.show(id).summary.status == .signing)
        bench.hands.advance(by: 601)
        _ = try await watch.meetDue()
        #expect(try await bench.workflow.show(id).summary.status == .expired)
        #expect(try await bench.workflow.deadlinesDue(limit: 10).isEmpty)
    }
}
