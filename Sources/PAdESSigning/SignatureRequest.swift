public import PAdES

/// Which field is to be signed, what it will show, and the time the signature claims.
public struct SignatureRequest: Hashable, Sendable {
    public let fieldName: String
    public let appearance: SignatureAppearance
    /// Written to `/M` and `/Name`; the proven time comes from the time-stamp.
    public let claimedTime: PDFDate

    public init(fieldName: String, appearance: SignatureAppearance, claimedTime: PDFDate) {
        self.fieldName = fieldName
        self.appearance = appearance
        self.claimedTime = claimedTime
    }
}
