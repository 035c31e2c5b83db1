package import ConventionDomain

/// The addresses that mails contain; the service's routes decide them.
package struct LinkAddresses: Sendable {
    /// Page on which a signatory reads, agrees and signs.
    package let signing: @Sendable (LinkToken) -> String
    /// Page on which a party reads the document and its receipt.
    package let reading: @Sendable (LinkToken) -> String
    /// Address of the employer's endpoint.
    package let countersignature: @Sendable (ConventionID) -> String

    package init(
        signing: @escaping @Sendable (LinkToken) -> String, reading: @escaping @Sendable (LinkToken) -> String,
        countersignature: @escaping @Sendable (ConventionID) -> String
    ) {
        self.signing = signing
        self.reading = reading
        self.countersignature = countersignature
    }

    /// The service's own routes below a base address.
    ///
    /// - Parameter base: Scheme, host and perhaps a path, without a slash at the end: `https://seing.exemple.fr`.
    package static func below(_ base: String) -> LinkAddresses {
        LinkAddresses(
            signing: { "\(base)/s/\($0.text)" }, reading: { "\(base)/r/\($0.text)" },
            countersignature: { "\(base)/api/v1/conventions/\($0.text)/countersignature" })
    }
}
