import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.Date

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement lasts from Monday 15 to Friday 26 June. An amendment of the bench moves
/// its last day to the 27th.
@Suite("Amendments")
struct AmendmentTests {
    private static let day = 86_400.0
    private static let family = ["student", "representative-1"]

    private func request(_ data: String = "hours", effectiveOn: String = "2026-06-17") throws -> AmendmentRequest {
        AmendmentRequest(data: Array(data.utf8), effectiveOn: try #require(CalendarDate(iso8601: effectiveOn)))
    }

    private func completed(_ bench: Bench) async throws -> ConventionID {
        let id = try await bench.hands.issued()
        for fieldName in Self.family + ["school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        bench.hands.advance(by: Self.day)
        return id
    }

    private func amended(_ bench: Bench, _ data: String = "hours") async throws -> (ConventionID, ConventionID) {
        let id = try await completed(bench)
        let amendment = try await bench.workflow.amend(id, try request(data))
        try await bench.workflow.issue(amendment)
        for fieldName in (data == "hours" ? Self.family : []) + ["school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(amendment, key: "key-\(amendment.text)")
        return (id, amendment)
    }

    @Test
    func `is a document of its own, bound to what its convention says, and changes nothing until all have signed`()
        async throws
    {
        let bench = try Bench()
        let id = try await completed(bench)
        let amendment = try await bench.workflow.amend(id, try request())
        let detail = try await bench.workflow.show(amendment)
        let base = try #require(try await bench.workflow.show(id).revisions.first?.digest)
        #expect(detail.summary.status == .draft && detail.summary.follows == .amendment)
        #expect(detail.follows?.convention == id && detail.follows?.baseDigest == base)
        try await bench.workflow.issue(amendment)
        for fieldName in Self.family + ["school"] { try await bench.hands.sign(fieldName) }
        let before = try await bench.workflow.show(id)
        #expect(before.summary.status == .completed && before.openAmendment == amendment && before.amendments.isEmpty)
        #expect(before.summary.outline?.lastDay == "2026-06-26")
        try await bench.hands.countersign(amendment, key: "key-2")
        let after = try await bench.workflow.show(id)
        #expect(after.summary.status == .amended && after.summary.outline?.lastDay == "2026-06-27")
        #expect(after.openAmendment == nil && after.amendments.map(\.amendment) == [amendment])
        #expect(after.revisions == before.revisions && after.parties == before.parties)
    }

    @Test func `the convention goes on being read as it was signed, and leads to its amendment`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let link = try await bench.hands.readingLink("student")
        let document = try await bench.workflow.document(link).bytes
        let amendment = try await bench.workflow.amend(id, try request())
        await #expect(throws: WorkflowError.unknownConvention) {
            try await bench.workflow.amendment(amendment, behind: link)
        }
        try await bench.workflow.issue(amendment)
        for fieldName in Self.family + ["school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(amendment, key: "key-2")
        #expect(try await bench.workflow.document(link).bytes == document)
        guard case .amended(let amendments) = try await bench.workflow.view(link).relation else {
            return #expect(Bool(false), "the page does not say so")
        }
        #expect(amendments.map(\.reference) == [amendment] && amendments.map(\.effectiveOn) == ["2026-06-17"])
        #expect(try await bench.workflow.amendment(amendment, behind: link).convention == amendment)
        let own = try await bench.hands.readingLink("student")
        #expect(try await bench.workflow.view(own).relation == .amends(id, effectiveOn: "2026-06-17"))
        #expect(try await bench.workflow.amendedConvention(behind: own).bytes == document)
        await #expect(throws: WorkflowError.unknownConvention) {
            try await bench.workflow.amendedConvention(behind: link)
        }
    }

    @Test func `what is exported is what is in force, with the amendment named`() async throws {
        let bench = try Bench()
        let (id, amendment) = try await amended(bench)
        let source = try await bench.workflow.source(of: id)
        #expect(source.amendment == amendment && source.follows == nil)
        #expect(String(decoding: source.canonicalData, as: UTF8.self).contains("hours"))
        #expect(try await bench.workflow.source(of: amendment).follows?.convention == id)
    }

    @Test func `one that concerns school and host alone is signed by them, and the family is told`() async throws {
        let bench = try Bench()
        let (id, amendment) = try await amended(bench, "tutor")
        #expect(try await bench.workflow.show(amendment).parties.map(\.signatory.fieldName) == ["school", "employer"])
        #expect(try await bench.workflow.show(id).summary.status == .amended)
        for fieldName in Self.family {
            let mail = try #require(try await bench.hands.mails(to: fieldName).last)
            #expect(mail.subject.contains("est modifiée") && mail.textBody.contains(amendment.text))
            // Whoever has to sign follows from the data; what changed, the amendment itself says.
            #expect(!mail.textBody.contains("ni les dates"))
            let link = try await bench.hands.readingLink(fieldName)
            #expect(try await bench.workflow.amendment(amendment, behind: link).convention == amendment)
        }
    }

    @Test func `mails and reminders speak of an amendment, and count from the day of its effect`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let amendment = try await bench.workflow.amend(id, try request(effectiveOn: "2026-06-17"))
        try await bench.workflow.issue(amendment)
        let invitation = try #require(try await bench.hands.mails(to: "student").last)
        #expect(invitation.subject.contains("modification de la convention de stage (avenant)"))
        bench.hands.advance(by: 7 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: amendment)
        let reminder = try #require(try await bench.hands.mails(to: "student").last)
        #expect(reminder.subject.contains("avant le 17 juin 2026"))
        #expect(reminder.textBody.contains("s’appliquer sans changement") && !reminder.textBody.contains("commence le"))
    }

    @Test func `on the day of its effect it expires without all signatures, and the convention holds unchanged`()
        async throws
    {
        let bench = try Bench()
        let id = try await completed(bench)
        bench.hands.advance(by: 8 * Self.day)
        let amendment = try await bench.workflow.amend(id, try request(effectiveOn: "2026-06-17"))
        try await bench.workflow.issue(amendment)
        try await bench.hands.sign("student")
        bench.hands.advance(by: 7 * Self.day)
        await #expect(throws: WorkflowError.conventionExpired) { try await bench.hands.sign("representative-1") }
        _ = try await bench.workflow.meetDeadlines(of: amendment)
        for signatory in bench.hands.sample.signatories {
            let mail = try #require(try await bench.hands.mails(to: signatory.fieldName).last)
            #expect(mail.subject.contains("s’applique sans changement") && !mail.textBody.contains("commencer"))
        }
        #expect(try await bench.workflow.show(id).summary.status == .completed)
        try await bench.workflow.reopen(amendment, reason: "La mère était à l’hôpital")
        for fieldName in ["representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(amendment, key: "key-2")
        #expect(try await bench.workflow.show(id).summary.status == .amended)
    }

    @Test func `before all have signed, after the placement, and of an amendment there is none`() async throws {
        let bench = try Bench()
        let draft = try await bench.hands.drafted()
        await refuses(.beforeCompletion) { try await bench.workflow.amend(draft, try request()) }
        let signing = try await bench.hands.issued()
        bench.hands.advance(by: Self.day)
        try await bench.hands.sign("student")
        await refuses(.beforeCompletion) { try await bench.workflow.amend(signing, try request()) }
        let (id, amendment) = try await amended(bench)
        await refuses(.ofAnAmendment) { try await bench.workflow.amend(amendment, try request()) }
        bench.hands.advance(by: 27 * Self.day)
        _ = try await bench.workflow.meetDeadlines(of: id)
        await refuses(.placementOver) { try await bench.workflow.amend(id, try request()) }
    }

    @Test func `one is open at a time; given up, it makes room, and a second one begins with what is in force`()
        async throws
    {
        let bench = try Bench()
        let id = try await completed(bench)
        let first = try await bench.workflow.amend(id, try request("tutor"))
        await refuses(.oneAtATime) { try await bench.workflow.amend(id, try request()) }
        try await bench.workflow.issue(first)
        await refuses(.oneAtATime) { try await bench.workflow.amend(id, try request()) }
        try await bench.workflow.cancel(first, reason: "Erreur")
        #expect(try await bench.hands.mails(to: "school").last?.textBody.contains("sans changement") == true)
        for (number, data) in ["tutor", "hours"].enumerated() {
            let amendment = try await bench.workflow.amend(id, try request(data))
            try await bench.workflow.issue(amendment)
            for fieldName in (data == "hours" ? Self.family : []) + ["school"] {
                bench.hands.advance(by: 3_600)
                try await bench.hands.sign(fieldName)
            }
            try await bench.hands.countersign(amendment, key: "key-\(number + 5)")
        }
        let text = String(decoding: try await bench.workflow.source(of: id).canonicalData, as: UTF8.self)
        #expect(text.contains("tutor") && text.contains("hours"))
        #expect(try await bench.workflow.show(id).amendments.count == 2)
    }

    @Test func `is not issued once the placement was interrupted, and interrupts none itself`() async throws {
        let bench = try Bench()
        let id = try await completed(bench)
        let amendment = try await bench.workflow.amend(id, try request())
        let today = try #require(CalendarDate(iso8601: "2026-06-02"))
        try await bench.workflow.interrupt(id, on: today, reason: "L’entreprise ferme")
        await refuses(.placementOver) { try await bench.workflow.issue(amendment) }
        await refuses(.notOfAConvention) {
            let (_, other) = try await amended(bench)
            try await bench.workflow.interrupt(other, on: today, reason: "x")
        }
    }

    @Test func `the list says what the journals say, in whatever order things happen`() async throws {
        let bench = try Bench()
        let (id, _) = try await amended(bench)
        let today = try #require(CalendarDate(iso8601: "2026-06-02"))
        try await bench.workflow.interrupt(id, on: today, reason: "L’entreprise ferme")
        try await bench.workflow.resume(id, reason: "Erreur")
        #expect(try await bench.workflow.list().first { $0.id == id }?.status == .amended)
    }

    /// Rule: who is not reached there any more reads nothing of the convention, not through its amendment either.
    @Test func `corrected in the convention, an address reads it no more behind the link of its amendment`()
        async throws
    {
        let bench = try Bench()
        let (id, _) = try await amended(bench)
        let link = try await bench.hands.readingLink("student")
        _ = try await bench.workflow.amendedConvention(behind: link)
        try await bench.workflow.correctContact(of: id, signatory: "student", email: "awa@exemple.fr")
        await refuses(.addressChanged) { try await bench.workflow.amendedConvention(behind: link) }
    }

    /// Rule: what the parents disagree about they both sign, also when one of them signed alone before.
    @Test func `a parent who did not sign the convention signs the amendment where he was told of it`() async throws {
        let store = InMemoryStore()
        var documents = OtherParent.documents
        let father = try #require(try documents.representatives([]).last)
        documents.amend = { source in
            CheckedConvention(
                canonicalData: source.inForce + Array(" both".utf8), outline: SampleConvention().checked.outline,
                signatories: SampleConvention.fourSignatories + [father], organisations: [:],
                templateIdentifier: "amendment-2025-11")
        }
        let hands = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(), documents: documents)
        for notice in [nil, ContactSheet.Notice.forbidden] {
            let id = try await OtherParent(hands).issued(
                .init(of: .representative2, email: OtherParent.email, notice: notice))
            for fieldName in Self.family + ["school"] { try await hands.sign(fieldName) }
            try await hands.countersign(id, key: id.text)
            hands.advance(by: 3_600)
            guard notice == nil else {
                await #expect(throws: WorkflowError.self) { try await hands.workflow.amend(id, try request()) }
                return
            }
            let amendment = try await hands.workflow.amend(id, try request())
            try await hands.workflow.issue(amendment)
            let mail = try await hands.mails(toAddress: OtherParent.email).last
            #expect(mail?.textBody.contains("/s/") == true)
        }
    }

    /// Rule: nobody reads that a placement under way must not begin.
    @Test func `held or announced to a parent who does not sign, it is called what it is`() async throws {
        let store = InMemoryStore()
        var documents = OtherParent.documents
        documents.amend = { source in
            let outline = SampleConvention().checked.outline
            return CheckedConvention(
                canonicalData: source.inForce + Array(" hours".utf8), outline: outline,
                signatories: SampleConvention.fourSignatories, organisations: [:],
                templateIdentifier: "amendment-2025-11")
        }
        let hands = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(), documents: documents)
        let father = OtherParent(hands)
        let id = try await father.issued()
        for fieldName in Self.family + ["school"] { try await hands.sign(fieldName) }
        try await hands.countersign(id)
        hands.advance(by: Self.day)
        let amendment = try await hands.workflow.amend(id, try request())
        try await hands.workflow.issue(amendment)
        let notice = try #require(try await hands.mails(toAddress: OtherParent.email).last)
        #expect(notice.subject == "Une modification de la convention de stage (avenant) vous est annoncée")
        try await father.object()
        let held = try #require(try await hands.mails(to: "student").last)
        #expect(held.subject.contains("avenant") && held.textBody.contains("s’applique sans changement"))
        #expect(!held.textBody.contains("commencer"))
        #expect(try await hands.mails(to: "school").last?.subject.contains("avenant") == true)
        try await hands.workflow.cancel(amendment, reason: "Erreur")
        let cancelled = try #require(try await hands.mails(toAddress: OtherParent.email).last)
        #expect(cancelled.subject.contains("avenant") && !cancelled.textBody.contains("commencer"))
    }

    /// Rule: what the convention shares its days with, and what it replaced, no amendment takes from it.
    @Test func `the convention goes on sharing its days, and is resumed after a mistake`() async throws {
        let bench = try Bench()
        let other = try await bench.hands.drafted()
        let id = try await completed(bench)
        let base = DocumentDigest(bytes: [UInt8](repeating: 1, count: 32))
        try bench.store.rewriteDrafting(of: id) { drafting in
            drafting.sharedDays = SharedDays(reason: "Matin et après-midi", with: [other])
            drafting.replaces = ReplacedConvention(convention: other, baseDigest: base)
        }
        let amendment = try await bench.workflow.amend(id, try request("tutor"))
        try await bench.workflow.issue(amendment)
        try await bench.hands.sign("school")
        try await bench.hands.countersign(amendment, key: "key-2")
        let detail = try await bench.workflow.show(id)
        #expect(detail.sharedDays?.with == [other])
        #expect(detail.replaces == ReplacedConvention(convention: other, baseDigest: base))
    }

    private func refuses<Result>(_ refusal: AmendmentRefusal, _ act: () async throws -> Result) async {
        await #expect(throws: WorkflowError.amendment(refusal)) { _ = try await act() }
    }
}
