import Program
import Tables

/// What a bid changes in an event: the supplier's offers before and after.
public struct BidChanges: Sendable {
  /// How an offer differs from before.
  public enum Kind: String, CaseIterable, Sendable {
    case added, changed, withdrawn, unchanged
  }

  /// One line or bundle.
  public struct Change: Sendable {
    public var kind: Kind
    public var id: String
    /// The line's item; empty for a bundle.
    public var item: String
    /// Units that the totals are for; 0 for a bundle.
    public var units: Double
    /// Money ex-works for `units` before; `nil` where it was not offered.
    public var before: Double?
    /// Money ex-works for `units` now; `nil` where it is not offered any more.
    public var after: Double?
  }

  public var supplier: String
  /// Of the event, as they are now.
  public var settings: EventSettings
  public var lines: [Change]
  public var bundles: [Change]
  /// Discounts and capacities: how many before, how many now, and whether any differs.
  public var discounts: (before: Int, after: Int, isChanged: Bool)
  public var capacities: (before: Int, after: Int, isChanged: Bool)
  /// Answers on the event's criteria: how many of each kind there are; a kind of none is left out.
  public var answers: [Kind: Int]

  /// Compares two states of an event.
  public init(before: Event, after: Event, supplier: String) {
    self.supplier = supplier
    settings = after.settings
    let (old, new) = (Bid(before, supplier), Bid(after, supplier))
    lines = BidChanges.compare(old.lines, new.lines)
    bundles = BidChanges.compare(old.bundles, new.bundles)
    discounts = (old.discounts.count, new.discounts.count, old.discounts != new.discounts)
    capacities = (old.capacities.count, new.capacities.count, old.capacities != new.capacities)
    answers = BidChanges.count(old.answers, new.answers)
  }

  /// The event's identifier.
  public var event: String { settings.event }

  /// Offers of a kind.
  public func count(_ kind: Kind, in changes: [Change]) -> Int {
    changes.count { $0.kind == kind }
  }

  /// Money ex-works of all lines now, each at its item's quantity.
  public var total: Double { lines.reduce(0) { $0 + ($1.after ?? 0) } }

  private static func count(_ old: [String: [String]], _ new: [String: [String]]) -> [Kind: Int] {
    var counts: [Kind: Int] = [:]
    for (criterion, answer) in new {
      counts[old[criterion].map { $0 == answer ? .unchanged : .changed } ?? .added, default: 0] += 1
    }
    let gone = old.keys.count { new[$0] == nil }
    if gone > 0 { counts[.withdrawn] = gone }
    return counts
  }

  private static func compare(_ old: [Offered], _ new: [Offered]) -> [Change] {
    let former = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(new.map(\.id))
    let current = new.map { offer -> Change in
      let before = former[offer.id]
      let kind: Kind = before.map { $0 == offer ? .unchanged : .changed } ?? .added
      return Change(
        kind: kind, id: offer.id, item: offer.item, units: offer.units, before: before?.total,
        after: offer.total)
    }
    let gone = old.filter { !names.contains($0.id) }.map { offer in
      Change(
        kind: .withdrawn, id: offer.id, item: offer.item, units: offer.units, before: offer.total,
        after: nil)
    }
    return current + gone
  }
}

extension BidLine {
  /// Money ex-works for `units`, without fixed cost, duty and freight.
  ///
  /// - Complexity: O(steps).
  public func exWorks(units: Double) -> Double {
    guard let first = steps.first else { return 0 }
    switch pricing {
    case .allUnits:
      return units * (steps.last { $0.fromQuantity <= units } ?? first).price
    case .incremental:
      var total = 0.0
      for (index, step) in steps.enumerated() {
        // Units are counted from where the first step starts, 0 or 1.
        let start = step.fromQuantity - first.fromQuantity
        let end =
          index + 1 < steps.count ? steps[index + 1].fromQuantity - first.fromQuantity : units
        if units > start { total += (min(units, end) - start) * step.price }
      }
      return total
    }
  }
}

/// An offer without positions, so that two states of an event can be compared.
private struct Offered: Equatable {
  var id: String
  var item: String
  var units: Double
  var total: Double
  /// All that it says.
  var terms: [String]
}

/// What one supplier offers.
private struct Bid {
  var lines: [Offered] = []
  var bundles: [Offered] = []
  var discounts: Set<[String]> = []
  var capacities: [[String]] = []
  /// By criterion: the answer and its documents.
  var answers: [String: [String]] = [:]

  init(_ event: Event, _ supplier: String) {
    guard
      let index = event.suppliers.rowIndices.first(where: { event.suppliers[$0].id == supplier })
    else { return }
    for line in event.lines where line.supplier == index {
      let item = event.items[line.item]
      let units = min(item.quantity, line.maximum)
      var terms: [Any] = [
        line.minimum, line.maximum, line.fixedCost, line.dutyRate, line.freight, line.domestic,
        line.leadDays, line.origin, line.madeAt, line.validTo?.description ?? "",
        line.steps.count > 1 ? line.pricing.rawValue : "",
      ]
      for step in line.steps { terms += [step.fromQuantity, step.price] }
      lines.append(
        Offered(
          id: line.id, item: item.id, units: units, total: line.exWorks(units: units),
          terms: terms.map { "\($0)" }))
    }
    for bundle in event.bundles where bundle.supplier == index {
      var terms = ["\(bundle.price)", "\(bundle.duty)", "\(bundle.freight)"]
      terms.append("\(bundle.domesticValue) \(bundle.exclusive.joined(separator: ";"))")
      terms.append(bundle.requires.map { event.bundles[$0].id } ?? "")
      let content = bundle.items.map { "\(event.items[$0.item].id) \($0.quantity)" }
      bundles.append(
        Offered(
          id: bundle.id, item: "", units: 0, total: bundle.price, terms: terms + content.sorted()))
    }
    for discount in event.discounts where discount.supplier == index {
      var terms = [discount.id, discount.basis.rawValue]
      terms += discount.lines.map { event.lines[$0].id }.sorted()
      terms += discount.tiers.map { "\($0.atLeast) \($0.rate)" }
      discounts.insert(terms)
    }
    for capacity in event.capacities where capacity.supplier == index {
      let covered = zip(event.items, capacity.covers).filter(\.1).map(\.0.id)
      let days = [capacity.from, capacity.to].map { $0?.description ?? "" }
      capacities.append(covered + ["\(capacity.maximum)"] + days)
    }
    for answer in event.review.answers where answer.supplier == index {
      answers[event.review.criteria[answer.criterion].id] = [answer.answer, answer.documents]
    }
  }
}
