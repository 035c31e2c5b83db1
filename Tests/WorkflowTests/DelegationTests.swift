import ConventionDomain
import Parties
import Synchronization
import Testing
import Workflow
import WorkflowTestSupport

import struct Foundation.TimeInterval

/// The bench begins on Monday 1 June 2026, 10:00 in Paris.
@Suite("Delegation of signature")
struct DelegationTests {
    private static let day: TimeInterval = 86_400

    /// A school whose deputy signs, and what the signer was asked to print.
    private struct School {
        let store = InMemoryStore()
        let hands: WorkflowBench
        let register: DelegationRegister
        let printed = Printed()
        /// Happens while the next signature is made.
        let meanwhile = Meanwhile()

        init(_ documents: DocumentFactory = SchoolDelegations.documents()) throws {
            let (store, printed, meanwhile) = (store, printed, meanwhile)
            var port = store.conventionStore
            port.delegations = SchoolDelegations().store
            hands = WorkflowBench(
                store: port, mails: { store.mails }, texts: try Bench.texts(), sample: SchoolDelegations.sample,
                signer: RevisionSigner { request in
                    await meanwhile.happen()
                    printed.capacities.withLock { $0[request.signatory.fieldName] = request.printedCapacity }
                    return PaperDocument.sign(request)
                }, documents: documents)
            register = DelegationRegister(hands.workflow)
        }

        func issued() async throws -> ConventionID { try await hands.issued(.preset(.free)) }

        func act(of id: ConventionID) async throws -> DelegationFacts? {
            try await hands.workflow.show(id).parties.first { $0.signatory.role == .school }?.delegation
        }

        func hasSigned(_ id: ConventionID) async throws -> Bool {
            try await hands.workflow.show(id).history.contains { $0.kind == .signed }
        }
    }

    private final class Printed: Sendable {
        let capacities = Mutex<[String: String]>([:])
    }

    @Test func `a deputy signs under an act in force, which is printed, and kept with the signature`() async throws {
        let school = try School()
        let id = try await school.issued()
        _ = try await school.register.add(try SchoolDelegations.entry(from: 1, to: 1))
        try await school.hands.sign("school")
        #expect(
            try await school.act(of: id)
                == DelegationFacts(
                    act: "Arrêté n° 12", function: "Proviseure adjointe", scope: "conventions de stage",
                    from: "2026-06-01", to: "2026-06-01"))
        try await school.hands.sign("student")
        let printed = school.printed.capacities.withLock { $0 }
        #expect(printed["school"] == "Pour le chef d’établissement et par délégation, proviseure adjointe")
        #expect(printed["student"] == "Élève")
    }

    @Test(arguments: [
        (nil, DelegationRefusal.missing), (try SchoolDelegations.entry(from: 2), .notYet),
        (try SchoolDelegations.entry(school: "0932030B"), .missing),
        (try SchoolDelegations.entry(holder: "Hélène Rousselle"), .missing),
        (try SchoolDelegations.entry(function: "Conseillère principale d’éducation"), .notDeputy),
    ])
    func `nobody signs for a head of school without one`(entry: DelegationEntry?, refusal: DelegationRefusal)
        async throws
    {
        let school = try School()
        let id = try await school.issued()
        if let entry { _ = try await school.register.add(entry) }
        await #expect(throws: WorkflowError.delegation(refusal)) { try await school.hands.prepare("school") }
        #expect(try await !school.hasSigned(id))
        #expect(try await school.hands.workflow.show(id).notices.contains { $0 == refusal.text })
        let view = try await school.hands.workflow.view(try await school.hands.signingLink("school"))
        #expect(view.notices.contains { $0.french.hasPrefix("Vous signez pour le chef d’établissement") })
        let parents = try await school.hands.workflow.view(try await school.hands.signingLink("representative-1"))
        #expect(parents.notices.isEmpty)
    }

    @Test func `the convention's own word makes nobody a deputy`() async throws {
        let school = try School(SchoolDelegations.documents(function: "Professeure"))
        _ = try await school.issued()
        _ = try await school.register.add(try SchoolDelegations.entry())
        await #expect(throws: WorkflowError.delegation(.notDeputy)) { try await school.hands.prepare("school") }
    }

    @Test func `in a private school others than deputies may hold one`() async throws {
        let school = try School(SchoolDelegations.documents(isPublic: false, function: "Responsable de niveau"))
        let id = try await school.issued()
        _ = try await school.register.add(try SchoolDelegations.entry(function: "Responsable de niveau"))
        try await school.hands.sign("school")
        #expect(try await school.act(of: id)?.function == "Responsable de niveau")
    }

    @Test func `it is asked for again where the signature is made`() async throws {
        let school = try School()
        let id = try await school.issued()
        let act = try await school.register.add(try SchoolDelegations.entry(to: 1))
        let ready = try await school.hands.prepare("school")
        #expect(try await school.register.revoke(act.id))
        await #expect(throws: WorkflowError.delegation(.revoked)) { try await school.hands.finish(ready) }
        _ = try await school.register.add(try SchoolDelegations.entry(to: 1))
        // 10:00 and thirteen hours, fifty-five minutes.
        school.hands.advance(by: 50_100)
        let late = try await school.hands.prepare("school")
        school.hands.advance(by: 480)
        await #expect(throws: WorkflowError.delegation(.ended)) { try await school.hands.finish(late) }
        #expect(try await !school.hasSigned(id))
        _ = try await school.register.add(try SchoolDelegations.entry(act: "Arrêté n° 13", from: 2))
        try await school.hands.sign("school")
        #expect(try await school.act(of: id)?.act == "Arrêté n° 13")
    }

    @Test func `taken back while the signature is made, it is used for nothing`() async throws {
        let school = try School()
        let id = try await school.issued()
        let act = try await school.register.add(try SchoolDelegations.entry())
        let ready = try await school.hands.prepare("school")
        let register = school.register
        await school.meanwhile.set { _ = try? await register.revoke(act.id) }
        await #expect(throws: WorkflowError.delegation(.revoked)) { try await school.hands.finish(ready) }
        #expect(try await !school.hasSigned(id))
    }

    @Test func `replaced while the signature is made, the new one is printed and kept`() async throws {
        let school = try School()
        let id = try await school.issued()
        let act = try await school.register.add(try SchoolDelegations.entry())
        let ready = try await school.hands.prepare("school")
        let (register, next) = (school.register, try SchoolDelegations.entry(act: "Arrêté n° 13"))
        await school.meanwhile.set {
            _ = try? await register.revoke(act.id)
            _ = try? await register.add(next)
        }
        _ = try await school.hands.finish(ready)
        #expect(try await school.act(of: id)?.act == "Arrêté n° 13")
        #expect(try await school.hands.workflow.show(id).revisions.count == 2)
    }

    @Test func `what was signed under it stays good when it ends`() async throws {
        let school = try School()
        let id = try await school.issued()
        let act = try await school.register.add(try SchoolDelegations.entry())
        try await school.hands.sign("school")
        #expect(try await school.register.revoke(act.id))
        #expect(try await school.hands.workflow.show(id).notices.isEmpty)
        for field in ["student", "representative-1"] { try await school.hands.sign(field) }
        try await school.hands.countersign(id)
        #expect(try await school.hands.workflow.show(id).summary.status == .completed)
        #expect(try await school.act(of: id)?.act == "Arrêté n° 12")
    }

    @Test func `the school reads every day which conventions wait for one`() async throws {
        let school = try School()
        let id = try await school.issued()
        let act = try await school.register.add(try SchoolDelegations.entry())
        let mails = SentMails()
        let digests = DigestSender(
            school.hands.workflow, outbox: school.store.outboxStore, mailer: mails.mailer,
            digests: DigestStore(lastDay: { _ in nil }, note: { _, _ in }))
        school.hands.advance(by: Self.day)
        _ = try await digests.sendDue()
        #expect(mails.all.last?.textBody.contains("délégation") == false)
        #expect(try await school.register.revoke(act.id))
        school.hands.advance(by: Self.day)
        _ = try await digests.sendDue()
        let text = try #require(mails.all.last?.textBody)
        #expect(text.contains("sans délégation en vigueur pour qui signe au nom du chef d’établissement (1)"))
        #expect(text.contains("la délégation de signature a été retirée (\(id.text))"))
    }

    @Test(arguments: [
        try SchoolDelegations.entry(school: "0750654A"), try SchoolDelegations.entry(holder: " "),
        try SchoolDelegations.entry(act: ""), try SchoolDelegations.entry(from: 2, to: 1),
        try SchoolDelegations.entry(function: "Proviseure adjointe, 01 99 00 10 42"),
    ])
    func `the register takes an act with a school, a holder, a reference and days in order`(entry: DelegationEntry)
        async throws
    {
        let school = try School()
        await #expect(throws: WorkflowError.self) { try await school.register.add(entry) }
        #expect(try await school.register.list().isEmpty)
    }

    @Test func `the register keeps what was taken back, and takes the same act once`() async throws {
        let school = try School()
        let act = try await school.register.add(try SchoolDelegations.entry())
        await #expect(throws: WorkflowError.self) { try await school.register.add(try SchoolDelegations.entry()) }
        #expect(try await school.register.revoke(act.id))
        #expect(try await !school.register.revoke(act.id))
        #expect(try await !school.register.revoke("del-unknown"))
        _ = try await school.register.add(try SchoolDelegations.entry())
        #expect(try await school.register.list().map { $0.revokedAt != nil } == [true, false])
    }
}
