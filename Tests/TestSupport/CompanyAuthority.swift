package import Foundation
package import OpenSSLBridge
package import Parties

/// An authority that the service does not run, made at run time: it certifies people and organisations, and whatever it is asked.
package struct CompanyAuthority: Sendable {
    package static let organisation = "Atelier Marcheboeuf SARL"

    /// The root's certificate; that of the authority below it in what ``subordinate()`` gives.
    package let root: Certificate
    private let key: SigningKey
    private let madeAt: Int64

    /// - Parameter policies: That its root says it may certify under.
    package init(madeAt: Date, policies: [String] = []) throws {
        self.madeAt = Int64(madeAt.timeIntervalSince1970)
        key = try SigningKey.generate(.p256)
        let extensions: [CertificateExtension] =
            [.authority(pathLength: nil), .keyUsage([.keyCertSign, .cRLSign]), .subjectKeyIdentifier]
            + (policies.isEmpty ? [] : [.certificatePolicies(policies)])
        root = try Certificate.issue(
            CertificateContents(
                serialNumber: [1], subject: Self.name([(.commonName, "Autorité d’entreprise")]),
                notBefore: self.madeAt, notAfter: self.madeAt + 3_650 * 86_400, extensions: extensions),
            for: key.publicKey, by: IssuingKey(certificate: nil, key: key, digest: .sha256))
    }

    private init(certificate: Certificate, key: SigningKey, madeAt: Int64) {
        (root, self.key, self.madeAt) = (certificate, key, madeAt)
    }

    /// An authority that this one certifies, with lists of its own.
    package func subordinate() throws -> CompanyAuthority {
        var wishes = Wishes()
        wishes.serialNumber = 2
        wishes.isAuthority = true
        wishes.usages = [.keyCertSign, .cRLSign]
        wishes.purposes = []
        let key = try SigningKey.generate(.p256)
        return CompanyAuthority(
            certificate: try certify(Self.name([(.commonName, "Autorité des ateliers")]), key: key, wishes), key: key,
            madeAt: madeAt)
    }

    /// What a test may want to be otherwise.
    package struct Wishes: Sendable {
        package var serialNumber: UInt8 = 7
        /// Seconds from the making of the authority.
        package var validity: ClosedRange<Int64> = 0...(365 * 86_400)
        package var usages: [KeyUsage] = [.nonRepudiation]
        package var purposes = [ExtensionOID.emailProtection, ExtensionOID.documentSigning]
        package var isAuthority = false
        package var policies: [String] = []

        package init() {}
    }

    package enum Attribute { case commonName, givenName, surname, organisation, identifier }

    package static func name(_ attributes: [(Attribute, String)]) -> DistinguishedName {
        DistinguishedName(
            [.init(oid: DistinguishedName.OID.countryName, value: "FR")]
                + attributes.map { .init(oid: $0.0.oid, value: $0.1) })
    }

    /// As authorities write names: the surname in capitals.
    package static func person(_ name: PersonName) -> DistinguishedName {
        Self.name([
            (.organisation, organisation), (.surname, name.family.uppercased()), (.givenName, name.given),
            (.commonName, "\(name.given) \(name.family.uppercased())"),
        ])
    }

    package static func seal(_ identifier: String) -> DistinguishedName {
        name([(.organisation, organisation), (.identifier, identifier), (.commonName, organisation)])
    }

    package func certify(
        _ subject: DistinguishedName, key: SigningKey, _ wishes: Wishes = Wishes()
    ) throws -> Certificate {
        var extensions: [CertificateExtension] = [
            wishes.isAuthority ? .authority(pathLength: nil) : .endEntity, .keyUsage(wishes.usages),
            .subjectKeyIdentifier, .authorityKeyIdentifier,
        ]
        if !wishes.purposes.isEmpty { extensions.append(.extendedKeyUsage(wishes.purposes, isCritical: false)) }
        if !wishes.policies.isEmpty { extensions.append(.certificatePolicies(wishes.policies)) }
        return try Certificate.issue(
            CertificateContents(
                serialNumber: [wishes.serialNumber], subject: subject, notBefore: madeAt + wishes.validity.lowerBound,
                notAfter: madeAt + wishes.validity.upperBound, extensions: extensions),
            for: key.publicKey, by: IssuingKey(certificate: root, key: self.key, digest: .sha256))
    }

    /// A list of a day.
    package func list(revoking serialNumbers: [UInt8] = [], at time: Date? = nil) throws -> CertificateRevocationList {
        let now = time.map { Int64($0.timeIntervalSince1970) } ?? madeAt
        return try CertificateRevocationList.issue(
            .init(
                number: [1], thisUpdate: now, nextUpdate: now + 86_400,
                entries: serialNumbers.map { .init(serialNumber: [$0], date: now, reason: nil) }),
            by: IssuingKey(certificate: root, key: key, digest: .sha256))
    }

    /// What an operator puts into the trust folder.
    ///
    /// - Parameter name: Of the file with the anchor; whom it is trusted for depends on it.
    package func trustFiles(
        anchorFile name: String = "employer-company.pem", revoking serialNumbers: [UInt8] = []
    ) throws -> [(name: String, content: [UInt8])] {
        [(name, try root.pem), ("company.crl", try list(revoking: serialNumbers).der)]
    }
}

extension CompanyAuthority.Attribute {
    fileprivate var oid: String {
        switch self {
        case .commonName: DistinguishedName.OID.commonName
        case .givenName: DistinguishedName.OID.givenName
        case .surname: DistinguishedName.OID.surname
        case .organisation: DistinguishedName.OID.organizationName
        case .identifier: DistinguishedName.OID.organizationIdentifier
        }
    }
}
