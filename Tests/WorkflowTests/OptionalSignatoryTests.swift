import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Referent teacher and tutor, who need not sign")
struct OptionalSignatoryTests {
    private let bench: Bench
    private var hands: WorkflowBench { bench.hands }

    init() throws { bench = try Bench(sample: .withOptional) }

    /// All who must sign, in the usual order.
    private func signByAll(_ id: ConventionID) async throws {
        for field in ["student", "representative-1", "school"] { try await hands.sign(field) }
        try await hands.countersign(id)
    }

    private func status(_ id: ConventionID) async throws -> ConventionSummary.Status {
        try await bench.workflow.show(id).summary.status
    }

    @Test func `are invited at the issue, sign whenever they like, and get what all get`() async throws {
        let id = try await hands.issued()
        for field in ["referent-teacher", "tutor"] {
            let mail = try #require(try await hands.mails(to: field).first)
            #expect(mail.textBody.contains("facultative") && mail.subject.contains("facultative"))
        }
        try await hands.sign("tutor")
        try await hands.sign("student")
        try await hands.sign("representative-1")
        try await hands.sign("referent-teacher")
        try await hands.sign("school")
        #expect(try await status(id) == .signing)
        try await hands.countersign(id)
        let detail = try await bench.workflow.show(id)
        #expect(detail.summary.status == .completed)
        #expect(detail.summary.signatureCount == 4 && detail.summary.signatoryCount == 4)
        for field in ["referent-teacher", "tutor"] {
            #expect(try await hands.mails(to: field).last?.textBody.contains("/r/") == true)
            #expect(try await hands.mails(to: field).last?.subject == hands.mails(to: "student").last?.subject)
        }
        guard case .archived = try await bench.workflow.archive(id) else { return #expect(Bool(false), "not archived") }
    }

    @Test func `keep nothing waiting: complete, archived, and no word to who has not signed`() async throws {
        let id = try await hands.issued()
        try await signByAll(id)
        #expect(try await status(id) == .completed)
        for field in ["referent-teacher", "tutor"] { #expect(try await hands.mails(to: field).count == 1) }
        guard case .archived = try await bench.workflow.archive(id) else { return #expect(Bool(false), "not archived") }
        let token = try await hands.signingLink("tutor")
        let view = try await bench.workflow.view(token)
        #expect(view.situation == .noLongerNeeded && view.parties.isEmpty && view.sheets.isEmpty)
        await #expect(throws: WorkflowError.noLongerNeeded) {
            try await bench.workflow.requestCode(token, consent: view.agreement)
        }
        await #expect(throws: WorkflowError.noLongerNeeded) { try await bench.workflow.decline(token) }
        await #expect(throws: WorkflowError.conventionCompleted) { try await bench.workflow.document(token) }
        let count = bench.store.mails.count
        try await bench.workflow.renewLink(token)
        try await bench.workflow.correctContact(of: id, signatory: "tutor", email: "autre@exemple.fr")
        #expect(bench.store.mails.count == count, "there is nothing to send")
    }

    @Test func `neither open to sign nor sign what was archived, though a signature on paper was taken back`()
        async throws
    {
        let id = try await hands.issued()
        let ready = try await hands.prepare("referent-teacher")
        for field in ["student", "representative-1", "school"] { try await hands.sign(field) }
        let paper = PaperAttestationRequest(
            fieldName: "employer", signedOn: try #require(CalendarDate(iso8601: "2026-06-01")),
            attestedBy: "Hélène Roussel", function: "proviseure", scan: try PaperScan(Array("%PDF-1.7".utf8)))
        try await bench.workflow.attestPaper(paper, on: id)
        guard case .archived = try await bench.workflow.archive(id) else { return #expect(Bool(false), "not archived") }
        try await bench.workflow.withdrawPaper("employer", of: id, reason: "Mauvaise numérisation")
        #expect(try await status(id) == .signing)
        let (tutor, count) = (try await hands.signingLink("tutor"), bench.store.mails.count)
        let view = try await bench.workflow.view(tutor)
        #expect(view.situation == .waiting(for: [.employer]))
        await #expect(throws: WorkflowError.paper(.alreadyArchived)) {
            try await bench.workflow.requestCode(tutor, consent: view.agreement)
        }
        await #expect(throws: WorkflowError.paper(.alreadyArchived)) { try await hands.finish(ready) }
        try await bench.workflow.renewLink(tutor)
        try await bench.workflow.correctContact(of: id, signatory: "tutor", email: "karim@exemple.fr")
        #expect(bench.store.mails.count == count, "no link that would not work")
    }

    @Test func `with the code in hand come too late when the last one was faster`() async throws {
        let id = try await hands.issued()
        for field in ["student", "representative-1", "school"] { try await hands.sign(field) }
        let tutor = try await hands.prepare("tutor")
        try await hands.countersign(id)
        await #expect(throws: WorkflowError.noLongerNeeded) { try await hands.finish(tutor) }
        #expect(try await bench.workflow.show(id).revisions.count == 5)
    }

    @Test func `decline on their page, which tells nobody, ends their reminder and blocks nothing`() async throws {
        let id = try await hands.issued()
        let token = try await hands.signingLink("tutor")
        let count = bench.store.mails.count
        try await bench.workflow.decline(token)
        try await bench.workflow.decline(token)
        #expect(bench.store.mails.count == count)
        let history = try await bench.workflow.show(id).history
        #expect(history.filter { $0.kind == .declined }.map(\.fieldName) == ["tutor"])
        #expect(try await bench.workflow.view(token).hasDeclined)
        hands.advance(by: 7 * 86_400)
        _ = try await bench.workflow.meetDeadlines(of: id)
        #expect(try await hands.mails(to: "tutor").count == 1)
        #expect(try await hands.mails(to: "referent-teacher").count == 2)
        try await signByAll(id)
        #expect(try await status(id) == .completed)
    }

    @Test func `who declined may sign all the same, as long as others have to`() async throws {
        let id = try await hands.issued()
        try await bench.workflow.decline(try await hands.signingLink("tutor"))
        try await hands.sign("tutor")
        #expect(
            try await bench.workflow.show(id).parties.first { $0.signatory.fieldName == "tutor" }?.hasDeclined == false)
    }

    @Test func `cannot refuse the convention, nor sign on paper; and who must sign cannot decline`() async throws {
        let id = try await hands.issued()
        let tutor = try await hands.signingLink("tutor")
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.requestRefusalCode(tutor) }
        await #expect(throws: WorkflowError.paper(.optionalOnPaper)) { try await bench.workflow.choosePaper(tutor) }
        await #expect(throws: WorkflowError.unknownLink) {
            try await bench.workflow.decline(try await hands.signingLink("student"))
        }
        #expect(try await status(id) == .signing)
    }

    @Test func `are reminded once at most, and raise no alarm, no expiry and no line in the digest`() async throws {
        let id = try await hands.issued()
        for field in ["student", "representative-1", "school"] { try await hands.sign(field) }
        for _ in 0..<10 {
            hands.advance(by: 86_400)
            _ = try await bench.workflow.meetDeadlines(of: id)
        }
        #expect(try await hands.mails(to: "tutor").count == 2, "the invitation and one reminder")
        let alarm = try #require(try await hands.mails(to: "school").last { $0.textBody.contains("Claire Martin") })
        #expect(!alarm.textBody.contains("Karim") && !alarm.textBody.contains("Nguyen"))
        hands.advance(by: 8 * 86_400)
        _ = try await bench.workflow.meetDeadlines(of: id)
        let events = try await bench.store.conventionStore.history(id)?.entries.map(\.event) ?? []
        let missing = events.compactMap { event -> [String]? in
            switch event {
            case .alarmed(let alarm): alarm.missing
            case .expired(let expiry): expiry.missing
            default: nil
            }
        }
        #expect(!missing.isEmpty && missing.allSatisfy { $0 == ["employer"] })
        #expect(try await hands.mails(to: "tutor").count == 2, "not told of the expiry either")
    }

    @Test
    func `nobody is troubled for an address of theirs: « Ce n’est pas moi » tells the school once, and that is all`()
        async throws
    {
        let id = try await hands.issued()
        let token = try await hands.signingLink("tutor")
        try await bench.workflow.disown(token)
        await #expect(throws: WorkflowError.disownedLink) { try await bench.workflow.view(token) }
        #expect(try await hands.mails(to: "school").last?.textBody.contains("Karim Marcheboeuf") == true)
        for item in try await bench.store.outboxStore.claim(hands.now, hands.now, 100)
        where item.mail.to == "referent-teacher@exemple.fr" {
            try await bench.store.outboxStore.settle(item.id, .dead(reason: "550"), hands.now)
        }
        let counts = try await StuckWatch(bench.workflow, outbox: bench.store.outboxStore).counts()
        #expect(counts[.unreached] == 0)
        try await bench.workflow.correctContact(of: id, signatory: "tutor", email: "karim@exemple.fr")
        #expect(try await hands.mails(toAddress: "karim@exemple.fr").count == 1)
        try await bench.workflow.disown(try await hands.signingLink("referent-teacher"))
        try await signByAll(id)
        #expect(try await status(id) == .completed)
    }

    @Test func `a link of theirs that has grown old is renewed while others have to sign`() async throws {
        let bench = try Bench(sample: .withOptionalLateInJune)
        _ = try await bench.hands.issued()
        let old = try await bench.hands.signingLink("tutor")
        bench.hands.advance(by: 15 * 86_400)
        await #expect(throws: WorkflowError.expiredLink) { try await bench.workflow.view(old) }
        try await bench.workflow.renewLink(old)
        try await bench.hands.sign("tutor")
    }

    @Test func `told of a refusal or an interruption is only who of them has signed`() async throws {
        let id = try await hands.issued()
        try await hands.sign("tutor")
        let parent = try await hands.signingLink("representative-1")
        try await hands.refuse(parent, "representative-1", reason: "Trop loin")
        #expect(try await status(id) == .refused)
        #expect(try await hands.mails(to: "referent-teacher").count == 1)
        #expect(try await hands.mails(to: "tutor").last?.subject == hands.mails(to: "student").last?.subject)
    }

    @Test func `a tutor whom the host names is reached where the host says, which is asked for`() async throws {
        let prepared = try await PreparedConvention(texts: Bench.texts(), asksTutor: true)
        try await prepared.give()
        let view = try await prepared.workflow.partView(try await prepared.token("employer"))
        #expect(view.situation == .open && view.assessment.missing.map(\.key) == ["contacts/tutor/email"])
        await #expect(throws: WorkflowError.self) {
            try await prepared.workflow.correctContact(of: prepared.id, signatory: "tutor", email: "r@exemple.fr")
        }
        try await prepared.give(PreparedConvention.complete(["contacts/tutor/email": "ronan@martin.example"]))
        try await prepared.confirm()
        try await prepared.workflow.approve(prepared.id)
        let source = try await prepared.workflow.source(of: prepared.id)
        #expect(source.contacts["tutor"]?.email == "ronan@martin.example" && source.otherContacts.isEmpty)
        let parties = try await prepared.workflow.show(prepared.id).parties
        #expect(parties.last?.signatory.name == PersonName(given: "Ronan", family: "Le Bihan"))
    }

    /// Rule: one address for two who must sign is a question to the school; for the host's signatory and its tutor it is no question.
    @Test func `the host's signatory may be its tutor, whose address the school knew, and is asked in both roles`()
        async throws
    {
        let both = "claire@martin.example"
        let prepared = try await PreparedConvention(texts: Bench.texts(), asksTutor: true, tutorAddress: both)
        try await prepared.give(PreparedConvention.complete(["contacts/tutor/email": both]))
        try await prepared.confirm()
        try await prepared.workflow.approve(prepared.id)
        let contacts = try await prepared.workflow.source(of: prepared.id).contacts
        #expect(contacts["tutor"]?.email == both && contacts["employer"]?.email == both)
    }

    @Test func `chosen by the school, they have to be reached`() async throws {
        var contacts = hands.sample.contacts
        contacts["tutor"] = nil
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.draft(DraftRequest(data: hands.sample.data, contacts: contacts))
        }
    }
}
