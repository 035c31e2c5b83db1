import ConventionDomain
import Foundation
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("The register of delegations in the store")
struct DelegationStoreTests {
    private let test: TestStore
    private let bench: WorkflowBench

    init() throws {
        let test = try TestStore()
        self.test = test
        bench = WorkflowBench(
            store: test.store.conventionStore, mails: { try await test.store.waitingMails() },
            texts: try TestStore.texts(), sample: SchoolDelegations.sample, documents: SchoolDelegations.documents())
    }

    private var register: DelegationRegister { DelegationRegister(bench.workflow) }

    @Test func `is as it was entered, and says in the file nothing about its holders`() async throws {
        let act = try await register.add(try SchoolDelegations.entry())
        bench.advance(by: 60)
        _ = try await register.add(try SchoolDelegations.entry(act: "Arrêté n° 13"))
        #expect(try await register.list().first == act && act.revokedAt == nil)
        let revokedAt = bench.now
        #expect(try await register.revoke(act.id))
        #expect(try await register.list().map(\.revokedAt) == [revokedAt, nil])
        let bytes = try test.allBytes()
        for word in ["Roussel", "adjointe", "Arrêté n° 12", "0750654D"] {
            #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)")
        }
    }

    @Test func `is asked for each convention of a list, when its signature is made`() async throws {
        let office = HeadOffice(bench.workflow, store: test.store)
        var ids: [ConventionID] = []
        for _ in 0..<2 { ids.append(try await bench.issued(.preset(.free))) }
        let head = try await HeadAtWork(bench, office)
        await #expect(throws: WorkflowError.delegation(.missing)) {
            try await office.propose(Set(ids), by: head.account)
        }
        let act = try await register.add(try SchoolDelegations.entry())
        let batch = try await office.propose(Set(ids), by: head.account)
        try await head.agree(to: batch)
        #expect(try await register.revoke(act.id))
        let report = try await BatchRunner(office).runDue()
        #expect(report.signed == 0 && report.refused == 2 && report.finished == [batch])
        let items = try await office.view(batch, of: head.account).batch.items
        #expect(items.allSatisfy { $0.state == .refused(.withoutDelegation) })
        let mail = try #require(try await bench.mails(toAddress: HeadAtWork.email).last)
        #expect(mail.textBody.contains("0 sur 2") && mail.textBody.contains("délégation de signature en vigueur"))
        _ = try await register.add(try SchoolDelegations.entry(act: "Arrêté n° 13"))
        let again = try await office.propose(Set(ids), by: head.account)
        try await head.agree(to: again)
        #expect(try await BatchRunner(office).runDue().signed == 2)
        let parties = try await bench.workflow.show(ids[0]).parties
        #expect(parties.compactMap(\.delegation?.act) == ["Arrêté n° 13"])
    }
}
