import Program
import Tables

/// One offer before it is split over time: what `offers.csv` says of it.
struct OfferTerms {
  var id: String
  var supplier: EventSupplierIndex
  var item: EventItemIndex
  var price: Double
  var breaks: [(from: Double, price: Double)] = []
  var origin: String
  var madeAt: String
  /// Money per unit.
  var freight: Double
  var fixedCost: Double
  var minimum: Double
  var maximum: Double
  var leadDays: Int
  var domestic: Double
  /// `nil`: free.
  var isAwarded: Bool?
}

/// A stretch of time in which an offer can deliver.
struct OfferWindow: Equatable {
  /// The first and last day of delivery; `nil`: open.
  var from: Day?
  var to: Day?
  var perWeek: Double?
  /// Of the item's units, by its profile.
  var share: Double
}

/// When, and how much a week, a line can deliver: its supplier's dated capacities.
struct OfferWindows {
  private let event: Event
  private let demand: DemandWindows

  init(_ event: Event) {
    self.event = event
    demand = DemandWindows(event)
  }

  /// The days on which an item is wanted; `nil` without a profile.
  func days(of item: EventItemIndex) -> (first: Day, last: Day)? {
    let rows = event.profile.filter { $0.item == item && $0.quantity > 0 }
    guard let first = rows.map(\.from).min(), let last = rows.map(\.to).max() else { return nil }
    return (first, last)
  }

  /// The stretches of a supplier's time for an item, in order.
  ///
  /// One that is open at both ends where nothing is dated. Of each capacity `part` is for this
  /// offer.
  func windows(
    _ supplier: EventSupplierIndex, _ item: EventItemIndex, part: (CapacityLimitIndex) -> Double
  ) -> [OfferWindow] {
    let open = [OfferWindow(from: nil, to: nil, perWeek: nil, share: 1)]
    guard let (first, last) = days(of: item) else { return open }
    let limits = event.capacities.rowIndices.filter {
      let row = event.capacities[$0]
      return row.supplier == supplier && row.covers[Int(item.position)] && !row.isForAllTime
    }
    guard !limits.isEmpty else { return open }
    var cuts = [first, last.advanced(byDays: 1)]
    for limit in limits {
      if let from = event.capacities[limit].from { cuts.append(max(first, from)) }
      if let to = event.capacities[limit].to { cuts.append(min(last, to).advanced(byDays: 1)) }
    }
    let days = Set(cuts).sorted().filter { first <= $0 }
    return zip(days, days.dropFirst()).map { start, end in
      let lastDay = end.advanced(byDays: -1)
      let rates = limits.compactMap { limit -> Double? in
        let row = event.capacities[limit]
        let from = max(first, row.from ?? first)
        let to = min(last, row.to ?? last)
        guard from <= start, lastDay <= to else { return nil }
        return row.maximum * part(limit) / (Double(to.days(since: from) + 1) / 7)
      }
      return OfferWindow(
        from: start, to: lastDay, perWeek: rates.min(),
        share: demand.share(item, start, lastDay))
    }.filter { $0.share > 0 }
  }
}
