internal import DEREncoding

/// A CMS SignedData, with or without its content.
///
/// Source: RFC 5652 §3, §5.1.
public struct SignedData: Hashable, Sendable {
    public let version: UInt8
    public let digestAlgorithms: [AlgorithmIdentifier]
    public let contentType: String
    /// The signed content; `nil` when it stands elsewhere, as in a PDF.
    public let content: [UInt8]?
    /// DER of each certificate, in the order of the file.
    public let certificates: [[UInt8]]
    public let hasRevocationLists: Bool
    /// Each RevocationInfoChoice in DER: a revocation list, or something else under the tag [1].
    public let revocationInfos: [[UInt8]]
    public var signerInfos: [SignerInfo]

    /// Reads a ContentInfo that holds a SignedData.
    ///
    /// - Throws: ``CMSError`` when the bytes are not exactly that, in DER.
    public init(der: [UInt8]) throws(CMSError) {
        var outer = try DERElement(der: der, of: "ContentInfo").children(.sequence, of: "ContentInfo")
        let type = try outer.next().objectIdentifier(of: "ContentInfo")
        guard type == ObjectIdentifiers.signedData else {
            throw CMSError("ContentInfo", found: type, expected: "SignedData (\(ObjectIdentifiers.signedData))")
        }
        var explicit = try outer.next().children(.context(0), of: "ContentInfo")
        try outer.expectEnd()
        var children = try explicit.next().children(.sequence, of: "SignedData")
        try explicit.expectEnd()
        version = try children.next().version(of: "SignedData")
        digestAlgorithms = try Self.algorithms(try children.next())
        (contentType, content) = try Self.encapsulatedContent(try children.next())
        let certificates = try children.next(ifTagged: .context(0))?.children(.context(0), of: "CertificateSet")
        self.certificates = try certificates?.remaining(atMost: 10).map(\.bytes) ?? []
        let infos = try children.next(ifTagged: .context(1))?.children(.context(1), of: "RevocationInfoChoices")
        hasRevocationLists = infos != nil
        revocationInfos = try infos?.remaining(atMost: 32).map(\.bytes) ?? []
        signerInfos = try Self.signerInfos(try children.next())
        try children.expectEnd()
    }

    init(certificates: [[UInt8]], signerInfo: SignerInfo) {
        version = 1
        digestAlgorithms = [signerInfo.digestAlgorithm]
        contentType = ObjectIdentifiers.data
        content = nil
        self.certificates = certificates
        hasRevocationLists = false
        revocationInfos = []
        signerInfos = [signerInfo]
    }

    private static func algorithms(_ element: DERElement) throws(CMSError) -> [AlgorithmIdentifier] {
        var algorithms: [AlgorithmIdentifier] = []
        for child in try element.children(.set, of: "DigestAlgorithmIdentifiers").remaining(atMost: 8) {
            algorithms.append(try AlgorithmIdentifier(child, of: "DigestAlgorithmIdentifiers"))
        }
        return algorithms
    }

    private static func encapsulatedContent(
        _ element: DERElement
    ) throws(CMSError) -> (type: String, content: [UInt8]?) {
        let structure = "EncapsulatedContentInfo"
        var children = try element.children(.sequence, of: structure)
        let type = try children.next().objectIdentifier(of: structure)
        var content: [UInt8]?
        if let explicit = children.next(ifTagged: .context(0)) {
            var inner = try explicit.children(.context(0), of: structure)
            content = try inner.next().content(.octetString, of: structure)
            try inner.expectEnd()
        }
        try children.expectEnd()
        return (type, content)
    }

    private static func signerInfos(_ element: DERElement) throws(CMSError) -> [SignerInfo] {
        var infos: [SignerInfo] = []
        for child in try element.children(.set, of: "SignerInfos").remaining(atMost: 8) {
            infos.append(try SignerInfo(child))
        }
        return infos
    }

    /// The ContentInfo, each SET OF in DER order.
    ///
    /// - Returns: `nil` when this value was read with revocation lists, which are not kept.
    public var der: [UInt8]? {
        guard !hasRevocationLists else { return nil }
        var builder = DERBuilder(capacity: certificates.reduce(1 << 12) { $0 + $1.count } + (content?.count ?? 0))
        builder.sequence { builder in
            builder.objectIdentifier(ObjectIdentifiers.signedData)
            builder.constructed(.context(0)) { builder in builder.sequence { write(to: &$0) } }
        }
        return builder.bytes
    }

    private func write(to builder: inout DERBuilder) {
        builder.integer(version)
        builder.set(digestAlgorithms.map(\.der))
        builder.sequence { builder in
            builder.objectIdentifier(contentType)
            if let content { builder.constructed(.context(0)) { $0.octetString(content) } }
        }
        if !certificates.isEmpty { builder.set(certificates, tag: .context(0)) }
        builder.set(signerInfos.map(\.der))
    }
}
