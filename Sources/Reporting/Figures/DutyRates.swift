import Program

/// The duty on an order, as a share of the offer's own price.
struct DutyRates {
  private let program: BuildProgram
  /// By offer and bucket, at sites outside the offer's origin; shape `[offers][B]`, made on demand.
  private var rates: [OfferIndex: [Double]] = [:]

  init(_ program: BuildProgram) {
    self.program = program
  }

  /// The rate on units of `offer` ordered in `bucket` for `site`: every tariff row that matches
  /// the offer's origin and the item's digits, added up; 0 in the country of origin.
  mutating func rate(_ offer: OfferIndex, at site: SiteIndex, in bucket: Int) -> Double {
    guard program.offers[offer].origin != program.sites[site].country else { return 0 }
    if let known = rates[offer] { return known[bucket] }
    let row = program.offers[offer]
    let digits = program.items[row.item].hts
    var sums = [Double](repeating: 0, count: program.horizon.count)
    for tariff in program.tariffs {
      guard tariff.origin == nil || tariff.origin == row.origin else { continue }
      guard digits.hasPrefix(tariff.hts) else { continue }
      for b in program.horizon.buckets(startingFrom: tariff.from, to: tariff.to) {
        sums[b] += tariff.rate
      }
    }
    rates[offer] = sums
    return sums[bucket]
  }
}
