import ConventionDomain
import Foundation
import GRDB
import Parties
import Placements
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

@Suite("What a person is given who asks what is held about him or her")
struct PersonExportTests {
    private let records: PersonRecords
    private var bench: WorkflowBench { records.bench }

    init() throws { records = try PersonRecords() }

    @Test func `a pupil is found however the name is written, and everybody else by name and address`() async throws {
        let id = try await records.signed()
        let office = try records.office
        for given in ["Awa", "AWA", "Äwa "] {
            let search = try await office.search(try PersonRecords.pupil(given))
            #expect(search.exact.map(\.place.description) == ["\(id.text)/student"], "\(given)")
            #expect(search.candidates.isEmpty)
        }
        for (query, position) in PersonRecords.everybody {
            let search = try await office.search(query)
            #expect(search.exact.map(\.place) == [PersonPlace(convention: id, position: position)], "\(position)")
            #expect(search.candidates.isEmpty, "\(position)")
        }
    }

    @Test func `whoever may be somebody else is listed, and nothing is taken before a person has chosen`() async throws
    {
        let id = try await records.signed()
        let office = try records.office
        let doubts: [(PersonQuery, PersonMatch.Certainty, ContactSheet.Person)] = [
            (try PersonRecords.pupil(born: "2011-02-04"), .otherMark, .student),
            (try PersonRecords.pupil("Awa Marie"), .otherName, .student),
            (PersonRecords.adult("Ronan", "Le Bihan", "autre@exemple.fr"), .otherMark, .tutor),
            (PersonRecords.adult("Ronan", "Lebihen", "ronan@exemple.fr"), .otherName, .tutor),
            // A form that was filled in crosswise, whoever reaches the person where.
            (
                PersonQuery(
                    name: PersonName(given: "Diallo", family: "Awa"),
                    mark: .birthDate(try #require(CalendarDate(iso8601: "2011-02-03")))), .crosswise, .student
            ),
            (PersonRecords.adult("Le Bihan", "Ronan", "ronan@exemple.fr"), .crosswise, .tutor),
            (PersonRecords.adult("LE BIHAN", "Ronan", "autre@exemple.fr"), .crosswise, .tutor),
        ]
        for (query, certainty, position) in doubts {
            let search = try await office.search(query)
            #expect(search.exact.isEmpty && search.candidates.map(\.certainty) == [certainty], "\(query)")
            #expect(throws: PersonSearch.Problem.ambiguous) { try search.selected([]) }
            let other = PersonChoice(convention: id, position: .employer)
            #expect(throws: PersonSearch.Problem.noMatch(other)) { try search.selected([other]) }
            let place = PersonPlace(convention: id, position: position)
            #expect(try search.selected([try #require(PersonChoice(id.text))]) == [place])
            #expect(try search.selected([try #require(PersonChoice("\(place)"))]) == [place])
        }
        let nobody = try await office.search(PersonRecords.adult("Paul", "Durand", "paul@exemple.fr"))
        #expect(throws: PersonSearch.Problem.nobody) { try nobody.selected([]) }
    }

    @Test func `an address that was corrected may be a namesake's, who is given nothing before a person has chosen`()
        async throws
    {
        let id = try await records.signed()
        try await bench.workflow.correctContact(of: id, signatory: "employer", email: "claire@exemple.fr")
        let former = try await records.office.search(PersonRecords.adult("Claire", "Martin", "employer@exemple.fr"))
        #expect(former.exact.isEmpty && former.candidates.map(\.certainty) == [.otherMark])
        let present = try await records.office.search(PersonRecords.adult("Claire", "Martin", "claire@exemple.fr"))
        #expect(present.exact.map(\.place) == [PersonPlace(convention: id, position: .employer)])
    }

    @Test func `somebody of whom there is neither a day of birth nor an address is never taken for the person`()
        async throws
    {
        let id = try await bench.drafted()
        let search = try await records.office.search(PersonRecords.adult("Ronan", "Le Bihan", "ronan@exemple.fr"))
        #expect(search.exact.isEmpty)
        #expect(
            search.candidates == [
                PersonMatch(place: PersonPlace(convention: id, position: .tutor), certainty: .noMark)
            ])
    }

    @Test func `who had the same place before or after is told to nobody, chosen under another name neither`()
        async throws
    {
        let id = try await records.signed()
        let query = PersonRecords.adult("Ronan", "Lebihen", "ronan@exemple.fr")
        let text = try PersonRecords.text(
            try await records.export(query, [PersonChoice(convention: id, position: .tutor)]))
        #expect(text.contains("Le Bihan") && !text.contains("Claire") && !text.contains("Nguyen"))
    }

    @Test func `of an amendment that somebody does not sign the convention's address is enough`() async throws {
        let id = try await records.signed()
        let amendment = try await bench.workflow.amend(
            id, AmendmentRequest(data: Array("tutor".utf8), effectiveOn: try day("2026-06-10")))
        let search = try await records.office.search(
            PersonRecords.adult("Mariam", "Diallo", "representative-1@exemple.fr"))
        #expect(Set(search.exact.map(\.place.convention)) == [id, amendment] && search.candidates.isEmpty)
    }

    @Test func `nothing that any table holds of a person is missing`() async throws {
        let id = try await records.signed()
        let head = try await HeadAtWork(bench, records.heads)
        _ = try await head.enter()
        let act = try await DelegationRegister(bench.workflow).add(try SchoolDelegations.entry())
        try await bench.workflow.placeLegalHold(on: id, reason: .accident)
        let pupil = try PersonRecords.text(try await records.export(try PersonRecords.pupil()))
        for key in [
            "birthDate", "class", "activities", "email", "emergencyKit", "holdReason", "acts", "consentGiven",
            "codeSent",
            "certificate", "messages", "accesses", "keptUntil", "student@exemple.fr", "Rabotage de planches.",
        ] { #expect(pupil.contains(key), "\(key)") }
        let school = try await records.export(PersonRecords.everybody[2].query)
        let text = try PersonRecords.text(school)
        for word in ["Roussel", "Proviseure", "account", HeadAtWork.email, act.id, "Arrêté n° 12", "session"] {
            #expect(text.contains(word), "\(word)")
        }
        for (query, position) in PersonRecords.everybody {
            let own = try PersonRecords.text(try await records.export(query))
            guard case .email(let address) = query.mark else { continue }
            #expect(own.contains(query.name.family) && own.contains(address), "\(position)")
        }
        #expect(try await tables() == Self.tablesLookedAt, "a table was added: decide what of it an export says")
    }

    @Test
    func `accounts of moderators, of staff and of employers are in it, and an employer's of another name is in doubt`()
        async throws
    {
        let (name, email) = ("Hélène Roussel", HeadAtWork.email)
        let moderator = try await HeadAtWork(bench, records.heads, name: name, email: email, role: .moderator)
        let staff = try await HeadAtWork(bench, records.heads, name: name, email: email, role: .staff)
        let store = records.test.store
        let entry = EntryBench(
            store: store.entryStore, heads: store, authenticate: store.conventionStore.authenticate)
        let visit = try await entry.enter(email, as: .employer, name: name)
        guard case .employer(let employer) = try await entry.desk.visitor(of: visit) else { return }
        _ = try await entry.enter("other@exemple.fr", as: .employer, name: name)
        let query = PersonRecords.everybody[2].query
        let search = try await records.office.search(query)
        #expect(search.account?.id == staff.account.id && search.moderator?.id == moderator.account.id)
        #expect(search.employer?.id == employer.id.text && search.otherEmployers.map(\.email) == ["other@exemple.fr"])
        let text = try PersonRecords.text(try await records.export(query))
        for word in ["moderatorAccount", "employerAccount", employer.id.text, "session", "lien de connexion"] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(!text.contains("other@exemple.fr"))
    }

    /// What is in the export of each of them, or why nothing is, is in docs/operation.md.
    private static let tablesLookedAt: Set<String> = [
        "accessGrant", "anchor", "application", "applicationEvent", "batch", "batchItem", "classCode", "code",
        "contact",
        "conventionKey", "delegation", "digest",
        "document",
        "eliminationSlip", "employerKey", "event", "head", "headPass", "healthSheet", "hostInvitation", "hostMessage",
        "idempotency",
        "link", "offer",
        "offerAddress", "offerAlert",
        "offerCampaign", "offerCheck", "offerEnding", "offerEvent", "offerIndex", "offerPeriod", "offerPlace",
        "offerPlace_node",
        "offerPlace_parent", "offerPlace_rowid", "offerReport", "offerSchool", "offerSpelling", "offerText",
        "offerText_config", "offerText_content", "offerText_data", "offerText_idx", "offerWord",
        "otherContact", "outbox", "partLink", "personExport", "placementNotice", "pupil", "pupilMailbox", "purge",
        "roster", "schoolHost", "schoolKey",
        "sharedDays", "statement", "storeIdentity", "summary", "takenDay", "visitor", "visitorPass", "visitorTry",
        "webhook",
    ]

    private func tables() async throws -> Set<String> {
        try await records.test.store.pool.read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%'
                    """)
        }
    }

    /// Rule: what a pupil asked is given when it is certain whose it is, and what a host's contact offered by name and address.
    @Test func `what a pupil asked of hosts, and who stands in an offer, is in it and in nobody else's`() async throws {
        let id = try await records.signed()
        let (desk, pupil) = try await records.applied(becoming: id)
        let text = try PersonRecords.text(try await records.export(try PersonRecords.pupil()))
        for word in ["Motsecret", "Une question de l’hôte", "3a-7", "\"sent\"", "Autre offre"] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(!text.contains("claire.secrete"))
        let host = try PersonRecords.text(
            try await records.export(PersonRecords.adult("Claire", "Secrète", "Claire.Secrete@exemple.fr")))
        #expect(host.contains("639981234") && host.contains("Boulangerie Martin") && !host.contains("Motsecret"))
        for stranger in [
            PersonRecords.adult("Paul", "Secrète", "claire.secrete@exemple.fr"),
            PersonRecords.adult("Claire", "Secrète", "autre@exemple.fr"),
        ] {
            await #expect(throws: PersonSearch.Problem.nobody) { _ = try await records.export(stranger) }
        }
        let mother = try PersonRecords.text(try await records.export(PersonRecords.everybody[0].query))
        #expect(!mother.contains("639981234") && !mother.contains("Motsecret"))
        #expect(try await desk.applications(of: pupil).count == 2)
    }

    @Test func `nobody else's name, address or number is in it`() async throws {
        _ = try await records.signed()
        let all: [(PersonQuery, ContactSheet.Person)] =
            [(try PersonRecords.pupil(), .student)] + PersonRecords.everybody.map { ($0.query, $0.position) }
        let words: [ContactSheet.Person: [String]] = [
            .student: ["Awa", "2011-02-03", "student@exemple.fr", "2de 4"],
            .representative1: ["Mariam", "representative-1@exemple.fr"],
            .representative2: ["Ousmane", PersonRecords.father, "+33639981009"],
            .school: ["Roussel", "school@exemple.fr"], .referentTeacher: ["Nguyen", "thomas@exemple.fr"],
            .employer: ["Claire", "employer@exemple.fr"],
            .tutor: ["Ronan", "ronan@exemple.fr", "+33639981003"],
        ]
        for (query, position) in all {
            let text = try PersonRecords.text(try await records.export(query))
            for (other, its) in words where other != position {
                for word in its { #expect(!text.contains(word), "\(position) reads of \(other): \(word)") }
            }
        }
    }

    @Test func `no token, code or hash of one is in it, and no digest of anything`() async throws {
        _ = try await records.signed()
        for query in [try PersonRecords.pupil()] + PersonRecords.everybody.map(\.query) {
            let text = try PersonRecords.text(try await records.export(query))
            for mail in try await records.test.store.waitingMails() {
                for secret in mail.textBody.matches(of: /[A-Za-z0-9_-]{22,}|\b[0-9]{6}\b/).map({ String($0.output) }) {
                    #expect(!text.contains(secret), "\(secret)")
                }
                #expect(!text.contains(mail.messageKey))
            }
            #expect(!text.contains(/[0-9a-f]{64}/))
        }
    }

    @Test func `who brings the emergency kit is told the pupil alone, and why a file is held the family`() async throws
    {
        let id = try await records.signed()
        try await bench.workflow.placeLegalHold(on: id, reason: .accident)
        #expect(try PersonRecords.text(try await records.export(try PersonRecords.pupil())).contains("emergencyKit"))
        for (query, position) in PersonRecords.everybody {
            let text = try PersonRecords.text(try await records.export(query))
            #expect(!text.contains("emergencyKit"), "\(position)")
            #expect(text.contains("isHeld"), "\(position)")
            #expect(text.contains("accident") == position.isRepresentative, "\(position)")
            #expect(text.contains("legalHoldPlaced") == position.isRepresentative, "\(position)")
        }
    }

    @Test func `a parent who must not be told of the placement is given nothing of it, and the school is told`()
        async throws
    {
        let id = try await records.signed(notice: .forbidden)
        let amendment = try await bench.workflow.amend(
            id, AmendmentRequest(data: Array("hours".utf8), effectiveOn: try day("2026-06-10")))
        let export = try await records.export(PersonRecords.everybody[1].query)
        #expect(Set(export.withheld.map(\.convention)) == [id, amendment] && export.files.isEmpty)
        let text = try PersonRecords.text(export)
        for word in [id.text, amendment.text, "Menuiserie", "Lycée", "2026-06-15"] {
            #expect(!text.contains(word), "\(word)")
        }
        let pupil = try await records.export(try PersonRecords.pupil())
        #expect(Set(pupil.unmentionable) == [id, amendment])
    }

    @Test func `a correction that forbids to tell a parent holds for what was made before it as well`() async throws {
        let id = try await records.signed(notice: .allowed)
        let amendment = try await bench.workflow.amend(
            id, AmendmentRequest(data: Array("hours".utf8), effectiveOn: try day("2026-06-10")))
        try await bench.workflow.correctSheet(
            of: id,
            with: ContactSheet(contacts: [
                .init(of: .representative2, email: PersonRecords.father, notice: .forbidden)
            ]))
        let export = try await records.export(PersonRecords.everybody[1].query)
        #expect(Set(export.withheld.map(\.convention)) == [id, amendment])
        #expect(Set(try await records.export(try PersonRecords.pupil()).unmentionable) == [id, amendment])
    }

    @Test func `who signs gets the document and the own proof file, who does not gets neither`() async throws {
        let id = try await records.signed()
        let pupil = try await records.export(try PersonRecords.pupil())
        #expect(
            pupil.files.map(\.name) == [
                "convention-\(id.text).pdf", "dossier-de-preuve-\(id.text)-student.xml",
                "dossier-de-preuve-\(id.text)-student.pdf",
            ])
        #expect(pupil.files[0].bytes == (try await bench.workflow.document(of: id).bytes))
        for place in [1, 3, 5] {
            #expect(try await records.export(PersonRecords.everybody[place].query).files.isEmpty)
        }
    }

    @Test func `the school's own words are left to the school, which is told where they are`() async throws {
        let id = try await bench.issued()
        try await bench.workflow.cancel(id, reason: "Désaccord avec Ousmane")
        let export = try await records.export(try PersonRecords.pupil())
        #expect(export.unread == [id])
        #expect(!(try PersonRecords.text(export)).contains("Ousmane"))
    }

    @Test func `that an export was made is kept for good, sealed, and names nobody`() async throws {
        let id = try await records.signed()
        let office = try records.office
        let export = try await records.export(try PersonRecords.pupil())
        #expect(try await office.records().isEmpty, "nothing is recorded by looking")
        #expect(try await office.record(export) == 1)
        #expect(try await office.record(export) == 2)
        let stored = try #require(try await office.records().first)
        #expect(stored.record.seal == Array(stored.record.content.suffix(3)) && stored.madeAt == bench.now)
        #expect(try PersonOffice.content(of: stored).places == ["\(id.text)/student"])
        let text = String(decoding: stored.record.content, as: UTF8.self)
        for name in ["Diallo", "Awa", "2011", "exemple.fr", "Martin"] { #expect(!text.contains(name), "\(name)") }
        for sql in ["UPDATE personExport SET madeAt = 0", "DELETE FROM personExport"] {
            await #expect(throws: (any Error).self) {
                try await records.test.store.pool.write { db in try db.execute(sql: sql) }
            }
        }
    }

    @Test func `nothing is recorded when nobody seals the record`() async throws {
        _ = try await records.signed()
        var office = try records.office
        office.seal = { _ throws(WorkflowError) in throw .unavailable(.timeStamping) }
        let export = try await records.export(try PersonRecords.pupil())
        await #expect(throws: WorkflowError.unavailable(.timeStamping)) { try await office.record(export) }
        #expect(try await office.records().isEmpty)
    }

    @Test func `what was erased is found no more, and what is being prepared is found`() async throws {
        let id = try await records.signed()
        try await records.test.store.erase(id)
        let test = records.test
        let prepared = try await PreparedConvention(
            texts: try TestStore.texts(), on: test.store.conventionStore,
            mails: { try await test.store.waitingMails() })
        let search = try await records.office.search(try PersonRecords.pupil())
        #expect(search.exact.map(\.place) == [PersonPlace(convention: prepared.id, position: .student)])
        let text = try PersonRecords.text(try await records.export(try PersonRecords.pupil()))
        #expect(text.contains("2de 4") && !text.contains("Mariam"))
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }

    @Test func `who need not sign and has not is given no document of the others, and who has is given it`()
        async throws
    {
        let bench = WorkflowBench(
            store: records.test.store.conventionStore,
            mails: { [store = records.test.store] in try await store.waitingMails() },
            texts: try TestStore.texts(), sample: .withOptional)
        let id = try await bench.issued()
        for party in ["referent-teacher", "student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
        var data = try PersonRecords.data()
        data.school.referentTeacher?.name = PersonName(given: "Thanh", family: "Nguyen")
        data.host.tutor.name = PersonName(given: "Karim", family: "Marcheboeuf")
        let all = data
        var office = PersonOffice(
            bench.workflow, rules: RetentionRules(), store: records.test.store, heads: records.test.store,
            read: { _ throws(WorkflowError) in all }, seal: { content throws(WorkflowError) in content.suffix(3) })
        office.proof = { form, id, field throws(WorkflowError) in
            ProofCopy(convention: id, fieldName: field, form: form, bytes: [1])
        }
        for (query, isGiven) in [
            (PersonRecords.adult("Thanh", "Nguyen", "referent-teacher@exemple.fr"), true),
            (PersonRecords.adult("Karim", "Marcheboeuf", "tutor@exemple.fr"), false),
        ] {
            let search = try await office.search(query)
            let export = try await office.export(search, try search.selected([]))
            #expect(export.files.isEmpty != isGiven, "\(query.name.given): \(export.files.map(\.name))")
            #expect(export.content.count > 0)
        }
    }
}
