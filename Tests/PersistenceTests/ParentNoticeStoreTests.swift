import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("A parent who does not sign, in the store")
struct ParentNoticeStoreTests {
    private let test: TestStore
    private let father: OtherParent

    init() throws {
        let test = try TestStore()
        self.test = test
        father = OtherParent(
            WorkflowBench(
                store: test.store.conventionStore, mails: { try await test.store.waitingMails() },
                texts: try TestStore.texts(), documents: OtherParent.documents))
    }

    @Test func `objects and takes it back across a restart, and the prohibition outlives one`() async throws {
        let workflow = father.bench.workflow
        let id = try await father.issued()
        try await father.object()
        let history = try #require(try await test.store.history(id))
        let state = try ConventionState.after(history.entries.map(\.event))
        guard case .signing(let progress) = state else { return #expect(Bool(false), "not being signed") }
        #expect(progress.isOnHold)
        try await father.withdraw()
        #expect(try await workflow.show(id).objections.isEmpty)
        let forbidden = ContactSheet.Contact(of: .representative2, email: OtherParent.email, notice: .forbidden)
        let other = try await father.issued(forbidden)
        #expect(try await workflow.source(of: other).otherContacts == [forbidden])
    }

    @Test func `whose address is corrected gets nothing more at the former one, not even what waits`() async throws {
        let workflow = father.bench.workflow
        let id = try await father.issued()
        let former = try await father.link()
        try await workflow.correctSheet(
            of: id, with: ContactSheet(contacts: [.init(of: .representative2, email: "juste@exemple.fr")]))
        #expect(try await father.bench.mails(toAddress: OtherParent.email).isEmpty)
        await #expect(throws: WorkflowError.revokedLink) { try await workflow.noticeView(former) }
        let right = try await father.link(at: "juste@exemple.fr")
        #expect(try await workflow.noticeView(right).situation == .open)
    }

    @Test func `is gone with the convention: name and address are nowhere`() async throws {
        let id = try await father.issued()
        try await father.object()
        try await father.bench.workflow.cancel(id, reason: "Désaccord")
        let bytes = try test.allBytes()
        for word in ["Ousmane", OtherParent.email] { #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)") }
        let token = try await father.link()
        try await test.store.erase(id)
        await #expect(throws: WorkflowError.conventionErased) { try await father.bench.workflow.noticeView(token) }
        #expect(try await father.bench.mails(toAddress: OtherParent.email).isEmpty)
    }
}
