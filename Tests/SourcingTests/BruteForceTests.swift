import LinearModel
import Program
import Testing

@testable import Sourcing

/// Every award of an event of whole units, counted one by one.
///
/// It shares the exact account with the award, but no model: what can be taken is written here.
struct Enumeration {
  let event: Event
  let scenario: Scenario
  private(set) var best: (cost: Rational, choice: Choice)?
  private var choice: Choice

  init(_ event: Event, _ scenario: Scenario) {
    self.event = event
    self.scenario = scenario
    choice = Choice(nothingOf: event)
    chooseBundles(from: 0)
  }

  private mutating func chooseBundles(from bundle: Int) {
    guard bundle < event.bundles.count else { return chooseLines(from: 0) }
    choice.bundles[bundle] = false
    chooseBundles(from: bundle + 1)
    choice.bundles[bundle] = true
    chooseBundles(from: bundle + 1)
    choice.bundles[bundle] = false
  }

  private mutating func chooseLines(from line: Int) {
    guard line < event.lines.count else { return judge() }
    let row = event.lines[line]
    let most = Int(event.items[row.item].quantity)
    for units in 0...most {
      let amount = Double(units)
      guard units == 0 || (amount >= row.minimum && amount <= row.maximum) else { continue }
      choice.units[line] = amount
      chooseLines(from: line + 1)
    }
    choice.units[line] = 0
  }

  private mutating func judge() {
    guard bundlesAgree else { return }
    let account = AwardAccount(choice, of: event)
    for (item, unmet) in zip(event.items, account.unmet) {
      guard !unmet.isNegative, unmet.isZero || item.unmetCost != nil else { return }
    }
    guard keepsCapacities(account) else { return }
    for rule in scenario.rules where rule.isHard {
      guard RuleAccount(rule, account).violation.isZero else { return }
    }
    let cost = account.cost(under: scenario).total
    if best.map({ cost < $0.cost }) ?? true { best = (cost, choice) }
  }

  private var bundlesAgree: Bool {
    let won = event.bundles.indices.filter { choice.bundles[$0] }
    for bundle in won {
      if let needed = event.bundles[bundle].requires, !choice.bundles[Int(needed.position)] {
        return false
      }
      for other in won where other != bundle {
        let names = Set(event.bundles[bundle].exclusive)
        if !names.isDisjoint(with: event.bundles[other].exclusive) { return false }
      }
    }
    return true
  }

  private func keepsCapacities(_ account: AwardAccount) -> Bool {
    let windows = DemandWindows(event)
    for capacity in event.capacities {
      var used = Rational.zero
      for line in account.usedLines where event.lines[line].supplier == capacity.supplier {
        used +=
          (account.units[line] ?? .zero)
          * windows.share(event.lines[line].item, capacity.from, capacity.to, account.numbers)
      }
      for bundle in account.wonBundles where event.bundles[bundle].supplier == capacity.supplier {
        for content in event.bundles[bundle].items {
          used +=
            Rational(shortest: content.quantity)
            * windows.share(content.item, capacity.from, capacity.to, account.numbers)
        }
      }
      if used > Rational(shortest: capacity.maximum) { return false }
    }
    return true
  }
}

@Suite struct BruteForceTests {
  @Test func optimaAreThoseOfEnumeration() throws {
    var infeasible = 0
    var differing = 0
    for seed in 1...60 {
      var random = RandomEvent(seed: seed)
      let texts = random.texts()
      let event = try texts.event()
      let scenario = try #require(event.scenario("s"))
      let best = Enumeration(event, scenario).best
      let free = Enumeration(event, .cheapest).best
      switch try outcome(event, "s") {
      case .award(let award):
        guard let best else {
          Issue.record(
            "seed \(seed): an award where there is none: \(content(award.choice, event))")
          continue
        }
        let optimum = best.cost.double
        #expect(
          abs(award.objective - optimum) <= 1e-6 * max(1, abs(optimum)),
          "seed \(seed): \(award.objective) \(content(award.choice, event)); \(optimum) \(content(best.choice, event)); \(texts.files)"
        )
        if let free, free.cost != best.cost { differing += 1 }
      case .infeasible:
        infeasible += 1
        #expect(
          best == nil, "seed \(seed): no award, but \(best.map { content($0.choice, event) } ?? "")"
        )
      case .noAward: Issue.record("seed \(seed): no answer")
      }
    }
    // The events are worth their while: rules bind in many and contradict each other in some.
    #expect(infeasible >= 5 && infeasible <= 40, "\(infeasible)")
    #expect(differing >= 10, "\(differing)")
  }
}
