import ConventionDomain
import Parties
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.TimeInterval

/// The bench begins on Monday 1 June 2026, 10:00 in Paris; the placement on Monday 15 June.
@Suite("A convention held by an objection")
struct HoldTests {
    private static let day: TimeInterval = 86_400

    private let store = InMemoryStore()
    private let bench: WorkflowBench
    private let father: OtherParent

    init() throws {
        let store = store
        bench = WorkflowBench(
            store: store.conventionStore, mails: { store.mails }, texts: try Bench.texts(),
            documents: OtherParent.documents)
        father = OtherParent(bench)
    }

    private var workflow: ConventionWorkflow { bench.workflow }

    private func complete(
        _ session: OwnSignatureSession, _ token: AccessToken
    ) async throws -> CountersignatureResult {
        try await workflow.completeOwnSignature(
            session.convention, accessToken: token,
            request: OwnSignatureValue(
                session: session.session, value: session.prepared.hash, idempotencyKey: "key"))
    }

    private func start(_ id: ConventionID, _ token: AccessToken) async throws -> OwnSignatureSession {
        let good = try await bench.request(id)
        return try await workflow.startOwnSignature(
            id, accessToken: token,
            request: OwnSignatureStart(
                signatory: good.signatory, capacity: good.capacity, consentVersion: good.consentVersion,
                revisionDigest: good.revisionDigest,
                choice: OwnCertificateChoice(
                    certificates: [Array("person".utf8)], signatureAlgorithm: "1.2", hashAlgorithm: nil)))
    }

    @Test func `ends a session with an own certificate that began before, also once it is over`() async throws {
        let id = try await father.issued(order: .free)
        let token = try await bench.accessToken()
        let session = try await start(id, token)
        bench.advance(by: 60)
        try await father.object()
        await #expect(throws: WorkflowError.conventionOnHold) { try await complete(session, token) }
        try await father.withdraw()
        await #expect(throws: WorkflowError.ownCertificate(.sessionExpired)) { try await complete(session, token) }
        #expect(try await workflow.show(id).summary.signatureCount == 0)
        bench.advance(by: 60)
        _ = try await complete(try await start(id, token), token)
        #expect(try await workflow.show(id).summary.signatureCount == 1)
    }

    @Test func `tells who has signed that it is over, and asks nothing of them`() async throws {
        _ = try await father.issued()
        try await bench.sign("student")
        try await father.object()
        #expect(try await bench.mails(to: "student").last?.subject.contains("est suspendue") == true)
        let count = try await bench.mails(to: "student").count
        try await father.withdraw()
        let mails = try await bench.mails(to: "student")
        #expect(mails.count == count + 1 && mails.last?.subject.contains("n’est plus suspendue") == true)
        #expect(mails.last?.textBody.contains("http") == false && mails.last?.textBody.contains("Ousmane") == false)
        #expect(try await bench.mails(to: "employer").isEmpty, "who was not invited heard nothing of it")
    }

    @Test func `lets a statement about a paper be taken back, and asks its signatory once it is over`() async throws {
        let id = try await father.issued()
        try await workflow.attestPaper(
            PaperAttestationRequest(
                fieldName: "student", signedOn: try #require(CalendarDate(iso8601: "2026-06-01")),
                attestedBy: "Hélène Roussel", function: "proviseure", scan: try PaperScan(Array("%PDF-1.7".utf8))),
            on: id)
        try await father.object()
        let count = try await bench.mails(to: "student").count
        try await workflow.withdrawPaper("student", of: id, reason: "Une autre personne a signé")
        #expect(try await workflow.show(id).summary.signatureCount == 0)
        #expect(try await bench.mails(to: "student").count == count)
        try await father.withdraw()
        #expect(try await bench.mails(to: "student").last?.subject.contains("de nouveau être signée") == true)
        try await bench.sign("student")
    }

    @Test func `and met by the first day ends when the objection is taken back, and then the school reopens`()
        async throws
    {
        let id = try await father.issued()
        try await father.object()
        bench.advance(by: 14 * Self.day)
        _ = try await workflow.meetDeadlines(of: id)
        #expect(try await workflow.show(id).summary.status == .expired)
        await #expect(throws: WorkflowError.conventionOnHold) { try await workflow.reopen(id, reason: "Accord") }
        guard case .objected = try await workflow.noticeView(try await father.link()).situation else {
            return #expect(Bool(false), "the page offers nothing to take back")
        }
        // Also who has lost the mail.
        try await workflow.resendInvitation(of: id, to: "representative-2")
        let invited = try await bench.mails(to: "student").count
        try await father.withdraw()
        let detail = try await workflow.show(id)
        #expect(detail.objections.isEmpty && detail.summary.status == .expired)
        #expect(try await bench.mails(to: "student").count == invited)
        #expect(try await workflow.noticeView(try await father.link()).situation == .expired)
        await #expect(throws: WorkflowError.conventionExpired) { try await father.object() }
        try await workflow.reopen(id, reason: "Accord")
        try await bench.sign("student")
    }
}
