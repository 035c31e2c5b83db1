/// Finds offers that a reader may see.
package struct OfferSearch: Sendable {
    package var page: @Sendable (OfferQuery) async throws(OfferStoreError) -> OfferPage

    package init(page: @escaping @Sendable (OfferQuery) async throws(OfferStoreError) -> OfferPage) { self.page = page }
}
