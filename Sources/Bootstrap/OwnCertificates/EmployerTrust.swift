import CMS
import ConventionVerification
import CurlBridge
import Logging
import OpenSSLBridge
import PAdESValidation
import TrustServices
import Workflow

/// Whose certificates employers and schools may sign with, and whether those were revoked.
///
/// What is trusted lies in the trust folder, where verifiers find it: anchors in files named `employer-…` or `school-…`, and what their
/// authorities say about revocation.
struct EmployerTrust: Sendable {
    /// The trust folder.
    let directory: String
    /// Keeps what it fetches in that folder.
    let revocation: RevocationSource
    let logger: Logger
    private let threads = BlockingThreads("revocation", count: 8)

    init(directory: String, revocation: RevocationSource, logger: Logger) {
        self.directory = directory
        self.revocation = revocation
        self.logger = logger
    }

    /// As the operator has set it: with the trust folder of the data directory, asking whom the settings allow.
    init(_ settings: TrustServiceSettings, dataDirectory: String, clock: WallClock, logger: Logger) {
        let folder = dataDirectory + "/pki/trust"
        self.init(
            directory: folder,
            revocation: RevocationSource(
                http: settings.http, first: .responder, directory: folder, now: clock.now), logger: logger)
    }

    /// The folder as it is now: its lists are renewed while the service runs.
    func material() throws -> TrustMaterial { try TrustMaterial(files: TrustDirectory.files(directory)) }

    /// Does something that may wait for a network.
    func waiting<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value { await threads.run(body) }

    /// Asks about each certificate below the anchor that says where; blocks meanwhile.
    ///
    /// That nobody answers is no error here: what the folder holds may be enough, which its reader decides.
    ///
    /// - Parameter chain: Leads to an anchor of the folder; the leaf first.
    func renewRevocation(of chain: [Certificate]) {
        for (certificate, issuer) in zip(chain, chain.dropFirst()) where !certificate.isShortTermWithoutRevocation {
            guard !certificate.responderAddresses.isEmpty || !certificate.revocationListAddresses.isEmpty else {
                continue
            }
            do throws(TrustServiceError) { _ = try revocation.data(about: certificate, issuer: issuer) } catch {
                logger.warning(
                    "nobody said whether a signatory's own certificate is revoked",
                    metadata: ["reason": .string(error.description)])
            }
        }
    }

    /// Asks again about the signatories' own certificates of a document, where what is known has grown too old.
    ///
    /// - Returns: Whether anything was asked, so that the document is worth another look.
    func renewRevocation(for report: ConventionReport, at now: Int64) async throws -> Bool {
        let unknown = report.validation.findings.filter { $0.code == .revocationUnknown }.map(\.fieldName)
        let own = report.validation.signatures.filter { $0.ownCertificate != nil && unknown.contains($0.fieldName) }
        guard !own.isEmpty else { return false }
        let trust = try material()
        let chains = try own.compactMap { signature -> [Certificate]? in
            guard let leaf = signature.certificate,
                let facts = report.validation.facts.signatures
                    .first(where: { $0.fieldName == signature.fieldName }), case .signedData(let data) = facts.contents
            else { return nil }
            let candidates = data.signedData.certificates.compactMap { try? Certificate(der: $0) }
            return OwnCertificateJudge(trust: trust, of: signature.ownCertificateRoles, now: now)
                .judge(try Certificate(der: leaf.der), candidates: candidates).chain
        }
        await waiting { chains.forEach(renewRevocation) }
        return true
    }
}
