import ConventionDomain
import Parties
import Testing
import Typesetting
import Workflow
import WorkflowTestSupport

@Suite("Links")
struct LinkTests {
    static let day = 86_400.0

    @Test(arguments: [
        "", "abc", String(repeating: "A", count: 42), String(repeating: "A", count: 44),
        String(repeating: "é", count: 43),
    ])
    func `a text that cannot be a link is none`(text: String) {
        #expect(LinkToken(text) == nil)
    }

    @Test func `a forged link is unknown`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let real = try await bench.hands.signingLink("student").text
        let forged = try #require(LinkToken(String(real.reversed())))
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.view(forged) }
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.document(forged) }
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.recordOpening(forged) }
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.requestRefusalCode(forged) }
    }

    @Test func `the store keeps hashes only, and a token does not print itself`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        #expect(bench.store.linkHashes.contains(token.hash))
        #expect(!bench.store.linkHashes.contains { $0.bytes == Array(token.text.utf8) })
        #expect(!"\(token)".contains(token.text) && !String(reflecting: token).contains(token.text))
        #expect(String(describing: token) == "(secret)")
    }

    @Test func `reading the page and the document changes nothing`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        let before = try await bench.workflow.show(id)
        for _ in 0..<3 {
            _ = try await bench.workflow.view(token)
            _ = try await bench.workflow.document(token)
            _ = try await bench.workflow.readableDocument(token)
        }
        #expect(try await bench.workflow.show(id) == before)
    }

    @Test func `a page opened by a person is recorded once`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        for _ in 0..<3 { try await bench.workflow.recordOpening(token) }
        #expect(try await bench.workflow.show(id).history.count { $0.kind == .opened } == 1)
    }

    @Test func `a link is dead after fourteen days and not before`() async throws {
        let bench = try Bench(sample: .lateInJune)
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        bench.hands.advance(by: 14 * Self.day - 1)
        #expect(try await bench.workflow.view(token).situation == .toSign)
        bench.hands.advance(by: 1)
        await #expect(throws: WorkflowError.expiredLink) { try await bench.workflow.view(token) }
        await #expect(throws: WorkflowError.expiredLink) { try await bench.workflow.document(token) }
    }

    @Test func `an expired link is renewed to the address on file, and the old one is dead`() async throws {
        let bench = try Bench(sample: .lateInJune)
        _ = try await bench.hands.issued()
        let old = try await bench.hands.signingLink("student")
        bench.hands.advance(by: 20 * Self.day)
        try await bench.workflow.renewLink(old)
        let new = try await bench.hands.signingLink("student")
        #expect(new != old)
        #expect(try await bench.workflow.view(new).situation == .toSign)
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.view(old) }
        try await bench.hands.sign("student")
    }

    @Test func `renewal answers the same for a link that was never given, and sends nothing`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let count = bench.store.mails.count
        try await bench.workflow.renewLink(try #require(LinkToken(String(repeating: "A", count: 43))))
        #expect(bench.store.mails.count == count)
    }

    @Test func `renewal is capped within the hour`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        for _ in 0..<6 { try await bench.workflow.renewLink(token) }
        #expect(try await bench.hands.mails(to: "student").count == 1 + 3)
        bench.hands.advance(by: 3_601)
        try await bench.workflow.renewLink(token)
        #expect(try await bench.hands.mails(to: "student").count == 1 + 4)
    }

    @Test func `who has signed is not offered a new signing link`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        try await bench.hands.sign("student")
        let count = bench.store.mails.count
        try await bench.workflow.renewLink(token)
        #expect(bench.store.mails.count == count)
        bench.hands.advance(by: 20 * Self.day)
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.view(token) }
    }

    @Test func `the signing link dies with the signature, the reading link lives on`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let signing = try await bench.hands.signingLink("student")
        let receipt = try await bench.hands.sign("student")
        let after = try await bench.workflow.view(signing)
        #expect(after.situation == .signed(receipt) && after.parties.isEmpty)
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.document(signing) }
        await #expect(throws: WorkflowError.alreadySigned) { try await bench.workflow.readableDocument(signing) }
        let reading = try await bench.hands.readingLink("student")
        bench.hands.advance(by: 365 * Self.day)
        #expect(try await bench.workflow.view(reading).situation == .signed(receipt))
        #expect(try await bench.workflow.document(reading).revisionIndex == 1)
    }

    @Test func `who holds a replaced link cannot end the one that the signatory uses`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let old = try await bench.hands.signingLink("student")
        try await bench.workflow.resendInvitation(of: id, to: "student")
        let living = try await bench.hands.signingLink("student")
        try await bench.workflow.renewLink(old)
        #expect(try await bench.workflow.view(living).situation == .toSign)
        let further = try await bench.hands.signingLink("student")
        #expect(further != living)
        #expect(try await bench.workflow.view(further).situation == .toSign)
    }

    @Test func `an expired reading link is renewed too`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        try await bench.hands.sign("student")
        let old = try await bench.hands.readingLink("student")
        bench.hands.advance(by: 6 * 366 * Self.day)
        await #expect(throws: WorkflowError.expiredLink) { try await bench.workflow.view(old) }
        try await bench.workflow.renewLink(old)
        let new = try await bench.hands.readingLink("student")
        #expect(try await bench.workflow.document(new).revisionIndex == 1)
    }

    @Test func `a reading link does not sign`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued(.preset(.free))
        let view = try await bench.workflow.view(try await bench.hands.signingLink("student"))
        let reading = try await bench.hands.readingLink("employer")
        await #expect(throws: WorkflowError.unknownLink) {
            try await bench.workflow.requestCode(reading, consent: view.agreement)
        }
    }

    @Test func `the school can send the means to sign again, and the earlier ones are dead`() async throws {
        let bench = try Bench()
        let id = try await bench.hands.issued()
        let old = try await bench.hands.signingLink("student")
        try await bench.workflow.resendInvitation(of: id, to: "student")
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.view(old) }
        await #expect(throws: WorkflowError.notYourTurn(waitingFor: [.student, .representative])) {
            try await bench.workflow.resendInvitation(of: id, to: "school")
        }
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.resendInvitation(of: id, to: "nobody")
        }
    }

    @Test func `a page is not shown from another template than the one that was signed`() async throws {
        let bench = try Bench()
        _ = try await bench.hands.issued()
        let token = try await bench.hands.signingLink("student")
        #expect(try await !bench.workflow.readableDocument(token).blocks.isEmpty)
        let store = bench.store
        let old = PaperDocument.factory(for: bench.hands.sample)
        let edited = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(),
            documents: DocumentFactory(
                check: old.check, render: old.render,
                readableContent: { data, facts throws(DocumentFactoryError) in
                    let elsewhere = IssueFacts(
                        templateIdentifier: "other", convention: facts.convention, issuedAt: facts.issuedAt,
                        isDemo: facts.isDemo,
                        order: facts.order, templateDigest: PaperDocument.digest([1]))
                    return try await old.readableContent(data, elsewhere)
                }, sheet: old.sheet))
        await #expect(throws: WorkflowError.unavailable(.rendering)) {
            try await edited.workflow.readableDocument(token)
        }
        #expect(try await edited.workflow.document(token).revisionIndex == 0)
    }
}
