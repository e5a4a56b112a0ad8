import Planning
import Program

/// The domestic share of what is bought, at the offers' own prices, undiscounted.
struct Content: Sendable {
  /// Money by bucket of the order; shape `[B]` each.
  var spend: [Double]
  var domestic: [Double]
  var addressableSpend: [Double]
  var addressableDomestic: [Double]

  init(_ program: BuildProgram, _ flows: Flows) {
    spend = [Double](repeating: 0, count: program.horizon.count)
    domestic = spend
    addressableSpend = spend
    addressableDomestic = spend
    for order in flows.orders {
      let offer = program.offers[order.offer]
      let paid = offer.price * order.units
      spend[order.bucket] += paid
      domestic[order.bucket] += paid * offer.domestic
      guard program.items[offer.item].isAddressable else { continue }
      addressableSpend[order.bucket] += paid
      addressableDomestic[order.bucket] += paid * offer.domestic
    }
  }

  /// Over all buckets; `nil` where nothing was bought.
  var domesticShare: Double? { Self.share(domestic.reduce(0, +), of: spend.reduce(0, +)) }

  /// Over all buckets, addressable items only; `nil` where none was bought.
  var addressableShare: Double? {
    Self.share(addressableDomestic.reduce(0, +), of: addressableSpend.reduce(0, +))
  }

  static func share(_ part: Double, of whole: Double) -> Double? {
    whole > 0 ? part / whole : nil
  }
}
