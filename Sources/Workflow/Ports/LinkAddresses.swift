package import ConventionDomain

/// The addresses that mails contain; the service's routes decide them.
package struct LinkAddresses: Sendable {
    /// Page on which a signatory reads, agrees and signs.
    package let signing: @Sendable (LinkToken) -> String
    /// Page on which a party reads the document and its receipt.
    package let reading: @Sendable (LinkToken) -> String
    /// Page on which a parent who does not sign reads of the convention, and can object.
    package let notice: @Sendable (LinkToken) -> String
    /// Page on which a part of a convention that is being prepared is filled.
    package let part: @Sendable (PartToken) -> String
    /// Where an employer's software sends the host's part.
    package let hostPart: @Sendable (ConventionID) -> String
    /// Address of the employer's endpoint.
    package let countersignature: @Sendable (ConventionID) -> String
    /// Address to which an employer's software sends a refusal.
    package let refusal: @Sendable (ConventionID) -> String
    /// Address where an employer's software fetches the newest revision.
    package let document: @Sendable (ConventionID) -> String
    /// Where an employer's software attests a placement.
    package let attestation: @Sendable (ConventionID) -> String
    /// Pages of those who sign for the school with an account.
    package let head: @Sendable (HeadPage) -> String

    package init(
        signing: @escaping @Sendable (LinkToken) -> String, reading: @escaping @Sendable (LinkToken) -> String,
        notice: @escaping @Sendable (LinkToken) -> String, part: @escaping @Sendable (PartToken) -> String,
        hostPart: @escaping @Sendable (ConventionID) -> String,
        countersignature: @escaping @Sendable (ConventionID) -> String,
        refusal: @escaping @Sendable (ConventionID) -> String,
        document: @escaping @Sendable (ConventionID) -> String,
        attestation: @escaping @Sendable (ConventionID) -> String,
        head: @escaping @Sendable (HeadPage) -> String
    ) {
        self.signing = signing
        self.reading = reading
        self.notice = notice
        self.part = part
        self.hostPart = hostPart
        self.countersignature = countersignature
        self.refusal = refusal
        self.document = document
        self.attestation = attestation
        self.head = head
    }
}
