import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

/// Rule: an address that was said to be a stranger's gets nothing new, until the school has dealt with it.
@Suite("« Ce n’est pas moi », and what comes later")
struct DisownedLaterTests {
    private static let day = 86_400.0

    private func father(_ settings: WorkflowSettings = WorkflowSettings()) throws -> (InMemoryStore, OtherParent) {
        let store = InMemoryStore()
        let hands = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(), settings: settings,
            documents: OtherParent.documents)
        return (store, OtherParent(hands))
    }

    /// Messages to the pupil's address do not grow, and the school reads of it.
    private func stranger(_ hands: WorkflowBench, _ act: () async throws -> Void) async throws {
        let before = try await hands.mails(to: "student").count
        try await act()
        #expect(try await hands.mails(to: "student").count == before)
    }

    @Test func `the hold of a convention sends the stranger neither a word nor a link, and the school corrects first`()
        async throws
    {
        let (_, father) = try father()
        let (hands, id) = (father.bench, try await father.issued())
        try await hands.workflow.disown(try await hands.signingLink("student"))
        try await stranger(hands) {
            try await father.object()
            try await father.withdraw()
        }
        #expect(try await hands.mails(to: "school").last?.textBody.contains("Awa Diallo (Élève)") == true)
        #expect(try await hands.mails(to: "representative-1").last?.textBody.contains("/s/") == true)
        try await hands.workflow.correctContact(of: id, signatory: "student", email: "awa@exemple.fr")
        #expect(try await hands.mails(toAddress: "awa@exemple.fr").last?.textBody.contains("/s/") == true)
    }

    @Test func `neither does an expiry, nor the school's decision to reopen`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.workflow.disown(try await bench.hands.signingLink("student"))
        bench.hands.advance(by: 14 * Self.day)
        try await stranger(bench.hands) {
            _ = try await bench.workflow.meetDeadlines(of: id)
            #expect(try await bench.workflow.show(id).summary.status == .expired)
            try await bench.workflow.reopen(id, reason: "Retard")
        }
        #expect(try await bench.hands.mails(to: "school").last?.textBody.contains("Awa Diallo (Élève)") == true)
        #expect(try await bench.hands.mails(to: "representative-1").last?.textBody.contains("/s/") == true)
    }

    @Test func `neither does the end of the convention`() async throws {
        let bench = try Bench()
        for cancels in [true, false] {
            let id = try await bench.hands.issued()
            try await bench.workflow.disown(try await bench.hands.signingLink("student"))
            try await stranger(bench.hands) {
                if cancels { return try await bench.workflow.cancel(id, reason: "Erreur") }
                let parent = try await bench.hands.signingLink("representative-1")
                try await bench.hands.refuse(parent, "representative-1", reason: "Trop loin")
            }
        }
    }

    @Test func `a correction waits until the address is right, and tells the stranger nothing of the new version`()
        async throws
    {
        let office = try RevisionTests.Office()
        let former = try await office.issued()
        try await office.workflow.disown(try await office.hands.signingLink("student"))
        await #expect(throws: WorkflowError.self) { try await office.later(former) }
        #expect(try await office.status(former) == .signing)
        try await stranger(office.hands) {
            var contacts = SampleConvention().contacts
            contacts["student"] = Contact(email: "awa@exemple.fr")
            var correction = RevisionTests.Office.correction { $0.place = "8 rue Basse" }
            correction.request = DraftRequest(data: correction.request.data, contacts: contacts)
            _ = try await office.workflow.revise(former, correction)
        }
        #expect(try await office.hands.mails(toAddress: "awa@exemple.fr").last?.textBody.contains("/s/") == true)
    }

    @Test func `who was disowned and signed on paper is not asked to sign an amendment there`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.workflow.disown(try await bench.hands.signingLink("student"))
        let paper = PaperAttestationRequest(
            fieldName: "student", signedOn: try #require(CalendarDate(iso8601: "2026-06-01")),
            attestedBy: "Hélène Roussel", function: "proviseure", scan: try PaperScan(Array("%PDF-1.7".utf8)))
        try await stranger(bench.hands) {
            try await bench.workflow.attestPaper(paper, on: id)
            for fieldName in ["representative-1", "school"] { try await bench.hands.sign(fieldName) }
            try await bench.hands.countersign(id)
        }
        let request = AmendmentRequest(
            data: Array("hours".utf8), effectiveOn: try #require(CalendarDate(iso8601: "2026-06-17")))
        await #expect(throws: WorkflowError.self) { try await bench.workflow.amend(id, request) }
        try await bench.workflow.correctContact(of: id, signatory: "student", email: "awa@exemple.fr")
        _ = try await bench.workflow.amend(id, request)
    }
}
