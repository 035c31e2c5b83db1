import CMS
import CertificateAuthority
import DEREncoding
import Foundation
import OpenSSLBridge
import PAdESValidation
import Parties
import TestSupport

/// Keys of the authority, and the means to certify with them what the service never would.
struct Forge: Sendable {
    let authority: TestAuthority
    /// Certifies the issuing authority, the time-stamping unit and the seal.
    let root: IssuingKey
    /// Certifies signatories.
    let issuing: IssuingKey

    init(_ authority: TestAuthority) throws {
        self.authority = authority
        let root = try TestAuthority.certificate("root.pem", of: authority)
        self.root = IssuingKey(certificate: root, key: try Self.key("root", authority), digest: .sha384)
        issuing = IssuingKey(
            certificate: authority.trust.issuingAuthority, key: try Self.key("issuing-ca", authority), digest: .sha256)
    }

    static func key(_ name: String, _ authority: TestAuthority) throws -> SigningKey {
        let pem = try Data(contentsOf: URL(filePath: "\(authority.path)/private/\(name).key.pem"))
        return try SigningKey(encryptedPEM: Array(pem), passphrase: TestAuthority.passphrase)
    }
}

/// What a certificate to be made says.
struct CertificatePlan: Sendable {
    var subject: DistinguishedName
    var notBefore: Int64
    var notAfter: Int64
    var extensions: [CertificateExtension]
    var key: KeyAlgorithm = .p256

    /// As the service certifies a signatory.
    init(_ signatory: Signatory, at time: Date, arc: PolicyArc = .demo) {
        let seconds = Int64(time.timeIntervalSince1970)
        subject = DistinguishedName([
            .init(oid: DistinguishedName.OID.countryName, value: "FR"),
            .init(oid: DistinguishedName.OID.commonName, value: signatory.name.full),
            .init(oid: DistinguishedName.OID.givenName, value: signatory.name.given),
            .init(oid: DistinguishedName.OID.surname, value: signatory.name.family),
        ])
        (notBefore, notAfter) = (seconds - 60, seconds + 600)
        extensions = [
            .endEntity, .keyUsage([.nonRepudiation]), .subjectKeyIdentifier, .authorityKeyIdentifier,
            .extendedKeyUsage([ExtensionOID.documentSigning, ExtensionOID.emailProtection], isCritical: false),
            .certificatePolicies([
                arc.signatoryCertificatePolicy, arc.oid(of: signatory.role),
                arc.oid(of: IdentificationMethod.emailCode),
            ]), .noRevocationAvailable, .validityAssuredShortTerm,
        ]
    }

    /// As an authority.
    init(authority name: DistinguishedName, at time: Date) {
        let seconds = Int64(time.timeIntervalSince1970)
        subject = name
        (notBefore, notAfter) = (seconds - 3_600, seconds + 86_400 * 365)
        extensions = [
            .authority(pathLength: nil), .keyUsage([.keyCertSign, .cRLSign]), .subjectKeyIdentifier,
            .certificatePolicies([ExtensionOID.anyPolicy]),
        ]
    }

    /// As a time-stamping unit.
    init(timeStampingUnit name: String, at time: Date) {
        let seconds = Int64(time.timeIntervalSince1970)
        subject = DistinguishedName([.init(oid: DistinguishedName.OID.commonName, value: name)])
        (notBefore, notAfter) = (seconds - 3_600, seconds + 86_400 * 365)
        extensions = [
            .endEntity, .keyUsage([.digitalSignature]), .subjectKeyIdentifier, .authorityKeyIdentifier,
            .extendedKeyUsage([ExtensionOID.timeStamping], isCritical: true),
        ]
    }

    mutating func replaceExtendedKeyUsage(_ oids: [String], isCritical: Bool = false) {
        extensions.removeAll { if case .extendedKeyUsage = $0 { true } else { false } }
        if !oids.isEmpty { extensions.append(.extendedKeyUsage(oids, isCritical: isCritical)) }
    }

    mutating func replacePolicies(_ oids: [String]) {
        extensions.removeAll { if case .certificatePolicies = $0 { true } else { false } }
        if !oids.isEmpty { extensions.append(.certificatePolicies(oids)) }
    }

    mutating func replaceKeyUsage(_ usages: [KeyUsage]) {
        extensions.removeAll { if case .keyUsage = $0 { true } else { false } }
        extensions.append(.keyUsage(usages))
    }
}

extension Forge {
    typealias Holder = TestAuthority.SignatoryKey

    /// Certifies a new key.
    ///
    /// - Parameter issuer: `nil` when the certificate certifies itself.
    func make(_ plan: CertificatePlan, by issuer: IssuingKey?) throws -> Holder {
        let key = try SigningKey.generate(plan.key)
        return Holder(key: key, certificate: try certify(key, plan, by: issuer))
    }

    func certify(_ key: SigningKey, _ plan: CertificatePlan, by issuer: IssuingKey?) throws -> Certificate {
        var extensions = plan.extensions
        if issuer == nil { extensions.removeAll { $0 == .authorityKeyIdentifier } }
        let serialNumber = try SecureRandom.bytes(15)
        let contents = CertificateContents(
            serialNumber: [0x40] + serialNumber, subject: plan.subject, notBefore: plan.notBefore,
            notAfter: plan.notAfter, extensions: extensions)
        return try Certificate.issue(
            contents, for: key.publicKey, by: issuer ?? IssuingKey(certificate: nil, key: key, digest: .sha256))
    }

    /// A whole hierarchy with the names of the real one and other keys.
    func impostor(at time: Date) throws -> (root: Holder, issuing: Holder) {
        let realRoot = try root.certificate.orThrow()
        let falseRoot = try make(CertificatePlan(authority: realRoot.subject, at: time), by: nil)
        let issuing = try make(
            CertificatePlan(authority: authority.trust.issuingAuthority.subject, at: time), by: Self.issuer(falseRoot))
        return (falseRoot, issuing)
    }

    static func issuer(_ holder: Holder) -> IssuingKey {
        IssuingKey(certificate: holder.certificate, key: holder.key, digest: .sha256)
    }
}

extension Forge {
    /// The files of the trust folder with other revocation lists.
    func trust(
        rootList: [CertificateRevocationList], issuingList: [CertificateRevocationList]? = nil
    ) throws -> TrustMaterial {
        let files = try Workshop.files(in: authority.trustPath)
        let certificates = files.filter { !$0.name.hasSuffix(".crl") }
        let issuing = issuingList?.map(\.der) ?? files.filter { $0.name == "issuing-ca.crl" }.map(\.content)
        let lists = rootList.map(\.der) + issuing
        return try TrustMaterial(
            files: certificates + lists.enumerated().map { ("\($0.offset).crl", $0.element) })
    }

    /// A list of the root, or of somebody who says to be the root.
    func list(
        revoking certificate: Certificate? = nil, on date: Date = .distantPast, reason: RevocationReason? = nil,
        from: Date = Workshop.issuedAt, to: Date = Workshop.issuedAt.addingTimeInterval(86_400 * 30),
        by issuer: IssuingKey? = nil
    ) throws -> CertificateRevocationList {
        let entries = certificate.map {
            [
                CertificateRevocationList.Entry(
                    serialNumber: $0.serialNumber, date: Int64(date.timeIntervalSince1970), reason: reason)
            ]
        }
        let contents = CertificateRevocationList.Contents(
            number: [2], thisUpdate: Int64(from.timeIntervalSince1970), nextUpdate: Int64(to.timeIntervalSince1970),
            entries: entries ?? [])
        return try CertificateRevocationList.issue(contents, by: issuer ?? root)
    }

    /// A time-stamp token by anybody's key.
    func token(
        _ digest: [UInt8], at time: Date, by unit: Holder, chain: [[UInt8]] = [],
        _ alter: (inout CraftedCMS) throws -> Void = { _ in }
    ) throws -> [UInt8] {
        let info = Self.timeStampInfo(digest, at: time)
        var cms = CraftedCMS(
            certificate: unit.certificate, key: unit.key, chain: chain,
            messageDigest: DigestAlgorithm.sha256.digest(info), contentType: ObjectIdentifiers.timeStampInfo)
        cms.content = info
        cms.version = [3]
        try alter(&cms)
        return try cms.der()
    }

    /// Source: RFC 3161 §2.4.2.
    static func timeStampInfo(_ digest: [UInt8], at time: Date, extensions: [UInt8] = []) -> [UInt8] {
        let civil = CivilDate(secondsSince1970: Int64(time.timeIntervalSince1970))
        let parts = [civil.month, civil.day, civil.hour, civil.minute, civil.second].map {
            ($0 < 10 ? "0" : "") + String($0)
        }
        return ASN1.sequence(
            ASN1.integer([1]), ASN1.oid("1.3.6.1.4.1.32473.1.3"),
            ASN1.sequence(ASN1.algorithm(ObjectIdentifiers.sha256, ASN1.null), ASN1.octets(digest)), ASN1.integer([9]),
            ASN1.generalizedTime("\(civil.year)\(parts.joined())Z"), extensions)
    }
}

extension TestAuthority {
    static func certificate(_ name: String, of authority: TestAuthority) throws -> Certificate {
        try Certificate(pem: Array(try Data(contentsOf: URL(filePath: "\(authority.trustPath)/\(name)"))))
    }
}
