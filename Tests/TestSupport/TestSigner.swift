import CMS
import CertificateAuthority
package import Foundation
import OpenSSLBridge
package import PAdES
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
        let stamper = TimeStampAuthority(maximumTokenByteCount: unit.maximumTokenByteCount) {
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

    /// Appends one archival layer: the certificates of the authority and its lists, the issuing CA's newest made now.
    ///
    /// - Parameter more: Further material, such as what a test wants to see refused.
    package func archive(
        _ document: [UInt8], at time: Date, more: DocumentSecurityStore.Material = .init()
    ) throws -> [UInt8] {
        let trust = authority.trust
        let list = try trust.revocationLists.first { $0.issuer == trust.issuingAuthority.subject }
            .map { try authority.infrastructure.signatoryAuthority.revocationList(after: $0, now: time) }
        let others = trust.revocationLists.filter { $0.issuer != trust.issuingAuthority.subject }
        let material = DocumentSecurityStore.Material(
            certificates: (trust.anchors + [trust.issuingAuthority, trust.timeStampingUnit]).map(\.der)
                + more.certificates,
            ocspResponses: more.ocspResponses,
            revocationLists: ([list].compactMap(\.self) + others).map(\.der) + more.revocationLists)
        let unit = authority.infrastructure.timeStampUnit
        let stamper = TimeStampAuthority(maximumTokenByteCount: unit.certificate.der.count + 768) {
            try unit.token(for: $0, algorithm: .sha256, now: time)
        }
        return try DocumentTimeStamper(timeStampAuthority: stamper).archive(
            PDFDocument(bytes: document), with: material)
    }
}
