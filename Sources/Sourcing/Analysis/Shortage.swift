public import Program
import Tables

/// An item of which everything must be bought though its own bids cannot bring exactly that: the
/// event has no award, whatever the rules.
public struct Shortage: Hashable, Sendable {
  /// What keeps the item from being bought in full.
  public enum Kind: Hashable, Sendable {
    /// There is no bid.
    case unoffered
    /// The bids bring less; of `bids` so many are `usable`, and `isCapped` where the suppliers'
    /// capacities lower what these bring.
    case short(most: Double, bids: Int, usable: Int, isCapped: Bool)
    /// The bids bring enough but never the exact number: these two and nothing between.
    case inexact(below: Double, above: Double)
  }

  public var item: EventItemIndex
  public var id: String
  /// Units.
  public var wanted: Double
  public var kind: Kind

  /// The most units, up to what is wanted, that the bids bring.
  public var most: Double {
    switch kind {
    case .unoffered: 0
    case .short(let most, _, _, _): most
    case .inexact(let below, _): below
    }
  }

  /// What is wanted, what the bids bring and what mends it, in one sentence without a full stop.
  public var words: String {
    let wanted = DecimalText.text(wanted)
    switch kind {
    case .unoffered:
      return "nobody offers item '\(id)', of which \(wanted) are wanted, and it has no unmet_cost: "
        + "there is no award; ask for bids, or set unmet_cost"
    case .short(let most, let bids, let usable, let isCapped):
      let which = usable == bids ? "its bids" : "its bids (\(usable) of \(bids) can be used)"
      let limit = isCapped ? "within capacities " : ""
      return "\(wanted) of item '\(id)' are wanted and it has no unmet_cost, but \(limit)\(which) "
        + "bring at most \(DecimalText.text(most)): there is no award; ask for more bids, or set "
        + "unmet_cost"
    case .inexact(let below, let above):
      return "\(wanted) of item '\(id)' are wanted and it has no unmet_cost, but its bids make up "
        + "\(DecimalText.text(below)) or \(DecimalText.text(above)) and nothing between: there is "
        + "no award; ask for a smaller minimum, or set unmet_cost"
    }
  }
}

extension Event {
  /// The items whose own bids cannot bring what must be bought, in the order of the file.
  ///
  /// Each item is looked at alone: lines that are valid on the day of selection, within minimum and
  /// maximum; bundles that can win, one of each exclusive name of a supplier; capacities, for the
  /// most of each supplier. What is found holds for every scenario; an item that is not found may
  /// still stand in the way of an award.
  ///
  /// - Complexity: O(steps + bundle items), apart from items with many different minima.
  public var shortages: [Shortage] { ShortageSearch(self).shortages() }
}

/// Adds up what the bids of each item can bring.
private struct ShortageSearch {
  /// A bid, or bids of which at most one is taken: the units that each brings.
  struct Part {
    var supplier: EventSupplierIndex
    var ranges: [ClosedRange<Double>]

    var most: Double { ranges.reduce(0) { max($0, $1.upperBound) } }
  }

  private let event: Event
  /// By item.
  private var parts: [[Part]]
  /// By item: bids, and those of them that can be used.
  private var bids: [Int]
  private var usable: [Int]
  private let capacities: CapacityShares

  init(_ event: Event) {
    self.event = event
    parts = Array(repeating: [], count: event.items.count)
    bids = Array(repeating: 0, count: event.items.count)
    usable = bids
    capacities = CapacityShares(event)
    addLines()
    addBundles()
  }

  private func isNeeded(_ item: EventItemIndex) -> Bool {
    event.items[item].unmetCost == nil && event.items[item].quantity > 0
  }

  private mutating func addLines() {
    for line in event.lines where isNeeded(line.item) {
      let item = Int(line.item.position)
      bids[item] += 1
      guard !event.isExpired(line) else { continue }
      let ranges = StepRange.all(of: line, item: event.items[line.item])
      guard !ranges.isEmpty else { continue }
      usable[item] += 1
      parts[item].append(
        Part(supplier: line.supplier, ranges: ranges.map { $0.lower...$0.upper }))
    }
  }

  private mutating func addBundles() {
    let canWin = bundlesThatCanWin()
    // Positions of the parts of bundles with a name: at most one of them wins.
    var named: [String: Int] = [:]
    for (row, bundle) in event.bundles.enumerated() {
      for content in bundle.items where isNeeded(content.item) {
        let item = Int(content.item.position)
        bids[item] += 1
        guard canWin[row], content.quantity > 0 else { continue }
        usable[item] += 1
        let range = content.quantity...content.quantity
        let key = bundle.exclusive.first.map { "\(bundle.supplier.position) \(item) \($0)" }
        if let key, let position = named[key] {
          parts[item][position].ranges.append(range)
        } else {
          if let key { named[key] = parts[item].count }
          parts[item].append(Part(supplier: bundle.supplier, ranges: [range]))
        }
      }
    }
  }

  /// By bundle: false where it, or one that it requires, holds more of an item than is wanted.
  private func bundlesThatCanWin() -> [Bool] {
    var canWin = event.bundles.map { bundle in
      bundle.items.allSatisfy { $0.quantity <= event.items[$0.item].quantity }
    }
    var dependents = [[Int]](repeating: [], count: event.bundles.count)
    for (row, bundle) in event.bundles.enumerated() {
      if let needed = bundle.requires { dependents[Int(needed.position)].append(row) }
    }
    var lost = canWin.indices.filter { !canWin[$0] }
    while let row = lost.popLast() {
      for other in dependents[row] where canWin[other] {
        canWin[other] = false
        lost.append(other)
      }
    }
    return canWin
  }

  // MARK: Looking at each item

  func shortages() -> [Shortage] {
    event.items.rowIndices.compactMap { index in
      guard isNeeded(index), let kind = kind(index) else { return nil }
      let item = event.items[index]
      return Shortage(item: index, id: item.id, wanted: item.quantity, kind: kind)
    }
  }

  private func kind(_ index: EventItemIndex) -> Shortage.Kind? {
    let item = event.items[index]
    let position = Int(index.position)
    guard bids[position] > 0 else { return .unoffered }
    let (most, isCapped) = most(index)
    guard most >= item.quantity - ReachableSums.tolerance(item.quantity) else {
      return .short(
        most: most, bids: bids[position], usable: usable[position], isCapped: isCapped)
    }
    var sums = ReachableSums(wanted: item.quantity, isWhole: item.isWhole)
    for part in parts[position] {
      guard sums.add(part.ranges) else { return nil }
      if sums.isReached { return nil }
    }
    guard let above = sums.above else { return nil }
    return .inexact(
      below: ReachableSums.tidy(sums.below), above: ReachableSums.tidy(above))
  }

  /// The most units that the bids of an item bring, and whether capacities lower that.
  private func most(_ index: EventItemIndex) -> (units: Double, isCapped: Bool) {
    let item = event.items[index]
    var bySupplier: [EventSupplierIndex: Double] = [:]
    for part in parts[Int(index.position)] { bySupplier[part.supplier, default: 0] += part.most }
    var total = 0.0
    var isCapped = false
    for (supplier, units) in bySupplier.sorted(by: { $0.key < $1.key }) {
      var most = min(units, capacities.most(index, from: supplier))
      if most < units {
        isCapped = true
        if item.isWhole { most = (most + ReachableSums.tolerance(most)).rounded(.down) }
      }
      total += most
    }
    return (ReachableSums.tidy(total), isCapped)
  }
}

/// The sums that can be made by taking one range of each part or none, up to what is wanted.
struct ReachableSums {
  private let wanted: Double
  private let gap: Double
  /// Rising, with a gap between each two.
  private var ranges: [ClosedRange<Double>] = [0...0]
  /// The least sum above what is wanted; `nil`: none was found.
  private(set) var above: Double?

  /// Ranges beyond which nothing is claimed.
  private static let limit = 1000

  init(wanted: Double, isWhole: Bool) {
    self.wanted = wanted
    gap = isWhole ? 1 : ReachableSums.tolerance(wanted)
  }

  /// The distance within which sums of decimals count as equal.
  static func tolerance(_ units: Double) -> Double { 1e-9 * max(1, units) }

  /// A sum of decimals without what adding them as binary fractions leaves.
  static func tidy(_ units: Double) -> Double {
    units < 1e9 ? (units * 1e6).rounded() / 1e6 : units
  }

  /// The largest sum that is not above what is wanted.
  var below: Double { ranges[ranges.count - 1].upperBound }

  /// Whether what is wanted can be made.
  var isReached: Bool { below >= wanted - ReachableSums.tolerance(wanted) }

  /// Adds a part.
  ///
  /// - Returns: False where there are too many ranges to go on.
  mutating func add(_ part: [ClosedRange<Double>]) -> Bool {
    var all = ranges
    for range in ranges {
      for more in part {
        let lower = range.lowerBound + more.lowerBound
        if lower > wanted + ReachableSums.tolerance(wanted) {
          above = min(above ?? lower, lower)
        } else {
          let upper = min(range.upperBound + more.upperBound, wanted)
          all.append(min(lower, upper)...upper)
        }
      }
    }
    all.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    ranges = []
    for range in all {
      if let last = ranges.last, range.lowerBound <= last.upperBound + gap {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    return ranges.count <= ReachableSums.limit
  }
}
