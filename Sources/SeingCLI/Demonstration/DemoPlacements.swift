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
    private let sample: String

    /// What to type to look around in it.
    struct Directions {
        let className: String
        let classCode: String
        let pupil: PersonName
        let birthDate: CalendarDate
        let staff: String
    }

    init(_ installation: Installation, clock: WallClock = .system) {
        self.installation = installation
        self.clock = clock
        today = installation.workflow.settings.timeZone.day(of: clock.now())
        sample = installation.resources.examples + "/conventions/public-lycee-seconde"
    }

    /// Makes what is not there yet; what somebody has changed since stays.
    func open(dataDirectory: String) async throws -> Directions? {
        let school = try await openSchool()
        try await openRoster(of: school)
        let accounts = DemoAccounts(dataDirectory: dataDirectory)
        let staff = DemoAccounts.Account(
            name: "Aline Mercier", email: "secretariat@lycee-tillion.example", role: .staff, school: school.text)
        for account in [staff, Self.moderator] {
            try await accounts.ensure(account, installation.headOffice, now: clock.now())
        }
        try await openOffers(of: try await employer())
        return try await directions(of: school, staff: staff.email)
    }

    // MARK: The school

    /// That of the sample with which one plays.
    private func openSchool() async throws -> UAI {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: sample + ".xml")))
        let school = try installation.templates.conventionXML.parse(bytes).school
        guard try installation.schoolRegister.record(of: school.uai) == nil else { return school.uai }
        let sheet = try installation.contactSheet(
            [UInt8](try Data(contentsOf: URL(filePath: sample + ".contacts.xml"))))
        let contacts = sheet.contacts.filter { SchoolRecord.persons.contains($0.of) }
        _ = try installation.schoolRegister.set(
            SchoolRecordJSON.bytes(SchoolRecord(school: school, contacts: contacts)))
        return school.uai
    }

    private func openRoster(of school: UAI) async throws {
        let desk = installation.rosterDesk(clock: clock)
        guard try await desk.roster(of: school).pupils.isEmpty else { return }
        let file = DemoRoster(today: today).file
        let preview = try await desk.preview(file, of: school)
        _ = try await desk.take(file, of: school, token: preview.token, marksLeft: false)
    }

    /// A pupil who is on the roster, whoever is on it by now, with the code of the class.
    private func directions(of school: UAI, staff: String) async throws -> Directions? {
        let desk = installation.rosterDesk(clock: clock)
        let present = try await desk.roster(of: school).present.map(\.details)
        let example = DemoRoster(today: today).example
        let pupil =
            present.first { $0.name == PersonName(given: example.given, family: example.family) } ?? present.first
        guard let pupil, let code = try await desk.classCodes(of: school, className: pupil.className).first else {
            return nil
        }
        return Directions(
            className: pupil.className, classCode: code.printed, pupil: pupil.name, birthDate: pupil.birthDate,
            staff: staff)
    }

    // MARK: Offers

    /// The account, made as everybody's is: by entering with the link of a mail. That mail is not sent, since its link is used here.
    private func employer() async throws -> OfferOwner? {
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
        if try await desk.employer(email: Self.employer) == nil {
            try await desk.sendLink(to: Self.employer, as: .employer)
            if let token = mailed.withLock({ $0 }) {
                let visit = try await desk.enter(token, as: .employer, EntryAnswer(name: "Camille Roche"))
                try await desk.leave(visit)
            }
        }
        return try await desk.employer(email: Self.employer).flatMap { OfferOwner($0.id.text) }
    }

    private func openOffers(of owner: OfferOwner?) async throws {
        guard let owner else { return }
        let desk = installation.offerDesk(clock: clock)
        let store = installation.store.offerStore
        let known = try await store.ofOwner(owner).filter { found in
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

    /// Opened today, unless somebody has said otherwise.
    private func openCampaign(for posting: PublicOffer, _ desk: OfferDesk) async throws {
        guard let year = posting.schoolYear else { return }
        let known = Set(try await desk.campaign(of: year)?.opensOn.keys.map { $0 } ?? [])
        let grades = posting.grades.subtracting(known)
        guard !grades.isEmpty else { return }
        _ = try await desk.open(year, for: grades, on: today)
    }
}
