extension ConventionData {
    /// An address without a country is in France and has a postal code of five digits, none of which begins with 00.
    ///
    /// Corsica's begin with 20, never with the 2A and 2B of its departments; « CEDEX » belongs to the town.
    var addressFaults: [ConventionFault] {
        let addresses: [(path: String, address: PostalAddress)] =
            [("school/address", school.address), ("host/address", host.address)]
            + placement.places.enumerated().map {
                ("placement/places/place[\($0.offset + 1)]/address", $0.element.address)
            }
        return addresses.filter { $0.address.isInFrance && !Self.isFrenchPostalCode($0.address.postalCode) }.map {
            ConventionFault(
                .init(.notAPostalCode, typed: $0.address.postalCode), at: "\($0.path)/postalCode")
        }
    }

    private static func isFrenchPostalCode(_ text: String) -> Bool {
        text.utf8.count == 5 && text.utf8.allSatisfy(isASCIIDigit) && !text.hasPrefix("00")
    }
}
