import Applications
import ConventionDomain
import ConventionTemplates
import Foundation
import Offers
import Parties
import Persistence
import Placements
import TestSupport
import Testing
import ToolSupport
import Typesetting
import Workflow
import WorkflowTestSupport

@testable import Bootstrap

@Suite("Preparation of a convention from a place")
struct PreparationOfPlaceTests {
    private let ground: PlacementGround
    private let workflow: ConventionWorkflow
    private let drafts: ConventionDrafts

    init() async throws {
        ground = try await PlacementGround()
        let root = PythonTool.root
        let templates = try TemplateStore.forSchool(
            resources: Resources(directory: root.path), dataDirectory: "/nowhere", calendar: .standard)
        let store = ground.store
        let bench = WorkflowBench(
            store: store.conventionStore, mails: { [] },
            texts: try .load(directory: root.appending(path: "Templates").path),
            documents: .templates(
                templates, typesetter: Typesetter(fonts: try FontSet()), templateIdentifier: "observation-2025-11",
                timeZone: .paris, reviews: TemplateReviews(dataDirectory: "/nowhere")))
        workflow = bench.workflow
        drafts = .workflow(bench.workflow)
    }

    private static let applicationText = "abcdefghijkmnpqrstuv"

    private func pupil(_ change: (inout PupilRecord) -> Void = { _ in }) throws -> PupilRecord {
        var record = PupilRecord(
            name: PersonName(given: "Louane", family: "Tanguy"),
            birthDate: try #require(CalendarDate(iso8601: "2012-09-30")), grade: .troisieme, className: "3e A",
            email: MailboxAddress("louane@famille.example"),
            representatives: [
                .init(
                    name: PersonName(given: "Solenn", family: "Tanguy"), capacity: "Mère",
                    email: MailboxAddress("solenn@famille.example"), phone: PhoneNumber("0639981041"))
            ],
            school: ConventionData.School(
                name: "Collège Sainte-Anne-des-Grèves", uai: try #require(UAI("0990012A")),
                address: PostalAddress(street: "2 place du Marché", postalCode: "29999", city: "Port-Kerlann"),
                status: .privateUnderContract,
                head: .init(name: PersonName(given: "Béatrice", family: "Le Goff"), capacity: "Cheffe d’établissement")),
            schoolEmail: try #require(MailboxAddress("stages@sainte-anne.example")))
        change(&record)
        return record
    }

    /// Made by the store's own steps: what employer and pupil agreed on.
    private func agreement(_ pupil: PupilRecord) async throws -> PlacementAgreement {
        let applicant = Applicant(
            reference: try #require(PupilReference("3a-7")), name: pupil.name, grade: pupil.grade,
            className: pupil.className, school: pupil.school.uai, schoolName: pupil.school.name,
            schoolCity: pupil.school.address.city)
        let application = Application(
            id: try #require(ApplicationID(Self.applicationText)), offer: PlacementGround.offerID(),
            applicant: applicant, period: try PlacementGround.offer().posting.periods[0].period,
            motivation: "J’aime le pain.")
        return try #require(
            PlacementAgreement(application, PlacementGround.offer(), pupil, calendar: .standard))
    }

    /// Rule: what the offer and the school's register say is in the preparation, so that nobody writes it twice, and both are asked for the rest.
    @Test func `a preparation has all that is known, is made once, and asks host and family`() async throws {
        let agreement = try await agreement(try pupil())
        let reference = try await drafts.prepare(agreement)
        #expect(try await drafts.prepare(agreement) == reference)
        #expect(try await drafts.begun(agreement.application) == reference)
        let id = try #require(ConventionID(reference))
        let shown = try await workflow.show(id)
        #expect(shown.summary.outline?.pupil == PersonName(given: "Louane", family: "Tanguy"))
        let mails = try await ground.waitingMails()
        #expect(
            Set(mails.map(\.to)) == ["claire@boulangerie.example", "solenn@famille.example"],
            "host and family are asked")
        #expect(mails.count == 2, "once")
        let data = try await ground.store.conventionStore.history(id)
        #expect(data?.entries.first?.event.kind == .prepared)
    }

    @Test func `the host finds its part filled with what the offer says`() async throws {
        let request = try await agreement(try pupil()).preparation(WorkflowSettings())
        let tree = try #require(
            try JSONSerialization.jsonObject(with: Data(request.data)) as? [String: Any])
        let host = try #require(tree["host"] as? [String: Any])
        #expect(host["siret"] as? String == "35600000000048" && host["legalName"] as? String == "Boulangerie Martin")
        #expect((host["address"] as? [String: Any])?["city"] as? String == "Créteil")
        #expect((host["representative"] as? [String: Any])?["familyName"] as? String == "Secrète")
        let placement = try #require(tree["placement"] as? [String: Any])
        #expect(placement["start"] as? String == "2027-03-15" && placement["end"] as? String == "2027-03-19")
        #expect((placement["timetable"] as? [Any])?.count == 5)
        #expect((placement["activities"] as? String)?.contains("pâtes") == true)
        #expect(request.contacts["employer"]?.email == "claire@boulangerie.example")
        #expect(request.contacts["representative-1"]?.mobile == "+33639981041")
    }

    @Test func `a family that nobody can reach is told to the school as such`() async throws {
        for change in [
            { (pupil: inout PupilRecord) in pupil.email = nil },
            { (pupil: inout PupilRecord) in pupil.representatives[0].email = nil },
            { (pupil: inout PupilRecord) in pupil.representatives = [] },
        ] {
            let agreement = try await agreement(try pupil(change))
            await #expect(throws: HandOverProblem.familyUnreachable) { _ = try await drafts.prepare(agreement) }
        }
        #expect(try await drafts.begun(try #require(ApplicationID(Self.applicationText))) == nil)
        let wrong = try await agreement(
            try pupil { $0.birthDate = .init(year: 2032, month: 1, day: 1) ?? $0.birthDate })
        await #expect(throws: HandOverProblem.notAcceptable) { _ = try await drafts.prepare(wrong) }
    }

    /// Rule: a place that the school takes back leaves nobody signing, also when the convention was corrected meanwhile.
    @Test func `what was corrected is withdrawn in its newest version`() async throws {
        let bench = WorkflowBench(
            store: ground.store.conventionStore, mails: { [] },
            texts: try .load(directory: PythonTool.root.appending(path: "Templates").path),
            documents: PlacementSheet.documents)
        let former = try await bench.workflow.draft(PlacementSheet().request)
        try await bench.workflow.issue(former)
        func corrected(_ id: ConventionID, to place: String) async throws -> ConventionID {
            let request = DraftRequest(data: PlacementSheet { $0.place = place }.data, contacts: [:])
            return try await bench.workflow.revise(id, Correction(request: request, reason: "Erreur de lieu"))
                .convention
        }
        let next = try await corrected(former, to: "8 rue Basse")
        let last = try await corrected(next, to: "9 rue Haute")
        #expect(try await ConventionDrafts.workflow(bench.workflow).withdraw(former.text) == .withdrawn)
        #expect(try await bench.workflow.show(last).summary.status == .cancelled)
        #expect(try await bench.workflow.show(former).summary.status == .superseded)
    }

    @Test func `a preparation is withdrawn once, and what does not exist is none`() async throws {
        let reference = try await drafts.prepare(try await agreement(try pupil()))
        #expect(try await drafts.withdraw(reference) == .withdrawn)
        #expect(try await drafts.withdraw(reference) == .withdrawn)
        #expect(try await drafts.withdraw("vutsrqpnmkjihgfedcba") == DraftFate.none)
        #expect(try await drafts.withdraw("nothing") == DraftFate.none)
    }
}
