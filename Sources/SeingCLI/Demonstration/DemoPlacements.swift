import Bootstrap
import ConventionTemplates
import Foundation
import Offers
import Parties
import Persistence
import Placements
import Rosters
import Synchronization
import Workflow

/// What a demonstration has beside its conventions: a school's roster and what it says of itself, an employer's offers before the eyes of pupils, and
/// who looks at offers. All of it goes the way of everybody else's, through the use cases.
struct DemoPlacements {
    static let employer = "offres@maison-emploi.example"
    static let moderator = DemoAccounts.Account(
        name: "Léa Fontaine", email: "lea.fontaine@moderation.example", role: .moderator)

    private let installation: Installation
    private let clock: WallClock
    private let today: CalendarDate
    /// How long ago offers were published and campaigns opened, in days.
    private let age: Int

    /// How one enters at a school: as who works there, and as a pupil.
    struct Door {
        let school: String
        let staff: String
        let className: String
        let classCode: String
        let pupil: PersonName
        let birthDate: CalendarDate
        /// Address of whoever represents this pupil.
        let family: MailboxAddress?
    }

    init(_ installation: Installation, clock: WallClock = .system, age: Int = 0) {
        (self.installation, self.clock, self.age) = (installation, clock, age)
        today = installation.workflow.settings.timeZone.day(of: clock.now())
    }

    /// Makes what is not there yet; what somebody has changed since stays.
    func open(dataDirectory: String) async throws -> Door? {
        let school = DemoSchools.lycee
        try await openRoster(of: try DemoSchools(installation).enter(school))
        let accounts = DemoAccounts(dataDirectory: dataDirectory)
        for account in [school.staff, Self.moderator] {
            try await accounts.ensure(account, installation.headOffice, now: clock.now())
        }
        try await openOffers(of: try await employer())
        return try await door(of: school)
    }

    // MARK: The school

    private func openRoster(of school: UAI) async throws {
        let desk = installation.rosterDesk(clock: clock)
        guard try await desk.roster(of: school).pupils.isEmpty else { return }
        let file = DemoRoster(today: today).file
        let preview = try await desk.preview(file, of: school)
        _ = try await desk.take(file, of: school, token: preview.token, marksLeft: false)
    }

    /// With a pupil who is on the roster, whoever is on it by now, and the code of the class.
    func door(of school: DemoSchools.School) async throws -> Door? {
        guard let uai = UAI(school.uai) else { return nil }
        let desk = installation.rosterDesk(clock: clock)
        let present = try await desk.roster(of: uai).present.map(\.details)
        let example = DemoRoster(today: today).example
        let pupil =
            present.first { $0.name == PersonName(given: example.given, family: example.family) } ?? present.first
        guard let pupil, let code = try await desk.classCodes(of: uai, className: pupil.className).first,
            let name = try installation.schoolRegister.record(of: uai)?.school.name
        else { return nil }
        return Door(
            school: name, staff: school.staff.email, className: pupil.className, classCode: code.printed,
            pupil: pupil.name, birthDate: pupil.birthDate, family: pupil.guardians.first?.email)
    }

    // MARK: Offers

    /// The account, made as everybody's is: by entering with the link of a mail. That mail is not sent, since its link is used here.
    func employer(_ email: String = Self.employer, name: String = "Camille Roche") async throws -> OfferOwner? {
        let mailed = Mutex<EntryToken?>(nil)
        let letters = EntryLetters.workflow(installation.workflow)
        let desk = installation.entryDesk(
            clock: clock,
            letters: EntryLetters { letter throws(EntryError) in
                let mail = try letters.write(letter)
                mailed.withLock { $0 = letter.token }
                return EntryMail(
                    messageKey: mail.messageKey, email: mail.email, subject: mail.subject, body: mail.body,
                    notAfter: Date(timeIntervalSince1970: 0))
            })
        if try await desk.employer(email: email) == nil {
            try await desk.sendLink(to: email, as: .employer)
            if let token = mailed.withLock({ $0 }) {
                let visit = try await desk.enter(token, as: .employer, EntryAnswer(name: name))
                try await desk.leave(visit)
            }
        }
        return try await desk.employer(email: email).flatMap { OfferOwner($0.id.text) }
    }

    private func openOffers(of owner: OfferOwner?) async throws {
        guard let owner else { return }
        let desk = installation.offerDesk(clock: clock.late(byDays: age))
        let store = installation.store.offerStore
        let known = try await store.ofOwner(owner, .all, 0, 1_000).filter { found in
            found.offer.posting.lastDay(installation.calendar).map { $0 >= today } ?? false
        }
        let periods = DemoPeriods(today: today, calendar: installation.calendar)
        for offer in DemoOffer.all.compactMap({ $0.offer(in: periods) }) {
            let same = known.first { $0.offer.posting.title == offer.posting.title }
            let id = if let same { same.id } else { try await desk.draft(offer, of: owner) }
            // What an earlier start had begun when it was killed goes on; what somebody paused or withdrew stays so.
            if same == nil || same?.state.phase == .draft { try await desk.submit(id, of: owner) }
            // What somebody has changed waits for a moderator.
            if same?.state.phase != .submitted || same?.version == 2, let found = try await store.find(id),
                found.state.phase == .submitted
            {
                try await desk.approve(
                    id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: found.version)
                try await tellNobody(of: id)
            }
            try await openCampaign(for: offer.posting, desk)
        }
    }

    /// That the demonstration's own offers are published is no news: mails of it would hide those that one signs with.
    private func tellNobody(of offer: OfferID) async throws {
        let store = installation.store
        for notice in try await store.placementNotices(due: clock.now(), limit: 200)
        where notice.subject == .offer(offer) {
            try await store.tell(notice, by: [], at: clock.now())
        }
    }

    /// Opened when the offers were published, unless somebody has said otherwise.
    func openCampaign(for posting: PublicOffer, _ desk: OfferDesk) async throws {
        guard let year = posting.schoolYear else { return }
        let known = Set(try await desk.campaign(of: year)?.opensOn.keys.map { $0 } ?? [])
        let grades = posting.grades.subtracting(known)
        guard !grades.isEmpty else { return }
        _ = try await desk.open(year, for: grades, on: CalendarDate(dayNumber: today.dayNumber - age) ?? today)
    }
}
