/// What it costs to miss rows while one plan of each item is looked for.
///
/// ```text
/// (W1) while prices are followed, the function of which minus the slope is (A1):
///      penalty[r](a) = (max(0, center[r] + weight[r] (lower[r] - a))²
///                     + min(0, center[r] + weight[r] (upper[r] - a))²) / (2 weight[r])
/// (W2) while missed rows are mended:  penalty[r](a) = force[r] max(0, a - upper[r], lower[r] - a)
/// ```
///
/// A row that may be missed at a price has (W2) at that price, always.
struct RowPenalties {
  private let rows: HeldRows
  /// Money per unit of a row.
  private(set) var center: [Double]
  /// Money per unit, for each unit that a bound is missed by.
  private let weight: [Double]
  /// Money per unit that a row is missed by.
  private var force: [Double]
  private let firstForce: [Double]
  private(set) var activity: [Double]
  /// What wide columns bring; it is counted anew once in a sweep.
  private var wide: [Double]
  /// Whether rows are being mended.
  private(set) var isMending = false

  /// - Parameters:
  ///   - rows: The rows.
  ///   - center: Prices, by row.
  ///   - worth: Money that a unit of the row is worth, roughly.
  ///   - largest: The most that a plan brings to the row.
  init(_ rows: HeldRows, center: [Double], worth: [Double], largest: [Double]) {
    self.rows = rows
    self.center = center
    weight = zip(worth, largest).map { max(1e-9, Self.firmness * $0 / max($1, 1e-9)) }
    firstForce = worth.map { Self.littleForce * $0 }
    force = firstForce
    activity = Array(repeating: 0, count: center.count)
    wide = activity
  }

  private static var firmness: Double { 0.1 }
  private static var littleForce: Double { 0.02 }

  // MARK: Penalties

  /// (W1) or (W2) at an activity.
  @inline(__always) func penalty(_ row: Int, at activity: Double) -> Double {
    let (lower, upper) = (rows.lower[row], rows.upper[row])
    guard lower > -.infinity || upper < .infinity else { return 0 }
    let now = activity + wide[row]
    let price = rows.missPrice[row]
    if isMending || price < .infinity {
      return min(price, force[row]) * max(0, max(now - upper, lower - now))
    }
    let below = center[row] + weight[row] * (lower - now)
    if lower == upper { return below * below / (2 * weight[row]) }
    let above = center[row] + weight[row] * (upper - now)
    // An infinite bound leaves -∞ or ∞, which max and min turn into 0.
    let (first, last) = (max(0, below), min(0, above))
    return (first * first + last * last) / (2 * weight[row])
  }

  /// What more of a row costs.
  @inline(__always) func change(_ row: Int, by amount: Double) -> Double {
    penalty(row, at: activity[row] + amount) - penalty(row, at: activity[row])
  }

  @inline(__always) mutating func move(_ row: Int, by amount: Double) { activity[row] += amount }

  mutating func setActivities(_ sums: [Double]) {
    activity = sums
    settleWide()
  }

  /// Counts anew what wide columns bring.
  mutating func settleWide() {
    for row in wide.indices where wide[row] != 0 { wide[row] = 0 }
    for defined in rows.wide {
      let value = activity[defined.row] * defined.factor
      for (row, amount) in defined.rows { wide[row] += value * amount }
    }
  }

  // MARK: Prices

  /// Moves the centers a part of the way to the duals at the present activities.
  mutating func recenter() {
    for row in center.indices where isHard(row) {
      let now = activity[row] + wide[row]
      let below = center[row] + weight[row] * (rows.lower[row] - now)
      var dual = below
      if rows.lower[row] < rows.upper[row] {
        dual = max(0, below) + min(0, center[row] + weight[row] * (rows.upper[row] - now))
      }
      center[row] += Self.stride * (dual - center[row])
    }
  }

  private static var stride: Double { 0.3 }

  /// Duals with the centers of these rows.
  func duals(_ duals: [Double]) -> [Double] {
    var duals = duals
    for row in center.indices where isHard(row) { duals[row] = center[row] }
    return duals
  }

  private func isHard(_ row: Int) -> Bool {
    rows.missPrice[row] == .infinity && rows.isLooked(at: row)
  }

  // MARK: Mending

  mutating func beginMending() {
    isMending = true
    for row in force.indices { force[row] = max(firstForce[row], 2 * abs(center[row])) }
  }

  /// Rows that are missed cost twice as much.
  mutating func insist() { for row in missed { force[row] *= 2 } }

  mutating func endMending() {
    isMending = false
    force = firstForce
  }

  // MARK: Reading

  /// Rows that must be kept and are not.
  var missed: [Int] {
    activity.indices.filter { isHard($0) && miss($0) > Self.tolerance * max(1, abs(activity[$0])) }
  }

  private static var tolerance: Double { 1e-9 }

  private func miss(_ row: Int) -> Double {
    let now = activity[row] + wide[row]
    return max(now - rows.upper[row], rows.lower[row] - now)
  }

  /// Money: what is held, wide columns, and rows that are missed at their price.
  var cost: Double {
    let columns = rows.wide.reduce(rows.fixedCost) {
      $0 + activity[$1.row] * $1.factor * $1.cost
    }
    return activity.indices.reduce(columns) { sum, row in
      let price = rows.missPrice[row]
      return price < .infinity ? sum + price * max(0, miss(row)) : sum
    }
  }
}
