import ConventionDomain
import Foundation
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("Batches")
struct BatchTests {
    private let test: TestStore
    private let bench: WorkflowBench
    private let office: HeadOffice
    private let hurdle = Hurdle()

    init() throws {
        test = try TestStore()
        let hurdle = hurdle
        bench = try test.bench(
            signer: RevisionSigner { request throws(SigningInability) in
                try await hurdle.pass()
                return PaperDocument.sign(request)
            })
        office = HeadOffice(bench.workflow, store: test.store)
    }

    /// Conventions in which it is everybody's turn.
    private func conventions(_ count: Int) async throws -> [ConventionID] {
        var ids: [ConventionID] = []
        for _ in 0..<count { ids.append(try await bench.issued(.preset(.free))) }
        return ids
    }

    private func states(_ batch: BatchID, _ head: HeadAtWork) async throws -> [ConventionID: BatchItem.State] {
        let items = try await office.view(batch, of: head.account).batch.items
        return Dictionary(uniqueKeysWithValues: items.map { ($0.convention, $0.state) })
    }

    private func kinds(_ id: ConventionID) async throws -> [ConventionEvent.Kind] {
        try await bench.workflow.show(id).history.map(\.kind)
    }

    private func agreed(_ ids: [ConventionID]) async throws -> (head: HeadAtWork, batch: BatchID) {
        let head = try await HeadAtWork(bench, office)
        let batch = try await office.propose(Set(ids), by: head.account)
        try await head.agree(to: batch)
        return (head, batch)
    }

    @Test func `one consent and one code sign each convention on its own`() async throws {
        let ids = try await conventions(7)
        let (head, batch) = try await agreed(ids)
        let report = try await BatchRunner(office).runDue()
        #expect(report.signed == 7 && report.finished == [batch])
        let view = try await office.view(batch, of: head.account)
        #expect(view.signedCount == 7 && view.batch.finishedAt != nil)
        var certificates: Set<DocumentDigest> = []
        for item in view.batch.items {
            let history = try #require(try await test.store.history(item.convention))
            let consents = history.entries.compactMap { entry -> Consent? in
                if case .consentGiven(let consent) = entry.event { consent } else { nil }
            }
            let consent = try #require(consents.first)
            #expect(consents.count == 1 && consent.shownDigest == item.shownDigest)
            #expect(consent.batch?.count == 7 && consent.batch?.batch == batch.text)
            #expect(consent.batch?.listDigest == view.batch.confirmation?.listDigest)
            let signed = history.entries.compactMap { entry -> SignatureRecord? in
                if case .signed(let record) = entry.event { record } else { nil }
            }
            let record = try #require(signed.first)
            #expect(signed.count == 1 && record.identification == .accountWithTOTP && record.codeTries == 1)
            certificates.insert(record.revisionDigest)
        }
        #expect(certificates.count == 7)
    }

    @Test func `the list digest is that of the lines that were shown`() async throws {
        let (head, batch) = try await agreed(try await conventions(2))
        let view = try await office.view(batch, of: head.account)
        let lines = view.batch.items.map {
            "\($0.convention.text) \($0.baseDigest.hexadecimal) \($0.shownDigest.hexadecimal)\n"
        }
        #expect(view.batch.confirmation?.listDigest == PaperDocument.digest(Array(lines.joined().utf8)))
    }

    @Test func `one mail tells of all, the next are invited, and nobody else goes without a message`() async throws {
        let ids = try await conventions(3)
        let before = try await bench.mails(toAddress: HeadAtWork.email).count
        let (_, batch) = try await agreed(ids)
        _ = try await BatchRunner(office).runDue()
        let mails = try await bench.mails(toAddress: HeadAtWork.email).dropFirst(before)
        #expect(mails.count == 1 && mails.last?.textBody.contains("3 sur 3") == true)
        #expect(mails.last?.textBody.contains("/b/\(batch.text)") == true)
        try await bench.sign("student")
        try await bench.sign("representative-1")
        let id = try #require(ids.last)
        try await bench.countersign(id)
        #expect(try await kinds(id).contains(.completed))
        #expect(try await bench.mails(to: "student").last?.subject.contains("signée") == true)
        #expect(try await bench.mails(toAddress: HeadAtWork.email).count == before + 1)
    }

    @Test func `what was cancelled, corrected, signed otherwise or erased is left out with its reason`() async throws {
        let ids = try await conventions(5)
        let head = try await HeadAtWork(bench, office)
        let batch = try await office.propose(Set(ids), by: head.account)
        try await bench.sign("school")
        try await head.agree(to: batch)
        try await bench.workflow.cancel(ids[0], reason: "Doublon")
        try await bench.workflow.correctContact(of: ids[1], signatory: "school", email: "autre@exemple.fr")
        try await test.store.erase(ids[2])
        let report = try await BatchRunner(office).runDue()
        #expect(report.signed == 1 && report.refused == 4 && report.finished == [batch])
        let states = try await states(batch, head)
        #expect(states[ids[0]] == .refused(.conventionCancelled))
        #expect(states[ids[1]] == .refused(.otherSignatory))
        #expect(states[ids[2]] == .refused(.conventionErased))
        #expect(states[ids[3]] == .signed)
        #expect(states[ids[4]] == .refused(.alreadySigned))
        let mail = try #require(try await bench.mails(toAddress: HeadAtWork.email).last)
        #expect(mail.textBody.contains("1 sur 5") && mail.textBody.contains("a annulé la convention"))
        #expect(try await !kinds(ids[1]).contains(.signed))
    }

    @Test func `a placement that has begun since is not signed`() async throws {
        bench.advance(by: 13 * 86_400)
        let ids = try await conventions(2)
        let (head, batch) = try await agreed(ids)
        bench.advance(by: 14 * 3_600)
        _ = try await BatchRunner(office).runDue()
        #expect(try await Set(states(batch, head).values) == [.refused(.conventionExpired)])
    }

    @Test func `a consent is good for a day`() async throws {
        let (head, batch) = try await agreed(try await conventions(2))
        bench.advance(by: 86_400)
        _ = try await BatchRunner(office).runDue()
        #expect(try await Set(states(batch, head).values) == [.refused(.consentAged)])
    }

    @Test func `stopped in the middle, it goes on and signs each once`() async throws {
        let ids = try await conventions(9)
        let (head, batch) = try await agreed(ids)
        hurdle.stop(after: 4)
        let first = Task { try await BatchRunner(office).runDue() }
        await hurdle.reached()
        first.cancel()
        hurdle.open()
        _ = try? await first.value
        let signedBefore = try await states(batch, head).values.count { $0 == .signed }
        #expect((1..<9).contains(signedBefore))
        _ = try await BatchRunner(office).runDue()
        #expect(try await Set(states(batch, head).values) == [.signed])
        for id in ids { #expect(try await kinds(id).count { $0 == .signed } == 1) }
    }

    @Test func `killed between a signature and its note, it finds the signature`() async throws {
        let ids = try await conventions(3)
        let (head, batch) = try await agreed(ids)
        _ = try await BatchRunner(office).runDue()
        try await test.store.tamper("UPDATE batchItem SET state = 'waiting'")
        try await test.store.tamper("UPDATE batch SET finishedAt = NULL")
        let report = try await BatchRunner(office).runDue()
        #expect(report.signed == 3 && report.finished == [batch])
        #expect(try await Set(states(batch, head).values) == [.signed])
        for id in ids { #expect(try await kinds(id).count { $0 == .signed } == 1) }
    }

    @Test func `two tabs with the same code are one consent`() async throws {
        let ids = try await conventions(3)
        let head = try await HeadAtWork(bench, office)
        let batch = try await office.propose(Set(ids), by: head.account)
        let consent = try await office.view(batch, of: head.account).consent
        let entry = BatchEntry(statementID: consent.id, version: consent.version, code: try head.code())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try? await office.confirm(batch, entry, by: head.account) } }
            try await group.waitForAll()
        }
        try await office.confirm(batch, entry, by: head.account)
        _ = try await BatchRunner(office).runDue()
        for id in ids { #expect(try await kinds(id).count { $0 == .signed } == 1) }
        #expect(try await office.batches(of: head.account).map(\.signedCount) == [3])
    }

    @Test func `without a time-stamp the decision is kept and the rest waits, then all are signed`() async throws {
        let ids = try await conventions(5)
        let (head, batch) = try await agreed(ids)
        hurdle.fail(.noTimeStamp)
        let runner = BatchRunner(office)
        #expect(try await runner.runDue().isHeldUp)
        let pending = try await states(batch, head).values.count { $0 == .pending }
        #expect((1...2).contains(pending))
        #expect(try await runner.runDue() == BatchRunner.Report(), "it rests")
        hurdle.fail(nil)
        bench.advance(by: 10)
        _ = try await bench.workflow.settlePending()
        let report = try await runner.runDue()
        #expect(report.finished == [batch])
        #expect(try await Set(states(batch, head).values) == [.signed])
        for id in ids { #expect(try await kinds(id).count { $0 == .signed } == 1) }
    }

    @Test func `what fails again and again is given up with its reason, and stops no other`() async throws {
        let ids = try await conventions(2)
        let (head, batch) = try await agreed(ids)
        hurdle.fail(.other)
        let runner = BatchRunner(office)
        for _ in 0..<5 {
            _ = try await runner.runDue()
            bench.advance(by: 400)
        }
        #expect(try await Set(states(batch, head).values) == [.refused(.failed)])
        #expect(try await office.view(batch, of: head.account).batch.finishedAt != nil)
    }

    @Test func `an account that is taken back signs nothing more`() async throws {
        let (_, batch) = try await agreed(try await conventions(2))
        #expect(try await office.revoke(email: HeadAtWork.email))
        _ = try await BatchRunner(office).runDue()
        let states = try #require(try await test.store.batch(batch)).items.map(\.state)
        #expect(Set(states) == [.refused(.accountRevoked)])
    }

    @Test func `a consent needs the statement in force and a right code`() async throws {
        let head = try await HeadAtWork(bench, office)
        let batch = try await office.propose(Set(try await conventions(1)), by: head.account)
        let consent = try await office.view(batch, of: head.account).consent
        let code = try head.code()
        await #expect(throws: WorkflowError.consentVersionChanged(current: consent.version)) {
            try await office.confirm(
                batch, BatchEntry(statementID: consent.id, version: "2020-01", code: code), by: head.account)
        }
        await #expect(throws: WorkflowError.wrongCode(remainingTries: 4)) {
            try await office.confirm(
                batch, BatchEntry(statementID: consent.id, version: consent.version, code: ""), by: head.account)
        }
        #expect(try await BatchRunner(office).runDue().signed == 0)
    }

    @Test func `a person sees and signs what names her, and nothing else`() async throws {
        let ids = try await conventions(2)
        let head = try await HeadAtWork(bench, office)
        let others = [
            try await HeadAtWork(bench, office, name: "Hélène Roussel", email: "autre@exemple.fr"),
            try await HeadAtWork(bench, office, name: "Paul Roussel", email: "student@exemple.fr"),
        ]
        #expect(try await office.desk(of: head.account).rows.count == 2)
        let batch = try await office.propose(Set(ids), by: head.account)
        for other in others {
            #expect(try await office.desk(of: other.account).rows.isEmpty)
            await #expect(throws: WorkflowError.self) { try await office.propose(Set(ids), by: other.account) }
            await #expect(throws: WorkflowError.unknownConvention) {
                try await office.reading(ids[0], for: other.account)
            }
            await #expect(throws: WorkflowError.unknownConvention) { try await office.view(batch, of: other.account) }
            await #expect(throws: WorkflowError.unknownConvention) {
                try await office.document(ids[0], for: other.account)
            }
        }
    }

    @Test func `the list has what can be signed, counts what comes later, and finds words`() async throws {
        _ = try await bench.issued()
        let ids = try await conventions(2)
        let head = try await HeadAtWork(bench, office)
        let desk = try await office.desk(of: head.account)
        #expect(Set(desk.rows.map(\.convention)) == Set(ids) && desk.laterCount == 1 && desk.signableCount == 2)
        #expect(desk.rows.first?.daysLeft == 14)
        #expect(try await office.desk(of: head.account, query: "dialló MENUIS").rows.count == 2)
        #expect(try await office.desk(of: head.account, query: "boulangerie").rows.isEmpty)
        try await bench.workflow.cancel(ids[0], reason: "Doublon")
        #expect(try await office.desk(of: head.account).rows.map(\.convention) == [ids[1]])
    }
}

/// Lets a signer wait or fail.
private final class Hurdle: Sendable {
    private struct State {
        var passed = 0
        var limit = Int.max
        var failure: SigningInability.Cause?
    }

    private let state = Mutex(State())

    func stop(after count: Int) { state.withLock { $0.limit = $0.passed + count } }
    func open() { state.withLock { $0.limit = .max } }
    func fail(_ cause: SigningInability.Cause?) { state.withLock { $0.failure = cause } }

    /// Waits until nobody passes any more.
    func reached() async { while !state.withLock({ $0.passed >= $0.limit }) { await Task.yield() } }

    func pass() async throws(SigningInability) {
        while true {
            let (failure, mayPass) = state.withLock { state in
                let mayPass = state.failure == nil && state.passed < state.limit
                if mayPass { state.passed += 1 }
                return (state.failure, mayPass)
            }
            if let failure { throw SigningInability(failure, reason: "a test") }
            if mayPass { return }
            await Task.yield()
        }
    }
}
