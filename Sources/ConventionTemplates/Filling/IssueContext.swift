package import Parties

/// What the service knows when it issues a convention.
package struct IssueContext: Hashable, Sendable {
    package let conventionID: String
    /// The day in France on which the document is made; printed, and the day on which the pupil's age counts.
    package let issuedOn: CalendarDate
    /// Seconds since 1970-01-01T00:00:00Z.
    package let createdAt: Int64
    /// Whether the document says of itself that it is worth nothing.
    package let isDemonstration: Bool
    /// Who signs before whom: groups one after the other, which name exactly the required signatures.
    package let order: [[ConventionData.RequiredSignature]]
    /// The convention that an amendment amends, or that an attestation is about; `nil` for a convention.
    package let amends: IssueRecord.AmendedReference?
    /// Where a printed copy is held against the service's record; `nil` for a document that says nothing of it.
    package let verificationAddress: String?

    package init(
        conventionID: String, issuedOn: CalendarDate, createdAt: Int64, isDemonstration: Bool,
        order: [[ConventionData.RequiredSignature]], amends: IssueRecord.AmendedReference? = nil,
        verificationAddress: String? = nil
    ) {
        self.verificationAddress = verificationAddress
        self.amends = amends
        self.conventionID = conventionID
        self.issuedOn = issuedOn
        self.createdAt = createdAt
        self.isDemonstration = isDemonstration
        self.order = order
    }
}

extension IssueContext {
    /// As it was when the document was made.
    package init(_ record: IssueRecord) {
        self.init(
            conventionID: record.conventionID, issuedOn: record.issuedOn, createdAt: record.createdAt.secondsSince1970,
            isDemonstration: record.isDemonstration, order: record.order, amends: record.amends,
            verificationAddress: record.verificationAddress)
    }
}

/// Which template, in words.
package struct TemplateIdentity: Hashable, Sendable {
    package let identifier: String
    package let version: String
}
