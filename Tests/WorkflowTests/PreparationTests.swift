import ConventionDomain
import Foundation
import Parties
import Testing
import Workflow
import WorkflowTestSupport

@Suite("Preparing a convention")
struct PreparationTests {
    @Test func `host and family are asked, each with its own link, and nobody to sign`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        #expect(try await bench.phase() == .completing)
        #expect(try await bench.hands.mails(to: "employer").count == 1)
        #expect(try await bench.hands.mails(to: "representative-1").count == 1)
        #expect(bench.store.mails.count == 2)
        let host = try await bench.workflow.partView(try await bench.token("employer"))
        #expect(host.part == .host && host.situation == .open)
        #expect(host.hostPart[.legalName] == "Menuiserie Martin")
        #expect(host.assessment.missing.map(\.key).contains("host/siret"))
        #expect(host.assessment.missing.last?.key == HostPart.timetable)
        #expect(host.assessment.faults.isEmpty)
        let family = try await bench.workflow.partView(try await bench.token("representative-1"))
        #expect(family.part == .family && family.family.birthDate == "2011-02-03")
        #expect(family.family.contacts.keys.sorted() == ["representative-1", "student"])
    }

    /// As of a pupil of age, of whom there is no representative either.
    @Test func `an emancipated pupil answers for the family, and reads that he or she is held for one`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let contacts = bench.hands.sample.contacts.filter { $0.key != "representative-1" }
        for (name, word, isEmancipated) in [
            ("Inès", #", "emancipated": "true""#, true), ("Zoé", #", "emancipated": true"#, true), ("Léa", "", false),
            ("Ada", #", "emancipated": false"#, false),
        ] {
            let id = try await bench.workflow.prepare(
                PreparedConvention.request(
                    pupil: name, contacts,
                    [
                        (#""representative-1", "#, ""), (#""className": "2de 4""#, #""className": "2de 4""# + word),
                        (#"{"givenName": "Mariam", "familyName": "Diallo", "capacity": "Mère"}"#, ""),
                    ]))
            let view = try await bench.workflow.partView(try await bench.token("student"))
            #expect(view.convention == id && view.part == .family && view.family.isEmancipated == isEmancipated)
            #expect(view.family.representatives.isEmpty && view.family.contacts.keys.sorted() == ["student"])
            try await bench.workflow.confirmFamily(try await bench.token("student"))
            #expect(try await bench.workflow.show(id).preparation?.progress.isOpen(.family) == false)
        }
    }

    @Test func `a parent is shown no address of another, nor what another objected to`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts(), hasTwoParents: true)
        let second = try await bench.token("representative-2")
        try await bench.workflow.disputeFamily(try await bench.token("representative-1"), message: "Faux")
        let view = try await bench.workflow.partView(second)
        #expect(view.dispute == nil && view.situation == .open)
        #expect(view.family.contacts.keys.sorted() == ["representative-2", "student"])
        #expect(view.family.representatives.map(\.name.given) == ["Mariam", "Ousmane"])
        let host = try await bench.workflow.partView(try await bench.token("employer"))
        #expect(host.dispute == nil && host.family.contacts.isEmpty)
    }

    @Test func `a link to a part opens no page for signing, and a link for signing no part`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let part = try await bench.token("employer")
        let asSigning = try #require(LinkToken(part.text))
        let asAccess = try #require(AccessToken(part.text))
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.view(asSigning) }
        await #expect(throws: WorkflowError.unauthorized) {
            try await bench.workflow.employerView(bench.id, accessToken: asAccess)
        }
        let family = try await bench.token("representative-1")
        await #expect(throws: WorkflowError.unknownLink) {
            try await bench.workflow.savePart(family, PreparedConvention.complete, gives: true)
        }
        await #expect(throws: WorkflowError.unknownLink) { try await bench.workflow.confirmFamily(part) }
        await #expect(throws: WorkflowError.unauthorized) { try await bench.workflow.hostPartView(bench.id, family) }
    }

    @Test func `what is written is kept incomplete or wrong, and judged each time`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let token = try await bench.token("employer")
        let wrong = PreparedConvention.complete([
            "host/siret": "12", "contacts/tutor/telephone": "", "placement/timetable/2026-06-22/to1": "17:00",
        ])
        let view = try await bench.workflow.savePart(token, wrong, gives: true)
        #expect(view.situation == .open)
        #expect(view.assessment.missing.map(\.key) == ["contacts/tutor/email"])
        // The hours are judged although another value has not even the right form.
        #expect(
            view.assessment.faults.map(\.key) == ["host/siret", "placement/timetable/2026-06-22"])
        #expect(view.assessment.faults.map(\.code) == ["notASIRET", "dayTooLong"])
        #expect(try await bench.workflow.partView(token).hostPart == wrong)
        #expect(try await bench.phase() == .completing)
    }

    @Test func `keeping the same again writes nothing, and taking a change back is kept`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let token = try await bench.token("employer")
        let other = PreparedConvention.complete(["host/sector": "Ébénisterie"])
        for part in [PreparedConvention.complete, PreparedConvention.complete, other, PreparedConvention.complete] {
            _ = try await bench.workflow.savePart(token, part, gives: false)
        }
        let history = try await bench.workflow.show(bench.id).history
        #expect(history.count { $0.kind == .partSaved } == 3)
        #expect(try await bench.workflow.partView(token).hostPart[.sector] == "Menuiserie")
    }

    @Test(arguments: [
        ("9h", "12 h 30", true), ("9:00", "12:00", true), ("neuf", "12:00", false), ("09:00", "25:00", false),
    ])
    func `times are read as people write them`(from: String, to: String, isTime: Bool) async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let part = PreparedConvention.complete([
            "placement/timetable/2026-06-22/from1": from, "placement/timetable/2026-06-22/to1": to,
        ])
        let view = try await bench.workflow.savePart(try await bench.token("employer"), part, gives: false)
        #expect(view.assessment.isComplete == isTime)
        #expect(view.assessment.faults.map(\.code) == (isTime ? [] : ["notATime"]))
    }

    @Test func `an hour outside the placement is told, not dropped`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let part = PreparedConvention.complete([
            "placement/timetable/2026-06-29/from1": "09:00", "placement/timetable/2026-06-29/to1": "12:00",
        ])
        let view = try await bench.workflow.savePart(try await bench.token("employer"), part, gives: true)
        #expect(view.assessment.faults.map(\.code) == ["dayOutsidePlacement"])
        #expect(view.situation == .open)
    }

    @Test func `nothing is approved while a part is missing, and nothing issued before it is approved`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        await #expect(throws: WorkflowError.wrongState(.completing)) { try await bench.workflow.approve(bench.id) }
        try await bench.give()
        await #expect(throws: WorkflowError.wrongState(.completing)) { try await bench.workflow.approve(bench.id) }
        await #expect(throws: WorkflowError.wrongState(.completing)) { try await bench.workflow.issue(bench.id) }
        try await bench.confirm()
        #expect(try await bench.phase() == .toApprove)
        await #expect(throws: WorkflowError.wrongState(.toApprove)) { try await bench.workflow.issue(bench.id) }
        #expect(bench.store.mails.count == 2)
    }

    @Test func `approval makes the draft of all parts, with the signatory whom the host named`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        try await bench.give()
        try await bench.confirm()
        try await bench.workflow.approve(bench.id)
        let detail = try await bench.workflow.show(bench.id)
        #expect(detail.summary.status == .draft && detail.preparation == nil)
        #expect(detail.parties.last?.signatory.name == PersonName(given: "Claire", family: "Martin"))
        let source = try await bench.workflow.source(of: bench.id)
        #expect(source.contacts["employer"]?.email == "claire@martin.example")
        #expect(source.otherContacts == [.init(of: .tutor, email: nil, telephone: "+33199001042")])
        let data = String(decoding: source.canonicalData, as: UTF8.self)
        #expect(data.contains("Le Bihan") && data.contains("Diallo") && !data.contains("compléter"))
        #expect(data.contains(#"Observation de l’atelier.\nVisite."#))
        try await bench.workflow.issue(bench.id)
        #expect(try await bench.phase() == .signing)
        #expect(try await bench.hands.mails(to: "student").count == 1)
        #expect(try await bench.workflow.partView(try await bench.token("employer")).situation == .approved)
    }

    @Test func `a part that is given cannot be changed by its link`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        try await bench.give()
        let token = try await bench.token("employer")
        await #expect(throws: WorkflowError.wrongState(.completing)) {
            try await bench.workflow.savePart(token, HostPart(), gives: false)
        }
        #expect(try await bench.workflow.partView(token).situation == .given)
    }

    @Test func `a part that is handed back keeps its values, and only the new link opens it`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let old = try await bench.token("employer")
        await #expect(throws: WorkflowError.wrongState(.completing)) {
            try await bench.workflow.handBack(bench.id, reason: "Trop tôt")
        }
        try await bench.give()
        try await bench.confirm()
        try await bench.workflow.handBack(bench.id, reason: "Le lieu manque de précision.")
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.partView(old) }
        let view = try await bench.workflow.partView(try await bench.token("employer"))
        #expect(view.handedBack == "Le lieu manque de précision." && view.situation == .open)
        #expect(view.hostPart == PreparedConvention.complete)
        #expect(
            try await bench.hands.mails(to: "employer").last?.textBody.contains("Le lieu manque de précision.") == true)
        try await bench.give()
        #expect(try await bench.phase() == .toApprove)
    }

    @Test func `what the family objects to waits for the school, which corrects it and asks again`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        try await bench.give()
        let old = try await bench.token("representative-1")
        await #expect(throws: WorkflowError.self) { try await bench.workflow.disputeFamily(old, message: " ") }
        try await bench.workflow.disputeFamily(old, message: "Elle s’appelle Awà.")
        let preparation = try #require(try await bench.workflow.show(bench.id).preparation)
        #expect(preparation.progress.dispute?.message == "Elle s’appelle Awà.")
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awà", bench.hands.sample.contacts))
        await #expect(throws: WorkflowError.revokedLink) { try await bench.workflow.confirmFamily(old) }
        #expect(try await bench.workflow.list().first?.outline?.pupil.given == "Awà")
        try await bench.confirm()
        #expect(try await bench.phase() == .toApprove)
        // Nothing of the family changes: nobody is asked again.
        let count = bench.store.mails.count
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awà", bench.hands.sample.contacts))
        #expect(bench.store.mails.count == count)
        #expect(try await bench.phase() == .toApprove)
    }

    @Test func `the school may correct the host's part, and approves what it corrected`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        try await bench.give()
        try await bench.confirm()
        try await bench.workflow.correctPreparation(
            bench.id, PreparedConvention.request(pupil: "Awa", bench.hands.sample.contacts),
            hostPart: PreparedConvention.complete(["host/sector": "Ébénisterie"]))
        #expect(try await bench.phase() == .toApprove)
        try await bench.workflow.approve(bench.id)
        let data = try await bench.workflow.source(of: bench.id).canonicalData
        #expect(String(decoding: data, as: UTF8.self).contains("Ébénisterie"))
    }

    @Test func `a part is written as JSON and read again as it was`() throws {
        let bytes = Array(try JSONEncoder().encode(PreparedConvention.complete.tree))
        #expect(try HostPart(json: bytes) == PreparedConvention.complete)
        let place = HostPart(["placement/places/place[1]/address/city": "Brest"])
        #expect(try HostPart(json: Array(try JSONEncoder().encode(place.tree))) == place)
        #expect(
            String(decoding: try JSONEncoder().encode(place.tree), as: UTF8.self)
                == #"{"placement":{"places":[{"address":{"city":"Brest"}}]}}"#)
    }

    @Test func `the school may answer for a family that has not, and the journal says so`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        try await bench.give()
        try await bench.workflow.approve(bench.id, withoutFamily: true)
        let given = try await bench.workflow.show(bench.id).history.filter { $0.kind == .partGiven }
        #expect(given.map(\.fieldName) == ["employer", nil])
    }

    @Test func `answering twice and approving twice change nothing`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        try await bench.confirm()
        try await bench.confirm()
        try await bench.give()
        let history = try await bench.workflow.show(bench.id).history
        #expect(history.count { $0.kind == .partGiven } == 2)
        try await bench.workflow.approve(bench.id)
        await #expect(throws: WorkflowError.wrongState(.draft)) { try await bench.workflow.approve(bench.id) }
    }

    @Test func `data that name no host, or somebody without address, begin nothing`() async throws {
        let bench = try Bench()
        let nameless = String(decoding: PreparedConvention.school(pupil: "Awa"), as: UTF8.self)
            .replacing("Menuiserie Martin", with: "")
        for request in [
            DraftRequest(data: Array(nameless.utf8), contacts: bench.hands.sample.contacts),
            DraftRequest(data: [1], contacts: bench.hands.sample.contacts),
        ] {
            await #expect(throws: WorkflowError.self) { try await bench.workflow.prepare(request) }
        }
        let prepared = try await PreparedConvention(texts: Bench.texts())
        var contacts = bench.hands.sample.contacts
        contacts["employer"] = nil
        await #expect(throws: WorkflowError.self) {
            try await prepared.workflow.prepare(PreparedConvention.request(pupil: "Awa", contacts))
        }
        #expect(try await prepared.workflow.list().count == 1)
        // What is wrong in the school's part and in what it wrote in the host's place is told together.
        let wrong = String(decoding: PreparedConvention.school(pupil: "?"), as: UTF8.self)
            .replacing(#""Menuiserie Martin""#, with: #""Menuiserie Martin", "siret": "12""#)
        do throws(WorkflowError) {
            _ = try await prepared.workflow.prepare(
                DraftRequest(data: Array(wrong.utf8), contacts: bench.hands.sample.contacts))
            Issue.record("it was prepared")
        } catch {
            guard case .invalidData(let messages) = error else { throw error }
            #expect(messages.map { $0.fault?.path } == ["host/siret", "pupil/givenName"])
        }
    }

    @Test func `cancelling tells those who were asked for a part`() async throws {
        let bench = try await PreparedConvention(texts: Bench.texts())
        let token = try await bench.token("employer")
        await #expect(throws: WorkflowError.wrongState(.completing)) { try await bench.workflow.source(of: bench.id) }
        try await bench.workflow.cancel(bench.id, reason: "Autre stage")
        await #expect(throws: WorkflowError.wrongState(.cancelled)) { try await bench.workflow.source(of: bench.id) }
        #expect(try await bench.hands.mails(to: "employer").last?.subject.contains("annulée") == true)
        #expect(try await bench.hands.mails(to: "student").isEmpty)
        #expect(try await bench.workflow.partView(token).situation == .cancelled)
        try await bench.workflow.erase(bench.id, reason: .mistake)
        await #expect(throws: WorkflowError.conventionErased) { try await bench.workflow.partView(token) }
    }
}
