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
    let mailbox: DemoMailbox
    let narrate: @Sendable (String) -> Void
    private let language: Language
    private let delivery: OutboxDelivery
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
        mailbox = DemoMailbox()
        delivery = OutboxDelivery(store: installation.store.outboxStore, mailer: mailbox.mailer)
        var data = [UInt8](try Data(contentsOf: URL(filePath: Self.example(resources, ".xml"))))
        if asksOptional { data = try installation.asking(ConventionData.OptionalSignature.allCases, in: data) }
        let sheet = try Data(contentsOf: URL(filePath: Self.example(resources, ".contacts.xml")))
        request = try installation.draftRequest(data: data, sheet: [UInt8](sheet))
    }

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
        guard let token = LinkToken(try await mailbox.token(after: "s", to: contact(field))) else { throw Broken.link }
        try await installation.workflow.decline(token)
        let name = SignatoryWords.name(ofField: field, in: language)
        narrate(language("\(name) : indique ne pas signer", "\(name): says not to sign"))
    }

    /// What a person does on the page: open, agree, ask for the code, type it.
    private func sign(_ field: String) async throws {
        let address = try contact(field)
        guard let token = LinkToken(try await mailbox.token(after: "s", to: address)) else { throw Broken.link }
        let view = try await installation.workflow.view(token)
        try await installation.workflow.recordOpening(token)
        let consent = ConsentGiven(
            statementID: view.consent.id, version: view.consent.version, shownDigest: view.documentDigest)
        let requested = try await installation.workflow.requestCode(token, consent: consent)
        try await deliver()
        let answer = try await installation.workflow.sign(
            token, code: try await mailbox.code(to: address), shownDigest: view.documentDigest,
            attempt: requested.attempt)
        guard case .signed(let receipt) = answer else { throw Broken.timeStamp }
        let name = SignatoryWords.name(ofField: field, in: language)
        let revision = receipt.revisionDigest.hexadecimal.prefix(16)
        narrate(
            language(
                "\(name) : lit, donne son accord, saisit le code reçu, signe ; révision \(revision)…",
                "\(name): reads, agrees, types the code from the mailbox, signs; revision \(revision)…"))
    }

    private func countersign(_ id: ConventionID) async throws {
        guard let token = AccessToken(try await mailbox.accessToken(to: contact("employer"))) else { throw Broken.link }
        let view = try await installation.workflow.employerView(id, accessToken: token)
        let request = CountersignatureRequest(
            signatory: view.signatory.name.full, capacity: view.signatory.capacity,
            consentVersion: view.consent.version, revisionDigest: view.revisionDigest, idempotencyKey: "demonstration-1"
        )
        let outcome = try await installation.workflow.countersign(id, accessToken: token, request: request)
        guard case .signed(let result) = outcome else { throw Broken.timeStamp }
        narrate(
            language(
                "organisme d’accueil : contresigne avec son jeton d’accès"
                    + (result.isComplete ? " ; tous ont signé" : ""),
                "employer: countersigns with its access token; complete: \(result.isComplete)"))
    }

    private func deliver() async throws { try await delivery.deliverDue(now: Date()) }

    private func contact(_ field: String) throws -> String {
        guard let contact = request.contacts[field] else { throw Broken.contact }
        return contact.email
    }

    private static func example(_ resources: Resources, _ suffix: String) -> String {
        resources.examples + "/conventions/public-lycee-seconde" + suffix
    }

    private enum Broken: Error { case link, contact, timeStamp }
}
