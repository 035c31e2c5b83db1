import CMS
import ConventionDomain
import ConventionVerification
import Logging
import OpenSSLBridge
import PAdES
import PAdESSigning
import PAdESValidation
import PDFModel
import Parties
import Workflow

import struct Foundation.Date

extension OwnCertificateSigner {
    /// Takes signatures by certificates that lead to an authority in the trust folder that is named for the signatory's role.
    ///
    /// - Parameters:
    ///   - timeStamps: Who attests the time; when nobody does, nothing of the signature is kept.
    ///   - dates: How the appearance tells the time.
    ///   - logger: Told why something was refused, without personal data.
    static func builtIn(
        _ trust: EmployerTrust, timeStamps: TimeStampSource, dates: FrenchDate, clock: WallClock, logger: Logger
    ) -> OwnCertificateSigner {
        let maker = OwnSignatureMaker(trust: trust, timeStamps: timeStamps, dates: dates, clock: clock)
        return OwnCertificateSigner(
            prepare: { signature throws(OwnCertificateFault) in
                try await trust.waiting { Result { try maker.prepare(signature) } }.logged(by: logger)
            },
            complete: { signature, value throws(OwnCertificateFault) in
                try await trust.waiting { Result { try maker.complete(signature, value) } }.logged(by: logger)
            })
    }
}

extension Result where Failure == any Error {
    fileprivate func logged(by logger: Logger) throws(OwnCertificateFault) -> Success {
        switch self {
        case .success(let value): return value
        case .failure(let refusal as OwnCertificateRefusal):
            logger.notice(
                "a signatory's own certificate was refused", metadata: ["reason": .string(refusal.rawValue)])
            throw .refused(refusal)
        case .failure(let error):
            let reason = String(describing: error)
            logger.error("a signature could not be made", metadata: ["reason": .string(reason)])
            throw TimeStampSource.isNoTimeStamp(error) ? .noTimeStamp : .inability(reason: reason)
        }
    }
}

/// Prepares and completes one signature. Nothing is kept between the two: the same facts give the same bytes to sign.
private struct OwnSignatureMaker: Sendable {
    /// Longest chain that is looked at; the API bounds the size of a body besides.
    private static let longestChain = 5

    let trust: EmployerTrust
    let timeStamps: TimeStampSource
    let dates: FrenchDate
    let clock: WallClock

    /// A certificate that was found good, and what it is good for.
    private struct Accepted {
        let leaf: Certificate
        let key: PublicKey
        let scheme: OwnScheme
        let kind: OwnCertificateKind
        /// From the leaf to the anchor.
        let chain: [Certificate]
    }

    func prepare(_ asked: OwnSignature) throws -> PreparedOwnSignature {
        let accepted = try accept(asked)
        let embedded = accepted.chain.dropFirst().dropLast().map(\.der)
        let waiting = try signer().prepare(
            PDFDocument(bytes: asked.document), request: request(asked, accepted.kind),
            signer: identity(accepted, embedded))
        let choice = OwnCertificateChoice(
            certificates: [accepted.leaf.der] + embedded, signatureAlgorithm: accepted.scheme.algorithm.oid,
            hashAlgorithm: accepted.scheme.digest.oid)
        let parameters = accepted.scheme.algorithm
        return PreparedOwnSignature(
            kind: accepted.kind, choice: choice, parameters: parameters.hasNoParameters ? nil : parameters.parameters,
            signedAttributes: waiting.bytesToSign, hash: accepted.scheme.digest.digest(waiting.bytesToSign))
    }

    func complete(_ asked: OwnSignature, _ value: [UInt8]) throws -> SignedRevision {
        let accepted = try accept(asked)
        let session = timeStamps.session()
        let signer = signer(session)
        let identity = try identity(accepted, Array(asked.choice.certificates.dropFirst()))
        let waiting = try signer.prepare(
            PDFDocument(bytes: asked.document), request: request(asked, accepted.kind), signer: identity)
        guard value.count <= identity.maximumSignatureByteCount,
            accepted.scheme.verifies(value, over: waiting.bytesToSign, by: accepted.key)
        else { throw OwnCertificateRefusal.signatureInvalid }
        let document = try signer.complete(waiting, signature: value)
        return SignedRevision(
            document: document, certificate: try .init(accepted.leaf, ownCertificate: accepted.kind),
            timeStampedBy: session.answeredBy)
    }

    private func signer(_ session: TimeStampSource.Session? = nil) -> DocumentSigner {
        DocumentSigner(timeStampAuthority: (session ?? timeStamps.session()).authority)
    }

    private func identity(_ accepted: Accepted, _ embedded: [[UInt8]]) throws -> SignerIdentity {
        SignerIdentity(
            certificate: accepted.leaf.der, chain: embedded, algorithm: accepted.scheme.algorithm,
            digestAlgorithm: accepted.scheme.digest.oid,
            maximumSignatureByteCount: try accepted.key.signatureScheme().maximumByteCount)
    }

    /// What the document shows. A seal names the host and nobody in it; characters of a certificate's own spelling of the
    /// name may be missing in the document's font, those of the convention are not.
    private func request(_ asked: OwnSignature, _ kind: OwnCertificateKind) -> SignatureRequest {
        let moment = dates.moment(asked.claimedTime)
        let organisation = asked.organisation ?? asked.signatory.name.full
        let capacity = [asked.printedCapacity ?? asked.signatory.capacity, asked.organisation].compactMap(\.self)
            .joined(separator: ", ")
        let appearance =
            switch kind {
            case .signature:
                SignatureAppearance(
                    signatory: asked.signatory.name.full, capacity: capacity,
                    statement: "Signé avec son propre certificat le \(moment)")
            case .seal:
                SignatureAppearance(
                    signatory: organisation, capacity: "Cachet de l’organisme d’accueil",
                    statement: "Cachet électronique apposé le \(moment)")
            }
        return SignatureRequest(
            fieldName: asked.signatory.fieldName, appearance: appearance,
            claimedTime: PDFDate(secondsSince1970: Int64(asked.claimedTime.timeIntervalSince1970)))
    }
}

extension OwnSignatureMaker {
    /// - Throws: ``OwnCertificateRefusal``, or what keeps trust folder or document from being read.
    private func accept(_ asked: OwnSignature) throws -> Accepted {
        let certificates = try certificates(asked.choice.certificates)
        let role = asked.signatory.role
        guard try trust.material().hasAnchors(of: role) else { throw OwnCertificateRefusal.notAccepted }
        let leaf = certificates[0]
        guard let key = try? leaf.publicKey else { throw OwnCertificateRefusal.weakKey }
        let scheme = try OwnScheme(asked.choice, key: key)
        let chain = try goodChain(from: leaf, candidates: Array(certificates.dropFirst()), role)
        let facts = PAdESValidation.CertificateFacts(leaf)
        // What the convention knows of a school is no number that a certificate could have.
        guard role == .employer || facts.ownCertificateKind == .signature else {
            throw OwnCertificateRefusal.sealNotAccepted
        }
        // Whoever is not named keeps others from signing with any certificate of the same authority.
        guard let declaration = try verifier.declaration(in: asked.document),
            OwnCertificateHolder(facts).isSignatory(asked.signatory.name, of: declaration.host)
        else { throw OwnCertificateRefusal.holderDiffers }
        return Accepted(leaf: leaf, key: key, scheme: scheme, kind: facts.ownCertificateKind, chain: chain)
    }

    private var verifier: ConventionVerifier {
        ConventionVerifier(validator: DocumentValidator(trust: .none, policyArc: nil))
    }

    private func certificates(_ encodings: [[UInt8]]) throws -> [Certificate] {
        guard (1...Self.longestChain).contains(encodings.count) else { throw OwnCertificateRefusal.malformed }
        return try encodings.map { der in
            guard let certificate = try? Certificate(der: der) else { throw OwnCertificateRefusal.malformed }
            return certificate
        }
    }

    /// The chain as the verifier will judge it, after its authorities were asked about revocation.
    private func goodChain(
        from leaf: Certificate, candidates: [Certificate], _ role: Signatory.Role
    ) throws -> [Certificate] {
        // Addresses are followed only when they were chosen by an authority that the operator trusts.
        trust.renewRevocation(of: try judged(leaf, candidates, role).chain)
        // Asking took its time: what was revoked meanwhile is revoked.
        let judged = try judged(leaf, candidates, role)
        if let fault = judged.fault { throw fault.refusal }
        return judged.chain
    }

    private func judged(
        _ leaf: Certificate, _ candidates: [Certificate], _ role: Signatory.Role
    ) throws -> OwnCertificateJudge.Judgement {
        let now = Int64(clock.now().timeIntervalSince1970)
        return OwnCertificateJudge(trust: try trust.material(), of: [role], now: now)
            .judge(leaf, candidates: candidates)
    }
}

extension ChainFault {
    fileprivate var refusal: OwnCertificateRefusal {
        switch self {
        case .noAnchor, .badSignature, .policyNotAccepted, .other: .issuerUnknown
        case .notYetValid: .notYetValid
        case .expired: .expired
        case .revoked: .revoked
        case .revocationUnknown, .revocationOutdated: .statusUnknown
        case .wrongUsage: .unsuitable
        case .weakCryptography: .weakKey
        }
    }
}
