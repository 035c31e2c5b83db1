internal import DEREncoding

/// The outside of an OCSP answer: that it is one and that it answers, not what it says.
///
/// Source: RFC 6960 §4.2.1.
public struct OCSPResponseEnvelope: Hashable, Sendable {
    /// DER of the answer itself, a BasicOCSPResponse.
    public let basicResponse: [UInt8]

    private static let successful: [UInt8] = [0]
    /// id-pkix-ocsp-basic
    private static let basic = "1.3.6.1.5.5.7.48.1.1"

    /// - Throws: ``CMSError`` when the bytes are no OCSPResponse, or one that refuses to answer.
    public init(der: [UInt8]) throws(CMSError) {
        let structure = "OCSPResponse"
        var children = try DERElement(der: der, of: structure).children(.sequence, of: structure)
        let status = try children.next().content(.enumerated, of: structure)
        guard status == Self.successful else {
            throw CMSError(structure, found: "status \(status)", expected: "an answer")
        }
        var outer = try children.next().children(.context(0), of: structure)
        try children.expectEnd()
        var bytes = try outer.next().children(.sequence, of: "ResponseBytes")
        try outer.expectEnd()
        let type = try bytes.next().objectIdentifier(of: "ResponseBytes")
        guard type == Self.basic else {
            throw CMSError("ResponseBytes", found: "type \(type)", expected: "a BasicOCSPResponse")
        }
        basicResponse = try bytes.next().content(.octetString, of: "ResponseBytes")
        try bytes.expectEnd()
    }
}
