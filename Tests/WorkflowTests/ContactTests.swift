import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Correcting a contact")
struct ContactTests {
    static let corrected = "mariam.diallo@exemple.fr"

    private func link(in bench: Bench, _ marker: String, to address: String = corrected) async throws -> LinkToken {
        let lines = try #require(try await bench.hands.mails(toAddress: address).last).textBody.split(separator: "\n")
        return try #require(lines.first { $0.contains(marker) }.flatMap { LinkToken(String($0.suffix(43))) })
    }

    @Test(arguments: ["", "mariam", "a@b", "a b@exemple.fr", "a@exemple.fr\nBcc: x@exemple.fr"])
    func `refuses what is no address, and changes nothing`(email: String) async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.correctContact(of: id, signatory: "representative-1", email: email)
        }
        _ = try await bench.workflow.view(try await bench.hands.signingLink("representative-1"))
    }

    @Test func `refuses the address on file and a signatory who is not listed, and names those who are`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.correctContact(of: id, signatory: "student", email: "student@exemple.fr")
        }
        let error = await #expect(throws: WorkflowError.self) {
            try await bench.workflow.correctContact(of: id, signatory: "parent", email: Self.corrected)
        }
        guard case .invalidData(let messages) = error else { return #expect(Bool(false)) }
        #expect(messages.first?.french.contains("representative-1") == true)
    }

    @Test func `refuses once nothing will be sent any more`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.workflow.cancel(id, reason: "Erreur")
        await #expect(throws: WorkflowError.conventionCancelled) {
            try await bench.workflow.correctContact(of: id, signatory: "student", email: Self.corrected)
        }
    }

    @Test func `link and code that went to the wrong address die, and the right one is invited`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let stranger = try await bench.hands.prepare("representative-1")
        let before = try await bench.hands.mails(to: "representative-1").count
        try await bench.workflow.correctContact(of: id, signatory: "representative-1", email: Self.corrected)
        await #expect(throws: WorkflowError.revokedLink) { try await bench.hands.finish(stranger) }
        let token = try await link(in: bench, "/s/")
        await #expect(throws: WorkflowError.codeExpired) {
            try await bench.workflow.sign(
                token, code: stranger.code, shownDigest: stranger.shown, attempt: stranger.attempt)
        }
        #expect(try await bench.workflow.view(token).situation == .toSign)
        try await bench.workflow.renewLink(stranger.token)
        #expect(try await bench.hands.mails(to: "representative-1").count == before)
        #expect(try await bench.hands.mails(toAddress: Self.corrected).count == 2)
    }

    @Test func `who comes later is invited at the corrected address only when it is time`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        try await bench.workflow.correctContact(of: id, signatory: "school", email: Self.corrected)
        #expect(try await bench.hands.mails(toAddress: Self.corrected).isEmpty)
        try await bench.hands.sign("student")
        try await bench.hands.sign("representative-1")
        #expect(try await bench.workflow.view(try await link(in: bench, "/s/")).signatory.fieldName == "school")
    }

    @Test func `who has signed gets the receipt at the corrected address, and later the finished document`()
        async throws
    {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        try await bench.hands.sign("student")
        let lost = try await bench.hands.readingLink("student")
        try await bench.workflow.correctContact(of: id, signatory: "student", email: Self.corrected)
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.view(lost) }
        _ = try await bench.workflow.document(try await link(in: bench, "/r/"))
        for fieldName in ["representative-1", "school"] { try await bench.hands.sign(fieldName) }
        try await bench.hands.countersign(id)
        let again = "awa@exemple.fr"
        try await bench.workflow.correctContact(of: id, signatory: "student", email: again)
        #expect(try await bench.workflow.document(try await link(in: bench, "/r/", to: again)).isComplete)
        #expect(try await bench.workflow.show(id).history.count { $0.kind == .contactCorrected } == 2)
    }

    @Test func `a draft is issued to the corrected address`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.drafted()
        try await bench.workflow.correctContact(of: id, signatory: "student", email: Self.corrected)
        try await bench.workflow.issue(id)
        #expect(try await bench.hands.mails(to: "student").isEmpty)
        _ = try await bench.workflow.view(try await link(in: bench, "/s/"))
    }
}

@Suite("Erasing a convention")
struct EraseTests {
    @Test func `refuses while signatures are being gathered`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        await #expect(throws: WorkflowError.wrongState(.signing)) {
            try await bench.workflow.erase(id, reason: .request)
        }
        _ = try await bench.workflow.show(id)
    }

    @Test func `afterwards links, tokens and the school are told that it was erased`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued(.preset(.free))
        let link = try await bench.hands.signingLink("student")
        let token = try await bench.hands.accessToken()
        try await bench.workflow.cancel(id, reason: "Erreur")
        try await bench.workflow.erase(id, reason: .mistake)
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.view(link) }
        await #expect(throws: WorkflowError.conventionErased) {
            try await bench.workflow.employerView(id, accessToken: token)
        }
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.show(id) }
        await #expect(throws: WorkflowError.conventionErased) {
            try await bench.workflow.erase(id, reason: .mistake)
        }
        try await bench.workflow.renewLink(link)
        #expect(try await bench.workflow.list().map(\.status) == [.erased])
    }
}
