/// How many offers an owner may have, and how long a draft is kept that nobody touches.
public struct OfferTerms: Hashable, Sendable {
    /// Offers of one owner that have not ended.
    public var offersAtOnce: Int
    /// Days after the last change of an offer that is before nobody.
    public var draftDays: Int

    /// The same of an owner whose program tells them, with those that it wrote by hand.
    public var partnersOffersAtOnce: Int

    public init(offersAtOnce: Int = 200, partnersOffersAtOnce: Int = 1_000, draftDays: Int = 60) {
        self.offersAtOnce = offersAtOnce
        self.partnersOffersAtOnce = partnersOffersAtOnce
        self.draftDays = draftDays
    }
}
