/// A price from a quantity on: a row of `price_breaks.csv`.
public struct PriceBreak: Hashable, Sendable {
  public var offer: OfferIndex
  /// Units over the horizon beyond which the price holds.
  public var fromQuantity: Double
  /// Per unit beyond `fromQuantity`.
  public var price: Double

  public init(
    offer: OfferIndex, fromQuantity: Double, price: Double
  ) {
    self.offer = offer
    self.fromQuantity = fromQuantity
    self.price = price
  }
}
