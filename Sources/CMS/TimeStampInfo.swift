internal import DEREncoding

/// What a time-stamping unit asserts.
///
/// Source: RFC 3161 §2.4.2 (TSTInfo).
public struct TimeStampInfo: Hashable, Sendable {
    public let policy: String
    public let imprintAlgorithm: String
    public let imprint: [UInt8]
    /// Content bytes of the serial number.
    public let serialNumber: [UInt8]
    /// Seconds since 1970-01-01T00:00:00Z; fractions are cut off.
    public let generationTime: Int64
    /// Content bytes of the nonce, if there is one.
    public let nonce: [UInt8]?

    public init(der: [UInt8]) throws(CMSError) {
        let structure = "TSTInfo"
        var children = try DERElement(der: der, of: structure).children(.sequence, of: structure)
        let version = try children.next().version(of: structure)
        guard version == 1 else { throw CMSError(structure, found: "version \(version)", expected: "version 1") }
        policy = try children.next().objectIdentifier(of: structure)
        var messageImprint = try children.next().children(.sequence, of: "MessageImprint")
        imprintAlgorithm = try AlgorithmIdentifier(try messageImprint.next(), of: "MessageImprint").oid
        imprint = try messageImprint.next().content(.octetString, of: "MessageImprint")
        try messageImprint.expectEnd()
        serialNumber = try children.next().number(of: structure)
        generationTime = try Self.seconds(try children.next().content(.generalizedTime, of: structure))
        _ = children.next(ifTagged: .sequence)  // accuracy
        _ = children.next(ifTagged: .boolean)  // ordering
        nonce = try children.next(ifTagged: .integer)?.number(of: structure)
        _ = children.next(ifTagged: .context(0))  // tsa
        if let extensions = children.next(ifTagged: .context(1)) { try Self.refuseCritical(extensions) }
        try children.expectEnd()
    }

    /// Nothing here understands an extension, so none may have to be understood.
    ///
    /// Source: RFC 5280 §4.2.
    private static func refuseCritical(_ extensions: DERElement) throws(CMSError) {
        for element in try extensions.children(.context(1), of: "Extensions").remaining {
            var children = try element.children(.sequence, of: "Extension")
            _ = try children.next()
            if children.next(ifTagged: .boolean) != nil {
                throw CMSError("TSTInfo", found: "a critical extension", expected: "none that must be understood")
            }
        }
    }

    /// `YYYYMMDDhhmmss[.f…]Z`, the only form RFC 3161 allows.
    private static func seconds(_ content: [UInt8]) throws(CMSError) -> Int64 {
        let fraction = content.dropFirst(14).dropLast()
        guard content.count >= 15, content.last == UInt8(ascii: "Z"),
            fraction.isEmpty
                || (fraction.first == UInt8(ascii: ".")
                    && fraction.dropFirst().allSatisfy { (0x30...0x39).contains($0) }),
            let seconds = CivilDate.secondsSince1970(digits: content[..<14])
        else { throw CMSError("TSTInfo", found: "another form of time", expected: "YYYYMMDDhhmmssZ") }
        return seconds
    }
}
