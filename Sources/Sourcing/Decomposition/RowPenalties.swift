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
  /// What a row costs is asked for far more often than anything changes: all that it takes stands
  /// together.
  private struct State {
    var lower: Double
    var upper: Double
    var activity = 0.0
    /// What wide columns bring; it is counted anew once in a sweep.
    var wide = 0.0
    /// Money per unit of a row.
    var center: Double
    /// Money per unit, for each unit that a bound is missed by.
    var weight: Double
    /// Money per unit that the row is missed by, under (W2); below 0: (W1).
    var linear: Double
    /// The penalty as it is.
    var present = 0.0

    /// What a bound is missed by.
    var miss: Double {
      let now = activity + wide
      return max(now - upper, lower - now)
    }

    /// (W1) or (W2) at an activity.
    @inline(__always) func penalty(at activity: Double) -> Double {
      let now = activity + wide
      if linear >= 0 { return linear * max(0, max(now - upper, lower - now)) }
      let below = center + weight * (lower - now)
      if lower == upper { return below * below / (2 * weight) }
      let above = center + weight * (upper - now)
      // An infinite bound leaves -∞ or ∞, which max and min turn into 0.
      let (first, last) = (max(0, below), min(0, above))
      return (first * first + last * last) / (2 * weight)
    }

    mutating func renew() { present = penalty(at: activity) }
  }

  private let rows: HeldRows
  private var states: [State]
  /// Money per unit that a row is missed by, while rows are mended.
  private var force: [Double]
  private let firstForce: [Double]
  /// Whether rows are being mended.
  private(set) var isMending = false

  /// - Parameters:
  ///   - rows: The rows.
  ///   - center: Prices, by row.
  ///   - worth: Money that a unit of the row is worth, roughly.
  ///   - largest: The most that a plan brings to the row.
  init(_ rows: HeldRows, center: [Double], worth: [Double], largest: [Double]) {
    self.rows = rows
    states = center.indices.map { row in
      State(
        lower: rows.lower[row], upper: rows.upper[row], center: center[row],
        weight: max(1e-9, Self.firmness * worth[row] / max(largest[row], 1e-9)), linear: -1)
    }
    firstForce = worth.map { Self.littleForce * $0 }
    force = firstForce
    renew()
  }

  private static var firmness: Double { 0.1 }
  private static var littleForce: Double { 0.02 }

  // MARK: Penalties

  /// What more of a row costs.
  @inline(__always) func change(_ row: Int, by amount: Double) -> Double {
    let state = states[row]
    return state.penalty(at: state.activity + amount) - state.present
  }

  @inline(__always) mutating func move(_ row: Int, by amount: Double) {
    states[row].activity += amount
    states[row].renew()
  }

  mutating func setActivities(_ sums: [Double]) {
    for row in states.indices { states[row].activity = sums[row] }
    settleWide()
  }

  /// Counts anew what wide columns bring.
  mutating func settleWide() {
    for row in states.indices { states[row].wide = 0 }
    for defined in rows.wide {
      let value = states[defined.row].activity * defined.factor
      for (row, amount) in defined.rows { states[row].wide += value * amount }
    }
    renew()
  }

  private mutating func renew() {
    for row in states.indices {
      let price = rows.missPrice[row]
      states[row].linear = isMending || price < .infinity ? min(price, force[row]) : -1
      states[row].renew()
    }
  }

  // MARK: Prices

  /// Moves the centers a part of the way to the duals at the present activities.
  mutating func recenter() {
    for row in states.indices where isHard(row) {
      let state = states[row]
      let now = state.activity + state.wide
      let below = state.center + state.weight * (state.lower - now)
      var dual = below
      if state.lower < state.upper {
        dual = max(0, below) + min(0, state.center + state.weight * (state.upper - now))
      }
      states[row].center += Self.stride * (dual - state.center)
    }
    renew()
  }

  private static var stride: Double { 0.3 }

  /// Duals with the centers of these rows.
  func duals(_ duals: [Double]) -> [Double] {
    var duals = duals
    for row in states.indices where isHard(row) { duals[row] = states[row].center }
    return duals
  }

  private func isHard(_ row: Int) -> Bool {
    rows.missPrice[row] == .infinity && rows.isLooked(at: row)
  }

  // MARK: Mending

  mutating func beginMending() {
    isMending = true
    for row in force.indices { force[row] = max(firstForce[row], 2 * abs(states[row].center)) }
    renew()
  }

  /// Rows that are missed cost twice as much.
  mutating func insist() {
    for row in missed { force[row] *= 2 }
    renew()
  }

  mutating func endMending() {
    isMending = false
    force = firstForce
    renew()
  }

  // MARK: Reading

  /// Rows that must be kept and are not.
  var missed: [Int] {
    states.indices.filter { row in
      let least = Self.tolerance * max(1, abs(states[row].activity))
      return isHard(row) && states[row].miss > least
    }
  }

  private static var tolerance: Double { 1e-9 }

  /// Money: what is held, wide columns, and rows that are missed at their price.
  var cost: Double {
    let columns = rows.wide.reduce(rows.fixedCost) {
      $0 + states[$1.row].activity * $1.factor * $1.cost
    }
    return states.indices.reduce(columns) { sum, row in
      let price = rows.missPrice[row]
      return price < .infinity ? sum + price * max(0, states[row].miss) : sum
    }
  }
}
