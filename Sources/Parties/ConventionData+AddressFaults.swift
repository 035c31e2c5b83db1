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
        return addresses.compactMap { Self.postalCodeFault($0.address, at: $0.path) }
    }

    static func postalCodeFault(_ address: PostalAddress, at path: String) -> ConventionFault? {
        guard address.isInFrance && !isFrenchPostalCode(address.postalCode) else { return nil }
        return ConventionFault(.init(.notAPostalCode, typed: address.postalCode), at: "\(path)/postalCode")
    }

    private static func isFrenchPostalCode(_ text: String) -> Bool {
        text.utf8.count == 5 && text.utf8.allSatisfy(isASCIIDigit) && !text.hasPrefix("00")
    }
}
