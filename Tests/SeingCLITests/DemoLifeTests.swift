import Applications
import Bootstrap
import CertificateAuthority
import ConventionDomain
import Foundation
import Offers
import Parties
import Persistence
import Placements
import Rosters
import TestSupport
import Testing
import ToolSupport
import Workflow

@testable import SeingCLI

@Suite("The life of a demonstration", .timeLimit(.minutes(10)))
struct DemoLifeTests {
    private let folder: TemporaryDirectory
    private let resources = Resources(directory: PythonTool.root.path)

    init() throws { folder = try TemporaryDirectory() }

    private var data: String { folder.file("data") }

    private func open(at clock: WallClock) throws -> Installation {
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: data, resources: resources, now: clock.now())
        return try Installation.open(resources: resources, dataDirectory: data, passphrase: passphrase, clock: clock)
    }

    /// What a start of the service does.
    private func start(_ installation: Installation, _ clock: WallClock) async throws -> [DemoPlacements.Door] {
        try await DemoSchool(installation).open { _ in }
        _ = try await DemoPlacements(installation, clock: clock, age: DemoLife.age).open(dataDirectory: data)
        return try await DemoLife(installation, clock: clock).open(dataDirectory: data) { _ in }
    }

    /// Everything that a demonstration has, with the number of what has happened to each.
    private struct Census: Equatable {
        var offers: [StoredOffer] = []
        var applications: [StoredApplication] = []
        var conventions: [ConventionSummary] = []
        var pupils: [String: Int] = [:]
    }

    private func census(_ installation: Installation, _ clock: WallClock) async throws -> Census {
        var census = Census()
        for employer in try await installation.entryDesk(clock: clock).employers() {
            census.offers += try await installation.store.offerStore.ofOwner(
                try #require(OfferOwner(employer.id.text)), .all, 0, 1_000)
        }
        for school in try installation.schoolRegister.schools() {
            census.applications += try await installation.store.applicationStore.ofSchool(school)
            census.pupils[school.text] = try await installation.rosterDesk(clock: clock).roster(of: school).present
                .count
        }
        census.conventions = try await installation.workflow.list()
        return census
    }

    /// Rule: whoever looks around finds each state that there is, whenever the demonstration is started; a state that is new has to be found too.
    @Test(arguments: ["2026-11-28", "2027-06-10", "2027-09-02"])
    func `has offers, applications and conventions in every state`(day: String) async throws {
        let now = try Date("\(day)T12:00:00Z", strategy: .iso8601)
        let clock = WallClock { now }
        let installation = try open(at: clock)
        defer { try? installation.store.close() }
        let doors = try await start(installation, clock)
        let census = try await census(installation, clock)
        #expect(census.offers.count == 60)
        #expect(Set(census.offers.map(\.state.phase)) == Set(OfferState.Phase.allCases).subtracting([.notBegun]))
        #expect(census.offers.count { $0.state.isListed } >= 50)
        #expect(census.pupils.count == 3 && census.pupils.values.reduce(0, +) == 90, "\(census.pupils)")
        let phases = Set(ApplicationState.Phase.allCases).subtracting([.notBegun])
        #expect(Set(census.applications.map(\.state.phase)) == phases)
        #expect(Set(census.conventions.map(\.status)) == Set(ConventionSummary.Status.allCases))
        let signing = census.conventions.filter { $0.status == .signing }
        #expect(Set(signing.map(\.signatureCount)).isSuperset(of: 0...3), "\(signing.map(\.signatureCount))")
        #expect(doors.count == 2)
        for door in doors {
            let desk = installation.rosterDesk(clock: clock)
            #expect(
                try await desk.pupil(classCode: door.classCode, name: door.pupil, birthDate: door.birthDate) != nil)
        }
        try await expectNobodyIsTold(installation, now)
        #expect(try await start(installation, clock).map(\.classCode) == doors.map(\.classCode))
        #expect(try await self.census(installation, clock) == census, "a second start changes nothing")
    }

    /// Mails of what was played would hide those that one signs with.
    private func expectNobodyIsTold(_ installation: Installation, _ now: Date) async throws {
        let mailbox = DemoMailbox()
        try await OutboxDelivery(store: installation.store.outboxStore, mailer: mailbox.mailer).deliverDue(now: now)
        #expect(await mailbox.count == 0)
        #expect(try await installation.store.placementNotices(due: now, limit: 1).isEmpty)
    }

    @Test func `its places stand for every kind of host, audience and period`() {
        let all = DemoOffer.all + DemoHosts.all
        #expect(Set(all.map { $0.sector ?? $0.host.sector }).count >= 25)
        #expect(Set(all.map(\.host.siret)).count == 25)
        #expect(all.contains { $0.audience == .priority([.rep, .repPlus]) } && all.contains(where: \.isRemote))
        #expect(
            all.contains { offer in if case .schools = offer.audience { true } else { false } }
                && all.contains { $0.site != nil })
        #expect(Set(all.flatMap(\.features)) == Set(OfferAccessibility.Feature.allCases))
        #expect(DemoConvention.all.allSatisfy { convention in all.contains { $0.title == convention.offer } })
    }

    @Test func `is erased with everything that was made but the keys, and with nothing else`() throws {
        let now = Date()
        try open(at: WallClock { now }).store.close()
        let files = FileManager.default
        try Data("{}".utf8).write(to: URL(filePath: data + "/settings.json"))
        try Data("2026-11-28\n".utf8).write(to: URL(filePath: DemoLife.note(in: data)))
        try DemonstrationKeys.eraseDemonstration(data)
        #expect(try Set(files.contentsOfDirectory(atPath: data)) == ["passphrase", "pki", "settings.json"])
    }

    @Test func `is not erased where the keys are real ones`() throws {
        let files = FileManager.default
        try files.createDirectory(atPath: data + "/mailbox", withIntermediateDirectories: true)
        try PublicKeyInfrastructure.initialize(
            InfrastructureRequest(
                organisation: "Lycée", arc: try #require(PolicyArc(oid: "1.3.6.1.4.1.55555")), isDemo: false,
                directory: data + "/pki", passphrase: Array("a-phrase-for-tests".utf8), derivationRounds: 1_000),
            profiles: try CertificateProfiles(directory: resources.profiles), now: Date())
        #expect(throws: DemonstrationKeys.NoDemonstration.self) { try DemonstrationKeys.eraseDemonstration(data) }
        #expect(files.fileExists(atPath: data + "/mailbox"))
    }

    @Test func `is not erased where it is none`() throws {
        let files = FileManager.default
        let foreign = folder.file("documents")
        try files.createDirectory(atPath: foreign + "/mailbox", withIntermediateDirectories: true)
        #expect(throws: DemonstrationKeys.ForeignDirectory.self) {
            try DemonstrationKeys.eraseDemonstration(foreign)
        }
        #expect(files.fileExists(atPath: foreign + "/mailbox"))
        try DemonstrationKeys.eraseDemonstration(folder.file("nothing"))
    }
}
