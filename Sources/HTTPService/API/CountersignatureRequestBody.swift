import ConventionDomain
import Parties
import Workflow

import struct Foundation.Data
import class Foundation.JSONDecoder

/// The body of `POST …/countersignature`.
struct CountersignatureRequestBody: Decodable {
    struct SignatoryDTO: Decodable { let givenName: String, familyName: String }

    let signatory: SignatoryDTO
    let capacity: String
    let consentVersion: String
    let revisionSha256: String

    /// - Throws: ``RequestFailure/malformedJSON`` when the bytes are no JSON, ``RequestFailure/invalidMembers(_:)`` when
    ///   a member is missing or of another type.
    init(_ bytes: [UInt8]) throws(RequestFailure) {
        self = try Self.decoded(bytes)
    }

    func request(key: String) throws(RequestFailure) -> CountersignatureRequest {
        let digest = try DocumentDigest(member: revisionSha256)
        let name = PersonName(given: signatory.givenName, family: signatory.familyName)
        return CountersignatureRequest(
            signatory: name.full, capacity: capacity, consentVersion: consentVersion, revisionDigest: digest,
            idempotencyKey: key)
    }
}

extension DocumentDigest {
    /// Of the member `revisionSha256`, below what the pointer leads to.
    init(member: String, of pointer: String = "") throws(RequestFailure) {
        guard let digest = DocumentDigest(hexadecimal: member) else {
            throw .invalidMembers([
                .init(
                    pointer: pointer + "/revisionSha256",
                    detail: "Empreinte SHA-256 attendue\u{A0}: 64 chiffres hexadécimaux.")
            ])
        }
        self = digest
    }
}

/// The body of `POST …/refusal`.
struct RefusalRequestBody: Decodable {
    let reason: String

    /// - Throws: As ``CountersignatureRequestBody``.
    init(_ bytes: [UInt8]) throws(RequestFailure) {
        self = try Self.decoded(bytes)
    }
}

extension Decodable {
    static func decoded(_ bytes: [UInt8]) throws(RequestFailure) -> Self {
        do {
            return try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw RequestFailure(error)
        } catch {
            throw .malformedJSON
        }
    }
}

extension RequestFailure {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self = .invalidMembers([
                .init(pointer: Self.pointer(context.codingPath + [key]), detail: "Membre absent.", code: "missing")
            ])
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            let isWhole = context.codingPath.isEmpty
            self = isWhole ? .malformedJSON : .invalidMembers([Self.wrongType(context.codingPath, type)])
        default: self = .malformedJSON
        }
    }

    private static func wrongType(_ path: [any CodingKey], _ type: Any.Type) -> InvalidMember {
        let details = [
            "certificates": "Un tableau de textes est attendu.", "signatures": "Un tableau de textes est attendu.",
            "conventions": "Un tableau d’objets est attendu.", "events": "Un tableau de textes est attendu.",
        ]
        let named = path.last.flatMap { details[$0.stringValue] }
        return InvalidMember(pointer: pointer(path), detail: named ?? expected(type), code: "wrongType")
    }

    private static func expected(_ type: Any.Type) -> String {
        if type is Int.Type { return "Un nombre entier est attendu." }
        if type is Bool.Type { return "Une valeur true ou false est attendue." }
        let name = String(describing: type)
        if name.hasPrefix("Array") { return "Un tableau est attendu." }
        return name.hasPrefix("Dictionary") ? "Un objet est attendu." : "Un texte est attendu."
    }

    /// Source: RFC 6901.
    private static func pointer(_ path: [any CodingKey]) -> String {
        path.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
    }
}
