import Bootstrap
import ConventionDomain
import ConventionVerification
import Foundation
import PAdESValidation
import Parties
import Persistence
import ToolSupport
import Workflow

@testable import SeingCLI

/// A school with demonstration keys, and the hands of the parties; everything is the real thing but the mail server.
struct PaperOffice: Sendable {
    let folder: TemporaryDirectory
    let installation: Installation
    private let mailbox = DemoMailbox()
    private let delivery: OutboxDelivery
    let request: DraftRequest

    var workflow: ConventionWorkflow { installation.workflow }
    var trust: String { folder.file("data/pki/trust") }

    /// - Parameter optional: Who is asked besides those who must sign.
    init(asking optional: [ConventionData.OptionalSignature] = []) throws {
        folder = try TemporaryDirectory()
        let resources = Resources(directory: PythonTool.root.path)
        let passphrase = try DemonstrationKeys.prepare(
            dataDirectory: folder.file("data"), resources: resources, now: Date())
        installation = try Installation.open(
            resources: resources, dataDirectory: folder.file("data"), passphrase: passphrase)
        delivery = OutboxDelivery(store: installation.store.outboxStore, mailer: mailbox.mailer)
        let example = resources.examples + "/conventions/public-lycee-seconde"
        var request = try installation.draftRequest(
            data: try installation.asking(optional, in: [UInt8](Data(contentsOf: URL(filePath: example + ".xml")))),
            sheet: [UInt8](Data(contentsOf: URL(filePath: example + ".contacts.xml"))))
        // One pupil's sample is entered more than once.
        request.overlapReason = "essai"
        self.request = request
    }

    func issued() async throws -> ConventionID {
        let id = try await workflow.draft(request)
        try await workflow.issue(id, lateReason: "Test")
        return id
    }

    func sign(_ field: String) async throws {
        try await delivery.deliverDue(now: Date())
        let address = try address(field)
        guard let token = LinkToken(try await mailbox.token(after: "s", to: address)) else { throw Missing.link }
        let view = try await workflow.view(token)
        let consent = ConsentGiven(
            statementID: view.consent.id, version: view.consent.version, shownDigest: view.documentDigest)
        let requested = try await workflow.requestCode(token, consent: consent)
        try await delivery.deliverDue(now: Date())
        _ = try await workflow.sign(
            token, code: try await mailbox.code(to: address), shownDigest: view.documentDigest,
            attempt: requested.attempt)
    }

    /// The page behind a signing link, where one says not to sign.
    func decline(_ field: String) async throws {
        try await delivery.deliverDue(now: Date())
        guard let token = LinkToken(try await mailbox.token(after: "s", to: address(field))) else { throw Missing.link }
        try await workflow.decline(token)
    }

    func countersign(_ id: ConventionID) async throws {
        try await delivery.deliverDue(now: Date())
        guard let token = AccessToken(try await mailbox.accessToken(to: address("employer"))) else {
            throw Missing.link
        }
        let view = try await workflow.employerView(id, accessToken: token)
        _ = try await workflow.countersign(
            id, accessToken: token,
            request: CountersignatureRequest(
                signatory: view.signatory.name.full, capacity: view.signatory.capacity,
                consentVersion: view.consent.version, revisionDigest: view.revisionDigest, idempotencyKey: "1"))
    }

    /// A picture of one grey dot, as an outside program would make it.
    static let scan: [UInt8] =
        Array(
            Data(
                base64Encoded:
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
                ?? Data())

    func attest(_ field: String, of id: ConventionID, scan: [UInt8] = scan) async throws -> [UInt8] {
        let today = SchoolTimeZone.paris.day(of: Date())
        try await workflow.attestPaper(
            PaperAttestationRequest(
                fieldName: field, signedOn: today, attestedBy: "Hélène Roussel", function: "proviseure adjointe",
                scan: try PaperScan(scan)), on: id)
        return try await workflow.paperStatement(of: id).bytes
    }

    private func address(_ field: String) throws -> String {
        guard let contact = request.contacts[field] else { throw Missing.contact }
        return contact.email
    }

    private enum Missing: Error { case link, contact }

    /// As a stranger does, from the two files and the trust folder.
    func verify(
        _ document: [UInt8], with statements: [[UInt8]] = [], trust folder: String? = nil
    ) throws -> ConventionReport {
        let files = try TrustDirectory.files(folder ?? trust)
        let (material, arc) = (try TrustMaterial(files: files), try TrustDirectory.policyArc(in: files))
        let judge = PaperStatementJudge(trust: material, policyArc: arc)
        let now = Int64(Date().timeIntervalSince1970)
        return try ConventionVerifier(validator: DocumentValidator(trust: material, policyArc: arc))
            .verify(document, at: now, statements: statements.map { judge.judge($0, at: now) })
    }
}
