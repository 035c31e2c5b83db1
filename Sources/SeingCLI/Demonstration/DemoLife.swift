import Applications
import Bootstrap
import CertificateAuthority
import ConventionDomain
import Foundation
import HTTPService
import Offers
import Parties
import Persistence
import Placements
import Rosters
import Workflow

/// What fills a demonstration with life: three schools with ninety pupils, sixty offers, and applications and conventions in every state.
///
/// All of it goes the way of everybody else's, through the use cases, whose clock is late by some days where something has to have happened before. Only
/// signatures are all made now, since nobody attests another time. It is played once; a start that was killed meanwhile is made up for, except that what
/// was being signed then stays as it was.
struct DemoLife {
    let installation: Installation
    let clock: WallClock
    let today: CalendarDate
    let hands: DemoHands
    let pupils: PupilFile

    /// How long ago offers were published and campaigns opened, in days: before the oldest application.
    static let age = 45

    init(_ installation: Installation, clock: WallClock = .system) {
        (self.installation, self.clock) = (installation, clock)
        today = installation.workflow.settings.timeZone.day(of: clock.now())
        // What happened before the demonstration began is no news: mails of it would hide those that one signs with.
        hands = DemoHands(installation, clock: clock)
        pupils = .rosters(installation.rosterDesk(clock: clock), installation.schoolRegister) { _ in }
    }

    /// A file whose presence says that everything has been played.
    static func note(in dataDirectory: String) -> String { dataDirectory + "/demo-life" }

    /// Plays what has not been played yet.
    ///
    /// - Returns: With what one enters at the schools that only a full demonstration has.
    func open(dataDirectory: String, _ narrate: (String) -> Void) async throws -> [DemoPlacements.Door] {
        let accounts = DemoAccounts(dataDirectory: dataDirectory)
        for school in DemoSchools.colleges {
            try await accounts.ensure(school.staff, installation.headOffice, now: clock.now())
        }
        let note = Self.note(in: dataDirectory)
        if !FileManager.default.fileExists(atPath: note) {
            narrate(
                Language.ofLocale(
                    "Trois écoles, soixante offres, des candidatures et des conventions dans tous les états…",
                    "Three schools, sixty offers, applications and conventions in every state…"))
            try await openSchools()
            let offers = try await openOffers()
            try await playApplications(for: offers)
            try await endOffers(offers)
            try await playConventions()
            try await tellNobody()
            try FileSystem.replace(note, Array((today.iso8601 + "\n").utf8), mode: 0o600)
        }
        var doors: [DemoPlacements.Door] = []
        for school in DemoSchools.colleges {
            if let door = try await DemoPlacements(installation, clock: clock).door(of: school) { doors.append(door) }
        }
        return doors
    }

    private func openSchools() async throws {
        let schools = DemoSchools(installation)
        for school in [DemoSchools.lycee] + DemoSchools.colleges {
            let uai = try schools.enter(school)
            let desk = installation.rosterDesk(clock: clock)
            let file = DemoPupils.file(of: school.uai, today: today)
            let preview = try await desk.preview(file, of: uai)
            _ = try await desk.take(file, of: uai, token: preview.token, marksLeft: false)
        }
    }

    /// All pupils of the three schools by their family names, of which each is there once.
    func pupilsByName() async throws -> [String: (identity: PupilIdentity, details: PupilDetails)] {
        var found: [String: (identity: PupilIdentity, details: PupilDetails)] = [:]
        for uai in [DemoSchools.tillion, DemoSchools.sainteAnne, DemoSchools.milliat].compactMap({ UAI($0) }) {
            for pupil in try await installation.rosterDesk(clock: clock).roster(of: uai).present {
                found[pupil.details.name.family] = (
                    PupilIdentity(school: uai, reference: pupil.reference), pupil.details
                )
            }
        }
        return found
    }

    private func tellNobody() async throws {
        try await hands.deliver()
        let store = installation.store
        while true {
            let notices = try await store.placementNotices(due: clock.now(), limit: 500)
            if notices.isEmpty { return }
            for notice in notices { try await store.tell(notice, by: [], at: clock.now()) }
        }
    }
}
