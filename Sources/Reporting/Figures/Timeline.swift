import Program
import Tables

/// The buckets as tables and charts use them: dates, lengths, and how flows spread over them.
struct Timeline: Sendable {
  /// B.
  let count: Int
  /// Day offsets of each bucket's first day and of the horizon's end; shape `[B + 1]`.
  let offsets: [Int]
  /// First day of each bucket and the day after the last; shape `[B + 1]`.
  let days: [Day]
  /// The same as ISO 8601; shape `[B + 1]`.
  let dates: [String]
  /// Weeks of each bucket; shape `[B]`.
  let weeks: [Double]

  init(_ horizon: Horizon) {
    count = horizon.count
    offsets = horizon.offsets
    days = horizon.offsets.map { horizon.start.advanced(byDays: $0) }
    dates = days.map(\.description)
    weeks = (0..<horizon.count).map { horizon.weeks(of: $0) }
  }

  /// Adds what `units` released evenly over bucket `a` bring after `leadDays` to `totals`, the
  /// units arriving by bucket, shape `[B]`; what comes after the horizon is left out.
  func addArrivals(of units: Double, from a: Int, leadDays: Int, to totals: inout [Double]) {
    let first = offsets[a] + leadDays
    let last = offsets[a + 1] + leadDays
    let length = Double(last - first)
    for b in a..<count where offsets[b] < last && offsets[b + 1] > first {
      let overlap = min(last, offsets[b + 1]) - max(first, offsets[b])
      totals[b] += units * Double(overlap) / length
    }
  }

  /// The integral over each bucket of a rate per week that changes in steps; shape `[B]`.
  ///
  /// `steps` says the day from which each rate holds, ascending; the rate is 0 before the first.
  func integral(of steps: [(from: Day, perWeek: Double)]) -> [Double] {
    var result = [Double](repeating: 0, count: count)
    for (position, step) in steps.enumerated() {
      let next = position + 1 < steps.count ? steps[position + 1].from : days[count]
      for b in 0..<count {
        let overlap = min(next, days[b + 1]).days(since: max(step.from, days[b]))
        if overlap > 0 { result[b] += step.perWeek * Double(overlap) / 7 }
      }
    }
    return result
  }

  /// The integral over each bucket of a rate that rises in a straight line from 0 to `perWeek`
  /// over `rampWeeks` from the day `start` days after the horizon's start; shape `[B]`.
  func integral(ofRampFrom start: Int, rampWeeks: Double, perWeek: Double) -> [Double] {
    let ramp = rampWeeks * 7
    func area(_ day: Int) -> Double {
      let elapsed = Double(day - start)
      guard elapsed > 0 else { return 0 }
      return elapsed < ramp ? elapsed * elapsed / (2 * ramp) : elapsed - ramp / 2
    }
    return (0..<count).map { (area(offsets[$0 + 1]) - area(offsets[$0])) * perWeek / 7 }
  }

  /// The value in force at the start of each bucket of a quantity that changes in steps; 0 before
  /// the first; shape `[B]`.
  func values(of steps: [(from: Day, value: Double)]) -> [Double] {
    let sorted = steps.sorted { $0.from < $1.from }
    return (0..<count).map { b in sorted.last { $0.from <= days[b] }?.value ?? 0 }
  }
}
