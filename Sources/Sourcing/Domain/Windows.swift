import Program
import Tables

/// The part of an item's quantity that falls into a window of days.
struct DemandWindows {
  private let rowsOfItem: [[Int]]
  private let profile: [ProfileRow]

  init(_ event: Event) {
    var rows = [[Int]](repeating: [], count: event.items.count)
    for (row, entry) in event.profile.enumerated() {
      rows[Int(entry.item.position)].append(row)
    }
    rowsOfItem = rows
    profile = event.profile
  }

  /// Days of a row, and those of them in the window.
  private func days(_ row: Int, _ from: Day?, _ to: Day?) -> (all: Int, inside: Int) {
    let entry = profile[row]
    let first = from.map { max($0, entry.from) } ?? entry.from
    let last = to.map { min($0, entry.to) } ?? entry.to
    return (entry.to.days(since: entry.from) + 1, max(0, last.days(since: first) + 1))
  }

  /// The share of an item's units in the days `from` to `to`; all of them where the item has no
  /// profile.
  func share(_ item: EventItemIndex, _ from: Day?, _ to: Day?) -> Double {
    var total = 0.0
    var inside = 0.0
    for row in rowsOfItem[Int(item.position)] {
      let (all, some) = days(row, from, to)
      total += profile[row].quantity
      inside += profile[row].quantity * Double(some) / Double(all)
    }
    return total > 0 ? inside / total : 1
  }

  /// The same, exactly.
  func share(_ item: EventItemIndex, _ from: Day?, _ to: Day?, _ numbers: ExactNumbers)
    -> Rational
  {
    var total = Rational.zero
    var inside = Rational.zero
    for row in rowsOfItem[Int(item.position)] {
      let (all, some) = days(row, from, to)
      let quantity = numbers.profileQuantity(row: row)
      total += quantity
      inside += quantity * Rational(some) / Rational(all)
    }
    return total.isZero ? .one : inside / total
  }
}
