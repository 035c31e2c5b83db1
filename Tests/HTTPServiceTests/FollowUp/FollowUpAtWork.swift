import Applications
import ConventionDomain
import Foundation
import Offers
import Parties
import Persistence
import Placements
import Synchronization
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// Pupils by their references, in the order in which they were named.
final class Ended: Sendable {
    private let pupils = Mutex<[String]>([])

    var all: [String] { pupils.withLock { $0 } }

    func add(_ pupil: PupilIdentity) { pupils.withLock { $0.append(pupil.reference.text) } }
}

/// The service with a real store behind the pages of a school's follow-up.
final class FollowUpAtWork: Sendable {
    let offers: OfferDesk
    let applications: ApplicationDesk
    let rosters: RosterDesk
    let service: ServiceUnderTest
    let head: HeadAtWork
    let staff: HeadAtWork
    /// Whose visits were ended.
    let ended = Ended()
    private let store: SQLiteStore
    private let directory: String

    static let school = ApplicationsAtWork.school

    /// - Parameter today: The day on which the school looks.
    init(today: String = "2027-01-26", publicBaseURL: String = "https://seing.example") async throws {
        directory = NSTemporaryDirectory() + "seing-followup-\(UUID().uuidString)"
        let store = try SQLiteStore.open(directory: directory)
        self.store = store
        let now = { @Sendable in Date(timeIntervalSince1970: 1_801_000_000) }
        offers = OfferDesk(
            store: store.offerStore, search: store.offerSearch(), now: now, makeID: { OffersAtWork.id() })
        applications = ApplicationsAtWork.desk(store, now: now)
        rosters = RosterDesk(
            store: store.rosterStore, now: now, today: { OffersAtWork.today },
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
        let bench = WorkflowBench(
            store: store.conventionStore,
            // Leases that end at once: every message is read as often as one likes.
            mails: { try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail) },
            texts: try WorkflowTexts.load(directory: ServiceUnderTest.package.appending(path: "Templates").path))
        let office = HeadOffice(bench.workflow, store: store)
        var service = ServiceUnderTest(heads: office, publicBaseURL: publicBaseURL)
        service.followUp = FollowUpParts(
            desk: Self.desk(store, today: today, now: now), endVisits: { [ended] in ended.add($0) })
        service.offers = OfferParts(desk: offers, today: { OffersAtWork.date(today) })
        self.service = service
        head = try await HeadAtWork(bench, office, school: Self.school.text)
        staff = try await HeadAtWork(
            bench, office, name: "Zoé Secrétariat", email: "secretariat@exemple.fr", role: .staff,
            school: Self.school.text)
        try await offers.setCampaign(
            OfferCampaign(schoolYear: SchoolYear(start: 2026), opensOn: [.troisieme: OffersAtWork.date("2027-01-10")]))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    static func desk(
        _ store: SQLiteStore, today: String = "2027-01-26", now: @escaping @Sendable () -> Date
    ) -> FollowUpDesk {
        FollowUpDesk(
            rosters: store.rosterStore, store: store.followUpStore,
            conventions: SchoolConventions(
                ofSchool: { _, _ throws(OfferStoreError) in [] }, awaited: { _ throws(OfferStoreError) in [:] }),
            search: store.offerSearch(),
            reader: { school throws(OfferStoreError) in
                OfferReader(school: school, blocked: try await store.hostStore.blocked(school))
            }, place: { _ in nil }, now: now, today: { OffersAtWork.date(today) })
    }

    func enrol(_ rows: String) async throws {
        let file = Array(("Réf;Nom;Prénom;Né(e) le;Classe\n" + rows).utf8)
        let taken = try await rosters.preview(file, of: Self.school)
        _ = try await rosters.take(file, of: Self.school, token: taken.token, marksLeft: false)
    }

    /// - Parameter school: For whose pupils alone it is; `nil` for everybody's.
    func publish(_ title: String, for school: UAI? = nil) async throws -> OfferID {
        let offer = try OffersAtWork.offer(title) { offer in
            if let school { offer.audience = .schools([school]) }
        }
        let id = try await offers.draft(offer, of: OffersAtWork.owner)
        try await offers.submit(id, of: OffersAtWork.owner)
        if let found = try await store.offerStore.find(id), found.state == .submitted {
            let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)
            try await offers.approve(id, clearance, version: found.version)
        }
        return id
    }

    func sent(_ reference: String, _ offer: OfferID) async throws -> ApplicationID {
        let pupil = ApplicationsAtWork.pupil(try ApplicationsAtWork.identity(reference))
        let id = try await applications.draft(
            for: pupil.applicant, reader: pupil.reader, offer: offer, in: OffersAtWork.week(11),
            motivation: ApplicationsAtWork.motivation)
        try await applications.send(id, of: PupilIdentity(pupil.applicant), reader: pupil.reader)
        return id
    }
}
