import ConventionDomain
import Parties
import Workflow

import struct Foundation.Data
import struct Foundation.Date

/// The body of `POST …/signature-sessions`.
struct SignatureSessionRequestBody: Decodable {
    let signatory: CountersignatureRequestBody.SignatoryDTO
    let capacity: String
    let consentVersion: String
    let revisionSha256: String
    let certificates: [String]
    let signAlgo: String
    let hashAlgorithmOID: String?

    /// - Throws: As ``CountersignatureRequestBody``.
    init(_ bytes: [UInt8]) throws(RequestFailure) { self = try Self.decoded(bytes) }

    func request() throws(RequestFailure) -> OwnSignatureStart {
        let digest = try DocumentDigest(member: revisionSha256)
        let encodings = try [[UInt8]](base64: certificates, at: "/certificates")
        let name = PersonName(given: signatory.givenName, family: signatory.familyName)
        return OwnSignatureStart(
            signatory: name.full, capacity: capacity, consentVersion: consentVersion, revisionDigest: digest,
            choice: OwnCertificateChoice(
                certificates: encodings, signatureAlgorithm: signAlgo, hashAlgorithm: hashAlgorithmOID))
    }
}

/// The body of `POST …/signature-sessions/{session}`.
struct SignatureValueRequestBody: Decodable {
    let signature: String

    /// - Throws: As ``CountersignatureRequestBody``.
    init(_ bytes: [UInt8]) throws(RequestFailure) { self = try Self.decoded(bytes) }

    func request(session: SessionToken, key: String) throws(RequestFailure) -> OwnSignatureValue {
        OwnSignatureValue(
            session: session, value: try [UInt8](base64: signature, at: "/signature"), idempotencyKey: key)
    }
}

extension [[UInt8]] {
    init(base64 texts: [String], at pointer: String) throws(RequestFailure) {
        self = []
        for (index, text) in texts.enumerated() { append(try [UInt8](base64: text, at: "\(pointer)/\(index)")) }
    }
}

extension [UInt8] {
    /// Source: RFC 4648 §4, nothing else in between.
    fileprivate init(base64 text: String, at pointer: String) throws(RequestFailure) {
        guard let data = Data(base64Encoded: text), !data.isEmpty else {
            throw .invalidMembers([.init(pointer: pointer, detail: "Base64 attendu, sans espace ni retour à la ligne.")]
            )
        }
        self = [UInt8](data)
    }
}

/// What an employer's client gets to sign; members that the Cloud Signature Consortium's API knows have its names.
struct SignatureSessionDTO: Encodable {
    let session: String
    let kind: String
    /// DER of the signed attributes, in base64: what is signed.
    let signedAttributes: String
    /// Their digest, for keys that sign digests.
    let hash: String
    let hashAlgorithmOID: String
    let signAlgo: String
    /// DER in base64, for RSA-PSS.
    let signAlgoParams: String?
    let expiresAt: Date
    /// Where the value is sent.
    let complete: String

    init(_ session: OwnSignatureSession, base: String) {
        let prepared = session.prepared
        self.session = session.session.text
        kind = prepared.kind.rawValue
        signedAttributes = Data(prepared.signedAttributes).base64EncodedString()
        hash = Data(prepared.hash).base64EncodedString()
        hashAlgorithmOID = prepared.choice.hashAlgorithm ?? ""
        signAlgo = prepared.choice.signatureAlgorithm
        signAlgoParams = prepared.parameters.map { Data($0).base64EncodedString() }
        expiresAt = session.expiresAt
        complete = base + ConventionPaths.signatureSession(session.convention, session.session.text)
    }
}
