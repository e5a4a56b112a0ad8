/// A calendar day of the proleptic Gregorian calendar.
///
/// Days are counted, not clocked: no time zone, no time of day.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  public let number: Int32

  /// Makes the day that lies `number` days after 1970-01-01.
  @inlinable public init(number: Int32) {
    self.number = number
  }

  @inlinable public static func < (left: Day, right: Day) -> Bool {
    left.number < right.number
  }

  /// The day `days` later (earlier where negative).
  @inlinable public func advanced(byDays days: Int) -> Day {
    Day(number: number + Int32(days))
  }

  /// Days from `start` to this day; negative where this day is the earlier one.
  @inlinable public func days(since start: Day) -> Int {
    Int(number) - Int(start.number)
  }
}
