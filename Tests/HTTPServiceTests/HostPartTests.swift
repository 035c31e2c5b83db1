import ConventionDomain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Workflow
import WorkflowTestSupport

@testable import HTTPService

/// The doors to the parts of a convention that is being prepared, on the real use cases.
@Suite("Pages and endpoint of parts")
struct HostPartTests {
    private let prepared: PreparedConvention
    private let service: ServiceUnderTest

    init() async throws {
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        prepared = try await PreparedConvention(texts: WorkflowTexts.load(directory: templates))
        var service = ServiceUnderTest()
        service.preparing = prepared.workflow
        self.service = service
    }

    private static let json = """
        {"host": {"legalName": "Menuiserie Martin", "siret": "99900002900010",
         "address": {"street": "4 rue Haute", "postalCode": "29999", "city": "Kerlann"}, "sector": "Menuiserie",
         "representative": {"givenName": "Claire", "familyName": "Martin", "capacity": "Gérante"},
         "tutor": {"givenName": "Ronan", "familyName": "Le Bihan", "function": "Chef d’atelier"}},
         "placement": {"timetable": [{"date": "2026-06-22", "slots": [{"from": "09:00", "to": "12:00"}]},
           {"date": "2026-06-23", "slots": [{"from": "08:00", "to": "17:00"}]}], "activities": "Observation"},
         "contacts": {"employer": {"email": "claire@martin.example"}, "tutor": {"telephone": "0199001042"}},
         "give": true}
        """

    private func put(_ body: String, _ token: String? = nil, id: String? = nil) async throws -> TestResponse {
        let own = try await prepared.token("employer").text
        return try await service.send(
            .put, "/api/v1/conventions/\(id ?? prepared.id.text)/host-part",
            [.authorization: "Bearer \(token ?? own)", .contentType: "application/json"], body)
    }

    private func pointers(_ response: TestResponse, _ member: String) throws -> [String?] {
        try #require(try response.json[member] as? [[String: String]]).map { $0["pointer"] }
    }

    @Test func `an emancipated pupil reads on the family's page that he or she signs alone`() async throws {
        let mother = "/p/\(try await prepared.token("representative-1").text)"
        #expect(try await !service.get(mother).text.contains("mancip"))
        let contacts = prepared.hands.sample.contacts.filter { $0.key != "representative-1" }
        try await prepared.workflow.correctPreparation(
            prepared.id,
            PreparedConvention.request(
                pupil: "Awa", contacts,
                [
                    (#""representative-1", "#, ""),
                    (#""className": "2de 4""#, #""className": "2de 4", "emancipated": true"#),
                    (#"{"givenName": "Mariam", "familyName": "Diallo", "capacity": "Mère"}"#, ""),
                ]))
        let page = try await service.get("/p/\(try await prepared.token("student").text)").text
        #expect(page.contains("Élève émancipé") && page.contains("oui, signe sans responsable légal"))
        #expect(!page.contains("Mariam"))
    }

    // MARK: Software

    @Test func `a part that breaks a rule is kept, and refused with the value's place and the rule's code`()
        async throws
    {
        let response = try await put(Self.json)
        #expect(response.status == .unprocessableContent)
        #expect(response.headers[.contentType] == "application/problem+json")
        #expect(try response.json["type"] as? String == "urn:seing:problem:invalid-data")
        #expect(try pointers(response, "errors") == ["/placement/timetable/1"])
        let errors = try #require(try response.json["errors"] as? [[String: String]])
        #expect(errors.first?["code"] == "dayTooLong")
        let kept = try await prepared.workflow.partView(try await prepared.token("employer")).hostPart
        #expect(kept["placement/timetable/2026-06-23/to1"] == "17:00")
    }

    @Test func `a part that is complete goes to the school, once`() async throws {
        let body = Self.json.replacing("17:00", with: "12:00")
        let response = try await put(body)
        #expect(response.status == .ok)
        #expect(try response.json["state"] as? String == "given")
        let again = try await put(body)
        #expect(again.status == .conflict)
        #expect(try again.json["type"] as? String == "urn:seing:problem:wrong-state")
    }

    @Test func `a part that is not to be given is kept, and says what is missing`() async throws {
        let response = try await put(#"{"host": {"sector": "Menuiserie"}, "contacts": {"tutor": {"telephone": "12"}}}"#)
        #expect(response.status == .ok)
        #expect(try response.json["state"] as? String == "open")
        #expect(try pointers(response, "missing").contains("/host/address/city"))
        #expect(try pointers(response, "faults") == ["/contacts/tutor/telephone"])
        // What is left out of the body is not there any more.
        #expect(try pointers(response, "missing").first == "/host/legalName")
    }

    @Test(arguments: [
        (#"{"host": 3, "host": 4}"#, HTTPResponse.Status.unprocessableContent, "invalid-data"),
        ("[]", .badRequest, "malformed-json"), ("{", .badRequest, "malformed-json"),
        (#"{"host": {"sector": 3}}"#, .unprocessableContent, "invalid-data"),
        (#"{"placement": {"timetable": [{"date": "demain", "slots": []}]}}"#, .unprocessableContent, "invalid-data"),
        (#"{"give": "oui"}"#, .unprocessableContent, "invalid-data"),
    ])
    func `what is no part is refused and keeps nothing`(
        body: String, status: HTTPResponse.Status, code: String
    ) async throws {
        let response = try await put(body)
        #expect(response.status == status)
        #expect(try response.json["type"] as? String == "urn:seing:problem:" + code)
        #expect(try await prepared.workflow.show(prepared.id).history.count { $0.kind == .partSaved } == 0)
    }

    @Test func `another token, another convention and a token for something else open nothing`() async throws {
        let family = try await prepared.token("representative-1").text
        let other = String(repeating: "a", count: 20)
        for response in [
            try await put(Self.json, String(repeating: "A", count: 43)), try await put(Self.json, family),
            try await put(Self.json, id: other), try await put(Self.json, "x"),
        ] { #expect(response.status == .unauthorized) }
    }

    // MARK: Pages

    @Test func `the page shows what was kept, and every value in its field`() async throws {
        let token = try await prepared.token("employer")
        let path = "/p/" + token.text
        let saved = try await service.post(
            path,
            ["host/sector": "Bois & <cuir>", "placement/timetable/2026-06-22/from1": "09:00", "enregistrer": "oui"],
            formToken: ServiceUnderTest.formToken(token.text))
        #expect(saved.status == .seeOther)
        #expect(saved.headers[.location] == path + "?suite=enregistre")
        let page = try await service.get(path + "?suite=enregistre").text
        #expect(page.contains("C’est enregistré"))
        #expect(page.contains(#"value="Bois &amp; &lt;cuir&gt;""#))
        #expect(page.contains(#"name="placement/timetable/2026-06-22/from1" type="time" value="09:00""#))
        #expect(page.contains("Il reste à remplir"))
        #expect(page.ranges(of: "<script").count == 1)
    }

    @Test func `a form without its token changes nothing, and a GET never does`() async throws {
        let token = try await prepared.token("employer")
        let before = try await prepared.workflow.show(prepared.id).history
        for method in [HTTPRequest.Method.get, .head] { _ = try await service.send(method, "/p/" + token.text) }
        #expect(
            try await service.post("/p/" + token.text, ["host/sector": "Bois"], formToken: "x").status == .forbidden)
        #expect(try await prepared.workflow.show(prepared.id).history == before)
    }

    @Test func `a family answers, and a link that was replaced offers a new one`() async throws {
        let token = try await prepared.token("representative-1")
        let (path, form) = ("/p/" + token.text, ServiceUnderTest.formToken(token.text))
        let page = try await service.get(path).text
        #expect(page.contains("Mariam Diallo, Mère") && page.contains("3 février 2011"))
        let empty = try await service.post(path, ["erreur": "oui", "message": " "], formToken: form)
        #expect(empty.headers[.location] == path + "?suite=incomplet")
        #expect(try await service.get(path + "?suite=incomplet").text.contains("Dites ce qui est à corriger"))
        #expect(try await service.post(path, ["exact": "oui"], formToken: form).headers[.location] == path)
        #expect(try await service.get(path).text.contains("La réponse de la famille est enregistrée"))
        let host = try await prepared.token("employer")
        try await prepared.workflow.resendInvitation(of: prepared.id, to: "employer")
        let dead = try await service.get("/p/" + host.text)
        #expect(dead.status == .gone && dead.text.contains(#"action="/p/\#(host.text)/renew""#))
        let renewed = try await service.post(
            "/p/\(host.text)/renew", formToken: ServiceUnderTest.formToken(host.text))
        #expect(renewed.headers[.location] == "/lien-demande")
    }

    @Test func `what one parent objects to, another is told to wait for and cannot agree to`() async throws {
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        let family = try await PreparedConvention(
            texts: WorkflowTexts.load(directory: templates), hasTwoParents: true)
        var service = ServiceUnderTest()
        service.preparing = family.workflow
        let token = try await family.token("representative-2")
        let path = "/p/" + token.text
        #expect(try await service.get(path).text.contains("Tout est exact"))
        try await family.workflow.disputeFamily(try await family.token("representative-1"), message: "Née en mai")
        let page = try await service.get(path).text
        #expect(page.contains("a été signalée à l’établissement") && !page.contains("Née en mai"))
        #expect(!page.contains("Tout est exact") && page.contains("Quelque chose ne va pas"))
        // Who had the page open before is led back to it.
        let late = try await service.post(path, ["exact": "oui"], formToken: ServiceUnderTest.formToken(token.text))
        #expect(late.headers[.location] == path)
        #expect(try await family.workflow.show(family.id).preparation?.progress.dispute?.message == "Née en mai")
    }

    @Test func `a family names the host on its page, resumes, and reads that the school looks at it`() async throws {
        let templates = ServiceUnderTest.package.appending(path: "Templates").path
        let family = try await PreparedConvention(
            texts: WorkflowTexts.load(directory: templates), isHostOpen: true)
        var service = ServiceUnderTest()
        service.preparing = family.workflow
        let token = try await family.token("representative-1")
        let (path, form) = ("/p/" + token.text, ServiceUnderTest.formToken(token.text))
        #expect(try await service.get(path).text.contains("Il reste à remplir"))
        var fields = ["organisme": "oui", "host/legalName": "Bois & <fils>", "host/siret": "12"]
        let kept = try await service.post(path, fields, formToken: form)
        #expect(kept.headers[.location] == path + "?suite=organisme-enregistre")
        let page = try await service.get(path + "?suite=organisme-enregistre").text
        #expect(page.contains("C’est enregistré") && page.contains(#"value="Bois &amp; &lt;fils&gt;""#))
        #expect(page.contains("Le numéro SIRET ne paraît pas exact") && !page.contains("À corriger"))
        fields["transmettre"] = "oui"
        let early = try await service.post(path, fields, formToken: form)
        #expect(early.headers[.location] == path + "?suite=organisme-incomplet")
        #expect(
            try await service.get(path + "?suite=organisme-incomplet").text
                .contains("À remplir\u{A0}: Son adresse électronique"))
        // A mistake elsewhere on the page is not shown beside the host's fields.
        let objection = try await service.get(path + "?suite=incomplet").text
        #expect(objection.ranges(of: "Dites ce qui est à corriger, en").count == 2)
        for (key, value) in PreparedConvention.named.values { fields[key] = value }
        #expect(try await service.post(path, fields, formToken: form).headers[.location] == path)
        let given = try await service.get(path).text
        #expect(given.contains("L’établissement vérifie l’organisme") && !given.contains(#"name="host/legalName""#))
        #expect(given.contains("Tout est exact"))
    }

    @Test func `no line of the log holds a link or what was written`() async throws {
        let token = try await prepared.token("employer")
        _ = try await put(Self.json)
        _ = try await service.get("/p/" + token.text)
        for secret in [token.text, "Menuiserie", "martin.example"] { #expect(!service.log.text.contains(secret)) }
    }
}
