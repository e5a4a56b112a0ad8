/// The cheapest way to make up a quantity from slots, by a table over units.
///
/// ```text
/// minimise    Σ_o (slope[o] units[o] + fixed[o] chosen[o])
/// subject to  Σ_o units[o] = quantity,  lower[o] chosen[o] ≤ units[o] ≤ upper[o] chosen[o],
///             Σ_{o of slot s} chosen[o] ≤ 1                        ∀ slots s
/// ```
///
/// Two options strictly between their bounds could trade units until one is at a bound, and the cost
/// is linear in that: so some optimum has one at most. With all bounds multiples of one unit,
///
/// ```text
/// least[k, a, u]  the least cost of u units of the first k slots, a of them (0 or 1) between bounds
///   = min(least[k-1, a, u],
///         least[k-1, a, u - e] + cost[o](e)            ∀ options o of slot k, e in {lower[o], upper[o]}
///         least[k-1, 0, u - x] + cost[o](x)            a = 1, lower[o] < x < upper[o])
/// ```
///
/// The last line is the minimum of `least[k-1, 0, w] - slope[o] w` over a window of `w`, so that a
/// table of `n` units takes O(n) a slot and option. Where bounds are no multiples, they are widened to
/// the next ones: the least cost is then a bound.
struct UnitsTable {
  /// An option that may be used.
  struct Entry {
    var option: Int32
    /// Units of the table.
    var lower: Int
    var upper: Int
    /// Money per unit of the table, and once.
    var slope: Double
    var fixed: Double
  }

  /// The least cost; infinite where there is no way.
  private(set) var cost = Double.infinity
  /// Options, and their units of the table.
  private(set) var choices: [(option: Int32, units: Int)] = []

  private let quantity: Int
  private let width: Int
  /// By layer (0, 1) and unit, at the present slot and at the one before it.
  private var least: [Double]
  private var before: [Double]
  /// What each slot takes to get there: by slot, layer and unit, the option (-1: none) and its units,
  /// negative where these stand between bounds.
  private var taken: [Taken] = []
  /// Units left to earlier slots that may be the cheapest, the cheapest first, with what they cost.
  private var window: [Rest]

  private struct Taken {
    var option: Int32 = -1
    var units: Int32 = 0
  }

  private struct Rest {
    var units: Int32 = 0
    var value = 0.0
  }

  /// - Parameters:
  ///   - quantity: Units of the table.
  ///   - slots: By slot, the options that may be used.
  init(quantity: Int, slots: [[Entry]]) {
    self.quantity = quantity
    width = quantity + 1
    least = Array(repeating: .infinity, count: 2 * width)
    least[0] = 0
    before = least
    window = Array(repeating: Rest(), count: width)
    taken.reserveCapacity(slots.count * 2 * width)
    for slot in slots { add(slot) }
    let layer = least[quantity] <= least[width + quantity] ? 0 : 1
    cost = least[layer * width + quantity]
    if cost < .infinity { trace(layer, slots: slots.count) }
  }

  private mutating func add(_ entries: [Entry]) {
    swap(&before, &least)
    for place in before.indices { least[place] = before[place] }
    let first = taken.count
    taken.append(contentsOf: repeatElement(Taken(), count: 2 * width))
    for entry in entries {
      for units in entry.lower == entry.upper ? [entry.lower] : [entry.lower, entry.upper]
      where units <= quantity {
        for layer in 0...1 { addEnd(entry, units, layer * width, at: first) }
      }
      if entry.upper - entry.lower > 1 { addBetween(entry, at: first) }
    }
  }

  /// Lets an option stand at one of its bounds.
  private mutating func addEnd(_ entry: Entry, _ units: Int, _ layer: Int, at first: Int) {
    let money = entry.fixed + entry.slope * Double(units)
    for place in layer + units...layer + quantity {
      let value = before[place - units] + money
      if value < least[place] {
        least[place] = value
        taken[first + place] = Taken(option: entry.option, units: Int32(units))
      }
    }
  }

  /// Lets an option stand between its bounds, by a sliding minimum.
  private mutating func addBetween(_ entry: Entry, at first: Int) {
    let (shortest, longest) = (entry.lower + 1, min(entry.upper - 1, quantity))
    guard shortest <= longest else { return }
    var (head, end) = (0, 0)
    for sum in shortest...quantity {
      let newest = sum - shortest
      if before[newest] < .infinity {
        let value = before[newest] - entry.slope * Double(newest)
        while end > head, window[end - 1].value >= value { end -= 1 }
        window[end] = Rest(units: Int32(newest), value: value)
        end += 1
      }
      while head < end, Int(window[head].units) < sum - longest { head += 1 }
      guard head < end else { continue }
      let rest = window[head]
      let money = rest.value + entry.slope * Double(sum) + entry.fixed
      if money < least[width + sum] {
        least[width + sum] = money
        taken[first + width + sum] = Taken(option: entry.option, units: rest.units - Int32(sum))
      }
    }
  }

  private mutating func trace(_ last: Int, slots: Int) {
    var (layer, sum) = (last, quantity)
    for slot in (0..<slots).reversed() {
      let place = taken[(slot * 2 + layer) * width + sum]
      guard place.option >= 0 else { continue }
      choices.append((place.option, Int(abs(place.units))))
      sum -= Int(abs(place.units))
      if place.units < 0 { layer = 0 }
    }
    choices.sort { $0.option < $1.option }
  }
}
