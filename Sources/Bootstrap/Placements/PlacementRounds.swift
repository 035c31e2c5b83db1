import Applications
import Foundation
import Logging
import Parties
import Persistence
import Placements
import ServiceLifecycle
import Synchronization
import Workflow

/// What the service does by itself with offers and applications.
final class PlacementRounds: Sendable {
    private let store: SQLiteStore
    private let offers: OfferDesk
    private let applications: ApplicationDesk
    private let alarm: DangerAlarm
    private let handOver: HandOver
    private let mails: PlacementMails
    private let placing: OfferPlacing
    private let workflow: ConventionWorkflow
    private let logger: Logger
    private let nights = Mutex<String?>(nil)
    private let unreachable = Mutex<Set<String>>([])

    /// The hour in which everything that a search reads is made anew.
    private static let nightHour = 3

    init(
        _ installation: Installation, mailboxes: SchoolMailboxes, pupils: PupilFile, clock: WallClock, logger: Logger
    ) {
        store = installation.store
        offers = installation.offerDesk(clock: clock)
        applications = installation.applicationDesk(clock: clock)
        workflow = installation.workflow
        alarm = DangerAlarm(store: installation.store, workflow: installation.workflow, mailboxes: mailboxes)
        handOver = installation.handOver(pupils: pupils, clock: clock)
        mails = PlacementMails(
            store: installation.store, workflow: installation.workflow, entry: installation.entryDesk(clock: clock),
            rosters: installation.rosterDesk(clock: clock), heads: installation.headOffice,
            calendar: installation.calendar)
        placing = OfferPlacing(installation, clock: clock, logger: logger)
        self.logger = logger
    }

    var services: [any Service] {
        [
            BackgroundLoop(name: "dangers", interval: .seconds(2), logger: logger) { try await self.tellSchools() },
            BackgroundLoop(name: "applications", interval: .seconds(5), logger: logger) {
                try await self.followOffers()
            },
            BackgroundLoop(name: "placement mails", interval: .seconds(2), logger: logger) {
                try await self.sendMails()
            },
            BackgroundLoop(name: "hand over", interval: .seconds(5), logger: logger) { try await self.handOverDue() },
            BackgroundLoop(name: "places", interval: .seconds(60), logger: logger) {
                try await self.placing.placeDue()
            },
            BackgroundLoop(name: "offers", interval: .seconds(300), logger: logger) { try await self.endWhatIsOver() },
        ]
    }

    private func tellSchools() async throws {
        let report = try await alarm.sendDue()
        if report.failed > 0 {
            logger.error(
                "mails about a danger could not be made and will be tried again",
                metadata: ["count": .stringConvertible(report.failed)])
        }
        // Told once, and again after each start: a person has to tell the school.
        let schools = Set(report.unreachable.map(\.text))
        let new = unreachable.withLock { known in
            defer { known = schools }
            return schools.subtracting(known)
        }
        for school in new.sorted() {
            logger.error(
                "a danger was reported, and no address of the school is known: tell it, and name one in settings.json",
                metadata: ["school": .string(school)])
        }
    }

    private func followOffers() async throws { warn(try await applications.endApplications()) }

    private func sendMails() async throws {
        let report = try await mails.sendDue()
        guard report.failed > 0 else { return }
        logger.warning(
            "mails about offers or applications could not be made and will be tried again",
            metadata: ["count": .stringConvertible(report.failed)])
    }

    func handOverDue() async throws {
        var waiting: [UAI: Int] = [:]
        for (application, problem) in try await handOver.handOverDue().problems {
            if problem == .schoolUnknown, let school = try await store.applicationStore.find(application)?.pupil.school
            {
                waiting[school, default: 0] += 1
                continue
            }
            logger.warning(
                "a place that was confirmed has not become a convention, or one has not been withdrawn; it is tried again",
                metadata: ["application": .string(application.text), "problem": .string(problem.rawValue)])
        }
        for (school, count) in waiting.sorted(by: { $0.key.text < $1.key.text }) {
            logger.warning(
                "places that were confirmed wait for what their school says of itself; enter it: seing school set FILE",
                metadata: ["school": .string(school.text), "places": .stringConvertible(count)])
        }
    }

    func endWhatIsOver() async throws {
        let zone = workflow.settings.timeZone
        let now = workflow.ports.clock.now()
        let today = zone.day(of: now)
        warn(try await offers.expire(on: today))
        // Nobody is told at night that the time is over.
        if PlacementMails.hours.contains(zone.hour(of: now)) { warn(try await applications.expire()) }
        try await mails.noteDue()
        let isDue = nights.withLock { $0 != today.iso8601 } && zone.hour(of: now) == Self.nightHour
        guard isDue else { return }
        try await store.rebuildOfferIndex()
        try await forget(now)
        nights.withLock { $0 = today.iso8601 }
    }

    private func forget(_ now: Date) async throws {
        let rules = workflow.settings.retention
        let calendar = workflow.settings.timeZone.calendar
        func ago(_ months: Int) -> Date { calendar.date(byAdding: .month, value: -months, to: now) ?? .distantPast }
        let gone = try await store.forgetPlacements(
            PlacementLimits(applications: ago(rules.applicationMonths), offers: ago(rules.offerMonths), now: now))
        guard gone != ForgottenPlacements() else { return }
        logger.info(
            "what was left of offers and applications was deleted for its age",
            metadata: [
                "applications": .stringConvertible(gone.applications), "offers": .stringConvertible(gone.offers),
                "reports": .stringConvertible(gone.reports), "checks": .stringConvertible(gone.checks),
                "hosts": .stringConvertible(gone.hosts),
            ])
    }

    private func warn(_ report: ClockReport) {
        guard report.failed > 0 else { return }
        logger.warning(
            "offers or applications could not be ended and will be tried again",
            metadata: ["count": .stringConvertible(report.failed)])
    }
}
