import Applications
import Foundation
import Offers
import Parties
import Persistence
import Placements
import TestSupport
import Testing
import ToolSupport
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

/// A store with an employer, a roster and a mailer, whose clock a test moves.
struct MailGround {
    let folder: TemporaryDirectory
    let store: SQLiteStore
    let bench: WorkflowBench
    let offers: OfferDesk
    let applications: ApplicationDesk
    let entry: EntryBench
    let heads: HeadOffice
    let mailer: PlacementMails
    let owner: OfferOwner
    let account: EmployerAccountID

    static let employer = "zoe@host.example"
    static let school: UAI = {
        guard let uai = UAI("0990011Z") else { preconditionFailure("UAI") }
        return uai
    }()

    init() async throws {
        folder = try TemporaryDirectory()
        let store = try SQLiteStore.open(directory: folder.file("data"))
        self.store = store
        let bench = WorkflowBench(
            store: store.conventionStore,
            mails: { try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail) },
            texts: try .load(directory: PythonTool.root.appending(path: "Templates").path))
        self.bench = bench
        let zone = bench.workflow.settings.timeZone
        let today = { @Sendable in zone.day(of: bench.now) }
        offers = OfferDesk(
            store: store.offerStore, search: store.offerSearch(), now: { bench.now },
            makeID: { PlacementGround.offerID() })
        applications = ApplicationDesk(
            store: store.applicationStore, offers: store.offerStore, now: { bench.now }, today: today,
            makeID: { ApplicationID(PlacementGround.offerID().text) ?? { preconditionFailure("id") }() },
            blocked: store.hostStore.blocked)
        entry = EntryBench(
            store: store.entryStore, heads: store, authenticate: store.conventionStore.authenticate,
            now: { bench.now })
        heads = HeadOffice(bench.workflow, store: store)
        let rosters = RosterDesk(
            store: store.rosterStore, now: { bench.now }, today: today,
            random: { count throws(RosterError) in (0..<count).map { _ in .random(in: 0...255) } })
        try await Self.fill(rosters)
        mailer = PlacementMails(
            store: store, workflow: bench.workflow, entry: entry.desk, rosters: rosters, heads: heads,
            calendar: .standard)
        let visit = try await entry.enter(Self.employer, as: .employer, name: "Zoé Petit")
        guard case .employer(let account) = try await entry.desk.visitor(of: visit) else {
            preconditionFailure("an employer has entered")
        }
        self.account = account.id
        owner = try #require(OfferOwner(account.id.text))
        try await offers.setCampaign(
            OfferCampaign(schoolYear: SchoolYear(start: 2026), opensOn: [.troisieme: today()]))
    }

    private static func fill(_ rosters: RosterDesk) async throws {
        let file = """
            Réf;Nom;Prénom;Né(e) le;Classe;Courriel
            1001;Diallosecret;Awa;03/02/2012;3e 2;awa@exemple.fr
            1002;Diallosecret;Issa;04/05/2012;3e 2;issa@exemple.fr
            1003;Lefèvresecret;Noé;14/07/2012;3e 2;noe@exemple.fr
            1004;Lefèvresecret;Ana;14/07/2012;3e 2;

            """
        let preview = try await rosters.preview(Array(file.utf8), of: school)
        _ = try await rosters.take(Array(file.utf8), of: school, token: preview.token, marksLeft: false)
    }

    // MARK: Hands

    func pupil(_ reference: String) throws -> PupilIdentity {
        PupilIdentity(school: Self.school, reference: try #require(PupilReference(reference)))
    }

    func submitted(places: Int = 2) async throws -> OfferID {
        var offer = try PlacementGround.offer()
        // Late enough that no answer is cut short by the placement.
        let week = try #require(ISOWeek(year: 2027, number: 20))
        offer.posting.periods = [OfferedPeriod(.week(week), places: places)]
        let id = try await offers.draft(offer, of: owner)
        try await offers.submit(id, of: owner)
        return id
    }

    func published(places: Int = 2) async throws -> OfferID {
        let id = try await submitted(places: places)
        try await offers.approve(id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: 2)
        return id
    }

    func sent(_ reference: String, _ offer: OfferID) async throws -> ApplicationID {
        let pupil = try pupil(reference)
        let applicant = Applicant(
            reference: pupil.reference, name: PersonName(given: "Awa", family: "Diallosecret"), grade: .troisieme,
            className: "3e 2", school: pupil.school, schoolName: "Collège Jean Moulin", schoolCity: "Valmont")
        let reader = OfferReader(school: pupil.school)
        let week = try #require(ISOWeek(year: 2027, number: 20))
        let id = try await applications.draft(
            for: applicant, reader: reader, offer: offer, in: .week(week), motivation: "J’aime le pain. Motsecret.")
        try await applications.send(id, of: pupil, reader: reader)
        return id
    }

    func phase(_ id: ApplicationID) async throws -> ApplicationState.Phase? {
        try await store.applicationStore.find(id)?.state.phase
    }

    /// Everything in the outbox, oldest first, but the links by which somebody enters.
    func mails() async throws -> [OutgoingMail] {
        try await store.outboxStore.claim(.distantFuture, .distantPast, 100_000).map(\.mail)
            .filter { $0.subject != "Entrer" }
    }

    /// Subjects of the mails that one round makes.
    func told() async throws -> [String] {
        let before = try await mails().count
        let report = try await mailer.sendDue()
        let new = try await mails().dropFirst(before)
        #expect(report == PlacementMails.Report(sent: new.count))
        return new.map(\.subject)
    }
}
