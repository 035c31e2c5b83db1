import Bootstrap
import Foundation
import Offers
import Parties
import Persistence
import Placements
import Rosters
import Synchronization
import TestSupport
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import SeingCLI

@Suite("Offers and pupils of a demonstration", .timeLimit(.minutes(10)))
struct DemoPlacementsTests {
    private let folder: TemporaryDirectory
    private let resources = Resources(directory: PythonTool.root.path)

    init() throws { folder = try TemporaryDirectory() }

    private var data: String { folder.file("data") }

    private func open(at clock: WallClock) throws -> Installation {
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: data, resources: resources, now: clock.now())
        return try Installation.open(
            resources: resources, dataDirectory: data, passphrase: passphrase, clock: clock)
    }

    private static func noon(_ day: String) throws -> Date {
        try Date("\(day)T12:00:00Z", strategy: .iso8601)
    }

    private func seen(_ installation: Installation, _ clock: WallClock, on day: String) async throws -> Int {
        let today = try #require(CalendarDate(iso8601: day))
        let query = OfferQuery(reader: .anyone, today: today)
        return try await installation.offerDesk(clock: clock).search.page(query).hits.count
    }

    /// Rule: a place of the pupil who is named on the terminal becomes a convention, for which pupil and family need mailboxes.
    @Test func `are taken by a pupil who can be reached`() throws {
        let roster = DemoRoster(today: try #require(CalendarDate(iso8601: "2026-11-28")))
        let rows = String(decoding: roster.file, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: ";", omittingEmptySubsequences: false)
        }
        let example = try #require(rows.first { $0[1] == roster.example.family && $0[2] == roster.example.given })
        #expect(example[5].contains("@") && example[9].contains("@"))
    }

    /// Rule: whenever a demonstration is started, its offers are for periods to come, and pupils see them; only in the last days of a school
    /// year, when no period is left, they see those of the next one from 1 July on.
    @Test(arguments: [
        ("2026-09-01", 10), ("2026-11-28", 10), ("2026-12-24", 10), ("2027-02-13", 10), ("2027-05-28", 10),
        ("2027-06-10", 10), ("2027-06-15", 10), ("2027-06-23", 3), ("2027-06-29", 0), ("2027-07-15", 10),
        ("2027-08-31", 10), ("2030-07-02", 10),
    ])
    func `are there on any day, for periods to come`(day: String, seenToday: Int) async throws {
        let now = try Self.noon(day)
        let clock = WallClock { now }
        let installation = try open(at: clock)
        defer { try? installation.store.close() }
        let directions = try await DemoPlacements(installation, clock: clock).open(dataDirectory: data)
        let today = try #require(CalendarDate(iso8601: day))
        let owner = try #require(
            try await installation.entryDesk(clock: clock).employer(email: DemoPlacements.employer)?.id.text)
        let offers = try await installation.store.offerStore.ofOwner(try #require(OfferOwner(owner)), .all, 0, 1_000)
        #expect(offers.count == DemoOffer.all.count && offers.allSatisfy { $0.state.isListed })
        for offer in offers {
            for period in offer.offer.posting.periods {
                let first = try #require(period.period.days(installation.calendar)?.lowerBound)
                #expect(first > today, "\(offer.offer.posting.title)")
            }
        }
        #expect(try await seen(installation, clock, on: day) == seenToday)
        let shown = try #require(directions)
        let desk = installation.rosterDesk(clock: clock)
        #expect(
            try await desk.pupil(classCode: shown.classCode, name: shown.pupil, birthDate: shown.birthDate) != nil)
        let pupils = try await desk.roster(of: try #require(UAI("0990011Z"))).present
        #expect(pupils.count == 12 && Set(pupils.map(\.details.className)).count == 2)
        #expect(
            pupils.allSatisfy {
                (14...16).contains($0.details.birthDate.age(on: today)) && !$0.details.guardians.isEmpty
            })
    }

    @Test func `offers stand for several sectors, kinds of hosts and towns`() {
        let all = DemoOffer.all
        #expect(all.count >= 8 && Set(all.map(\.host.sector)).count >= 6 && Set(all.map(\.host.town.city)).count >= 3)
        #expect(Set(all.map(\.host.kind.category)) == Set(Employer.Category.allCases))
        #expect((all + DemoHosts.all).allSatisfy { SIRET($0.host.siret)?.hasValidChecksum == true })
        #expect(Set((all + DemoHosts.all).map(\.title)).count == 60, "a title names one offer")
    }

    /// Rule: a second start makes nothing twice, and takes back nothing that somebody has done.
    @Test func `a second start changes nothing, a later one makes offers for periods to come`() async throws {
        let time = MovableTime(try Self.noon("2026-11-28"))
        let installation = try open(at: time.clock)
        defer { try? installation.store.close() }
        let demo = DemoPlacements(installation, clock: time.clock)
        let first = try #require(try await demo.open(dataDirectory: data))
        let accounts = DemoAccounts(dataDirectory: data)
        let secrets = try accounts.secrets()
        #expect(secrets.count == 2)
        let owner = try #require(
            OfferOwner(
                try await installation.entryDesk(clock: time.clock).employer(email: DemoPlacements.employer)?.id.text
                    ?? ""))
        let offers = try await installation.store.offerStore.ofOwner(owner, .all, 0, 1_000)
        try await installation.offerDesk(clock: time.clock).withdraw(try #require(offers.first?.id), of: owner)
        let roster = try await installation.rosterDesk(clock: time.clock).roster(of: try #require(UAI("0990011Z")))
        time.move(to: try Self.noon("2026-11-28").addingTimeInterval(3_600))
        let second = try #require(try await DemoPlacements(installation, clock: time.clock).open(dataDirectory: data))
        #expect(second.classCode == first.classCode && second.staff == first.staff)
        #expect(try accounts.secrets() == secrets)
        #expect(try await installation.store.offerStore.ofOwner(owner, .all, 0, 1_000).count == offers.count)
        #expect(
            try await installation.rosterDesk(clock: time.clock).roster(of: try #require(UAI("0990011Z"))) == roster)
        time.move(to: try Self.noon("2027-09-10"))
        _ = try await DemoPlacements(installation, clock: time.clock).open(dataDirectory: data)
        #expect(try await seen(installation, time.clock, on: "2027-09-10") == DemoOffer.all.count)
        #expect(try accounts.secrets() != secrets, "nobody has entered within a day: they are good again")
        #expect(try await installation.headOffice.accounts().count == 1)
    }

    @Test func `the code that is printed is the one that the service asks for`() async throws {
        let now = try Self.noon("2026-11-28")
        let clock = WallClock { now }
        let installation = try open(at: clock)
        defer { try? installation.store.close() }
        _ = try await DemoPlacements(installation, clock: clock).open(dataDirectory: data)
        let email = DemoPlacements.moderator.email
        let secret = try #require(try DemoAccounts(dataDirectory: data).secrets()[email])
        let code = try #require(ShownCode.digits(of: secret, at: now))
        try await installation.headOffice.confirm(email: email, code: code, role: .moderator)
        #expect(try await installation.headOffice.accounts(ofSchools: false).first?.confirmedAt != nil)
        #expect(ShownCode.digits(of: "no secret", at: now) == nil && ShownCode.digits(of: "", at: now) == nil)
    }

    @Test func `nothing of it is mailed`() async throws {
        let now = try Self.noon("2026-11-28")
        let clock = WallClock { now }
        let installation = try open(at: clock)
        defer { try? installation.store.close() }
        _ = try await DemoPlacements(installation, clock: clock).open(dataDirectory: data)
        let mailbox = DemoMailbox()
        try await OutboxDelivery(store: installation.store.outboxStore, mailer: mailbox.mailer).deliverDue(now: now)
        #expect(await mailbox.count == 0)
    }
}

/// A clock that a test moves.
private final class MovableTime: Sendable {
    private let now: Mutex<Date>

    init(_ now: Date) { self.now = Mutex(now) }
    func move(to time: Date) { now.withLock { $0 = time } }
    var clock: WallClock { WallClock { self.now.withLock { $0 } } }
}
