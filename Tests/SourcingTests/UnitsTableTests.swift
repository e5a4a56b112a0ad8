import Testing

@testable import Sourcing

/// The table over units, by hand and against all ways.
@Suite struct UnitsTableTests {
  private typealias Entry = UnitsTable.Entry

  /// 7 units of a slot that sells 3 to 5 for 10 and 2 each, and of one that sells 1 to 4 for 3 each:
  /// 3 (16) and 4 (12).
  @Test func takesTheCheapestWay() {
    let dear = Entry(option: 0, lower: 3, upper: 5, slope: 2, fixed: 10)
    let small = Entry(option: 1, lower: 1, upper: 4, slope: 3, fixed: 0)
    let table = UnitsTable(quantity: 7, slots: [[dear], [small]])
    // 3 and 4: 16 + 12; 4 and 3: 18 + 9; 5 and 2: 20 + 6.
    #expect(table.cost == 26)
    #expect(table.choices.map(\.option) == [0, 1] && table.choices.map(\.units) == [5, 2])
    #expect(UnitsTable(quantity: 10, slots: [[dear], [small]]).cost == .infinity)
    #expect(UnitsTable(quantity: 2, slots: [[dear], []]).choices.isEmpty)
  }

  /// Random slots with random options: the least cost of all ways, and a way that costs that.
  @Test(arguments: 0..<200) func agreesWithAllWays(seed: Int) {
    var numbers = SeededNumbers(seed)
    let quantity = numbers.next(1...14)
    var slots: [[Entry]] = []
    var count: Int32 = 0
    for _ in 0..<numbers.next(1...4) {
      var entries: [Entry] = []
      for _ in 0..<numbers.next(1...3) {
        let lower = numbers.next(1...6)
        entries.append(
          Entry(
            option: count, lower: lower, upper: lower + numbers.next(0...6),
            slope: Double(numbers.next(-3...9)), fixed: Double(numbers.next(-5...20))))
        count += 1
      }
      slots.append(entries)
    }
    let table = UnitsTable(quantity: quantity, slots: slots)
    #expect(table.cost == least(quantity, slots[...]))
    guard table.cost < .infinity else { return }
    let entries = slots.flatMap { $0 }
    var sum = 0.0
    for (option, units) in table.choices {
      let entry = entries[Int(option)]
      #expect(entry.lower <= units && units <= entry.upper)
      sum += entry.fixed + entry.slope * Double(units)
    }
    #expect(table.choices.reduce(0) { $0 + $1.units } == quantity && sum == table.cost)
  }

  private func least(_ quantity: Int, _ slots: ArraySlice<[Entry]>) -> Double {
    guard let slot = slots.first else { return quantity == 0 ? 0 : .infinity }
    var best = least(quantity, slots.dropFirst())
    for entry in slot where entry.lower <= quantity {
      for units in entry.lower...min(entry.upper, quantity) {
        let rest = least(quantity - units, slots.dropFirst())
        best = min(best, entry.fixed + entry.slope * Double(units) + rest)
      }
    }
    return best
  }
}
