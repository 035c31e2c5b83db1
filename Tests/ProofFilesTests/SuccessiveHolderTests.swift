import Bootstrap
import ConventionDomain
import Foundation
import Parties
import Persistence
import TestSupport
import Testing
import ToolSupport
import Workflow

@testable import SeingCLI

/// One convention that is being prepared, of which the school names another head and the host another tutor before anything is signed. Store and
/// readers are the service's own.
@Suite("What who had a place before somebody else is given, and that one")
struct SuccessiveHolderTests {
    private static let root = PythonTool.root.path
    private static let examples = root + "/Examples/preparation/"

    private let folder: TemporaryDirectory
    private let installation: Installation
    private let id: ConventionID

    init() async throws {
        folder = try TemporaryDirectory()
        let play = try Demonstration(
            directory: folder.file("data"), resources: Resources(directory: Self.root), language: .french,
            narrate: { _ in })
        installation = play.installation
        id = try await installation.workflow.prepare(try Self.request())
        try await OutboxDelivery(store: installation.store.outboxStore, mailer: play.mailbox.mailer)
            .deliverDue(now: Date())
        let token = try #require(
            PartToken(try await play.mailbox.token(after: "p", to: "contact@bois-joli.example")))
        for (isLast, tutor) in [(false, ["Maëlle", "Kerbrat", "maelle"]), (true, ["Yann", "Prigent", "yann"])] {
            _ = try await installation.workflow.savePart(token, Self.part(tutor), gives: isLast)
        }
        try await installation.workflow.correctPreparation(
            id, try Self.request(("Béatrice", "Édouard"), ("Le Goff", "Tessier")))
    }

    private static func request(_ changes: (String, String)...) throws -> DraftRequest {
        let source = try String(contentsOfFile: examples + "stage.json", encoding: .utf8)
        let data = changes.reduce(source) { $0.replacing($1.0, with: $1.1) }
        return DraftRequest(data: Array(data.utf8), contacts: contacts)
    }

    /// Those of `stage.contacts.json`.
    private static let contacts = [
        "student": Contact(email: "louane@famille.example"),
        "representative-1": Contact(email: "solenn@famille.example"),
        "school": Contact(email: "stages@sainte-anne.example"), "employer": Contact(email: "contact@bois-joli.example"),
    ]

    private static func part(_ tutor: [String]) -> HostPart {
        HostPart([
            "host/legalName": "Menuiserie du Bois-Joli", "host/siret": "99900002900010",
            "host/address/street": "4 rue Haute", "host/address/postalCode": "29999", "host/address/city": "Kerlann",
            "host/sector": "Menuiserie", "host/representative/givenName": "Claire",
            "host/representative/familyName": "Martin", "host/representative/capacity": "Gérante",
            "contacts/employer/email": "contact@bois-joli.example", "host/tutor/givenName": tutor[0],
            "host/tutor/familyName": tutor[1], "host/tutor/function": "Menuisier \(tutor[2])",
            "contacts/tutor/email": "\(tutor[2])@bois-joli.example",
            "placement/activities": "Observation de l’atelier.",
            "placement/timetable/2027-04-05/from1": "09:00", "placement/timetable/2027-04-05/to1": "12:00",
        ])
    }

    private func search(_ given: String, _ family: String, _ email: String) async throws -> PersonSearch {
        try await installation.personOffice().search(
            PersonQuery(name: PersonName(given: given, family: family), mark: .email(email)))
    }

    /// What is written for a person of whom a place was chosen.
    private func told(_ search: PersonSearch, _ position: ContactSheet.Person) async throws -> String {
        let places = try search.selected([PersonChoice(convention: id, position: position)])
        let export = try await installation.personOffice().export(search, places)
        return String(decoding: try PersonDatum.json(export.content), as: UTF8.self)
    }

    @Test(arguments: [
        (
            ContactSheet.Person.tutor, ("Maëlle", "Kerbrat", "maelle@bois-joli.example"),
            ("Yann", "Prigent", "yann@bois-joli.example")
        ),
        (
            .school, ("Béatrice", "Le Goff", "stages@sainte-anne.example"),
            ("Édouard", "Tessier", "stages@sainte-anne.example")
        ),
    ])
    func `is about each alone: the place is the second one's, and the first has to be named`(
        position: ContactSheet.Person, first: (String, String, String), second: (String, String, String)
    ) async throws {
        let former = try await search(first.0, first.1, first.2)
        #expect(former.exact.isEmpty && former.candidates.map(\.place.position) == [position])
        #expect(throws: PersonSearch.Problem.ambiguous) { try former.selected([]) }
        let past = try await told(former, position)
        #expect(past.contains(first.0) && past.contains(first.1), "\(past)")
        #expect(!past.contains(second.0) && !past.contains(second.1), "\(past)")
        // What is on file to reach the place is the second one's.
        #expect(!past.contains("\"contact\""), "\(past)")
        #expect(position == .school || !past.contains(second.2), "\(past)")
        let present = try await search(second.0, second.1, second.2)
        #expect(present.exact.map(\.place) == [PersonPlace(convention: id, position: position)])
        let now = try await told(present, position)
        #expect(now.contains(second.0) && now.contains(second.2), "\(now)")
        #expect(now.contains("\"contact\"") == (position == .school), "\(now)")
        #expect(!now.contains(first.0) && !now.contains(first.1), "\(now)")
    }

    /// The name crosswise is of the first: neither the second's facts nor the contact, which is the second's.
    @Test(arguments: ["maelle@bois-joli.example", "ailleurs@exemple.fr"])
    func `is about the one whose name it is, also crosswise and wherever reached`(email: String) async throws {
        let former = try await search("Kerbrat", "Maëlle", email)
        #expect(former.exact.isEmpty && former.candidates.map(\.certainty) == [.crosswise])
        let past = try await told(former, .tutor)
        #expect(past.contains("Kerbrat") && !past.contains("Prigent") && !past.contains("yann"), "\(past)")
    }
}
