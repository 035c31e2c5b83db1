import Applications
import ConventionDomain
import Foundation
import HTTPService
import Logging
import Offers
import Parties
import Persistence
import Placements
import Rosters
import Synchronization
import TestSupport
import Testing
import ToolSupport

@testable import Bootstrap
@testable import Workflow

/// A service's own parts from a roster, a school's file and an offer to conventions, as `SeingService` joins them.
@Suite("A place that a pupil of a roster confirmed")
struct PlaceFromRosterTests {
    private final class Time: Sendable {
        let now = Mutex(PlacementGround.now)
        func later(_ seconds: TimeInterval) { now.withLock { $0.addTimeInterval(seconds) } }
    }

    private let folder: TemporaryDirectory
    private let installation: Installation
    private let rounds: PlacementRounds
    private let time = Time()
    private let clock: WallClock
    private let log = LogLines()
    private static let examples = PythonTool.root.appending(path: "Examples/roster")

    init() async throws {
        folder = try TemporaryDirectory()
        let (time, log) = (time, log)
        clock = WallClock { time.now.withLock { $0 } }
        let resources = Resources(directory: PythonTool.root.path)
        let passphrase = try DemonstrationKeys.prepare(
            dataDirectory: folder.file("data"), resources: resources, now: clock.now())
        installation = try Installation.open(
            resources: resources, dataDirectory: folder.file("data"), passphrase: passphrase, clock: clock)
        let schools = installation.schoolRegister
        rounds = PlacementRounds(
            installation, mailboxes: .known([:], schools),
            pupils: .rosters(installation.rosterDesk(clock: clock), schools) { log.add($0.description) },
            clock: clock, logger: log.logger)
        try await importRoster()
    }

    private func school() throws -> UAI { try #require(UAI("0990012A")) }

    /// The example's roster, and a pupil who comes of age before the week.
    private func importRoster() async throws {
        var bytes = [UInt8](try Data(contentsOf: Self.examples.appending(path: "eleves.csv")))
        let rows = [
            "20421;Grand;Alix;01/02/2009;3e A;alix@famille.example;Grand;Claude;PERE;claude@famille.example;;;;;;",
            "20423;Partage;Dominique;01/02/2009;3e A;partage@famille.example;Partage;Camille;MERE;partage@famille.example;;;;;;",
            "20422;Sansmail;Noé;01/02/2012;3e A;;Sansmail;Ida;MERE;ida@famille.example;;;;;;",
        ]
        bytes += Array((rows.joined(separator: "\r\n") + "\r\n").utf8)
        let desk = installation.rosterDesk(clock: clock)
        let preview = try await desk.preview(bytes, of: try school())
        _ = try await desk.take(bytes, of: try school(), token: preview.token, marksLeft: false)
    }

    private func sayOfTheSchool(_ change: (String) -> String = { $0 }) throws {
        let text = try String(contentsOf: Self.examples.appending(path: "etablissement.json"), encoding: .utf8)
        _ = try installation.schoolRegister.set(Array(change(text).utf8))
    }

    private func confirmed(_ reference: String) async throws -> ApplicationID {
        let id = try await sent(reference)
        let desk = installation.applicationDesk(clock: clock)
        try await desk.accept(id, by: try PlacementGround.owner())
        try await desk.confirm(
            id, of: PupilIdentity(school: try school(), reference: try #require(PupilReference(reference))))
        return id
    }

    private func sent(_ reference: String) async throws -> ApplicationID {
        let (offers, owner) = (installation.offerDesk(clock: clock), try PlacementGround.owner())
        let offer = try await offers.draft(PlacementGround.offer(), of: owner)
        try await offers.submit(offer, of: owner)
        let version = try #require(try await installation.store.offerStore.find(offer)).version
        let isFirst = try await installation.store.offerStore.find(offer)?.state.isListed == false
        if isFirst {
            try await offers.approve(
                offer, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: version)
        }
        let day = try #require(CalendarDate(iso8601: "2027-01-04"))
        _ = try await offers.open(SchoolYear(start: 2026), for: [.troisieme], on: day)
        let identity = PupilIdentity(school: try school(), reference: try #require(PupilReference(reference)))
        let pupil = try #require(try await installation.rosterDesk(clock: clock).pupil(identity))
        let applicant = Applicant(
            reference: pupil.reference, name: pupil.details.name, grade: pupil.details.grade,
            className: pupil.details.className, school: identity.school, schoolName: "Collège",
            schoolCity: "Port-Kerlann")
        let (desk, reader) = (installation.applicationDesk(clock: clock), OfferReader(school: identity.school))
        let id = try await desk.draft(
            for: applicant, reader: reader, offer: offer, in: PlacementGround.offer().posting.periods[0].period,
            motivation: "J’aime le pain.")
        try await desk.send(id, of: identity, reader: reader)
        return id
    }

    private func begun(_ id: ApplicationID) async throws -> Dossier? {
        guard let reference = try await installation.store.applicationStore.find(id)?.handOver.convention else {
            return nil
        }
        return try await installation.workflow.dossier(try #require(ConventionID(reference)))
    }

    private func tree(_ dossier: Dossier) async throws -> [String: Any] {
        let bytes = try await installation.workflow.file(dossier.drafting.dataDigest, of: dossier.id)
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    /// Rule: nobody is written to at night, and no mail says at midnight that the time is over.
    @Test func `an answer that did not come ends by day`() async throws {
        let id = try await sent("20417")
        func phase() async throws -> ApplicationState.Phase? {
            try await installation.store.applicationStore.find(id)?.state.phase
        }
        let deadline = try #require(try await installation.store.applicationStore.find(id)?.answerBy)
        let after = try #require(CalendarDate(dayNumber: deadline.dayNumber + 1))
        let midnight = installation.workflow.settings.timeZone.moment(after)
        for (hours, isOver) in [(1.0, false), (7.5, false), (8.5, true)] {
            time.now.withLock { $0 = midnight.addingTimeInterval(hours * 3_600) }
            try await rounds.endWhatIsOver()
            #expect(try await phase() == (isOver ? .expired : .sent), "\(hours)")
        }
    }

    /// Rule: a place waits for what the school has to say of itself, says so, and goes on by itself.
    @Test func `waits for the school's file, tells the operator, and becomes a convention once it is there`()
        async throws
    {
        let id = try await confirmed("20417")
        try await rounds.handOverDue()
        #expect(try await installation.store.applicationStore.find(id)?.handOver.problem == .schoolUnknown)
        #expect(try await installation.store.waitingPlaces() == [try school(): [.schoolUnknown: 1]])
        let line = try #require(log.lines.first { $0.contains("seing school set") })
        #expect(line.contains("0990012A") && line.contains("places=1") && !line.contains("Tanguy"), "\(line)")
        try sayOfTheSchool()
        try await rounds.handOverDue()
        #expect(try await begun(id) == nil, "it is tried again after its pause")
        time.later(HandOver.pause + 1)
        try await rounds.handOverDue()
        #expect(try await begun(id) != nil)
        #expect(try await installation.store.waitingPlaces() == [:])
    }

    /// Rule: a pupil with a place or a convention is not looked for, and a school sees its own conventions and no other's.
    @Test func `is a placement in the school's follow-up, by the place and then by its convention`() async throws {
        try sayOfTheSchool()
        let (followUp, school) = (installation.followUpDesk(clock: clock), try school())
        func standing() async throws -> PupilFollowUp? {
            try await followUp.standing(of: school).pupils.first { $0.pupil.reference.text == "20418" }
        }
        #expect(try await standing()?.standing == .searching)
        let id = try await confirmed("20418")
        let placed = try #require(try await standing())
        #expect(placed.standing == .placed && placed.conventions.isEmpty)
        try await rounds.handOverDue()
        let reference = try #require(try await begun(id)).id.text
        for _ in 0..<2 {
            let convention = try #require(try await standing()?.conventions.first)
            #expect(convention.reference == reference && convention.stage == .preparing)
            #expect(convention.sector == .foodIndustry && convention.host?.digits == "35600000000048")
            #expect(try await standing()?.applications.first?.convention == reference)
            let other = try #require(UAI("0750654D"))
            #expect(try await installation.store.milestones(ofSchool: other).isEmpty)
            try await installation.store.rebuildProjections()
        }
        try await installation.workflow.cancel(try #require(ConventionID(reference)), reason: "Hôte fermé.")
        let cancelled = try #require(try await standing())
        #expect(cancelled.standing == .searching && cancelled.lapsed.map(\.stage) == [.withdrawn])
    }

    /// Rule: nobody writes a second time what roster, school and offer say.
    @Test func `has pupil, family, school and host in its convention, and everybody's own contacts`() async throws {
        try sayOfTheSchool()
        let id = try await confirmed("20418")
        try await rounds.handOverDue()
        let dossier = try #require(try await begun(id))
        let tree = try await tree(dossier)
        let pupil = try #require(tree["pupil"] as? [String: Any])
        #expect(pupil["familyName"] as? String == "Le Bras" && pupil["className"] as? String == "3e A")
        #expect(pupil["birthDate"] as? String == "2012-02-14" && pupil["grade"] as? String == "troisieme")
        let representatives = try #require(tree["representatives"] as? [[String: Any]])
        #expect(representatives.map { $0["givenName"] as? String } == ["Yann", "Maïwenn"])
        #expect(representatives.map { $0["capacity"] as? String } == ["Père", "Mère"])
        let school = try #require(tree["school"] as? [String: Any])
        #expect(school["name"] as? String == "Collège Sainte-Anne-des-Grèves")
        #expect((school["head"] as? [String: Any])?["familyName"] as? String == "Le Goff")
        #expect((school["referentTeacher"] as? [String: Any])?["familyName"] as? String == "Ricard")
        #expect((tree["host"] as? [String: Any])?["siret"] as? String == "35600000000048")
        let signing = try #require(tree["signing"] as? [String: Any])
        #expect(signing["required"] as? [String] == ["student", "representative-1", "school", "employer"])
        #expect(signing["place"] as? String == "Port-Kerlann")
        let contacts = dossier.history.contacts
        #expect(
            contacts.mapValues(\.email) == [
                "student": "erwan@famille.example", "representative-1": "yann@famille.example",
                "school": "stages@sainte-anne.example", "employer": "claire@boulangerie.example",
            ])
        #expect(contacts["representative-1"]?.mobile == nil, "the father takes no text messages")
        #expect(contacts["school"]?.mobile == "+33199001111")
        let mails = try await installation.store.outboxStore.claim(clock.now(), clock.now(), 100).map(\.mail.to)
        #expect(Set(mails) == ["claire@boulangerie.example", "yann@famille.example"], "\(mails)")
    }

    /// Rule: a host is in the directory from the first application on, once, and nobody types it.
    @Test func `has its host in the school's directory, from the application to the convention, and in no other's`()
        async throws
    {
        try sayOfTheSchool()
        let desk = installation.hostDesk(clock: clock)
        #expect(try await desk.hosts(of: try school()).isEmpty)
        _ = try await confirmed("20417")
        let asked = try #require(try await desk.hosts(of: try school()).first)
        #expect(asked.name == "Boulangerie Martin" && asked.encounters.map(\.standing) == [.confirmed])
        #expect(asked.kind == .business && asked.encounters.first?.pupil.family == "Tanguy")
        try await rounds.handOverDue()
        let parts = installation.hostParts(clock: clock)
        let siret = try #require(SIRET("35600000000048"))
        #expect(
            try await parts.offers(siret, try school()).map(\.posting.title) == [PlacementGround.offer().posting.title])
        let hosts = try await desk.hosts(of: try school())
        #expect(hosts.count == 1 && hosts.first?.encounters.map(\.standing) == [.preparing])
        let host = try #require(hosts.first)
        #expect(host.siret.digits == "35600000000048" && host.city == "Créteil" && host.placements.isEmpty)
        #expect(host.email?.text == "claire@boulangerie.example" && host.grade == .troisieme)
        guard case .convention? = host.encounters.first?.source else {
            Issue.record("it is a convention by now")
            return
        }
        #expect(try await desk.hosts(of: try #require(UAI("0990011Z"))).isEmpty)
    }

    /// Rule: the mail says who asks, and leads to the invitation; nobody's name stands in it.
    @Test func `has its host invited in the school's name, where it was reached`() async throws {
        try sayOfTheSchool()
        _ = try await confirmed("20417")
        try await rounds.handOverDue()
        let siret = try #require(SIRET("35600000000048"))
        try await installation.hostDesk(clock: clock)
            .invite(siret, of: try school(), to: "", isReserved: true, by: "account-1")
        let mails = try await installation.store.outboxStore.claim(clock.now(), clock.now(), 100).map(\.mail)
        let mail = try #require(mails.first { $0.subject.contains("invite") })
        #expect(mail.to == "claire@boulangerie.example" && mail.subject.contains("Collège Sainte-Anne-des-Grèves"))
        #expect(mail.textBody.contains("Boulangerie Martin") && !mail.textBody.contains("Tanguy"))
        let link = try #require(mail.textBody.firstMatch(of: /\/employeurs\/invitation\/([a-z0-9]{20})/)?.1)
        let invitation = try await installation.offerParts(clock: clock).invitation(String(link))
        #expect(invitation?.siret == siret && invitation?.sector == .foodIndustry && invitation?.isReserved == true)
    }

    /// Rule: nobody prepares a convention with a host that the school blocks; whoever tries is told what to do, and it goes on once it is lifted.
    @Test func `waits while the school blocks the host, and goes on when it lifts the block`() async throws {
        try sayOfTheSchool()
        let desk = installation.hostDesk(clock: clock)
        let id = try await confirmed("20417")
        let siret = try #require(SIRET("35600000000048"))
        try await desk.block(siret, of: try school(), because: "Élève laissé seul", by: "account-1")
        #expect(try await installation.hostParts(clock: clock).offers(siret, try school()).isEmpty)
        try await rounds.handOverDue()
        #expect(try await installation.store.applicationStore.find(id)?.handOver.problem == .hostBlocked)
        #expect(try await begun(id) == nil)
        let parts = installation.applicationParts(
            clock: clock, pupils: .rosters(installation.rosterDesk(clock: clock), installation.schoolRegister) { _ in })
        let identity = PupilIdentity(school: try school(), reference: try #require(PupilReference("20418")))
        #expect(try await parts.pupil(identity)?.reader.blocked == [siret])
        try await desk.unblock(siret, of: try school(), by: "account-1")
        #expect(try await parts.pupil(identity)?.reader.blocked == [])
        time.later(HandOver.pause + 1)
        try await rounds.handOverDue()
        #expect(try await begun(id) != nil)
    }

    /// Rule: a parent who must not know where a pupil is learns it from no mail that leaves by itself.
    @Test func `waits while the pupil is closed to the family, and goes on once the school opens it`() async throws {
        try sayOfTheSchool()
        let (followUp, pupil) = (installation.followUpDesk(clock: clock), try #require(PupilReference("20417")))
        #expect(try await followUp.closeToFamily(pupil, of: try school(), true, by: "Paule"))
        let id = try await confirmed("20417")
        try await rounds.handOverDue()
        #expect(try await installation.store.applicationStore.find(id)?.handOver.problem == .closedToFamily)
        #expect(try await begun(id) == nil)
        let stored = try #require(
            try await installation.rosterDesk(clock: clock)
                .storedPupil(PupilIdentity(school: try school(), reference: pupil)))
        let record = try #require(try installation.schoolRegister.record(of: try school()))
        let common = try RosterPreparation(
            data: Array(#"{"placement": {"start": "2027-03-15", "end": "2027-03-19"}}"#.utf8),
            sheet: ContactSheet(contacts: []), of: try school(), record: record)
        #expect(throws: RosterPreparation.Problem.closedToFamily) {
            _ = try common.request(for: stored, installation.workflow.settings)
        }
        let query = PersonQuery(name: stored.pupil.details.name, mark: .birthDate(stored.pupil.details.birthDate))
        let office = installation.personOffice()
        func isSaid() async throws -> Bool {
            try await office.export(try await office.search(query), []).isClosedToFamily
        }
        #expect(try await isSaid(), "whoever answers a parent has to know")
        #expect(try await followUp.closeToFamily(pupil, of: try school(), false, by: "Paule"))
        #expect(try await !isSaid())
        time.later(HandOver.pause + 1)
        try await rounds.handOverDue()
        #expect(try await begun(id) != nil)
    }

    /// Rule: nobody is represented who is of age, and so nobody else is written to.
    @Test func `of a pupil who is of age goes on, closed to the family or not`() async throws {
        try sayOfTheSchool()
        let followUp = installation.followUpDesk(clock: clock)
        let pupil = try #require(PupilReference("20421"))
        #expect(try await followUp.closeToFamily(pupil, of: try school(), true, by: "Paule"))
        let id = try await confirmed("20421")
        try await rounds.handOverDue()
        #expect(try await begun(id) != nil)
        // A mailbox of both would tell a parent all the same.
        let sharing = try #require(PupilReference("20423"))
        #expect(try await followUp.closeToFamily(sharing, of: try school(), true, by: "Paule"))
        let other = try await confirmed("20423")
        try await rounds.handOverDue()
        #expect(try await installation.store.applicationStore.find(other)?.handOver.problem == .closedToFamily)
    }

    @Test func `is not taken while the school blocks the host`() async throws {
        let (id, siret) = (try await sent("20417"), try #require(SIRET("35600000000048")))
        let (desk, hosts) = (installation.applicationDesk(clock: clock), installation.hostDesk(clock: clock))
        try await desk.accept(id, by: try PlacementGround.owner())
        try await hosts.block(siret, of: try school(), because: "Élève laissé seul", by: "account-1")
        let identity = PupilIdentity(school: try school(), reference: try #require(PupilReference("20417")))
        await #expect(throws: PlacementError.hostBlocked) { try await desk.confirm(id, of: identity) }
        try await hosts.unblock(siret, of: try school(), by: "account-1")
        try await desk.confirm(id, of: identity)
    }

    /// Rule: the same holds for what the school enters itself, in whichever way.
    @Test func `is refused as a convention that the school enters, with where to lift the block`() async throws {
        try sayOfTheSchool()
        _ = try await confirmed("20417")
        try await rounds.handOverDue()
        let siret = try #require(SIRET("35600000000048"))
        let summary = try #require(try await installation.workflow.list().first)
        let dossier = try await installation.workflow.dossier(summary.id)
        let request = DraftRequest(
            preparing: try await installation.workflow.file(dossier.drafting.dataDigest, of: summary.id),
            sheet: ContactSheet(contacts: []), order: nil, template: nil, asking: [])
        let desk = installation.hostDesk(clock: clock)
        try await desk.block(siret, of: try school(), because: "Motifsecret", by: "account-1")
        let texts = await refusal(of: request).map(\.french).joined(separator: " ")
        #expect(texts.contains("/ecole/entreprises/35600000000048") && texts.contains("levez le blocage"), "\(texts)")
        #expect(!texts.contains("Motifsecret"))
    }

    /// Why nothing is prepared of it; nothing when something is.
    private func refusal(of request: DraftRequest) async -> [BilingualText] {
        do throws(WorkflowError) {
            _ = try await installation.workflow.prepare(request)
            return []
        } catch {
            guard case .invalidData(let messages) = error else { return [] }
            return messages
        }
    }

    /// Rule: what is reserved for priority education is seen, and applied for, by pupils of schools that say they belong to it, and by nobody else.
    @Test(arguments: ["", "\"priority\": [\"rep\"], ", "\"priority\": [\"qpv\"], "])
    func `of a school of priority sees what is reserved for its kind`(_ said: String) async throws {
        try sayOfTheSchool { $0.replacing("\"contacts\":", with: said + "\"contacts\":") }
        let (offers, owner) = (installation.offerDesk(clock: clock), try PlacementGround.owner())
        var offer = try PlacementGround.offer()
        offer.audience = .priority([.rep, .repPlus])
        let id = try await offers.draft(offer, of: owner)
        try await offers.submit(id, of: owner)
        try await offers.approve(id, OfferClearance(isSIRETChecked: true, isAddressChecked: true), version: 2)
        let today = try #require(CalendarDate(iso8601: "2027-01-10"))
        _ = try await offers.open(SchoolYear(start: 2026), for: [.troisieme], on: today)
        let parts = installation.applicationParts(
            clock: clock, pupils: .rosters(installation.rosterDesk(clock: clock), installation.schoolRegister) { _ in })
        let identity = PupilIdentity(school: try school(), reference: try #require(PupilReference("20417")))
        let pupil = try #require(try await parts.pupil(identity))
        let isTheirs = said.contains("rep")
        let found = try await offers.search.page(OfferQuery(reader: pupil.reader, today: today)).hits.map(\.id)
        #expect(found == (isTheirs ? [id] : []))
        let draft = { () async throws(PlacementError) -> ApplicationID in
            try await parts.desk.draft(
                for: pupil.applicant, reader: pupil.reader, offer: id, in: offer.posting.periods[0].period)
        }
        if isTheirs {
            _ = try await draft()
        } else {
            await #expect(throws: PlacementError.unknownOffer) { _ = try await draft() }
        }
    }

    @Test func `who is of age on the first day signs alone, and is asked for the own data`() async throws {
        try sayOfTheSchool()
        let id = try await confirmed("20421")
        try await rounds.handOverDue()
        let dossier = try #require(try await begun(id), "\(log.lines)")
        let tree = try await tree(dossier)
        #expect((tree["representatives"] as? [Any])?.isEmpty == true)
        #expect((tree["signing"] as? [String: Any])?["required"] as? [String] == ["student", "school", "employer"])
        #expect(Set(dossier.history.contacts.keys) == ["student", "school", "employer"])
        let mails = try await installation.store.outboxStore.claim(clock.now(), clock.now(), 100).map(\.mail.to)
        #expect(Set(mails) == ["claire@boulangerie.example", "alix@famille.example"], "\(mails)")
    }

    @Test func `of a pupil without a mailbox says that the family cannot be reached`() async throws {
        try sayOfTheSchool()
        let id = try await confirmed("20422")
        try await rounds.handOverDue()
        #expect(try await installation.store.applicationStore.find(id)?.handOver.problem == .familyUnreachable)
    }

    @Test func `waits, and is told of, when the school's file was damaged or is another school's`() async throws {
        try sayOfTheSchool()
        let (file, id) = (folder.file("data") + "/schools/0990012A.json", try await confirmed("20417"))
        let whole = try String(contentsOfFile: file, encoding: .utf8)
        for broken in [String(whole.prefix(100)), whole.replacing("0990012A", with: "0990011Z")] {
            try Data(broken.utf8).write(to: URL(filePath: file))
            try await rounds.handOverDue()
            #expect(try await installation.store.applicationStore.find(id)?.handOver.problem == .schoolUnknown)
            #expect(log.lines.contains { $0.contains(file) && !$0.contains("Goff") }, "\(log.lines)")
            log.forget()
            time.later(HandOver.pause + 1)
        }
        try Data(whole.utf8).write(to: URL(filePath: file))
        try await rounds.handOverDue()
        #expect(try await begun(id) != nil)
    }

    @Test func `a school is told of a danger where it signs, unless the operator named another address`() async throws {
        let (school, other) = (try school(), try #require(UAI("0990011Z")))
        let (register, named) = (installation.schoolRegister, PlacementGround.mailbox)
        #expect(await SchoolMailboxes.known([:], register).of(school) == [])
        try sayOfTheSchool()
        #expect(await SchoolMailboxes.known([:], register).of(school).map(\.text) == ["stages@sainte-anne.example"])
        #expect(await SchoolMailboxes.known([school: [named]], register).of(school) == [named])
        #expect(await SchoolMailboxes.known([school: [named]], register).of(other) == [])
    }

    @Test func `a school's file says nothing to others on the machine, and is gone when it is removed`() throws {
        try sayOfTheSchool()
        let file = folder.file("data") + "/schools/0990012A.json"
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try installation.schoolRegister.schools() == [try school()])
        #expect(throws: ConventionDataError.self) { try sayOfTheSchool { $0.replacing("29999", with: "x") } }
        #expect(try installation.schoolRegister.record(of: try school())?.school.address.postalCode == "29999")
        #expect(try installation.schoolRegister.remove(try school()))
        #expect(try !installation.schoolRegister.remove(try school()))
        #expect(try installation.schoolRegister.record(of: try school()) == nil)
    }
}

/// What was logged, one line each: message and metadata.
private final class LogLines: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }
    func add(_ line: String) { kept.withLock { $0.append(line) } }
    func forget() { kept.withLock { $0 = [] } }

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            lines.add("\(event.message) \(values)")
        }
    }
}
