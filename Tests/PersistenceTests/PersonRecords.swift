import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@testable import Persistence

/// A store in which a pupil, her parents, a head of school, a teacher, a host and a tutor have left something in every table.
struct PersonRecords {
    let test: TestStore
    let bench: WorkflowBench
    let heads: HeadOffice

    static let father = "ousmane@exemple.fr"

    init() throws {
        let test = try TestStore()
        self.test = test
        bench = WorkflowBench(
            store: test.store.conventionStore, mails: { try await test.store.waitingMails() },
            texts: try TestStore.texts(), documents: OtherParent.documents)
        heads = HeadOffice(bench.workflow, store: test.store)
    }

    var office: PersonOffice {
        get throws {
            let data = try Self.data()
            var office = PersonOffice(
                bench.workflow, rules: RetentionRules(), store: test.store, heads: test.store,
                read: { _ throws(WorkflowError) in data }, seal: { content throws(WorkflowError) in content.suffix(3) })
            office.proof = { form, id, field throws(WorkflowError) in
                ProofCopy(convention: id, fieldName: field, form: form, bytes: Array("proof of \(field)".utf8))
            }
            return office
        }
    }

    /// What the sample's data would say, were they data.
    static func data() throws -> ConventionData {
        func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso8601: text)) }
        let address = PostalAddress(street: "4 rue Haute", postalCode: "29999", city: "Kerlann")
        return ConventionData(
            pupil: .init(
                name: PersonName(given: "Awa", family: "Diallo"), birthDate: try day("2011-02-03"), grade: .seconde,
                className: "2de 4"),
            representatives: [
                .init(name: PersonName(given: "Mariam", family: "Diallo"), capacity: "Mère"),
                .init(name: PersonName(given: "Ousmane", family: "Diallo"), capacity: "Père"),
            ],
            school: .init(
                name: "Lycée Aimé-Césaire", uai: try #require(UAI("0750654D")), address: address, status: .public,
                head: .init(name: PersonName(given: "Hélène", family: "Roussel"), capacity: "Proviseure"),
                referentTeacher: .init(name: PersonName(given: "Thomas", family: "Nguyen"), subject: "Lettres")),
            host: .init(
                legalName: "Menuiserie Martin", siret: nil, address: address, sector: "Menuiserie",
                representative: .init(name: PersonName(given: "Claire", family: "Martin"), capacity: "Gérante"),
                tutor: .init(name: PersonName(given: "Ronan", family: "Le Bihan"), function: "Chef d’atelier")),
            placement: .init(
                start: try day("2026-06-15"), end: try day("2026-06-26"), places: [.init(address: address)],
                timetable: [], activities: "Rabotage de planches."),
            signing: .init(place: "Kerlann", required: [.student, .representative1, .school, .employer]))
    }

    /// Signed by all, with a father who was told, a tutor, a teacher and a health sheet on file.
    func signed(notice: ContactSheet.Notice? = nil) async throws -> ConventionID {
        var request = DraftRequest(
            data: bench.sample.data, contacts: bench.sample.contacts,
            otherContacts: [
                .init(of: .representative2, email: Self.father, telephone: "+33639981009", notice: notice),
                .init(of: .tutor, email: "ronan@exemple.fr", telephone: "+33639981003"),
                .init(of: .referentTeacher, email: "thomas@exemple.fr"),
            ], emergencyKit: .family)
        request.overlapReason = "essai"
        let id = try await bench.workflow.draft(request)
        try await bench.workflow.issue(id)
        for party in ["student", "representative-1", "school"] { try await bench.sign(party) }
        try await bench.countersign(id)
        return id
    }

    static func pupil(_ given: String = "Awa", born: String = "2011-02-03") throws -> PersonQuery {
        PersonQuery(
            name: PersonName(given: given, family: "Diallo"),
            mark: .birthDate(try #require(CalendarDate(iso8601: born))))
    }

    static func adult(_ given: String, _ family: String, _ email: String) -> PersonQuery {
        PersonQuery(name: PersonName(given: given, family: family), mark: .email(email))
    }

    static let everybody: [(query: PersonQuery, position: ContactSheet.Person)] = [
        (adult("Mariam", "Diallo", "representative-1@exemple.fr"), .representative1),
        (adult("Ousmane", "Diallo", father), .representative2),
        (adult("Hélène", "Roussel", "school@exemple.fr"), .school),
        (adult("Thomas", "Nguyen", "thomas@exemple.fr"), .referentTeacher),
        (adult("Claire", "Martin", "employer@exemple.fr"), .employer),
        (adult("Ronan", "Le Bihan", "ronan@exemple.fr"), .tutor),
    ]

    func export(_ query: PersonQuery, _ choices: [PersonChoice] = []) async throws -> PersonExport {
        let office = try office
        let search = try await office.search(query)
        return try await office.export(search, try search.selected(choices))
    }

    static func text(_ export: PersonExport) throws -> String {
        String(decoding: try PersonDatum.json(export.content), as: UTF8.self)
    }
}
