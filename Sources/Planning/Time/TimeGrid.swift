package import Program
import Tables

/// The horizon as the formulation uses it: day offsets, weights and arrivals of each bucket.
///
/// Sets: b buckets, 0 ..< B.  Data: s_b, e_b first and last day offset, l_b = e_b − s_b days,
/// w_b = l_b / 7 weeks, δ_b = (1 + discount_rate)^(−s_b / 365).
///
/// (T1) What is released in bucket a with a lead of L days arrives in bucket b with the share
///      φ(a, L, b) = |[s_a + L, e_a + L) ∩ [s_b, e_b)| / l_a; Σ_b φ < 1 where part of it lies
///      after the horizon.
package struct TimeGrid: Sendable {
  /// B.
  package let count: Int
  /// s_0 … s_{B−1} and the horizon's end, in days; shape `[B + 1]`.
  package let offsets: [Int]
  /// δ_b; shape `[B]`.
  let discount: [Double]
  /// w_b; shape `[B]`.
  package let weeks: [Double]
  /// l_b / 365; shape `[B]`.
  let years: [Double]
  /// The bucket of each day of the horizon; shape `[days]`.
  private let bucketOfDay: [Int32]

  package init(horizon: Horizon, discountRate: Double) {
    count = horizon.count
    offsets = horizon.offsets
    discount = horizon.offsets.dropLast().map { power(1 + discountRate, -Double($0) / 365) }
    weeks = (0..<horizon.count).map { horizon.weeks(of: $0) }
    years = (0..<horizon.count).map { Double(horizon.days(of: $0)) / 365 }
    var bucketOfDay: [Int32] = []
    bucketOfDay.reserveCapacity(horizon.offsets[horizon.count])
    for b in 0..<horizon.count {
      for _ in 0..<horizon.days(of: b) { bucketOfDay.append(Int32(b)) }
    }
    self.bucketOfDay = bucketOfDay
  }

  /// The horizon's length in days.
  var days: Int { offsets[count] }

  /// The bucket of the day `offset` days after the start; `nil` outside the horizon.
  func bucket(ofDay offset: Int) -> Int? {
    guard offset >= 0, offset < days else { return nil }
    return Int(bucketOfDay[offset])
  }

  /// The first bucket in which anything released in `a` arrives; `nil` where that is after the end.
  func firstArrival(of a: Int, leadDays: Int) -> Int? {
    bucket(ofDay: offsets[a] + leadDays)
  }

  /// Calls `body(b, φ)` for every bucket b in which something released in `a` arrives (T1).
  @inline(__always)
  package func forEachArrival(of a: Int, leadDays: Int, _ body: (Int, Double) -> Void) {
    let first = offsets[a] + leadDays
    let last = offsets[a + 1] + leadDays
    guard first < days else { return }
    let length = Double(last - first)
    var b = Int(bucketOfDay[first])
    while b < count, offsets[b] < last {
      let overlap = min(last, offsets[b + 1]) - max(first, offsets[b])
      body(b, Double(overlap) / length)
      b += 1
    }
  }

  /// The integral over each bucket of a rate per week that changes in steps.
  ///
  /// - Parameter steps: Day offset from which a rate per week holds, ascending; 0 before the first.
  /// - Returns: Units per bucket; shape `[B]`.
  func integral(ofSteps steps: [(day: Int, perWeek: Double)]) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for (position, step) in steps.enumerated() {
      let from = max(step.day, 0)
      let to = min(position + 1 < steps.count ? steps[position + 1].day : days, days)
      guard from < to, step.perWeek != 0 else { continue }
      var b = Int(bucketOfDay[from])
      while b < count, offsets[b] < to {
        let overlap = min(to, offsets[b + 1]) - max(from, offsets[b])
        result[b] += step.perWeek * Double(overlap) / 7
        b += 1
      }
    }
    return result
  }

  /// The integral over bucket `b` of a rate that is 0 until `start`, then rises in a straight line
  /// to `perWeek` over `rampDays`, and stays.
  ///
  /// - Parameters:
  ///   - start: Day offset, inside the horizon or not.
  ///   - rampDays: 0 for a step.
  ///   - perWeek: Units per week when full.
  ///   - b: A bucket.
  /// - Returns: Units.
  package func integral(ofRampFrom start: Int, rampDays: Double, perWeek: Double, over b: Int)
    -> Double
  {
    func upTo(_ day: Int) -> Double {
      let elapsed = Double(day - start)
      guard elapsed > 0 else { return 0 }
      guard rampDays > 0 else { return elapsed }
      return elapsed < rampDays ? elapsed * elapsed / (2 * rampDays) : elapsed - rampDays / 2
    }
    return perWeek * (upTo(offsets[b + 1]) - upTo(offsets[b])) / 7
  }
}
