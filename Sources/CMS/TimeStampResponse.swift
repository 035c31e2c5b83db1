internal import DEREncoding

/// What a time-stamping authority answers: a token, or why there is none.
///
/// The authority's free text is not kept: nobody vouches for it.
///
/// Source: RFC 3161 §2.4.2 (TimeStampResp).
public struct TimeStampResponse: Hashable, Sendable {
    /// Source: RFC 3161 §2.4.2 (PKIStatus).
    public enum Status: UInt8, Hashable, Sendable, CaseIterable {
        case granted = 0
        case grantedWithModifications = 1
        case rejection = 2
        case waiting = 3
        case revocationWarning = 4
        case revocationNotification = 5
    }

    /// Why a request was rejected, by its bit.
    ///
    /// Source: RFC 3161 §2.4.2 (PKIFailureInfo).
    public enum Failure: Int, Hashable, Sendable, CaseIterable {
        case badAlgorithm = 0
        case badRequest = 2
        case badDataFormat = 5
        case timeNotAvailable = 14
        case unacceptedPolicy = 15
        case unacceptedExtension = 16
        case additionalInformationNotAvailable = 17
        case systemFailure = 25
    }

    public let status: Status
    /// Those of the answer that RFC 3161 knows, in the order of their bits.
    public let failures: [Failure]
    /// The token in DER, as it came; there exactly when the status is one of the first two.
    public let token: [UInt8]?

    /// - Throws: ``CMSError`` when the bytes are not one response in DER, the status is unknown, or token and status
    ///   contradict each other.
    public init(der: [UInt8]) throws(CMSError) {
        let structure = "TimeStampResp"
        var children = try DERElement(der: der, of: structure).children(.sequence, of: structure)
        var information = try children.next().children(.sequence, of: "PKIStatusInfo")
        let number = try information.next().version(of: "PKIStatusInfo")
        guard let status = Status(rawValue: number) else {
            throw CMSError("PKIStatusInfo", found: "status \(number)", expected: "0 to 5")
        }
        self.status = status
        _ = information.next(ifTagged: .sequence)  // statusString
        let bits = try information.next(ifTagged: .bitString)?.content(.bitString, of: "PKIFailureInfo")
        failures = bits.map { bits in Failure.allCases.filter { Self.isSet($0.rawValue, in: bits) } } ?? []
        try information.expectEnd()
        token = children.next(ifTagged: .sequence)?.bytes
        try children.expectEnd()
        guard (token != nil) == (status == .granted || status == .grantedWithModifications) else {
            throw CMSError(
                structure, found: "status \(number) \(token == nil ? "without" : "with") a token",
                expected: "a token when it was granted, and only then")
        }
    }

    /// The first byte of a BIT STRING counts the unused bits at its end.
    private static func isSet(_ bit: Int, in content: [UInt8]) -> Bool {
        let place = 1 + bit / 8
        return content.indices.contains(place) && content[place] & (0x80 >> UInt8(bit % 8)) != 0
    }
}
