import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

/// Rule: who need not sign keeps nobody from correcting, and is told that a convention is withdrawn only when he or she had agreed to it.
@Suite("Referent teacher and tutor, when a convention is corrected or cancelled")
struct OptionalWithdrawalTests {
    private let store = InMemoryStore()
    private let hands: WorkflowBench
    private let authority = Switch(true)
    private var workflow: ConventionWorkflow { hands.workflow }

    init() throws {
        let (store, authority) = (store, authority)
        hands = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(), sample: .withOptional,
            signer: RevisionSigner { request throws(SigningInability) in
                guard authority.isOn else { throw SigningInability(.noTimeStamp, reason: "no answer") }
                return PaperDocument.sign(request)
            }, documents: PlacementSheet.documents(for: .withOptional))
    }

    private func issued() async throws -> ConventionID {
        let id = try await workflow.draft(
            DraftRequest(data: PlacementSheet().data, contacts: SampleConvention.withOptional.contacts))
        try await workflow.issue(id)
        return id
    }

    private func correction(
        _ place: String = "8 rue Basse", reissuesSigned: Bool = false, contacts: [String: Contact] = [:]
    ) -> Correction {
        let sheet = PlacementSheet { $0.place = place }
        return Correction(
            request: DraftRequest(data: sheet.data, contacts: contacts), reason: "Erreur de lieu",
            reissuesSigned: reissuesSigned)
    }

    private func subjects(to fieldName: String) async throws -> [String] {
        try await hands.mails(to: fieldName).map(\.subject)
    }

    private let replaced = "La convention de stage est remplacée par une version corrigée"
    private let reissued = "La convention de stage est annulée et remplacée"
    private let optional = "Signature facultative d’une convention de stage"

    /// The tutor has confirmed the decision to sign; nobody gives a time-stamp.
    private func tutorWaits() async throws -> ConventionID {
        let id = try await issued()
        authority.set(false)
        guard case .pending = try await hands.answer(try await hands.prepare("tutor")) else {
            throw WorkflowError.consentMissing
        }
        return id
    }

    @Test func `a signature of theirs that waits for a time-stamp keeps nobody from correcting, and is given up`()
        async throws
    {
        let former = try await tutorWaits()
        let next = try await workflow.revise(former, correction()).convention
        #expect(try await workflow.show(former).summary.status == .superseded)
        #expect(try await subjects(to: "tutor").suffix(2).sorted() == [replaced, optional].sorted())
        #expect(try await subjects(to: "referent-teacher") == [optional, optional])
        authority.set(true)
        #expect(try await workflow.settlePending() == PendingReport())
        #expect(try await workflow.show(next).revisions.count == 1)
        try await hands.sign("tutor")
    }

    @Test func `neither from issuing anew what others have signed; a signature of who must sign is waited for`()
        async throws
    {
        let former = try await issued()
        try await hands.sign("student")
        authority.set(false)
        guard case .pending = try await hands.answer(try await hands.prepare("tutor")) else {
            Issue.record("expected a signature that waits")
            return
        }
        let parent = try await hands.prepare("representative-1")
        guard case .pending = try await hands.answer(parent) else {
            Issue.record("expected a signature that waits")
            return
        }
        await #expect(throws: WorkflowError.signaturePending) {
            try await workflow.revise(former, correction(reissuesSigned: true))
        }
        authority.set(true)
        hands.advance(by: 86_400)
        _ = try await workflow.settlePending()
        authority.set(false)
        guard case .pending = try await hands.answer(try await hands.prepare("tutor")) else {
            Issue.record("expected a signature that waits")
            return
        }
        _ = try await workflow.revise(former, correction(reissuesSigned: true))
        #expect(try await subjects(to: "tutor").contains(reissued))
    }

    @Test func `issued anew, the reason is told to who of them has signed, and to nobody who has not`() async throws {
        let former = try await issued()
        try await hands.sign("tutor")
        try await hands.sign("student")
        _ = try await workflow.revise(former, correction(reissuesSigned: true))
        #expect(try await subjects(to: "tutor").contains(reissued))
        #expect(try await subjects(to: "referent-teacher") == [optional, optional])
        #expect(try await subjects(to: "representative-1").contains(reissued))
    }

    @Test func `cancelled, neither`() async throws {
        let id = try await issued()
        try await hands.sign("tutor")
        try await workflow.cancel(id, reason: "Doublon")
        #expect(try await subjects(to: "tutor").last == "La convention de stage est annulée")
        #expect(try await subjects(to: "referent-teacher") == [optional])
        #expect(try await subjects(to: "student").last == "La convention de stage est annulée")
        let second = try await tutorWaits()
        try await workflow.cancel(second, reason: "Doublon")
        #expect(try await subjects(to: "tutor").last == "La convention de stage est annulée", "whose signature waited")
    }

    @Test
    func `an address that is a stranger's keeps nobody from correcting; nothing is sent there until it is mended`()
        async throws
    {
        let former = try await issued()
        try await workflow.disown(try await hands.signingLink("tutor"))
        let count = try await hands.mails(to: "tutor").count
        var contacts = SampleConvention.withOptional.contacts
        contacts["student"] = Contact(email: "awa@exemple.fr")
        let second = try await workflow.revise(former, correction(contacts: contacts)).convention
        #expect(try await hands.mails(toAddress: "awa@exemple.fr").count == 1)
        #expect(try await subjects(to: "referent-teacher") == [optional, optional])
        hands.advance(by: 7 * 86_400)
        _ = try await workflow.meetDeadlines(of: second)
        #expect(try await hands.mails(to: "tutor").count == count, "neither an invitation nor a reminder")
        let next = try await workflow.revise(second, correction("9 rue Basse", contacts: contacts)).convention
        #expect(try await hands.mails(to: "tutor").count == count, "nor by one more correction")
        try await workflow.correctContact(of: next, signatory: "tutor", email: "karim@exemple.fr")
        #expect(try await hands.mails(toAddress: "karim@exemple.fr").map(\.subject) == [optional])
        // Mended with the correction itself, the new address is asked at once.
        contacts["tutor"] = Contact(email: "k.marcheboeuf@exemple.fr")
        try await workflow.disown(
            try #require(LinkToken(mail: try await hands.mails(toAddress: "karim@exemple.fr").last)))
        _ = try await workflow.revise(next, correction("10 rue Basse", contacts: contacts))
        #expect(try await hands.mails(toAddress: "k.marcheboeuf@exemple.fr").map(\.subject) == [optional])
    }
}

extension LinkToken {
    fileprivate init?(mail: OutgoingMail?) {
        guard let match = mail?.textBody.firstMatch(of: #/\/s\/([A-Za-z0-9_-]+)/#) else { return nil }
        self.init(String(match.1))
    }
}
