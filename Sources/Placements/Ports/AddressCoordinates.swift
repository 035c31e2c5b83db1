package import Offers
package import Parties

/// Knows where an address is.
package struct AddressCoordinates: Sendable {
    /// `nil` when the address was not found, or nobody can be asked: an offer is published all the same, and found by words.
    package var locate: @Sendable (PostalAddress) async -> GeoPoint?

    package init(locate: @escaping @Sendable (PostalAddress) async -> GeoPoint?) { self.locate = locate }

    /// Knows no address.
    package static let none = AddressCoordinates { _ in nil }
}
