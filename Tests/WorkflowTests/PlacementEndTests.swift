import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement lasts from Monday 15 to Friday 26 June.
@Suite("The end of a placement")
struct PlacementEndTests {
    private static let day = 86_400.0
    private static let reason = "Blessure à la main le mercredi"

    private func completed(_ bench: Bench) async throws -> ConventionID {
        let id = try await bench.hands.issued()
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        return id
    }

    private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

    @Test func `comes on the day after the last one, once, by the clock, and not before`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let next = try #require(try await bench.workflow.meetDeadlines(of: id))
        #expect(next == bench.workflow.settings.timeZone.moment(try date("2026-06-27")))
        bench.hands.advance(by: next.timeIntervalSince(bench.hands.now) - 1)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
        bench.hands.advance(by: 1)
        #expect(try await bench.workflow.deadlinesDue(limit: 9) == [id])
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.show(id).summary.status == .ended)
        let count = try await bench.workflow.show(id).history.count
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.show(id).history.count == count)
    }

    @Test func `does not come to what was not signed by all`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        bench.hands.advance(by: 40 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.show(id).summary.status == .expired)
    }

    @Test func `document, receipt and archive stay with the parties afterwards`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let link = try await bench.hands.readingLink("student")
        bench.hands.advance(by: 26 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await bench.workflow.document(link).isComplete)
        let view = try await bench.workflow.view(link)
        guard case .completed = view.situation else { return #expect(Bool(false), "\(view.situation)") }
        #expect(view.outcome == .ended(lastDay: try date("2026-06-26")))
        #expect(try await bench.workflow.awaitingArchive() == [id])
        #expect(try await bench.workflow.archive(id) == .archived(until: PaperDocument.provableUntil))
        #expect(try await bench.workflow.archives().map(\.layerCount) == [1])
        await #expect(throws: WorkflowError.conventionCompleted) {
            try await bench.workflow.cancel(id, reason: "Trop tard")
        }
    }

    @Test func `an interruption is told to all, its reason to the school alone`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let link = try await bench.hands.readingLink("representative-1")
        bench.hands.advance(by: 17 * Self.day)
        try await bench.workflow.interrupt(id, on: try date("2026-06-17"), reason: Self.reason)
        for signatory in bench.hands.sample.signatories {
            let mail = try #require(try await bench.hands.mails(to: signatory.fieldName).last)
            #expect(mail.subject.contains("interrompu") && mail.textBody.contains("depuis le 17 juin 2026"))
            #expect(mail.textBody.contains("Blessure") == (signatory.role == .school), "\(signatory.fieldName)")
        }
        let view = try await bench.workflow.view(link)
        #expect(view.outcome == .interrupted(on: try date("2026-06-17")))
        #expect(try await bench.workflow.document(link).isComplete)
        let detail = try await bench.workflow.show(id)
        #expect(detail.summary.status == .interrupted && detail.interruption?.reason == Self.reason)
        #expect(view.sheets.isEmpty, "who was to be called during the placement is not given any more")
    }

    @Test func `one before the first day says that the placement does not take place`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        bench.hands.advance(by: 2 * Self.day)
        try await bench.workflow.interrupt(id, on: try date("2026-06-03"), reason: "L’entreprise ferme")
        #expect(try await bench.hands.mails(to: "student").last?.textBody.contains("Le stage n’a pas lieu.") == true)
    }

    @Test(arguments: ["2026-05-31", "2026-06-19", "2026-06-27"])
    func `a day before the issue, to come or after the last is refused`(day: String) async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        bench.hands.advance(by: 17 * Self.day)
        let count = bench.store.mails.count
        let error = await #expect(throws: WorkflowError.self) {
            try await bench.workflow.interrupt(id, on: try date(day), reason: Self.reason)
        }
        guard case .invalidData(let messages)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(messages.first?.english.contains(day) == true)
        #expect(bench.store.mails.count == count)
        #expect(try await bench.workflow.show(id).summary.status == .completed)
    }

    @Test func `without all signatures or without a reason nothing is interrupted`() async throws {
        let bench = try Bench()
        let unsigned = try await bench.hands.issued()
        let today = try date("2026-06-01")
        await #expect(throws: WorkflowError.wrongState(.signing)) {
            try await bench.workflow.interrupt(unsigned, on: today, reason: Self.reason)
        }
        let id = try await completed(bench)
        await #expect(throws: WorkflowError.self) { try await bench.workflow.interrupt(id, on: today, reason: " ") }
        await #expect(throws: WorkflowError.wrongState(.completed)) {
            try await bench.workflow.resume(id, reason: "Erreur")
        }
    }

    @Test func `one recorded by mistake is taken back, told to all, and both stay in the journal`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        bench.hands.advance(by: 17 * Self.day)
        try await bench.workflow.interrupt(id, on: try date("2026-06-17"), reason: Self.reason)
        await #expect(throws: WorkflowError.wrongState(.interrupted)) {
            try await bench.workflow.interrupt(id, on: try date("2026-06-16"), reason: Self.reason)
        }
        bench.hands.advance(by: 12 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(
            try await bench.workflow.show(id).summary.status == .interrupted, "an interrupted placement does not end")
        try await bench.workflow.resume(id, reason: "Erreur de dossier")
        for signatory in bench.hands.sample.signatories {
            let mail = try #require(try await bench.hands.mails(to: signatory.fieldName).last)
            #expect(mail.subject.contains("n’est pas interrompu") && !mail.textBody.contains("Erreur de dossier"))
        }
        _ = try await bench.workflow.meetDeadlines(of: id)
        let detail = try await bench.workflow.show(id)
        #expect(detail.summary.status == .ended, "the last day had passed meanwhile")
        #expect(
            detail.history.map(\.kind).filter { [.interrupted, .resumed, .ended].contains($0) } == [
                .interrupted, .resumed, .ended,
            ])
        #expect(detail.interruption == nil)
    }
}
