import Program
import Tables

/// The buckets as tables and charts use them: dates and lengths.
struct Timeline: Sendable {
  /// B.
  let count: Int
  /// First day of each bucket and the day after the last; shape `[B + 1]`.
  let days: [Day]
  /// The same as ISO 8601; shape `[B + 1]`.
  let dates: [String]
  /// Weeks of each bucket; shape `[B]`.
  let weeks: [Double]

  init(_ horizon: Horizon) {
    count = horizon.count
    days = horizon.offsets.map { horizon.start.advanced(byDays: $0) }
    dates = days.map(\.description)
    weeks = (0..<horizon.count).map { horizon.weeks(of: $0) }
  }

  /// The value in force at the start of each bucket of a quantity that changes in steps; 0 before
  /// the first; shape `[B]`.
  func values(of steps: [(from: Day, value: Double)]) -> [Double] {
    let sorted = steps.sorted { $0.from < $1.from }
    return (0..<count).map { b in sorted.last { $0.from <= days[b] }?.value ?? 0 }
  }
}
