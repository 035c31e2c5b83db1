import CMS
package import CertificateAuthority
import ConventionDomain
import CurlBridge
package import Logging
import OpenSSLBridge
import PAdES
import PAdESSigning
import PDFModel
import Parties
package import Workflow

import struct Foundation.Date

extension RevisionSigner {
    /// Signs with a key that lives for one signature, certified by the service's own authority.
    ///
    /// - Parameters:
    ///   - infrastructure: The authority.
    ///   - timeStamps: Who attests the time; when nobody does, nothing of the signature is kept.
    ///   - dates: How the appearance tells the time.
    ///   - logger: Told at which step a signature failed.
    package static func builtIn(
        _ infrastructure: PublicKeyInfrastructure, timeStamps: TimeStampSource, dates: FrenchDate, logger: Logger
    ) -> RevisionSigner {
        let maker = OneTimeSigner(infrastructure: infrastructure, timeStamps: timeStamps, dates: dates)
        let threads = BlockingThreads("signatures", count: 8)
        return RevisionSigner { revision throws(SigningInability) in
            let attempt: @Sendable () -> Result<SignedRevision, any Error> = { Result { try maker.sign(revision) } }
            switch await threads.run(attempt) {
            case .success(let signed): return signed
            case .failure(let error):
                let reason = String(describing: error)
                logger.error("a signature could not be made", metadata: ["reason": .string(reason)])
                throw SigningInability(
                    TimeStampSource.isNoTimeStamp(error) ? .noTimeStamp : .other, reason: reason)
            }
        }
    }
}

/// Makes one signature: new key, certificate of minutes, revision, time-stamp. The key ends with the call.
private struct OneTimeSigner: Sendable {
    let infrastructure: PublicKeyInfrastructure
    let timeStamps: TimeStampSource
    let dates: FrenchDate

    func sign(_ revision: RevisionToSign) throws -> SignedRevision {
        let authority = infrastructure.signatoryAuthority
        let key = try SigningKey.generate(authority.signatoryKeyAlgorithm)
        let certificate = try authority.issue(request(revision), for: key.publicKey, now: revision.signedAt)
        // The token names a moment after the one claimed, when the signature value existed.
        let session = timeStamps.session()
        let document = try DocumentSigner(timeStampAuthority: session.authority).sign(
            PDFDocument(bytes: revision.document), request: signatureRequest(revision),
            credential: SigningCredential(certificate: certificate, chain: [authority.certificate], key: key))
        return SignedRevision(
            document: document, certificate: try .init(certificate), timeStampedBy: session.answeredBy)
    }

    private func request(_ revision: RevisionToSign) -> SignatoryCertificateRequest {
        let signatory = revision.signatory
        return SignatoryCertificateRequest(
            commonName: signatory.name.full, givenName: signatory.name.given, surname: signatory.name.family,
            title: signatory.role.frenchTitle, serialNumber: revision.subjectSerialNumber,
            organizationName: revision.organisation, role: signatory.role, identification: revision.identification)
    }

    private func signatureRequest(_ revision: RevisionToSign) -> SignatureRequest {
        let capacity = [revision.printedCapacity, revision.organisation].compactMap(\.self).joined(separator: ", ")
        return SignatureRequest(
            fieldName: revision.signatory.fieldName,
            appearance: SignatureAppearance(
                signatory: revision.signatory.name.full, capacity: capacity,
                statement: "Signé électroniquement le \(dates.moment(revision.signedAt))"),
            claimedTime: PDFDate(secondsSince1970: Int64(revision.signedAt.timeIntervalSince1970)))
    }
}

extension ConventionDomain.CertificateFacts {
    /// What the journal keeps of a certificate.
    init(_ certificate: Certificate, ownCertificate: OwnCertificateKind? = nil) throws(SigningInability) {
        guard let fingerprint = DocumentDigest(bytes: certificate.sha256Fingerprint) else {
            throw SigningInability(reason: "a SHA-256 had another length")
        }
        let serialNumber = certificate.serialNumber.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        self.init(
            serialNumber: serialNumber, sha256Fingerprint: fingerprint, level: "B-T", ownCertificate: ownCertificate)
    }
}

extension Signatory.Role {
    /// The role as the certificate's subject tells it to people.
    fileprivate var frenchTitle: String {
        switch self {
        case .student: "Élève"
        case .representative: "Responsable légal"
        case .school: "Chef d’établissement ou délégataire"
        case .employer: "Représentant de l’organisme d’accueil"
        case .teacher: "Enseignant référent"
        case .tutor: "Tuteur"
        }
    }
}
