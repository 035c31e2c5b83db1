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

    package let conventionID: String
    package let issuedOn: CalendarDate
    package let createdAt: Instant
    package let isDemonstration: Bool
    package let template: TemplateReference
    /// Who signs before whom: groups one after the other, in any order within a group.
    package let order: [[ConventionData.RequiredSignature]]

    package init(
        conventionID: String, issuedOn: CalendarDate, createdAt: Instant, isDemonstration: Bool,
        template: TemplateReference, order: [[ConventionData.RequiredSignature]]
    ) {
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
