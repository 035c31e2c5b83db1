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
    /// Every file `*.crl`, in DER or PEM.
    package let revocationLists: [CertificateRevocationList]
    package let policies: TrustPolicies

    /// Reads a folder.
    ///
    /// - Throws: ``CertificateAuthorityError`` with `missing` when a file is not there, `inconsistent` when one is
    ///   not what its name says.
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
        revocationLists = try Self.lists(in: directory)
        let path = "\(directory)/\(Self.policiesFile)"
        policies = try TrustPolicies(json: FileSystem.read(path), path: path)
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
