import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Parts in the store")
struct PreparationStoreTests {
    private func prepared(in test: TestStore) async throws -> PreparedConvention {
        let store = test.store
        return try await PreparedConvention(
            texts: TestStore.texts(), on: store.conventionStore, mails: { try await store.waitingMails() })
    }

    @Test func `the list follows the parts to the draft, and made anew from the journal it is the same`() async throws {
        let test = try TestStore()
        let bench = try await prepared(in: test)
        #expect(try await bench.phase() == .completing)
        try await bench.workflow.disputeFamily(try await bench.token("representative-1"), message: "Faux")
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awà", bench.hands.sample.contacts))
        try await bench.give()
        try await bench.confirm()
        for step in 0..<2 {
            let kept = try await bench.workflow.list()
            #expect(kept.map(\.status) == [step == 0 ? .toApprove : .draft])
            #expect(kept.first?.outline?.pupil.given == "Awà" && kept.first?.signatoryCount == 4)
            try await test.store.rebuildProjections()
            #expect(try await bench.workflow.list() == kept)
            if step == 0 { try await bench.workflow.approve(bench.id) }
        }
        #expect(try await test.store.verifyChain().fault == nil)
    }

    @Test
    func `a host that a family names is kept as a secret of the convention, and the list follows its confirmation`()
        async throws
    {
        let test = try TestStore()
        let store = test.store
        let bench = try await PreparedConvention(
            texts: TestStore.texts(), isHostOpen: true, on: store.conventionStore,
            mails: { try await store.waitingMails() })
        _ = try await bench.workflow.nameHost(
            try await bench.token("representative-1"), PreparedConvention.named, gives: true)
        for secret in ["Menuiserie Martin", "claire@martin.example"] {
            #expect(try test.allBytes().range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
        #expect(try await bench.workflow.list().first?.outline?.host == "organisme à indiquer")
        try await bench.workflow.confirmHost(bench.id, email: "claire@martin.example")
        let kept = try await bench.workflow.list()
        #expect(kept.first?.outline?.host == "Menuiserie Martin" && kept.first?.status == .completing)
        try await store.rebuildProjections()
        #expect(try await bench.workflow.list() == kept)
        #expect(try await store.verifyChain().fault == nil)
    }

    @Test func `what was written is nowhere in clear, nor a link, and is gone once the convention is erased`()
        async throws
    {
        let test = try TestStore()
        let bench = try await prepared(in: test)
        let token = try await bench.token("employer")
        _ = try await bench.workflow.savePart(
            token, PreparedConvention.complete(["host/sector": "Menuiserie-Secrète"]), gives: false)
        try await bench.workflow.disputeFamily(
            try await bench.token("representative-1"), message: "Objection-Secrète")
        for secret in ["Menuiserie-Secr", "Objection-Secr", token.text, "claire@martin.example"] {
            #expect(try test.allBytes().range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
        try await bench.workflow.erase(bench.id, reason: .request)
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.partView(token) }
        try await test.store.rebuildProjections()
        #expect(try await bench.workflow.list().map(\.status) == [.erased])
    }

    @Test(arguments: Adapter.allCases)
    func `a link to a part is found by its hash, until what was sent to its owner is revoked`(adapter: Adapter)
        async throws
    {
        let opened = try adapter.open()
        let id = try StoreContractTests.id(1)
        let link = PartLink(
            hash: StoreContractTests.hash(1), part: .host, convention: id, fieldName: "employer",
            expiresAt: Date(timeIntervalSince1970: 1_780_400_000))
        var change = try StoreContractTests.drafted(id)
        change.partLinks = [link]
        try await opened.conventions.commit(change)
        #expect(try await opened.conventions.partLink(StoreContractTests.hash(1)) == link)
        #expect(try await opened.conventions.partLink(StoreContractTests.hash(2)) == nil)
        #expect(try await opened.conventions.link(StoreContractTests.hash(1)) == nil)
        for (fieldName, isRevoked) in [("student", false), ("employer", true)] {
            let head = try #require(try await opened.conventions.history(id)).head
            var revoking = ConventionChange(convention: id, expectedHead: head, at: StoreContractTests.time)
            revoking.events = [
                .contactCorrected(
                    ContactCorrection(fieldName: fieldName, formerEmail: "a@exemple.fr", email: "b@exemple.fr"))
            ]
            revoking.revocations = [Revocation(fieldName: fieldName, reach: .signing)]
            try await opened.conventions.commit(revoking)
            #expect(try await opened.conventions.partLink(StoreContractTests.hash(1))?.isRevoked == isRevoked)
        }
    }
}
