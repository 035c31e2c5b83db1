import ConventionDomain
import Parties
import Workflow

import struct Foundation.Data
import struct Foundation.Date

/// The body of `POST …/signature-sessions`: one person, one certificate, many conventions.
struct SignatureSessionsRequestBody: Decodable {
    let signatory: CountersignatureRequestBody.SignatoryDTO
    let consentVersion: String
    let certificates: [String]
    let signAlgo: String
    let hashAlgorithmOID: String?
    let conventions: [ReadConventionDTO]

    /// - Throws: As ``CountersignatureRequestBody``.
    init(_ bytes: [UInt8]) throws(RequestFailure) { self = try Self.decoded(bytes) }

    /// - Throws: As ``ReadConventionDTO/items(_:_:)``; ``OwnCertificateRefusal/malformed`` for no certificate or too many.
    func items() throws(RequestFailure) -> [SigningItem<OwnSignatureStart>] {
        // One chain for all: what is wrong with its length is wrong with the request.
        guard (1...5).contains(certificates.count) else { throw .workflow(.ownCertificate(.malformed)) }
        let name = PersonName(given: signatory.givenName, family: signatory.familyName)
        let choice = OwnCertificateChoice(
            certificates: try [[UInt8]](base64: certificates, at: "/certificates"), signatureAlgorithm: signAlgo,
            hashAlgorithm: hashAlgorithmOID)
        return try ReadConventionDTO.items(conventions) { item, digest in
            OwnSignatureStart(
                signatory: name.full, capacity: item.capacity, consentVersion: consentVersion, revisionDigest: digest,
                choice: choice)
        }
    }
}

/// The body of `POST …/countersignatures`: one person, many conventions.
struct CountersignaturesRequestBody: Decodable {
    let signatory: CountersignatureRequestBody.SignatoryDTO
    let consentVersion: String
    let conventions: [ReadConventionDTO]

    /// - Throws: As ``CountersignatureRequestBody``.
    init(_ bytes: [UInt8]) throws(RequestFailure) { self = try Self.decoded(bytes) }

    func items(key: String) throws(RequestFailure) -> [SigningItem<CountersignatureRequest>] {
        let name = PersonName(given: signatory.givenName, family: signatory.familyName)
        return try ReadConventionDTO.items(conventions) { item, digest in
            CountersignatureRequest(
                signatory: name.full, capacity: item.capacity, consentVersion: consentVersion, revisionDigest: digest,
                idempotencyKey: key)
        }
    }
}

/// One convention that was read and is to be signed.
struct ReadConventionDTO: Decodable {
    let convention: String
    let capacity: String
    let revisionSha256: String

    /// - Throws: ``RequestFailure/invalidMembers(_:)`` for a reference or a digest that is none, for a convention that stands twice, and
    ///   for too many.
    static func items<Request: Hashable & Sendable>(
        _ conventions: [ReadConventionDTO], _ request: (ReadConventionDTO, DocumentDigest) -> Request
    ) throws(RequestFailure) -> [SigningItem<Request>] {
        let ids = try references(conventions.map(\.convention))
        var items: [SigningItem<Request>] = []
        for (index, id) in ids.enumerated() {
            let item = conventions[index]
            let digest = try DocumentDigest(member: item.revisionSha256, of: "/conventions/\(index)")
            items.append(SigningItem(id, request(item, digest)))
        }
        return items
    }

    /// - Throws: As ``items(_:_:)``.
    static func references(_ texts: [String]) throws(RequestFailure) -> [ConventionID] {
        guard (1...SigningSoftware.largestNumber).contains(texts.count) else {
            throw .invalidMembers([
                .init(
                    pointer: "/conventions",
                    detail: "De 1 à \(SigningSoftware.largestNumber) conventions sont attendues.")
            ])
        }
        var ids: [ConventionID] = []
        for (index, text) in texts.enumerated() {
            guard let id = ConventionID(text), !ids.contains(id) else {
                throw .invalidMembers([
                    .init(
                        pointer: "/conventions/\(index)/convention",
                        detail: "Référence d’une convention attendue, chacune une seule fois.")
                ])
            }
            ids.append(id)
        }
        return ids
    }
}

/// The body of `POST …/signatures`: the values, in the order of the sessions.
struct SignatureValuesRequestBody: Decodable {
    struct Session: Decodable { let convention, session: String }

    let conventions: [Session]
    let signatures: [String]

    /// - Throws: As ``CountersignatureRequestBody``.
    init(_ bytes: [UInt8]) throws(RequestFailure) { self = try Self.decoded(bytes) }

    func items(key: String) throws(RequestFailure) -> [SigningItem<OwnSignatureValue>] {
        let ids = try ReadConventionDTO.references(conventions.map(\.convention))
        guard signatures.count == ids.count else {
            throw .invalidMembers([
                .init(pointer: "/signatures", detail: "Une valeur par session est attendue, dans le même ordre.")
            ])
        }
        let values = try [[UInt8]](base64: signatures, at: "/signatures")
        var items: [SigningItem<OwnSignatureValue>] = []
        for (index, id) in ids.enumerated() {
            guard let session = SessionToken(conventions[index].session) else {
                throw .invalidMembers([
                    .init(
                        pointer: "/conventions/\(index)/session",
                        detail: "Session attendue, telle que le service l’a donnée.")
                ])
            }
            items.append(
                SigningItem(id, OwnSignatureValue(session: session, value: values[index], idempotencyKey: key)))
        }
        return items
    }
}

/// What software gets to sign; `hashes` and the rest of the outer members go to a signing service of the Cloud Signature Consortium as
/// they are, and its `signatures` come back in their order.
///
/// Source: Cloud Signature Consortium API, signatures/signHash and `numSignatures` of credentials/authorize (unchecked).
struct SignatureSessionsDTO: Encodable {
    struct Item: Encodable {
        let convention: String
        var session: String?
        var kind: String?
        /// DER of the signed attributes, in base64: what is signed.
        var signedAttributes: String?
        var hash: String?
        var expiresAt: Date?
        /// Why this one is not signed.
        var problem: HTTPProblem?
    }

    /// How many sessions began.
    let numSignatures: Int
    /// Digests of the signed attributes of those conventions that have a session, in their order.
    let hashes: [String]
    let hashAlgorithmOID: String?
    let signAlgo: String?
    /// DER in base64, for RSA-PSS.
    let signAlgoParams: String?
    let conventions: [Item]

    init(_ items: [SignedItem<OwnSignatureSession>], requestID: String) {
        let begun = items.compactMap { try? $0.result.get() }
        numSignatures = begun.count
        hashes = begun.map { Data($0.prepared.hash).base64EncodedString() }
        // One chain and one algorithm were asked for.
        let first = begun.first?.prepared
        hashAlgorithmOID = first?.choice.hashAlgorithm
        signAlgo = first?.choice.signatureAlgorithm
        signAlgoParams = first?.parameters.map { Data($0).base64EncodedString() }
        conventions = items.map { Item($0, requestID: requestID) }
    }
}

extension SignatureSessionsDTO.Item {
    fileprivate init(_ item: SignedItem<OwnSignatureSession>, requestID: String) {
        convention = item.convention.text
        switch item.result {
        case .success(let begun):
            session = begun.session.text
            kind = begun.prepared.kind.rawValue
            signedAttributes = Data(begun.prepared.signedAttributes).base64EncodedString()
            hash = Data(begun.prepared.hash).base64EncodedString()
            expiresAt = begun.expiresAt
        case .failure(let error): problem = HTTPProblem(.workflow(error), requestID: requestID)
        }
    }
}

/// What became of each convention.
struct SignaturesDTO: Encodable {
    struct Item: Encodable {
        let convention: String
        /// The signature, also one that an earlier request with the same key made.
        var signature: CountersignatureDTO?
        /// The consent is recorded, and the signature is made as soon as somebody gives a time-stamp.
        var pending: PendingCountersignatureDTO?
        var isReplay: Bool?
        /// Why this one is not signed.
        var problem: HTTPProblem?
    }

    /// How many are signed.
    let numSignatures: Int
    let conventions: [Item]

    init(_ items: [Item]) {
        numSignatures = items.count { $0.signature != nil }
        conventions = items
    }
}

extension SignaturesDTO.Item {
    init(
        _ item: SignedItem<CountersignatureResult>, base: String, conventions: String, requestID: String
    ) {
        self.init(
            SignedItem(item.convention, item.result.map { CountersignatureOutcome.signed($0) }), base: base,
            conventions: conventions, requestID: requestID)
    }

    init(
        _ item: SignedItem<CountersignatureOutcome>, base: String, conventions: String, requestID: String
    ) {
        convention = item.convention.text
        switch item.result {
        case .success(.signed(let result)):
            signature = CountersignatureDTO(result, base: base, conventions: conventions)
            isReplay = result.isReplay
        case .success(.pending(let waiting, let isRepeated)):
            pending = PendingCountersignatureDTO(waiting, base: base, conventions: conventions)
            isReplay = isRepeated
        case .failure(let error): problem = HTTPProblem(.workflow(error), requestID: requestID)
        }
    }
}
