/// Joining rows under the method of multipliers: what they hold, and what that makes of their duals.
///
/// ```text
/// (A1) dual[r] = max(0, center[r] + weight[r] (lower[r] - activity[r]))
///              + min(0, center[r] + weight[r] (upper[r] - activity[r]));  the one sum where both are equal
/// ```
///
/// This is minus the slope of a convex function of the activity: near 0 within the bounds, growing
/// by the weight beyond them.
struct RowDuals {
  /// Bounds, by row of the blocks.
  private(set) var lower: [Double]
  private(set) var upper: [Double]
  /// Money per unit of a row: the duals that are to be bettered.
  private(set) var center: [Double]
  /// Money per unit, for each unit that a bound is missed by.
  private(set) var weight: [Double]
  private(set) var activity: [Double]
  /// (A1) at the present activity.
  private(set) var dual: [Double]

  init(lower: [Double], upper: [Double], center: [Double]) {
    self.lower = lower
    self.upper = upper
    self.center = center
    dual = center
    weight = Array(repeating: 1, count: lower.count)
    activity = Array(repeating: 0, count: lower.count)
  }

  /// (A1) at an activity.
  @inline(__always) func dual(_ row: Int, at activity: Double) -> Double {
    let below = center[row] + weight[row] * (lower[row] - activity)
    if lower[row] == upper[row] { return below }
    // An infinite bound leaves -∞ or ∞, which max and min turn into 0.
    return max(0, below) + min(0, center[row] + weight[row] * (upper[row] - activity))
  }

  @inline(__always) mutating func move(_ row: Int, by amount: Double) {
    activity[row] += amount
    dual[row] = dual(row, at: activity[row])
  }

  mutating func setWeight(_ row: Int, _ value: Double) {
    weight[row] = value
    dual[row] = dual(row, at: activity[row])
  }

  /// Sets the bounds; a row without any costs nothing.
  mutating func setBounds(lower: [Double], upper: [Double]) {
    self.lower = lower
    self.upper = upper
    for row in lower.indices where lower[row] == -.infinity && upper[row] == .infinity {
      center[row] = 0
    }
  }

  mutating func setActivities(_ sums: [Double]) {
    activity = sums
    renewDuals()
  }

  /// Takes the duals found as the next center.
  mutating func recenter() {
    center = dual
    // The bounds count from the new center: without this, (A1) would lag by one step.
    renewDuals()
  }

  private mutating func renewDuals() {
    for row in dual.indices { dual[row] = dual(row, at: activity[row]) }
  }

  /// Money: what missing the bounds costs at the centers.
  var missed: Double { activity.indices.reduce(0) { $0 + missed($1) } }

  /// Money: what missing a row costs at its center.
  func missed(_ row: Int) -> Double {
    let by = miss(of: row)
    return by > 0 ? by * abs(center[row]) : 0
  }

  /// How much of its center missing a row adds to it each time.
  func growth(_ row: Int) -> Double {
    let by = miss(of: row)
    return by > 0 ? by * weight[row] / max(abs(center[row]), 1e-9) : 0
  }

  /// In the row's units, what a bound is missed by; below 0 within the bounds.
  func miss(of row: Int) -> Double {
    max(lower[row] - activity[row], activity[row] - upper[row])
  }
}
