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
  /// By layer (0, 1) and unit, at the present slot.
  private var least: [[Double]]
  /// What each slot takes to get there: by slot, layer and unit, the option (-1: none) and its units,
  /// negative where these stand between bounds.
  private var taken: [(option: Int32, units: Int32)] = []
  private var window: [Int32] = []

  /// - Parameters:
  ///   - quantity: Units of the table.
  ///   - slots: By slot, the options that may be used.
  init(quantity: Int, slots: [[Entry]]) {
    self.quantity = quantity
    var nothing = [Double](repeating: .infinity, count: quantity + 1)
    nothing[0] = 0
    least = [nothing, Array(repeating: .infinity, count: quantity + 1)]
    taken.reserveCapacity(slots.count * 2 * (quantity + 1))
    for slot in slots { add(slot) }
    let layer = least[0][quantity] <= least[1][quantity] ? 0 : 1
    cost = least[layer][quantity]
    if cost < .infinity { trace(layer, slots: slots.count) }
  }

  private mutating func add(_ entries: [Entry]) {
    let before = least
    let first = taken.count
    let width = quantity + 1
    taken.append(contentsOf: repeatElement((option: -1, units: 0), count: 2 * width))
    for entry in entries {
      for layer in 0...1 {
        for units in entry.lower == entry.upper ? [entry.lower] : [entry.lower, entry.upper] {
          guard units <= quantity else { continue }
          let money = entry.fixed + entry.slope * Double(units)
          for sum in units...quantity {
            let value = before[layer][sum - units] + money
            if value < least[layer][sum] {
              least[layer][sum] = value
              taken[first + layer * width + sum] = (entry.option, Int32(units))
            }
          }
        }
      }
      if entry.upper - entry.lower > 1 { addBetween(entry, before[0], at: first + width) }
    }
  }

  /// Lets an option stand between its bounds, by a sliding minimum.
  private mutating func addBetween(_ entry: Entry, _ before: [Double], at first: Int) {
    let (shortest, longest) = (entry.lower + 1, min(entry.upper - 1, quantity))
    guard shortest <= longest else { return }
    window.removeAll(keepingCapacity: true)
    var head = 0
    func value(_ rest: Int32) -> Double { before[Int(rest)] - entry.slope * Double(rest) }
    for sum in shortest...quantity {
      let newest = Int32(sum - shortest)
      if before[Int(newest)] < .infinity {
        let own = value(newest)
        while window.count > head, let last = window.last, value(last) >= own {
          window.removeLast()
        }
        window.append(newest)
      }
      while head < window.count, Int(window[head]) < sum - longest { head += 1 }
      guard head < window.count else { continue }
      let rest = window[head]
      let money = value(rest) + entry.slope * Double(sum) + entry.fixed
      if money < least[1][sum] {
        least[1][sum] = money
        taken[first + sum] = (entry.option, rest - Int32(sum))
      }
    }
  }

  private mutating func trace(_ last: Int, slots: Int) {
    var (layer, sum) = (last, quantity)
    for slot in (0..<slots).reversed() {
      let (option, units) = taken[(slot * 2 + layer) * (quantity + 1) + sum]
      guard option >= 0 else { continue }
      choices.append((option, Int(abs(units))))
      sum -= Int(abs(units))
      if units < 0 { layer = 0 }
    }
    choices.sort { $0.option < $1.option }
  }
}
