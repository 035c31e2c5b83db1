internal import DEREncoding

/// What a signature by RSASSA-PSS says of how it was made.
///
/// Source: RFC 4055 §3.1; RFC 8017 appendix A.2.3.
public struct RSAPSSParameters: Hashable, Sendable {
    public let digestAlgorithm: String
    /// The digest of MGF1.
    public let maskDigestAlgorithm: String
    public let saltByteCount: Int

    private static let sha1 = "1.3.14.3.2.26"
    private static let maskGenerationFunction1 = "1.2.840.113549.1.1.8"

    /// - Throws: ``CMSError`` when the parameters are not these, name another mask than MGF1, or another trailer than the one
    ///   there is.
    public init(der: [UInt8]) throws(CMSError) {
        let structure = "RSASSA-PSS-params"
        var children = try DERElement(der: der, of: structure).children(.sequence, of: structure)
        digestAlgorithm = try Self.algorithm(children.next(ifTagged: .context(0)), 0)?.oid ?? Self.sha1
        if let mask = try Self.algorithm(children.next(ifTagged: .context(1)), 1) {
            guard mask.oid == Self.maskGenerationFunction1, let parameters = mask.parameters else {
                throw CMSError(structure, found: "mask \(mask.oid)", expected: "MGF1 with a digest")
            }
            let digest = try DERElement(der: parameters, of: structure)
            maskDigestAlgorithm = try AlgorithmIdentifier(digest, of: structure).oid
        } else {
            maskDigestAlgorithm = Self.sha1
        }
        saltByteCount = try Self.integer(children.next(ifTagged: .context(2)), 2) ?? 20
        guard try Self.integer(children.next(ifTagged: .context(3)), 3) ?? 1 == 1 else {
            throw CMSError(structure, found: "another trailer", expected: "trailer field 1")
        }
        try children.expectEnd()
    }

    private static func algorithm(_ element: DERElement?, _ tag: UInt8) throws(CMSError) -> AlgorithmIdentifier? {
        guard let element else { return nil }
        var explicit = try element.children(.context(tag), of: "RSASSA-PSS-params")
        return try AlgorithmIdentifier(try explicit.next(), of: "RSASSA-PSS-params")
    }

    private static func integer(_ element: DERElement?, _ tag: UInt8) throws(CMSError) -> Int? {
        guard let element else { return nil }
        var explicit = try element.children(.context(tag), of: "RSASSA-PSS-params")
        let bytes = try explicit.next().number(of: "RSASSA-PSS-params")
        guard bytes.count <= 2, bytes[0] < 0x80 else {
            throw CMSError("RSASSA-PSS-params", found: "a number of \(bytes.count) bytes", expected: "a small one")
        }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }
}
