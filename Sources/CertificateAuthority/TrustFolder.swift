package import OpenSSLBridge

/// What a verifier is given: certificates, current revocation lists, policies; nothing secret.
package struct TrustFolder: Hashable, Sendable {
    package static let rootFile = "root.pem"
    package static let issuingAuthorityFile = "issuing-ca.pem"
    package static let timeStampingUnitFile = "tsu.pem"
    package static let sealFile = "seal.pem"
    package static let rootListFile = "root.crl"
    package static let issuingAuthorityListFile = "issuing-ca.crl"
    package static let policiesFile = "policies.json"

    /// Each certificate of `root.pem`.
    package let anchors: [Certificate]
    package let issuingAuthority: Certificate
    package let timeStampingUnit: Certificate
    package let seal: Certificate
    /// Certificates that were in use before, the oldest first.
    private let formerCertificates: [KeyRole: [Certificate]]
    /// Every file `*.crl`, in DER or PEM.
    package let revocationLists: [CertificateRevocationList]
    package let policies: TrustPolicies
    /// Whether everything signed with these keys is without legal value; the subjects of the certificates say so.
    package let isDemo: Bool

    /// Reads a folder.
    ///
    /// - Throws: ``CertificateAuthorityError`` with `missing` when a file is not there, `inconsistent` when one is
    ///   not what its name says, or certificates and policies do not agree on whether this is a demonstration.
    package init(directory: String) throws(CertificateAuthorityError) {
        anchors = try Self.read("\(directory)/\(Self.rootFile)") { bytes throws(OpenSSLError) in
            try Certificate.all(inPEM: bytes)
        }
        guard !anchors.isEmpty else {
            throw CertificateAuthorityError(.inconsistent, "\(directory)/\(Self.rootFile) holds no certificate")
        }
        issuingAuthority = try Self.certificate("\(directory)/\(Self.issuingAuthorityFile)")
        timeStampingUnit = try Self.certificate("\(directory)/\(Self.timeStampingUnitFile)")
        seal = try Self.certificate("\(directory)/\(Self.sealFile)")
        var former: [KeyRole: [Certificate]] = [:]
        for role in KeyRole.allCases { former[role] = try Self.former(role, in: directory) }
        formerCertificates = former
        revocationLists = try Self.lists(in: directory)
        let path = "\(directory)/\(Self.policiesFile)"
        policies = try TrustPolicies(json: FileSystem.read(path), path: path)
        isDemo = try Self.agreement(
            of: anchors + [issuingAuthority, timeStampingUnit, seal] + former.values.joined(), with: policies,
            in: directory)
    }

    /// The certificate in use.
    package func certificate(of role: KeyRole) -> Certificate {
        switch role {
        case .issuingAuthority: issuingAuthority
        case .seal: seal
        case .timeStampingUnit: timeStampingUnit
        }
    }

    /// Certificates that were in use before, the oldest first; they still lead from what was signed to the root.
    package func previous(_ role: KeyRole) -> [Certificate] { formerCertificates[role] ?? [] }

    private static func former(
        _ role: KeyRole, in directory: String
    ) throws(CertificateAuthorityError) -> [Certificate] {
        var certificates: [Certificate] = []
        while case let path = "\(directory)/\(role.fileName(generation: certificates.count + 1)).pem",
            FileSystem.exists(path)
        { certificates.append(try certificate(path)) }
        return certificates
    }

    /// The file of policies can be edited, a certificate cannot: they have to say the same.
    private static func agreement(
        of certificates: [Certificate], with policies: TrustPolicies, in directory: String
    ) throws(CertificateAuthorityError) -> Bool {
        let marked = certificates.filter { SubjectTemplate.isMarkedDemo($0.subject) }.count
        guard marked == 0 || marked == certificates.count else {
            throw CertificateAuthorityError(
                .inconsistent,
                "the certificates in \(directory) do not belong together: \(marked) of \(certificates.count) are those of a"
                    + " demonstration; restore the folder from one backup")
        }
        guard policies.isDemo == (marked > 0) else {
            throw CertificateAuthorityError(
                .inconsistent,
                "\(directory)/\(policiesFile) says demo: \(policies.isDemo), but the certificates are"
                    + " \(marked > 0 ? "" : "not ")those of a demonstration; expected demo: \(marked > 0)")
        }
        return marked > 0
    }

    /// A validator that trusts this folder and nothing else.
    package func validator(_ rule: ChainValidator.RevocationRule = .requiredForCAs) -> ChainValidator {
        ChainValidator(anchors: anchors, revocationLists: revocationLists, revocationRule: rule)
    }

    static func certificate(_ path: String) throws(CertificateAuthorityError) -> Certificate {
        try read(path) { bytes throws(OpenSSLError) in try Certificate(pem: bytes) }
    }

    static func list(_ path: String) throws(CertificateAuthorityError) -> CertificateRevocationList {
        try read(path) { bytes throws(OpenSSLError) in
            let isPEM = bytes.starts(with: Array("-----".utf8))
            return isPEM ? try CertificateRevocationList(pem: bytes) : try CertificateRevocationList(der: bytes)
        }
    }

    private static func lists(in directory: String) throws(CertificateAuthorityError) -> [CertificateRevocationList] {
        var lists: [CertificateRevocationList] = []
        for name in try FileSystem.names(in: directory) where name.hasSuffix(".crl") {
            lists.append(try list("\(directory)/\(name)"))
        }
        return lists
    }

    private static func read<Value>(
        _ path: String, _ parse: ([UInt8]) throws(OpenSSLError) -> Value
    ) throws(CertificateAuthorityError) -> Value {
        let bytes = try FileSystem.read(path)
        return try explaining("read \(path)", code: .inconsistent) { () throws(OpenSSLError) in try parse(bytes) }
    }
}
