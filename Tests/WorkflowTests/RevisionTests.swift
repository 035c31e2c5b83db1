import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

/// Rule: what nobody has signed is corrected by a new version that takes the place of the former one.
@Suite("A correction before any signature")
struct RevisionTests {
    struct Office {
        let store = InMemoryStore()
        let hands: WorkflowBench
        var workflow: ConventionWorkflow { hands.workflow }

        init(documents: DocumentFactory = PlacementSheet.documents) throws {
            let store = store
            hands = WorkflowBench(
                store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(),
                documents: documents)
        }

        func issued() async throws -> ConventionID {
            let id = try await workflow.draft(PlacementSheet().request)
            try await workflow.issue(id)
            return id
        }

        static func correction(
            reissuesSigned: Bool = false, _ change: (inout PlacementSheet) -> Void
        ) -> Correction {
            let data = PlacementSheet(change).data
            return Correction(
                request: DraftRequest(data: data, contacts: [:]), reason: "Erreur de dates",
                reissuesSigned: reissuesSigned)
        }

        func later(_ id: ConventionID) async throws -> ConventionID {
            try await workflow.revise(id, Self.correction { ($0.first, $0.last) = ("2026-06-22", "2026-06-26") })
                .convention
        }

        func status(_ id: ConventionID) async throws -> ConventionSummary.Status {
            try await workflow.show(id).summary.status
        }
    }

    @Test func `tells the parent who does not sign of the corrected one, and is refused while that parent objects`()
        async throws
    {
        var documents = PlacementSheet.documents
        documents.representatives = OtherParent.documents.representatives
        let office = try Office(documents: documents)
        let (father, sheet) = (OtherParent(office.hands), PlacementSheet().request)
        let former = try await office.workflow.draft(
            DraftRequest(
                data: sheet.data, contacts: sheet.contacts,
                otherContacts: [.init(of: .representative2, email: OtherParent.email)]))
        try await office.workflow.issue(former)
        let first = try await father.link()
        let next = try await office.later(former)
        #expect(try await office.workflow.successor(of: former) == next)
        #expect(try await office.workflow.successor(of: next) == nil)
        #expect(try await office.workflow.show(next).notified.map(\.fieldName) == ["representative-2"])
        #expect(try await father.link() != first)
        try await father.object()
        await #expect(throws: WorkflowError.conventionOnHold) {
            _ = try await office.workflow.revise(next, Office.correction { $0.host = "Autre" })
        }
        #expect(try await office.status(next) == .signing)
    }

    @Test func `takes the former one's place in one step, with a journal, a document and links of its own`()
        async throws
    {
        let office = try Office()
        let former = try await office.issued()
        let base = try #require(try await office.workflow.show(former).revisions.first).digest
        let ready = try await office.hands.prepare("student")
        let reading = try await office.hands.signingLink("representative-1")
        let next = try await office.later(former)
        #expect(try await office.status(former) == .superseded)
        let detail = try await office.workflow.show(next)
        #expect(detail.summary.status == .signing && detail.revisions.count == 1)
        #expect(detail.summary.outline?.firstDay == "2026-06-22")
        #expect(detail.replaces == ReplacedConvention(convention: former, baseDigest: base))
        #expect(
            try await office.workflow.show(former).supersession == Supersession(by: next, reason: "Erreur de dates"))
        // Consent and code of the former one sign nothing, and none of its links shows the document.
        await #expect(throws: WorkflowError.conventionSuperseded) { try await office.hands.answer(ready) }
        for link in [ready.token, reading] {
            #expect(try await office.workflow.view(link).situation == .superseded)
            #expect(try await office.workflow.view(link).parties.isEmpty)
            await #expect(throws: WorkflowError.conventionSuperseded) { try await office.workflow.document(link) }
            await #expect(throws: WorkflowError.conventionSuperseded) {
                try await office.workflow.requestRefusalCode(link)
            }
        }
        for field in ["student", "representative-1", "school"] { try await office.hands.sign(field) }
        try await office.hands.countersign(next)
        #expect(try await office.status(next) == .completed)
    }

    @Test func `invites anew, and says in general terms what was corrected`() async throws {
        let office = try Office()
        let former = try await office.issued()
        _ = try await office.workflow.revise(
            former, Office.correction { ($0.first, $0.last, $0.hours) = ("2026-06-22", "2026-06-26", "14 h à 17 h") })
        let mail = try #require(try await office.hands.mails(to: "student").last)
        #expect(mail.subject == "Convention de stage corrigée, à lire et à signer")
        #expect(mail.textBody.contains("les dates du stage et les horaires"))
        #expect(mail.textBody.contains("22 juin 2026") && !mail.textBody.contains("14 h"))
        #expect(try await office.hands.mails(to: "school").isEmpty, "whose turn it is not was not invited before")
        #expect(try await office.hands.mails(to: "employer").isEmpty)
    }

    @Test
    func `whoever has an old link is led to the new version, at the address on file and no more often than any other`()
        async throws
    {
        let office = try Office()
        let former = try await office.issued()
        let old = try await office.hands.signingLink("student")
        let second = try await office.later(former)
        _ = try await office.workflow.revise(second, Office.correction { $0.place = "8 rue Basse" })
        let before = try await office.hands.mails(to: "student").count
        for _ in 0..<9 { try await office.workflow.renewLink(old) }
        #expect(try await office.hands.mails(to: "student").count == before + office.workflow.settings.renewalsPerHour)
        #expect(try await office.workflow.view(try await office.hands.signingLink("student")).situation == .toSign)
        try await office.hands.sign("student")
    }

    @Test func `a head who left is replaced, and the former one's link leads nobody to the new version`() async throws {
        let office = try Office()
        let former = try await office.workflow.draft(
            DraftRequest(data: PlacementSheet().data, contacts: SampleConvention().contacts, order: .preset(.free)))
        try await office.workflow.issue(former)
        let old = try await office.hands.signingLink("school")
        var correction = Office.correction { $0.head = "Paul Mercier" }
        var contacts = SampleConvention().contacts
        contacts["school"] = Contact(email: "mercier@exemple.fr")
        correction.request = DraftRequest(data: correction.request.data, contacts: contacts)
        let next = try await office.workflow.revise(former, correction)
        #expect(next.matters == [.school, .signatories])
        #expect(try await office.hands.mails(toAddress: "mercier@exemple.fr").count == 1)
        let told = try #require(try await office.hands.mails(to: "school").last)
        #expect(told.subject == "La convention de stage est remplacée par une version corrigée")
        let count = office.store.mails.count
        try await office.workflow.renewLink(old)
        #expect(office.store.mails.count == count)
        #expect(try await office.workflow.view(old).situation == .superseded)
    }

    @Test func `what somebody has signed is not corrected, nor what is being signed, nor what has ended`() async throws
    {
        let office = try Office()
        let former = try await office.issued()
        let correction = Office.correction { $0.place = "8 rue Basse" }
        try await office.hands.sign("student")
        await #expect(throws: WorkflowError.someoneSigned) { try await office.workflow.revise(former, correction) }
        #expect(try await office.status(former) == .signing)
        for field in ["representative-1", "school"] { try await office.hands.sign(field) }
        try await office.hands.countersign(former)
        for reissues in [false, true] {
            let late = Office.correction(reissuesSigned: reissues) { $0.place = "8 rue Basse" }
            await #expect(throws: WorkflowError.conventionCompleted) { try await office.workflow.revise(former, late) }
        }
        #expect(try await office.workflow.list().count == 1)
    }

    @Test func `what was cancelled is not corrected, and what was replaced neither corrected nor cancelled once more`()
        async throws
    {
        let office = try Office()
        let former = try await office.issued()
        try await office.workflow.cancel(former, reason: "Doublon")
        await #expect(throws: WorkflowError.conventionCancelled) { try await office.later(former) }
        let second = try await office.issued()
        let next = try await office.later(second)
        await #expect(throws: WorkflowError.conventionSuperseded) { try await office.later(second) }
        await #expect(throws: WorkflowError.conventionSuperseded) {
            try await office.workflow.cancel(second, reason: "Doublon")
        }
        #expect(try await office.status(next) == .signing)
    }

    @Test func `with the school's word, what some have signed is cancelled and issued anew, and all invited read why`()
        async throws
    {
        let office = try Office()
        let former = try await office.issued()
        try await office.hands.sign("student")
        let corrected = try await office.workflow.revise(
            former, Office.correction(reissuesSigned: true) { ($0.first, $0.last) = ("2026-06-22", "2026-06-26") })
        #expect(corrected.signatureCount == 1 && corrected.matters == [.dates])
        #expect(
            try await office.workflow.show(former).cancellation
                == Cancellation(reason: "Erreur de dates", replacedBy: corrected.convention))
        for field in ["student", "representative-1"] {
            let mails = try await office.hands.mails(to: field)
            #expect(mails.contains { $0.textBody.contains("Erreur de dates") }, "\(field)")
            #expect(mails.last?.subject == "Convention de stage corrigée, à lire et à signer")
        }
        #expect(try await office.workflow.view(try await office.hands.readingLink("student")).situation == .superseded)
    }

    @Test func `a draft is corrected into a draft, and nobody is told`() async throws {
        let office = try Office()
        let former = try await office.workflow.draft(PlacementSheet().request)
        let next = try await office.later(former)
        #expect(try await office.status(former) == .superseded)
        #expect(try await office.status(next) == .draft)
        #expect(office.store.mails.isEmpty)
        try await office.workflow.issue(next)
    }

    @Test func `a correction is data that pass every check, differ, and say why`() async throws {
        let office = try Office()
        let former = try await office.issued()
        let same = Office.correction { _ in }
        let broken = Correction(request: DraftRequest(data: [1], contacts: [:]), reason: "Erreur de lieu")
        let silent = Correction(request: PlacementSheet { $0.place = "8 rue Basse" }.request, reason: "  ")
        for wrong in [same, broken, silent] {
            await #expect(throws: WorkflowError.self) { try await office.workflow.revise(former, wrong) }
        }
        let good = Office.correction { $0.place = "8 rue Basse" }
        office.store.failCommits(with: .unavailable("full"))
        await #expect(throws: WorkflowError.unavailable(.storage)) { try await office.workflow.revise(former, good) }
        office.store.failCommits(with: nil)
        #expect(try await office.status(former) == .signing)
        #expect(try await office.workflow.list().count == 1)
        let mails = office.store.mails.count
        _ = try await office.workflow.revise(former, good)
        #expect(office.store.mails.count == mails + 2)
    }

    @Test func `after the placement has begun it takes a recorded decision, as any issue does`() async throws {
        let office = try Office()
        let former = try await office.issued()
        office.hands.advance(by: 14 * 86_400)
        var correction = Office.correction { $0.place = "8 rue Basse" }
        let silent = correction
        await #expect(throws: WorkflowError.conventionExpired) { try await office.workflow.revise(former, silent) }
        correction.lateReason = "Retard de la poste"
        let next = try await office.workflow.revise(former, correction)
        #expect(try await office.status(next.convention) == .signing)
    }

    @Test func `days that were shared with another convention stay shared`() async throws {
        let office = try Office()
        let first = try await office.issued()
        var half = PlacementSheet { $0.host = "Boulangerie Nour" }.request
        half.overlapReason = "Matin ici, après-midi là"
        let second = try await office.workflow.draft(half)
        for id in [first, second] {
            _ = try await office.workflow.revise(
                id,
                Office.correction { ($0.place, $0.host) = ("8 rue Basse", id == first ? $0.host : "Boulangerie Nour") })
        }
        #expect(try await office.workflow.list().map(\.status) == [.draft, .signing, .superseded, .superseded])
    }

    @Test func `corrected and signed at the same moment, one of both happens`() async throws {
        for _ in 0..<10 {
            let office = try Office()
            let former = try await office.issued()
            let ready = try await office.hands.prepare("student")
            async let signed = try? office.hands.finish(ready)
            async let corrected = try? office.later(former)
            let (receipt, next) = await (signed, corrected)
            #expect((receipt == nil) != (next == nil))
            #expect(try await office.status(former) == (next == nil ? .signing : .superseded))
        }
    }
}
