import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Draft, issue, cancel")
struct DraftTests {
    @Test func `data that the factory refuses begin nothing`() async throws {
        let bench = try Bench()
        let request = DraftRequest(data: [1], contacts: bench.hands.sample.contacts)
        await #expect(throws: WorkflowError.invalidData([BilingualText("Le lieu du stage manque.", "x")])) {
            try await bench.workflow.draft(request)
        }
        #expect(try await bench.workflow.list().isEmpty)
    }

    @Test(arguments: [
        "", "awa", "awa@", "@exemple.fr", "awa@exemple", "awa@@exemple.fr", "awa diallo@exemple.fr",
        "awa@exemple.fr\r\nBcc: tous@exemple.fr", "awa@exem\u{0}ple.fr", "<awa@exemple.fr>", "a,b@exemple.fr",
        ".awa@exemple.fr", "awa@-exemple.fr", "awa@exemple..fr", "awa@exemple.fr.",
    ])
    func `an address that is none is refused, and not repeated`(address: String) async throws {
        let bench = try Bench()
        var contacts = bench.hands.sample.contacts
        contacts["student"] = Contact(email: address)
        await #expect(
            throws: WorkflowError.invalidData([
                BilingualText(
                    "L’adresse électronique de « student » n’est pas valable.",
                    "The mail address of student is not valid.")
            ])
        ) {
            try await bench.workflow.draft(DraftRequest(data: bench.hands.sample.data, contacts: contacts))
        }
    }

    @Test func `each missing and each surplus contact is named`() async throws {
        let bench = try Bench()
        var contacts = bench.hands.sample.contacts
        contacts["school"] = nil
        contacts["tutor"] = Contact(email: "tutor@exemple.fr")
        await #expect(
            throws: WorkflowError.invalidData([
                BilingualText(
                    "Il manque l’adresse électronique de « school ».", "The mail address of school is missing."),
                BilingualText(
                    "« tutor » n’est pas un signataire de cette convention.",
                    "tutor is no signatory of this convention."),
            ])
        ) { try await bench.workflow.draft(DraftRequest(data: bench.hands.sample.data, contacts: contacts)) }
    }

    @Test func `both parents sign when they are known to disagree, or the school wants it`() async throws {
        let both = SampleConvention(signatories: Self.bothParents)
        for (sample, isTaken) in [
            (SampleConvention(), false), (both, true), (SampleConvention(signatories: Self.ofAge), true),
        ] {
            let bench = try Bench(sample: sample)
            var request = DraftRequest(data: sample.data, contacts: sample.contacts)
            request.parentsDisagree = true
            let disagreeing = request
            await Self.expect(isTaken) { _ = try await bench.workflow.draft(disagreeing) }
        }
        var settings = WorkflowSettings()
        settings.bothRepresentativesSign = true
        for (documents, isTaken) in [
            (OtherParent.documents, false), (PaperDocument.factory(for: SampleConvention()), true),
        ] {
            let store = InMemoryStore()
            let bench = WorkflowBench(
                store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(), settings: settings,
                documents: documents)
            await Self.expect(isTaken) { _ = try await bench.drafted() }
        }
    }

    @Test func `a sheet that tells of a disagreement afterwards is refused: who signs is fixed`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let sheet = ContactSheet(contacts: [.init(of: .tutor, telephone: "+33199001042")], parents: .disagree)
        await #expect(throws: WorkflowError.self) { try await bench.workflow.correctSheet(of: id, with: sheet) }
        #expect(try await bench.workflow.source(of: id).otherContacts.isEmpty)
    }

    private static func expect(_ isTaken: Bool, _ body: () async throws -> Void) async {
        if isTaken {
            await #expect(throws: Never.self) { try await body() }
        } else {
            await #expect(throws: WorkflowError.self) { try await body() }
        }
    }

    private static let ofAge = SampleConvention.fourSignatories.filter { $0.role != .representative }
    private static let bothParents =
        SampleConvention.fourSignatories + [
            Signatory(
                fieldName: "representative-2", role: .representative,
                name: PersonName(given: "Ousmane", family: "Diallo"), capacity: "Père")
        ]

    @Test func `an order that leaves somebody out is refused`() async throws {
        let bench = try Bench()
        let order = try SigningOrder(groups: [["student"], ["school"]])
        await #expect(throws: WorkflowError.self) { try await bench.hands.drafted(.custom(order)) }
    }

    @Test func `several drafts are begun in one step, each with its reference and its data`() async throws {
        let bench = try Bench()
        let request = DraftRequest(data: bench.hands.sample.data, contacts: bench.hands.sample.contacts)
        let ids = try await bench.workflow.draft([request, request, request])
        #expect(Set(ids).count == 3)
        #expect(Set(try await bench.workflow.list().map(\.id)) == Set(ids))
        for id in ids {
            let source = try await bench.workflow.source(of: id)
            #expect(source.canonicalData == bench.hands.sample.data)
            #expect(source.contacts == bench.hands.sample.contacts)
        }
    }

    @Test func `of several drafts none is begun when one of them is not acceptable, or the store fails`() async throws {
        let bench = try Bench()
        let good = DraftRequest(data: bench.hands.sample.data, contacts: bench.hands.sample.contacts)
        for bad in [DraftRequest(data: [1], contacts: good.contacts), DraftRequest(data: good.data, contacts: [:])] {
            await #expect(throws: WorkflowError.self) { try await bench.workflow.draft([good, bad, good]) }
            await #expect(throws: WorkflowError.self) { try await bench.workflow.examine(bad) }
        }
        bench.store.failCommits(with: .unavailable("full"))
        await #expect(throws: WorkflowError.unavailable(.storage)) { try await bench.workflow.draft([good, good]) }
        bench.store.failCommits(with: nil)
        try await bench.workflow.examine(good)
        #expect(try await bench.workflow.list().isEmpty)
    }

    @Test func `a convention is issued once`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let count = bench.store.mails.count
        await #expect(throws: WorkflowError.wrongState(.signing)) { try await bench.workflow.issue(id) }
        #expect(bench.store.mails.count == count)
    }

    @Test func `a revision that the verifier refuses is not issued`() async throws {
        let bench = try Bench(
            verifier: RevisionVerifier { _, _ in
                RevisionAssessment(isSound: false, signedFields: [], isComplete: false)
            })
        let id = try await bench.hands.drafted()
        await #expect(throws: WorkflowError.unavailable(.verification)) { try await bench.workflow.issue(id) }
        #expect(try await bench.workflow.show(id).summary.status == .draft)
        #expect(bench.store.mails.isEmpty)
    }

    @Test func `an unknown reference is said to be unknown`() async throws {
        let bench = try Bench()
        let id = try #require(ConventionID(randomBytes: [UInt8](repeating: 7, count: 20)))
        await #expect(throws: WorkflowError.unknownConvention) { try await bench.workflow.show(id) }
        await #expect(throws: WorkflowError.unknownConvention) { try await bench.workflow.issue(id) }
        await #expect(throws: WorkflowError.unknownConvention) { try await bench.workflow.cancel(id, reason: "x") }
    }

    @Test func `a cancelled convention can neither be signed nor read by its signing link, and the invited know`()
        async throws
    {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let ready = try await bench.hands.prepare("student")
        try await bench.workflow.cancel(id, reason: "Erreur de dates")
        await #expect(throws: WorkflowError.conventionCancelled) { try await bench.hands.finish(ready) }
        await #expect(throws: WorkflowError.conventionCancelled) { try await bench.workflow.document(ready.token) }
        #expect(try await bench.workflow.view(ready.token).situation == .cancelled)
        #expect(
            try await bench.hands.mails(to: "representative-1").last?.subject == "La convention de stage est annulée")
        #expect(try await bench.hands.mails(to: "employer").isEmpty)
        #expect(try await bench.workflow.show(id).cancellation == Cancellation(reason: "Erreur de dates"))
    }

    @Test(arguments: ["", "   \n", String(repeating: "x", count: 501)])
    func `a cancellation needs a reason of reasonable length`(reason: String) async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        await #expect(throws: WorkflowError.self) { try await bench.workflow.cancel(id, reason: reason) }
        #expect(try await bench.workflow.show(id).summary.status == .signing)
    }

    @Test func `a completed convention cannot be cancelled`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        for fieldName in ["student", "representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        await #expect(throws: WorkflowError.conventionCompleted) { try await bench.workflow.cancel(id, reason: "x") }
    }
}
