import LinearModel
import Program
import Testing

@testable import Sourcing

/// A solver that searches item by item from so many lines on, without the rule of ties.
func solver(itemwiseLines: Int, gap: Double) -> AwardSolver<HiGHSSolver> {
  var options = AwardOptions()
  options.itemwiseLines = itemwiseLines
  options.gap = gap
  options.breaksTies = false
  return AwardSolver(engine: HiGHSSolver(), options: options, observer: SilentObserver())
}

/// Awards found item by item, against those found as one model.
@Suite struct ItemwiseTests {
  /// On small random events of all kinds of bids and rules: the bound holds, and the award keeps
  /// all rows and costs what it says.
  @Test(arguments: 0..<120)
  func boundAndAwardEncloseTheOptimum(seed: Int) throws {
    var random = RandomEvent(seed: seed)
    guard let event = random.texts().load().event else { return }
    let scenario = event.scenarios[0]
    let best = try solver(itemwiseLines: .max, gap: 0).award(event, scenario).award
    let search = try solver(itemwiseLines: 0, gap: 0.01)
      .itemwise(event, scenario, AwardVariant(), work: "award")
    guard let best else {
      #expect(search.award == nil)
      return
    }
    let size = max(1, abs(best.objective))
    #expect(search.bound <= best.objective + 1e-6 * size)
    // Few plans need not make an award; then the model as a whole is asked.
    guard let found = search.award else { return }
    #expect(found.cost >= best.objective - 1e-6 * size)
    #expect(found.bound <= best.objective + 1e-6 * size)
    let account = AwardAccount(found.model.choice(at: found.point), of: event)
    #expect(abs(account.cost(under: scenario).total.double - found.cost) <= 1e-6 * size)
    for rule in scenario.rules where rule.isHard {
      #expect(RuleAccount(rule, account).violation.double <= 1e-6)
    }
  }

  /// Whatever the relaxation says, and whether it is decided at once or group by group: bundles that
  /// are held fit beside each other, each discount has one tier, and what stands in the way of a
  /// missed row is let go, a tier by one: down where its spend is too low, up where it is too high.
  @Test(arguments: [0.05, 0.3, 0.5]) func heldDecisionsFit(margin: Double) throws {
    var (bundles, falls, rises) = (0, 0, 0)
    for seed in 0..<120 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      var values = Array(repeating: 1.0, count: blocks.model.model.columnCount)
      for column in values.indices { values[column] = Double((column * 7 + seed) % 11) / 10 }
      for column in blocks.model.wins { if let column { values[column.offset] = 1 } }
      var held = HeldDecisions(blocks, values, margin: margin)
      var steps = 0
      while held.decide(values, margin: margin) != nil { steps += 1 }
      #expect(margin < 0.5 || steps == 0)
      #expect(!values.indices.contains { held.isOpen($0) })
      var units = Array(repeating: 0.0, count: event.items.count)
      for (bundle, column) in blocks.model.won.enumerated() {
        guard let column, held.values[column.offset] == 1 else { continue }
        bundles += 1
        for content in event.bundles[bundle].items {
          units[Int(content.item.position)] += content.quantity
        }
      }
      for (item, sum) in zip(event.items, units) { #expect(sum <= item.quantity, "seed \(seed)") }
      for tiers in blocks.model.tiers where !tiers.isEmpty {
        let place = tiers.indices.filter { held.values[tiers[$0].reached.offset] == 1 }
        #expect(place.count == 1, "seed \(seed)")
        guard let place = place.first else { continue }
        let model = blocks.model.model
        func rows(_ isMissed: (Int) -> Bool) -> [MissedRow] {
          blocks.matrix.range(of: tiers[place].reached)
            .filter { blocks.matrix.values[$0] < 0 }
            .map { Int(blocks.matrix.rows[$0]) }.filter(isMissed).map { MissedRow(row: $0) }
        }
        let floors = rows { model.rowLower[$0] > -.infinity && model.rowUpper[$0] == .infinity }
        let ceilings = rows { model.rowUpper[$0] < .infinity && model.rowLower[$0] == -.infinity }
        func isHeld(at place: Int) -> Bool { held.values[tiers[place].reached.offset] == 1 }
        if place > 0, !floors.isEmpty {
          #expect(held.letGo(floors, relaxed: values) > 0, "seed \(seed)")
          #expect(isHeld(at: place - 1) && !isHeld(at: place), "seed \(seed)")
          falls += 1
        } else if place + 1 < tiers.count, !ceilings.isEmpty {
          #expect(held.letGo(ceilings, relaxed: values) > 0, "seed \(seed)")
          #expect(isHeld(at: place + 1) && !isHeld(at: place), "seed \(seed)")
          _ = held.letGo(floors, relaxed: values)
          #expect(isHeld(at: place + 1), "what rose falls again, seed \(seed)")
          rises += 1
        }
      }
      #expect(held.letGo([], relaxed: values) == 0)
    }
    #expect(
      bundles > 20 && falls > 20 && rises > 5,
      "\(bundles) bundles, \(falls) tiers fell, \(rises) rose")
  }

  /// On events of all kinds an award is found item by item more often than not.
  @Test func mostlyFindsAnAward() throws {
    var (possible, found) = (0, 0)
    for seed in 0..<60 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let scenario = event.scenarios[0]
      let best = try solver(itemwiseLines: .max, gap: 0.01).award(event, scenario).award
      guard best != nil else { continue }
      possible += 1
      let search = try solver(itemwiseLines: 0, gap: 0.01)
        .itemwise(event, scenario, AwardVariant(), work: "award")
      if search.award != nil { found += 1 }
    }
    #expect(2 * found > possible, "\(found) of \(possible)")
  }

  /// Asked for the optimum, the search goes on as one model from what was found item by item.
  @Test(arguments: [3, 8, 21, 34, 55])
  func endsAtTheOptimum(seed: Int) throws {
    var random = RandomEvent(seed: seed)
    guard let event = random.texts().load().event else { return }
    let scenario = event.scenarios[0]
    let one = try solver(itemwiseLines: .max, gap: 0).award(event, scenario).award
    let two = try solver(itemwiseLines: 0, gap: 0).award(event, scenario).award
    #expect((one == nil) == (two == nil))
    guard let one, let two else { return }
    #expect(abs(one.objective - two.objective) <= 1e-6 * max(1, abs(one.objective)))
    #expect(two.isProven)
  }
}
