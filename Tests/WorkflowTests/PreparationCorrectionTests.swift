import ConventionDomain
import Foundation
import Parties
import Synchronization
import Testing
import WorkflowTestSupport

@testable import Workflow

/// What the school corrects, and what it cannot approve.
@Suite("Correcting and approving parts")
struct PreparationCorrectionTests {
    private func bench(hasTwoParents: Bool = false) async throws -> PreparedConvention {
        try await PreparedConvention(texts: Bench.texts(), hasTwoParents: hasTwoParents)
    }

    private func refusal(_ bench: PreparedConvention) async throws -> [BilingualText] {
        do throws(WorkflowError) { try await bench.workflow.approve(bench.id) } catch {
            guard case .invalidData(let messages) = error else { throw error }
            return messages
        }
        return []
    }

    // MARK: Approval

    @Test func `a part of the host that lacks its contacts is not approved, and nobody gets an empty address`()
        async throws
    {
        let bench = try await bench()
        try await bench.give()
        try await bench.confirm()
        let bare = PreparedConvention.complete(["contacts/employer/email": "", "contacts/tutor/telephone": ""])
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awa", bench.hands.sample.contacts), hostPart: bare)
        #expect(try await bench.phase() == .completing)
        #expect(try await refusal(bench).count == 2)
        #expect(try await bench.phase() == .completing)
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awa", bench.hands.sample.contacts),
            hostPart: PreparedConvention.complete)
        #expect(try await bench.phase() == .toApprove)
        #expect(try await refusal(bench).isEmpty)
    }

    @Test func `hours that lie outside the placement after its dates were moved are not approved`() async throws {
        let bench = try await bench()
        try await bench.give(
            PreparedConvention.complete([
                "placement/timetable/2026-06-24/from1": "09:00", "placement/timetable/2026-06-24/to1": "12:00",
            ]))
        try await bench.confirm()
        #expect(try await bench.phase() == .toApprove)
        let moved = PreparedConvention.request(
            pupil: "Awa", bench.hands.sample.contacts, [("2026-06-22", "2026-06-23"), ("2026-06-26", "2026-06-27")])
        try await bench.workflow.correctPreparation(bench.id, moved)
        #expect(try await bench.phase() == .completing)
        #expect(try await refusal(bench).map(\.french) == ["Le 22 juin 2026 n’est pas un jour du stage."])
        try await bench.workflow.handBack(bench.id, reason: "Les dates ont changé.")
        try await bench.give(
            PreparedConvention.complete([
                "placement/timetable/2026-06-22/from1": "", "placement/timetable/2026-06-22/to1": "",
                "placement/timetable/2026-06-24/from1": "09:00", "placement/timetable/2026-06-24/to1": "12:00",
            ]))
        #expect(try await bench.phase() == .toApprove)
    }

    @Test func `the school's correction of the signatory's address outlives the host's part given before`() async throws
    {
        let bench = try await bench()
        try await bench.give()
        try await bench.confirm()
        try await bench.workflow.correctContact(of: bench.id, signatory: "employer", email: "neu@martin.example")
        try await bench.workflow.approve(bench.id)
        #expect(
            try await bench.workflow.source(of: bench.id).contacts["employer"]?.email == "neu@martin.example")
    }

    @Test(arguments: [("employer@exemple.fr", "+33639981234"), ("claire@martin.example", nil)])
    func `a number goes over to the signatory only with the address to which it belongs`(
        email: String, number: String?
    ) async throws {
        let bench = try await bench()
        var contacts = bench.hands.sample.contacts
        contacts["employer"] = Contact(email: "employer@exemple.fr", mobile: "+33639981234")
        try await bench.workflow.correctPreparation(bench.id, PreparedConvention.request(pupil: "Awa", contacts))
        try await bench.give(PreparedConvention.complete(["contacts/employer/email": email]))
        try await bench.confirm()
        try await bench.workflow.approve(bench.id)
        let contact = try await bench.workflow.source(of: bench.id).contacts["employer"]
        #expect(contact == Contact(email: email, mobile: number))
    }

    @Test func `the host's signatory is not reached at another's address, unless the school entered it`() async throws {
        let bench = try await bench()
        try await bench.give(PreparedConvention.complete(["contacts/employer/email": "Student@exemple.fr"]))
        try await bench.confirm()
        #expect(try await refusal(bench).count == 1)
        // A mother may be the employer too.
        try await bench.workflow.correctContact(
            of: bench.id, signatory: "employer", email: "representative-1@exemple.fr")
        #expect(try await refusal(bench).isEmpty)
    }

    // MARK: Family

    @Test func `one parent's objection is not taken back by another, and stays until the school corrects it`()
        async throws
    {
        let bench = try await bench(hasTwoParents: true)
        try await bench.give()
        let (mother, father) = (try await bench.token("representative-1"), try await bench.token("representative-2"))
        try await bench.workflow.disputeFamily(mother, message: "Née en mai")
        await #expect(throws: WorkflowError.wrongState(.completing)) { try await bench.workflow.confirmFamily(father) }
        try await bench.workflow.disputeFamily(father, message: "La classe")
        await #expect(throws: WorkflowError.wrongState(.completing)) { try await bench.workflow.confirmFamily(father) }
        let progress = try #require(try await bench.workflow.show(bench.id).preparation?.progress)
        #expect(progress.disputes.map(\.message) == ["Née en mai", "La classe"])
        await #expect(throws: WorkflowError.wrongState(.completing)) { try await bench.workflow.approve(bench.id) }
        #expect(try await bench.workflow.partView(father).isDisputedByOthers)
    }

    @Test func `who objected may find that the data are right after all`() async throws {
        let bench = try await bench()
        try await bench.give()
        let mother = try await bench.token("representative-1")
        try await bench.workflow.disputeFamily(mother, message: "Née en mai")
        try await bench.workflow.confirmFamily(mother)
        #expect(try await bench.phase() == .toApprove)
    }

    @Test func `a message with control characters is refused`() async throws {
        let bench = try await bench()
        let mother = try await bench.token("representative-1")
        await #expect(throws: WorkflowError.self) {
            try await bench.workflow.disputeFamily(mother, message: "Née\u{1B}[2J en mai")
        }
        #expect(try await bench.workflow.show(bench.id).preparation?.progress.dispute == nil)
    }

    @Test func `who is no longer of the family answers for it no more`() async throws {
        let bench = try await bench()
        let contacts = bench.hands.sample.contacts
        let ofAge = contacts.filter { $0.key != "representative-1" }
        let mother = try await bench.token("representative-1")
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awa", ofAge, [(#""representative-1", "#, "")]))
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.partView(mother) }
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.confirmFamily(mother) }
        let pupil = try await bench.token("student")
        _ = try await bench.workflow.partView(pupil)
        let count = bench.store.mails.count
        try await bench.workflow.renewPartLink(mother)
        #expect(bench.store.mails.count == count)
        try await bench.workflow.correctPreparation(bench.id, PreparedConvention.request(pupil: "Awa", contacts))
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.confirmFamily(pupil) }
        try await bench.confirm()
    }

    @Test func `the link of a parent who was removed is told to be replaced, not a failure`() async throws {
        let bench = try await bench(hasTwoParents: true)
        let father = try await bench.token("representative-2")
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awa", bench.hands.sample.contacts))
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.partView(father) }
        await #expect(throws: WorkflowError.revokedLink) {
            try await bench.workflow.disputeFamily(father, message: "Faux")
        }
    }

    // MARK: Host

    @Test func `another address for the host gets a link of its own, and the former one's stops working`() async throws
    {
        let bench = try await bench()
        let former = try await bench.token("employer")
        var contacts = bench.hands.sample.contacts
        contacts["employer"] = Contact(email: "atelier@martin.example")
        let request = PreparedConvention.request(pupil: "Awa", contacts)
        try await bench.workflow.correctPreparation(bench.id, request)
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.partView(former) }
        #expect(try await bench.hands.mails(toAddress: "atelier@martin.example").count == 1)
        #expect(try await bench.hands.mails(to: "representative-1").count == 1)
        // The same once more changes nobody's link.
        try await bench.workflow.correctPreparation(bench.id, request)
        #expect(try await bench.hands.mails(toAddress: "atelier@martin.example").count == 1)
    }

    @Test func `a page that was open when the part was handed back writes nothing`() async throws {
        let memory = InMemoryStore()
        let meanwhile = Interruption()
        var store = memory.conventionStore
        let read = store.partLink
        store.partLink = { hash throws(StoreError) in
            let link = try await read(hash)
            await meanwhile.happen()
            return link
        }
        let bench = try await PreparedConvention(texts: Bench.texts(), on: store, mails: { memory.mails })
        let stale = try await bench.token("employer")
        meanwhile.set {
            do {
                try await bench.give()
                try await bench.workflow.handBack(bench.id, reason: "Le lieu manque.")
            } catch { Issue.record(error) }
        }
        await #expect(throws: WorkflowError.revokedLink) {
            try await bench.workflow.savePart(stale, HostPart(["host/sector": "Bois"]), gives: false)
        }
        let kept = try await bench.workflow.partView(try await bench.token("employer")).hostPart
        #expect(kept == PreparedConvention.complete)
    }

    // MARK: Health sheet

    @Test func `the health sheet lasts as long as the placement whose dates were moved`() async throws {
        let bench = try await bench()
        let contacts = bench.hands.sample.contacts
        let moved = [("2026-06-26", "2026-06-30")]
        func lastDay() async throws -> String? {
            try await bench.workflow.show(bench.id).healthSheetUntil?.iso8601
        }
        #expect(try await lastDay() == nil)
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awa", contacts, kit: .family))
        #expect(try await lastDay() == "2026-06-26")
        try await bench.workflow.correctPreparation(bench.id, PreparedConvention.request(pupil: "Awa", contacts, moved))
        #expect(try await lastDay() == "2026-06-30")
    }
}

/// Something that happens once, between two steps of somebody else.
private final class Interruption: Sendable {
    private let act = Mutex<(@Sendable () async -> Void)?>(nil)

    func set(_ next: @escaping @Sendable () async -> Void) { act.withLock { $0 = next } }

    func happen() async {
        let next = act.withLock { act in
            defer { act = nil }
            return act
        }
        await next?()
    }
}
