import Bootstrap
import ConventionDomain
import Foundation
import HTTPService
import Parties
import Persistence
import Workflow

/// Plays the four parties of one convention through the same use cases that the service offers.
struct Demonstration {
    let installation: Installation
    let narrate: @Sendable (String) -> Void
    private let language: Language
    private let hands: DemoHands
    private let request: DraftRequest

    /// - Parameters:
    ///   - directory: An empty directory for keys and store.
    ///   - asksOptional: Whether referent teacher and tutor, who need not sign, are asked to.
    init(
        directory: String, resources: Resources, language: Language, asksOptional: Bool = false,
        narrate: @escaping @Sendable (String) -> Void
    ) throws {
        self.narrate = narrate
        self.language = language
        let passphrase = try DemonstrationKeys.prepare(dataDirectory: directory, resources: resources, now: Date())
        installation = try Installation.open(
            resources: resources, dataDirectory: directory, passphrase: passphrase)
        hands = DemoHands(installation)
        var data = [UInt8](try Data(contentsOf: URL(filePath: Self.example(resources, ".xml"))))
        if asksOptional { data = try installation.asking(ConventionData.OptionalSignature.allCases, in: data) }
        let sheet = try Data(contentsOf: URL(filePath: Self.example(resources, ".contacts.xml")))
        request = try installation.draftRequest(data: data, sheet: [UInt8](sheet))
    }

    var mailbox: DemoMailbox { hands.mailbox }

    /// - Returns: The finished document.
    func play() async throws -> [UInt8] {
        narrate(
            language(
                "établissement : saisit les données et les adresses",
                "school: enters the convention's data and contacts"))
        let id = try await installation.workflow.draft(request)
        narrate(
            language(
                "établissement : émet \(id.text) ; le document est figé, les invitations partent",
                "school: issues \(id.text); its bytes are frozen, invitations are sent"))
        try await installation.workflow.issue(id, lateReason: DemoSchool.lateReason)
        let order = try await installation.workflow.show(id).order
        if !order.optional.isEmpty { try await playOptional() }
        for field in order.requiredNames {
            try await deliver()
            if field == "employer" { try await countersign(id) } else { try await sign(field) }
        }
        try await deliver()
        if case .archived(let until) = try await installation.workflow.archive(id) {
            let end = Moment.text(Int64(until.timeIntervalSince1970), in: language)
            narrate(
                language(
                    "service : archive le document (PAdES B-LTA), qui fait foi jusqu’au \(end)",
                    "service: archives the document (PAdES B-LTA); it proves until \(end)"))
        }
        let document = try await installation.workflow.document(of: id)
        let mailCount = await mailbox.count
        narrate(
            language(
                "tous : reçoivent le document, \(document.bytes.count) octets ; \(mailCount) messages sont partis",
                "everybody: receives the document, \(document.bytes.count) bytes; \(mailCount) mails were sent"))
        return document.bytes
    }

    /// The teacher signs, the tutor does not: the convention is complete either way.
    private func playOptional() async throws {
        try await deliver()
        try await sign(ConventionData.OptionalSignature.referentTeacher.rawValue)
        let field = ConventionData.OptionalSignature.tutor.rawValue
        try await installation.workflow.decline(try await hands.link(to: try contact(field)))
        let name = SignatoryWords.name(ofField: field, in: language)
        narrate(language("\(name) : indique ne pas signer", "\(name): says not to sign"))
    }

    private func sign(_ field: String) async throws {
        let receipt = try await hands.sign(at: try contact(field))
        let name = SignatoryWords.name(ofField: field, in: language)
        let revision = receipt.revisionDigest.hexadecimal.prefix(16)
        narrate(
            language(
                "\(name) : lit, donne son accord, saisit le code reçu, signe ; révision \(revision)…",
                "\(name): reads, agrees, types the code from the mailbox, signs; revision \(revision)…"))
    }

    private func countersign(_ id: ConventionID) async throws {
        let result = try await hands.countersign(id, at: try contact("employer"))
        narrate(
            language(
                "organisme d’accueil : contresigne avec son jeton d’accès"
                    + (result.isComplete ? " ; tous ont signé" : ""),
                "employer: countersigns with its access token; complete: \(result.isComplete)"))
    }

    private func deliver() async throws { try await hands.deliver() }

    private func contact(_ field: String) throws -> String {
        guard let contact = request.contacts[field] else { throw DemoHands.Broken.contact }
        return contact.email
    }

    private static func example(_ resources: Resources, _ suffix: String) -> String {
        resources.examples + "/conventions/public-lycee-seconde" + suffix
    }
}
