/// Where a signatory can be reached; lives outside the signed bytes.
package struct Contact: Hashable, Sendable, Codable {
    package let email: String
    /// In international form, `+33612345678`.
    package let mobile: String?

    package init(email: String, mobile: String? = nil) {
        self.email = email
        self.mobile = mobile
    }
}
