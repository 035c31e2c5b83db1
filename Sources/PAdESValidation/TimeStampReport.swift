/// One time-stamp, judged: over a signature value or over the document.
public struct TimeStampReport: Hashable, Sendable {
    /// The field of the signature that it stamps, or its own field when it is a document time-stamp.
    public let fieldName: String
    public let revisionIndex: Int
    /// The time it states, Unix time; `nil` when the token is malformed.
    public let generationTime: Int64?
    public let indication: Indication
    public let subIndication: SubIndication?
    /// Of the time-stamping unit; `nil` when none could be read.
    public let certificate: CertificateFacts?
    /// When the token itself is proven to have existed; `nil` when only its own word says so.
    public let existence: ProofOfExistence?
    public let checks: [ValidationReport.Check]
}
