import Applications
import Offers
import Parties
import Placements
import Testing

@testable import Persistence

@Suite("Applications at the same moment")
struct ApplicationRaceTests {
    private let owner = OfferBench.owner

    @Test(arguments: [1, 3])
    func `the last place goes to one pupil`(places: Int) async throws {
        let bench = try await ApplicationBench()
        let offer = try await bench.publish(places: places)
        var ids: [ApplicationID] = []
        for number in 1...12 { ids.append(try await bench.sent(number, offer)) }
        let accepted = await withTaskGroup(of: PlacementError?.self) { group in
            for id in ids {
                group.addTask {
                    do throws(PlacementError) {
                        try await bench.desk.accept(id, by: owner)
                        return nil
                    } catch { return error }
                }
            }
            return await group.reduce(into: [PlacementError?]()) { $0.append($1) }
        }
        #expect(accepted.count { $0 == nil } == places)
        #expect(accepted.allSatisfy { $0 == nil || $0 == .noPlaceLeft })
        #expect(try await bench.taken(offer) == places)
        #expect(try await bench.isConsistent([offer]))
    }

    @Test func `two places for the same days, confirmed in two tabs, give one`() async throws {
        for _ in 0..<10 {
            let bench = try await ApplicationBench()
            let offers = [try await bench.publish(), try await bench.publish()]
            let pupil = PupilIdentity(ApplicationBench.pupil(1))
            var ids: [ApplicationID] = []
            for offer in offers {
                let id = try await bench.sent(1, offer)
                try await bench.desk.accept(id, by: owner)
                ids.append(id)
            }
            let confirmed = await withTaskGroup(of: Bool.self) { group in
                for id in ids { group.addTask { (try? await bench.desk.confirm(id, of: pupil)) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let phases = try await bench.store.ofPupil(pupil).map(\.state.phase)
            #expect(confirmed == 1 && Set(phases) == [.confirmed, .supplanted])
            #expect(try await bench.isConsistent(offers))
        }
    }

    @Test func `the limit of those that wait holds when all are sent at once`() async throws {
        let bench = try await ApplicationBench(terms: ApplicationTerms(waitingAtOnce: 3))
        let pupil = PupilIdentity(ApplicationBench.pupil(1))
        var ids: [ApplicationID] = []
        for _ in 0..<8 { ids.append(try await bench.draft(1, try await bench.publish())) }
        await withTaskGroup(of: Void.self) { group in
            for id in ids {
                group.addTask { try? await bench.desk.send(id, of: pupil, reader: ApplicationBench.reader) }
            }
        }
        #expect(try await bench.store.ofPupil(pupil).count { $0.state.isWaiting } <= 3)
        for id in ids { try? await bench.desk.send(id, of: pupil, reader: ApplicationBench.reader) }
        #expect(try await bench.store.ofPupil(pupil).count { $0.state.isWaiting } == 3)
    }

    @Test func `one pupil has one application for an offer, however often it is begun`() async throws {
        let bench = try await ApplicationBench()
        let offer = try await bench.publish()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try? await bench.draft(1, offer) } }
        }
        #expect(try await bench.store.ofPupil(PupilIdentity(ApplicationBench.pupil(1))).count == 1)
    }

    /// Pupils, employer and school act at random and together: whatever happens, events, states and places agree.
    @Test func `a crowd leaves nothing that contradicts itself`() async throws {
        let bench = try await ApplicationBench()
        let offers = [try await bench.publish(places: 2), try await bench.publish(places: 1)]
        var ids: [(Int, ApplicationID)] = []
        for number in 1...6 {
            for offer in offers { ids.append((number, try await bench.sent(number, offer))) }
        }
        await withTaskGroup(of: Void.self) { group in
            for round in 0..<8 {
                for (number, id) in ids {
                    group.addTask {
                        let pupil = PupilIdentity(ApplicationBench.pupil(number))
                        switch (round + number) % 5 {
                        case 0: _ = try? await bench.desk.open(id, by: owner)
                        case 1: try? await bench.desk.accept(id, by: owner)
                        case 2: try? await bench.desk.confirm(id, of: pupil)
                        case 3 where number == 3: try? await bench.desk.withdraw(id, of: pupil)
                        case 4 where number == 4:
                            _ = try? await bench.desk.cancel(id, because: .danger, bySchool: ApplicationBench.school)
                        default: try? await bench.desk.write("Bonjour", in: id, of: pupil)
                        }
                    }
                }
            }
        }
        #expect(try await bench.isConsistent(offers))
        var events = 0
        for (_, id) in ids { events += try await bench.store.history(id).count }
        #expect(events > 3 * ids.count, "hardly anything happened")
        for number in 1...6 {
            let own = try await bench.store.ofPupil(PupilIdentity(ApplicationBench.pupil(number)))
            #expect(own.count { $0.state.phase == .confirmed } <= 1)
        }
    }

    /// Rule: who is answered between the look for late ones and their end is not late any more.
    @Test func `an answer that comes while the clock looks is in time`() async throws {
        let bench = try await ApplicationBench()
        let offer = try await bench.publish(places: 2)
        let ids = [try await bench.sent(1, offer), try await bench.sent(2, offer)]
        bench.day.today = OfferBench.date("2027-02-11")
        var slow = bench.store
        let look = slow.overdue
        slow.overdue = { day, skipping, limit throws(OfferStoreError) in
            let late = try await look(day, skipping, limit)
            try? await bench.desk.write("Je vous réponds aujourd’hui.", in: ids[0], by: owner)
            return late
        }
        let clock = ApplicationDesk(
            store: slow, offers: bench.offers.store, now: { OfferBench.now }, today: { bench.day.today },
            makeID: { ApplicationBench.id() }, blocked: bench.offers.test.store.hostStore.blocked)
        #expect(try await clock.expire() == ClockReport(ended: 1))
        #expect(try await bench.phase(ids[0]) == .inDiscussion)
        #expect(try await bench.phase(ids[1]) == .expired)
    }
}
