import Applications
import Foundation
import HTTPTypes
import HummingbirdTesting
import Offers
import Parties
import Persistence
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The service with a real store behind the pages of applications, on 26 January 2027: pupils of one school, employers, and two schools that look on.
final class ApplicationsAtWork: Sendable {
    let offers: OfferDesk
    let desk: ApplicationDesk
    let entry: EntryBench
    let service: ServiceUnderTest
    let head: HeadAtWork
    /// Of another school.
    let otherHead: HeadAtWork
    private let store: SQLiteStore
    private let directory: String

    static let school = uai("0990011Z")
    static let motivation = "J’aime les légumes et j’aimerais voir comment on les cultive. Motsecret."

    init(publicBaseURL: String = "https://seing.example") async throws {
        directory = NSTemporaryDirectory() + "seing-applications-\(UUID().uuidString)"
        let store = try SQLiteStore.open(directory: directory)
        self.store = store
        let now = { @Sendable in Date(timeIntervalSince1970: 1_801_000_000) }
        offers = OfferDesk(
            store: store.offerStore, search: store.offerSearch(), now: now, makeID: { OffersAtWork.id() })
        desk = Self.desk(store, now: now)
        entry = EntryBench(
            store: store.entryStore, heads: store, authenticate: store.conventionStore.authenticate)
        let bench = WorkflowBench(
            store: store.conventionStore,
            // Leases that end at once: every message is read as often as one likes.
            mails: { try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail) },
            texts: try WorkflowTexts.load(directory: ServiceUnderTest.package.appending(path: "Templates").path))
        let office = HeadOffice(bench.workflow, store: store)
        service = ServiceUnderTest(
            heads: office, entry: entry.desk, offers: OfferParts(desk: offers, today: { OffersAtWork.today }),
            applications: Self.parts(desk), publicBaseURL: publicBaseURL)
        head = try await HeadAtWork(bench, office)
        otherHead = try await HeadAtWork(bench, office, name: "Paul Autre", email: "paul@autre.example")
        try await offers.setCampaign(
            OfferCampaign(schoolYear: SchoolYear(start: 2026), opensOn: [.troisieme: OffersAtWork.date("2027-01-10")]))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    static func desk(_ store: SQLiteStore, now: @escaping @Sendable () -> Date) -> ApplicationDesk {
        ApplicationDesk(
            store: store.applicationStore, offers: store.offerStore, now: now, today: { OffersAtWork.today },
            makeID: { ApplicationID(OffersAtWork.id().text) ?? { preconditionFailure("id") }() },
            blocked: store.hostStore.blocked)
    }

    /// The head's account sees the school of the pupils, everybody else's another one.
    static func parts(_ desk: ApplicationDesk) -> ApplicationParts {
        ApplicationParts(
            desk: desk, pupil: { identity throws(PlacementError) in Self.pupil(identity) },
            school: { account throws(PlacementError) in
                account.email == HeadAtWork.email ? Self.school : Self.uai("0750654D")
            }, today: { OffersAtWork.today })
    }

    static func pupil(_ identity: PupilIdentity) -> ApplyingPupil {
        ApplyingPupil(
            applicant: Applicant(
                reference: identity.reference,
                name: PersonName(given: identity.reference.text, family: "Diallosecret"), grade: .troisieme,
                className: "3e 2", school: identity.school, schoolName: "Collège Jean Moulin",
                schoolCity: "Valmont-sur-Orge"),
            reader: OfferReader(school: identity.school))
    }

    static func uai(_ text: String) -> UAI { UAI(text) ?? { preconditionFailure(text) }() }

    // MARK: Hands

    /// Lets a pupil enter; twice with the same name is twice the same pupil.
    func enterPupil(_ name: String) async throws -> VisitToken {
        let email = "\(name.lowercased())@eleve.example"
        entry.enrol(name, email: email)
        return try await entry.enter(email, as: .pupil)
    }

    /// Lets whoever represents these pupils enter.
    func enterFamily(of names: [String], _ email: String = "mariam@exemple.fr") async throws -> VisitToken {
        for name in names { entry.enrol(name, representatives: [email]) }
        return try await entry.enter(email, as: .family)
    }

    func enterEmployer(_ email: String = "zoe@host.example") async throws -> (visit: VisitToken, owner: OfferOwner) {
        let visit = try await entry.enter(email, as: .employer, name: "Zoé Petit")
        guard case .employer(let account) = try await entry.desk.visitor(of: visit),
            let owner = OfferOwner(account.id.text)
        else { preconditionFailure("an employer has entered") }
        return (visit, owner)
    }

    func publish(
        _ title: String, of owner: OfferOwner, _ change: (inout Offer) -> Void = { _ in }
    ) async throws -> OfferID {
        let id = try await offers.draft(try OffersAtWork.offer(title, change), of: owner)
        try await offers.submit(id, of: owner)
        if let found = try await store.offerStore.find(id), found.state == .submitted {
            let clearance = OfferClearance(isSIRETChecked: true, isAddressChecked: true)
            try await offers.approve(id, clearance, version: found.version)
        }
        return id
    }

    /// By the use cases, for tests of what lies behind.
    func draft(_ name: String, _ offer: OfferID, week: Int = 11) async throws -> ApplicationID {
        let pupil = Self.pupil(try Self.identity(name))
        return try await desk.draft(
            for: pupil.applicant, reader: pupil.reader, offer: offer, in: OffersAtWork.week(week),
            motivation: Self.motivation)
    }

    func sent(_ name: String, _ offer: OfferID, week: Int = 11) async throws -> ApplicationID {
        let id = try await draft(name, offer, week: week)
        try await desk.send(id, of: try Self.identity(name), reader: OfferReader(school: Self.school))
        return id
    }

    static func identity(_ name: String) throws -> PupilIdentity {
        PupilIdentity(school: school, reference: try #require(PupilReference(name)))
    }

    func phase(_ id: ApplicationID) async throws -> ApplicationState.Phase? {
        try await store.applicationStore.find(id)?.state.phase
    }

    func eventCount(_ id: ApplicationID) async throws -> Int { try await store.applicationStore.history(id).count }

    func get(_ path: String, _ visit: VisitToken?) async throws -> TestResponse {
        try await service.get(path, visit.map(EntranceAtWork.cookie) ?? [:])
    }

    /// Sends a form as a page of the visit would.
    func post(
        _ path: String, _ visit: VisitToken, _ fields: [String: String] = [:], formToken: String? = nil
    ) async throws -> TestResponse {
        try await service.post(
            path, fields, formToken: formToken ?? ServiceUnderTest.formToken(visit.text), EntranceAtWork.cookie(visit))
    }

    func get(_ path: String, _ session: HeadSessionToken) async throws -> TestResponse {
        try await service.get(path, Self.cookie(session))
    }

    func post(
        _ path: String, _ session: HeadSessionToken, _ fields: [String: String] = [:]
    ) async throws -> TestResponse {
        try await service.post(
            path, fields, formToken: ServiceUnderTest.formToken(session.text), Self.cookie(session))
    }

    static func cookie(_ session: HeadSessionToken) -> HTTPFields { [.cookie: "__Host-seing-ecole=\(session.text)"] }
}
