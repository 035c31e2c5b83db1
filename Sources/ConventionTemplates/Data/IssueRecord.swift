package import Parties

/// What issuing added to a convention's data: enough to set the document again from the embedded file alone.
package struct IssueRecord: Hashable, Sendable {
    /// Which template, to the byte.
    package struct TemplateReference: Hashable, Sendable {
        package let identifier: String
        package let version: String
        /// « sha256: » and the digest of the template's canonical bytes in hexadecimal.
        package let digest: String

        package init(identifier: String, version: String, digest: String) {
            self.identifier = identifier
            self.version = version
            self.digest = digest
        }
    }

    /// The convention that an amendment amends.
    package struct AmendedReference: Hashable, Sendable {
        package let conventionID: String
        /// « sha256: » and the digest of that convention's revision 0 in hexadecimal.
        package let digest: String

        package init(conventionID: String, digest: String) {
            self.conventionID = conventionID
            self.digest = digest
        }

        /// The digest itself; empty when the text is not of the form that the schema wants.
        package var digestBytes: [UInt8] {
            let digits = Array(digest.dropFirst("sha256:".count).utf8)
            let values = digits.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            guard values.count == digits.count, digits.count == 64 else { return [] }
            return stride(from: 0, to: 64, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
        }
    }

    package let conventionID: String
    package let issuedOn: CalendarDate
    package let createdAt: Instant
    package let isDemonstration: Bool
    package let template: TemplateReference
    /// Who signs before whom: groups one after the other, in any order within a group.
    package let order: [[ConventionData.RequiredSignature]]
    /// `nil` for a convention that amends none.
    package let amends: AmendedReference?
    /// Where a printed copy is held against the service's own record: « https://conventions.lycee.example »; `nil` when the
    /// document says nothing of it.
    package let verificationAddress: String?

    package init(
        conventionID: String, issuedOn: CalendarDate, createdAt: Instant, isDemonstration: Bool,
        template: TemplateReference, order: [[ConventionData.RequiredSignature]],
        amends: AmendedReference? = nil, verificationAddress: String? = nil
    ) {
        self.verificationAddress = verificationAddress
        self.amends = amends
        self.conventionID = conventionID
        self.issuedOn = issuedOn
        self.createdAt = createdAt
        self.isDemonstration = isDemonstration
        self.template = template
        self.order = order
    }
}

/// The content of the `convention.xml` that an issued document carries.
package struct IssuedConvention: Hashable, Sendable {
    package let data: ConventionData
    package let issue: IssueRecord
}
