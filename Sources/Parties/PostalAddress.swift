/// Where a school, a host or a place of the placement is.
public struct PostalAddress: Hashable, Sendable {
    /// Number and street, in one line.
    public var street: String
    /// Building, floor, postal box; in one line.
    public var complement: String?
    /// Five digits in France, as the country has it elsewhere.
    public var postalCode: String
    public var city: String
    /// Absent for an address in France.
    public var country: String?

    public init(street: String, complement: String? = nil, postalCode: String, city: String, country: String? = nil) {
        self.street = street
        self.complement = complement
        self.postalCode = postalCode
        self.city = city
        self.country = country
    }

    public var isInFrance: Bool { country == nil }

    /// « 12 rue des Lilas, 94000 Créteil »
    public var singleLine: String {
        [street, complement, "\(postalCode) \(city)", country].compactMap(\.self).joined(separator: ", ")
    }
}
