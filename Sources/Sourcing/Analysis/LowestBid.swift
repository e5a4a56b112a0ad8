public import Program

/// The naive award: each lot to its lowest bidder.
///
/// Lot by lot, the supplier whose lines cover all of the lot's items in full for the least money
/// (ex-works, duty, freight, the lines' fixed costs and lateness) gets it. Where nobody covers a
/// lot alone, each of its items goes to its cheapest lines in turn. Bundles, discounts, suppliers'
/// fixed costs, quality, capacities and rules are not looked at; what the award then costs is
/// counted with all of them, and the rules that it breaks are named.
public struct LowestBid: Sendable {
  public var choice: Choice
  public var cost: AwardCost
  /// Hard rules that it breaks, in the scenario's order.
  public var brokenRules: [RuleIndex]
  /// Items that are not bought in full though they must be.
  public var uncoveredItems: [EventItemIndex]

  init(_ event: Event, _ scenario: Scenario, best: Award) {
    var choice = Choice(nothingOf: event)
    var linesOf = [[LineIndex]](repeating: [], count: event.items.count)
    for line in event.lines.rowIndices {
      linesOf[Int(event.lines[line].item.position)].append(line)
    }
    var itemsOf = [[EventItemIndex]](repeating: [], count: event.lots.count)
    for item in event.items.rowIndices { itemsOf[Int(event.items[item].lot.position)].append(item) }
    for items in itemsOf {
      if let lines = LowestBid.single(event, items, linesOf) {
        for line in lines {
          choice.units[Int(line.position)] = event.items[event.lines[line].item].quantity
        }
      } else {
        for item in items { LowestBid.fill(event, item, linesOf, &choice) }
      }
    }
    self.choice = choice
    let account = AwardAccount(choice, of: event)
    cost = account.cost(under: scenario)
    brokenRules = scenario.rules.rowIndices.filter {
      scenario.rules[$0].isHard && !RuleAccount(scenario.rules[$0], account).holds
    }
    uncoveredItems = event.items.rowIndices.filter {
      event.items[$0].unmetCost == nil && !account.unmet[Int($0.position)].isZero
    }
  }

  /// The lines of the supplier that covers all items for the least money.
  private static func single(
    _ event: Event, _ items: [EventItemIndex], _ linesOf: [[LineIndex]]
  ) -> [LineIndex]? {
    var best: (money: Double, lines: [LineIndex])?
    let wanted = items.filter { event.items[$0].quantity > 0 }
    guard let first = wanted.first else { return nil }
    let bidders = Set(linesOf[Int(first.position)].map { event.lines[$0].supplier }).sorted()
    for supplier in bidders {
      var money = 0.0
      var lines: [LineIndex] = []
      for item in wanted {
        let offers = linesOf[Int(item.position)].compactMap { line -> (LineIndex, Double)? in
          guard event.lines[line].supplier == supplier else { return nil }
          return cost(event, line, event.items[item].quantity).map { (line, $0) }
        }
        guard let offer = offers.min(by: { $0.1 < $1.1 }) else { break }
        money += offer.1
        lines.append(offer.0)
      }
      guard lines.count == wanted.count, !lines.isEmpty, money < best?.money ?? .infinity else {
        continue
      }
      best = (money, lines)
    }
    return best?.lines
  }

  /// Fills an item from its cheapest lines per unit.
  private static func fill(
    _ event: Event, _ item: EventItemIndex, _ linesOf: [[LineIndex]], _ choice: inout Choice
  ) {
    var rest = event.items[item].quantity
    let offers = linesOf[Int(item.position)].compactMap {
      line -> (LineIndex, Double, Double)? in
      let ranges = StepRange.all(of: event.lines[line], item: event.items[item])
      guard let amount = ranges.map(\.upper).max(), amount > 0,
        let money = cost(event, line, amount)
      else { return nil }
      return (line, amount, money / amount)
    }.sorted { $0.2 < $1.2 }
    for (line, most, _) in offers where rest > 0 {
      let amount = min(rest, most)
      guard cost(event, line, amount) != nil else { continue }
      choice.units[Int(line.position)] = amount
      rest -= amount
    }
  }

  /// What so many units of a line cost; `nil` where it does not offer them.
  private static func cost(_ event: Event, _ line: LineIndex, _ amount: Double) -> Double? {
    let row = event.lines[line]
    if let validTo = row.validTo, let day = event.settings.selection, validTo < day { return nil }
    let ranges = StepRange.all(of: row, item: event.items[row.item])
    guard let range = ranges.last(where: { $0.lower <= amount && amount <= $0.upper }) else {
      return nil
    }
    let price = range.slope * amount + range.intercept
    let late = event.items[row.item].lateCost * AwardAccount.lateWeeks(row, in: event).double
    return price * (1 + row.dutyRate) + (row.freight + late) * amount + row.fixedCost
  }
}
