import CMS
import CertificateAuthority
package import Foundation
import OpenSSLBridge
import PAdES
package import PAdESSigning
import PDFModel
package import Parties

/// Signs documents with certificates of a ``TestAuthority``, one new key for each signature.
package struct TestSigner: Sendable {
    package let authority: TestAuthority

    package init(_ authority: TestAuthority) { self.authority = authority }

    /// Names that tests give to the four parties.
    package static let names: [Signatory.Role: PersonName] = [
        .student: PersonName(given: "Awa", family: "Diallo"),
        .representative: PersonName(given: "Fatou", family: "Diallo"),
        .school: PersonName(given: "Claire", family: "Lefèvre"), .employer: PersonName(given: "Hugo", family: "Martin"),
    ]

    /// The role that a field's name stands for.
    package static func role(of field: String) -> Signatory.Role {
        Signatory.Role(rawValue: field) ?? .representative
    }

    /// Appends one signature.
    ///
    /// - Parameters:
    ///   - role: The role in the certificate, when it is to be another than the field's.
    ///   - stampedAt: The time in the token; the moment of signing unless given.
    package func sign(
        _ document: [UInt8], field: String, role: Signatory.Role? = nil, name: PersonName? = nil, at time: Date? = nil,
        stampedAt: Date? = nil
    ) throws -> [UInt8] {
        let role = role ?? Self.role(of: field)
        let time = time ?? authority.madeAt
        let signatory = try authority.signatory(
            role, name: name ?? Self.names[role] ?? PersonName(given: "A", family: "B"), at: time)
        return try sign(
            document, field: field, credential: credential(signatory), at: time, stampedAt: stampedAt ?? time)
    }

    package func sign(
        _ document: [UInt8], field: String, credential: SigningCredential, at time: Date, stampedAt: Date
    ) throws -> [UInt8] {
        let unit = authority.infrastructure.timeStampUnit
        let stamper = TimeStampAuthority(maximumTokenByteCount: 2048) {
            try unit.token(for: $0, algorithm: .sha256, now: stampedAt)
        }
        return try DocumentSigner(timeStampAuthority: stamper).sign(
            PDFDocument(bytes: document), request: request(field, at: time), credential: credential)
    }

    package func request(_ field: String, at time: Date) -> SignatureRequest {
        SignatureRequest(
            fieldName: field,
            appearance: SignatureAppearance(
                signatory: "Awa Diallo", capacity: "Élève", statement: "Signé électroniquement le 2 mars 2026"),
            claimedTime: PDFDate(secondsSince1970: Int64(time.timeIntervalSince1970)))
    }

    package func credential(
        _ signatory: TestAuthority.SignatoryKey, prefersPSS: Bool = false
    ) throws -> SigningCredential {
        try SigningCredential(
            certificate: signatory.certificate, chain: [authority.trust.issuingAuthority], key: signatory.key,
            prefersPSS: prefersPSS)
    }

    /// A document with every field signed, in the order given.
    package func signAll(_ document: [UInt8], fields: [String] = SampleDocument.fields) throws -> [UInt8] {
        try fields.reduce(document) { try sign($0, field: $1) }
    }
}
