import Applications
import Foundation
import Offers
import Parties
import Placements
import Synchronization
import Testing

@testable import Persistence

@Suite("From a place to a convention")
struct HandOverTests {
    private let bench: ApplicationBench
    private let owner = OfferBench.owner
    private let first = PupilIdentity(ApplicationBench.pupil(1))
    private let scene = Scene()

    init() async throws { bench = try await ApplicationBench() }

    /// What stands behind the ports, and what it was asked.
    private final class Scene: Sendable {
        struct State {
            var now = OfferBench.now
            var agreements: [PlacementAgreement] = []
            var withdrawn: [String] = []
            var begun: [ApplicationID: String] = [:]
            var problem: HandOverProblem?
            var fate = DraftFate.withdrawn
            var isPupilKnown = true
            /// What happens while a convention is begun.
            var meanwhile: (@Sendable () async -> Void)?
        }

        let state = Mutex(State())

        var drafts: ConventionDrafts {
            ConventionDrafts(
                prepare: { agreement throws(HandOverProblem) in
                    await self.state.withLock { $0.meanwhile }?()
                    return try self.begin(agreement)
                },
                begun: { id throws(HandOverProblem) in self.state.withLock { $0.begun[id] } },
                withdraw: { reference throws(HandOverProblem) in
                    self.state.withLock {
                        $0.withdrawn.append(reference)
                        return $0.fate
                    }
                })
        }

        private func begin(_ agreement: PlacementAgreement) throws(HandOverProblem) -> String {
            let problem = state.withLock { state in
                state.agreements.append(agreement)
                if state.problem == nil {
                    state.begun[agreement.application] = "convention-\(agreement.application.text)"
                }
                return state.problem
            }
            if let problem { throw problem }
            return "convention-\(agreement.application.text)"
        }

        func later(_ seconds: TimeInterval) { state.withLock { $0.now.addTimeInterval(seconds) } }
    }

    private func handOver(_ store: ApplicationStore? = nil) throws -> HandOver {
        let (scene, record) = (scene, try HandOverTests.record())
        return HandOver(
            store: store ?? bench.store, offers: bench.offers.store,
            pupils: PupilFile { pupil in
                scene.state.withLock { $0.isPupilKnown } && pupil.school == ApplicationBench.school ? record : nil
            }, drafts: scene.drafts, now: { scene.state.withLock { $0.now } })
    }

    private static func record() throws -> PupilRecord {
        PupilRecord(
            name: PersonName(given: "Awa", family: "Diallosecret"),
            birthDate: try #require(CalendarDate(iso8601: "2012-09-30")), grade: .troisieme, className: "3e 2",
            representatives: [],
            school: ConventionData.School(
                name: "Collège Jean Moulin", uai: ApplicationBench.school,
                address: PostalAddress(street: "1 rue", postalCode: "94000", city: "Créteil"), status: .public,
                head: .init(name: PersonName(given: "Ada", family: "Roussel"), capacity: "Principale")),
            schoolEmail: try #require(MailboxAddress("direction@college.example")))
    }

    private func confirmed() async throws -> ApplicationID {
        let id = try await bench.sent(1, try await bench.publish())
        try await bench.desk.accept(id, by: owner)
        try await bench.desk.confirm(id, of: first)
        return id
    }

    private func kept(_ id: ApplicationID) async throws -> HandOverState? { try await bench.store.find(id)?.handOver }

    @Test func `a place that was confirmed becomes one convention, and one that was promised none`() async throws {
        let accepted = try await bench.sent(2, try await bench.publish())
        try await bench.desk.accept(accepted, by: owner)
        #expect(try await handOver().handOverDue() == HandOver.Report())
        let id = try await confirmed()
        #expect(try await handOver().handOverDue() == HandOver.Report(prepared: 1))
        #expect(try await kept(id) == HandOverState(convention: "convention-\(id.text)"))
        scene.later(3_600)
        #expect(try await handOver().handOverDue() == HandOver.Report())
        let agreements = scene.state.withLock { $0.agreements }
        #expect(agreements.map(\.application) == [id])
        // The hours of the offer on the days of the period, and how the host is reached.
        #expect(agreements.first?.days.map(\.date.iso8601).first == "2027-03-15" && agreements.first?.days.count == 5)
        #expect(agreements.first?.offer.contact.email.text == "claire.secrete@exemple.fr")
    }

    /// Rule: nobody is sent to a place, or under a name, that moderation has not seen.
    @Test func `a place whose offer was changed waits until moderation has looked, as one that is promised does`()
        async throws
    {
        let offer = try await bench.publish()
        let (id, promised) = (try await bench.sent(1, offer), try await bench.sent(2, offer))
        for one in [id, promised] { try await bench.desk.accept(one, by: owner) }
        try await bench.desk.confirm(id, of: first)
        var changed = try #require(try await bench.offers.store.find(offer)).offer
        changed.posting.employer.legalName = "Boulangerie Inconnue"
        try await bench.offers.desk.edit(offer, of: owner, to: changed)
        await #expect(throws: PlacementError.offerHeld) {
            try await bench.desk.confirm(promised, of: PupilIdentity(ApplicationBench.pupil(2)))
        }
        #expect(try await handOver().handOverDue() == HandOver.Report(problems: [id: .hostUnchecked]))
        #expect(try await kept(id) == HandOverState(problem: .hostUnchecked))
        #expect(try await bench.desk.standing(of: offer) == (false, false, false))
        let version = try #require(try await bench.offers.store.find(offer)).version
        try await bench.offers.desk.approve(
            offer, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: version)
        scene.later(86_400)
        #expect(try await handOver().handOverDue() == HandOver.Report(prepared: 1))
        #expect(try await bench.desk.standing(of: offer) == (true, true, true))
        try await bench.offers.desk.pause(offer, of: owner)
        #expect(try await bench.desk.standing(of: offer) == (false, true, true))
    }

    @Test func `a message that is sent by two clicks is one`() async throws {
        let id = try await confirmed()
        for _ in 0..<2 { try await bench.desk.write("À lundi, merci !", in: id, of: first) }
        try await bench.desk.write("À lundi, merci !", in: id, by: owner)
        #expect(try await bench.store.find(id)?.application.messages.map(\.author) == [.pupil, .employer])
    }

    /// Rule: a process that is killed between beginning the convention and noting it leaves it to the next, which finds the same one.
    @Test func `what was interrupted goes on after a while, with the same reference`() async throws {
        let id = try await confirmed()
        var broken = bench.store
        broken.noteHandOver = { _, _ throws(OfferStoreError) in throw .unavailable("killed") }
        #expect(try await handOver(broken).handOverDue().problems == [id: .unavailable])
        #expect(try await handOver().handOverDue() == HandOver.Report(), "it is taken for a while")
        scene.later(HandOver.pause + 1)
        // What would keep a new one from being begun does not hide one that is there.
        scene.state.withLock { $0.problem = .closedToFamily }
        #expect(try await handOver().handOverDue() == HandOver.Report(prepared: 1))
        #expect(scene.state.withLock { Set($0.begun.values) } == ["convention-\(id.text)"])
        #expect(try await kept(id)?.convention == "convention-\(id.text)")
    }

    @Test(arguments: [HandOverProblem.overlapping, .notAcceptable, .familyUnreachable, .schoolUnknown])
    func `what keeps it is noted for the school, and tried again`(problem: HandOverProblem) async throws {
        let id = try await confirmed()
        scene.state.withLock { $0.problem = problem }
        #expect(try await handOver().handOverDue() == HandOver.Report(problems: [id: problem]))
        #expect(try await kept(id) == HandOverState(problem: problem))
        scene.state.withLock { $0.problem = nil }
        scene.later(HandOver.pause + 1)
        #expect(try await handOver().handOverDue() == HandOver.Report(prepared: 1))
        #expect(try await kept(id)?.problem == nil)
    }

    @Test func `a pupil whom the school does not know any more has no convention begun`() async throws {
        let id = try await confirmed()
        scene.state.withLock { $0.isPupilKnown = false }
        #expect(try await handOver().handOverDue() == HandOver.Report(problems: [id: .pupilUnknown]))
        #expect(scene.state.withLock { $0.agreements.isEmpty })
    }

    /// Rule: the convention of a place that the school takes back is withdrawn, also when it was begun and nobody had noted it.
    @Test func `a place that the school takes back has its convention withdrawn`() async throws {
        let id = try await confirmed()
        _ = try await handOver().handOverDue()
        let reference = "convention-\(id.text)"
        #expect(
            try await bench.desk.cancel(id, because: .danger, bySchool: ApplicationBench.school)
                == .withdrawsConvention(reference))
        #expect(try await handOver().handOverDue() == HandOver.Report(withdrawn: 1))
        #expect(try await kept(id) == HandOverState(convention: reference, fate: .withdrawn))
        scene.later(3_600)
        #expect(try await handOver().handOverDue() == HandOver.Report())
        #expect(scene.state.withLock { $0.withdrawn } == [reference])
    }

    @Test func `also one that was begun and not noted, and of none nothing is withdrawn`() async throws {
        let begun = try await confirmed()
        var broken = bench.store
        broken.noteHandOver = { _, _ throws(OfferStoreError) in throw .unavailable("killed") }
        _ = try await handOver(broken).handOverDue()
        #expect(
            try await bench.desk.cancel(begun, because: .pupilLeft, bySchool: ApplicationBench.school)
                == .withdrawsWhatWasBegun)
        #expect(try await handOver().handOverDue() == HandOver.Report(withdrawn: 1))
        #expect(try await kept(begun) == HandOverState(convention: "convention-\(begun.text)", fate: .withdrawn))
        let none = try await confirmed()
        #expect(
            try await bench.desk.cancel(none, because: .other, bySchool: ApplicationBench.school)
                == .withdrawsWhatWasBegun)
        #expect(try await handOver().handOverDue() == HandOver.Report())
        #expect(try await kept(none) == HandOverState(fate: DraftFate.none))
        let sent = try await bench.sent(1, try await bench.publish())
        #expect(
            try await bench.desk.cancel(sent, because: .other, bySchool: ApplicationBench.school) == .noConvention)
        scene.later(3_600)
        #expect(try await handOver().handOverDue() == HandOver.Report())
    }

    @Test func `a place that is taken back while its convention is begun has it withdrawn`() async throws {
        let id = try await confirmed()
        let desk = bench.desk
        scene.state.withLock { state in
            state.meanwhile = { _ = try? await desk.cancel(id, because: .other, bySchool: ApplicationBench.school) }
        }
        _ = try await handOver().handOverDue()
        scene.later(HandOver.pause + 1)
        _ = try await handOver().handOverDue()
        #expect(try await kept(id) == HandOverState(convention: "convention-\(id.text)", fate: .withdrawn))
        #expect(scene.state.withLock { $0.withdrawn } == ["convention-\(id.text)"])
    }

    /// Rule: also when another process has noted meanwhile that there was nothing to withdraw.
    @Test func `a convention that is ready only after the place was settled as taken back is withdrawn`() async throws {
        let id = try await confirmed()
        let (desk, second) = (bench.desk, try handOver())
        scene.state.withLock { state in
            state.meanwhile = {
                _ = try? await desk.cancel(id, because: .other, bySchool: ApplicationBench.school)
                _ = try? await second.handOverDue()
            }
        }
        _ = try await handOver().handOverDue()
        scene.later(HandOver.pause + 1)
        _ = try await handOver().handOverDue()
        #expect(try await kept(id) == HandOverState(convention: "convention-\(id.text)", fate: .withdrawn))
        #expect(scene.state.withLock { $0.withdrawn } == ["convention-\(id.text)"])
    }

    /// Rule: nothing of an application is deleted as long as its convention waits to be withdrawn.
    @Test func `an erasure waits for the withdrawal`() async throws {
        let id = try await confirmed()
        _ = try await handOver().handOverDue()
        try await bench.desk.cancel(id, because: .other, bySchool: ApplicationBench.school)
        await #expect(throws: PlacementError.conventionPending) { _ = try await bench.desk.erase(first) }
        #expect(try await handOver().handOverDue() == HandOver.Report(withdrawn: 1))
        #expect(try await bench.desk.erase(first) == 1)
        #expect(try await bench.store.ofPupil(first).isEmpty)
    }

    @Test func `one that all have signed stays, and the school is told`() async throws {
        let id = try await confirmed()
        _ = try await handOver().handOverDue()
        scene.state.withLock { $0.fate = .signed }
        try await bench.desk.cancel(id, because: .placementChanged, bySchool: ApplicationBench.school)
        #expect(try await handOver().handOverDue() == HandOver.Report())
        #expect(try await kept(id)?.fate == .signed)
    }
}
