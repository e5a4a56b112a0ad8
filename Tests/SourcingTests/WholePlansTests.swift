import LinearModel
import Program
import Testing

@testable import Sourcing

/// One plan of each item, against the award as one model.
@Suite struct WholePlansTests {
  /// A random event with all decisions held at random, and plans that suit them.
  private struct Case {
    let event: Event
    let blocks: AwardBlocks
    var pool: PlanPool
    let held: HeldDecisions
    var duals: [Double]

    init?(seed: Int) {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { return nil }
      self.event = event
      blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      pool = PlanPool(blocks)
      var numbers = SeededNumbers(seed)
      let relaxed = blocks.model.model.cost.map { _ in Double(numbers.next(3...10)) / 10 }
      held = HeldDecisions(blocks, relaxed, margin: 0.5)
      duals = Array(repeating: 0, count: blocks.rowCount)
      for round in 0..<6 {
        for row in 0..<blocks.model.model.rowCount where round > 0 {
          duals[row] = Double(numbers.next(-10...10))
        }
        let prices = OptionPrices(blocks, duals: held.prices(duals, beyond: 1e6))
        pool.add(ItemPlans.all(blocks, prices, threads: 1), blocks)
      }
      duals = Array(repeating: 0, count: blocks.rowCount)
    }

    /// Whether a line of an award is in a tier of a discount that came after another one's.
    func hasSecondDiscount(_ award: ItemwiseAward) -> Bool {
      zip(blocks.model.tiers, award.levels).contains { tiers, level in
        tiers.contains { $0.level == level && $0.level > 0 && !blocks.isInside[$0.benefit.offset] }
      }
    }

    func plans() -> WholePlans? { WholePlans(blocks, pool, held, duals, shares: []) }
  }

  /// A plan of the mean of two makes up its item, of options that bring so many, within rounding.
  @Test func mixedPlansMakeUpTheirItems() throws {
    var mixed = 0
    for seed in 0..<1000 {
      guard var one = Case(seed: seed) else { continue }
      let (blocks, options) = (one.blocks, one.blocks.options)
      let prices = OptionPrices(blocks, duals: one.held.prices(one.duals, beyond: 1e6))
      let byItem = Dictionary(grouping: 0..<one.pool.count) { Int(one.pool.item[$0]) }
      for (item, plans) in byItem.sorted(by: { $0.key < $1.key }) where plans.count > 1 {
        var mixer = PlanMixer(blocks, item: item, prices)
        mixer.add(plans[0], of: one.pool, share: 0.3)
        mixer.add(plans[1], of: one.pool, share: 0.7)
        guard let choices = mixer.choices else { continue }
        mixed += 1
        let sum = choices.reduce(0) { $0 + $1.units }
        #expect(abs(sum - blocks.quantity[item]) <= 1e-9 * max(1, sum), "seed \(seed)")
        // Rounding of all other slots may go to the largest.
        let used = plans[0...1].reduce(0) { $0 + one.pool.choices($1).count }
        let slots = Set(choices.map { options.slot[Int($0.option)] })
        #expect(slots.count == choices.count)
        for (option, units) in choices {
          let mean = zip(plans, [0.3, 0.7]).reduce(0.0) { mean, part in
            one.pool.choices(part.0).reduce(mean) {
              options.slot[Int(one.pool.choiceOption[$1])] == options.slot[Int(option)]
                ? $0 + part.1 * one.pool.choiceUnits[$1] : $0
            }
          }
          #expect(abs(units - mean) <= 0.5 * Double(used) + 1e-9)
          #expect(options.lower[Int(option)] <= units && units <= options.upper[Int(option)])
        }
        one.pool.add(choices, item: item, blocks)
      }
    }
    #expect(mixed > 300, "\(mixed)")
  }

  /// Of four plans that each take one unit elsewhere, the mean takes none: it has no backup.
  @Test func mixedPlansKeepBackups() throws {
    func mixed(_ rules: String) throws -> [Double]? {
      let files = [
        "event.yaml": "format: 1\nevent: e\n", "lots.csv": "lot\nl\n",
        "items.csv": "item,lot,quantity\nrack,l,10\n",
        "suppliers.csv": "supplier,country\na,US\nb,US\nc,US\nd,US\ne,US\n",
        "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlc,c,rack\nld,d,rack\nle,e,rack\n",
        "steps.csv": "line,from_quantity,price\nla,0,4\nlb,0,5\nlc,0,5\nld,0,5\nle,0,5\n",
        "scenarios/s.yaml": rules,
      ]
      let event = try #require(EventTexts(files: files).load().event)
      let blocks = AwardBlocks(event, try #require(event.scenario("s")), AwardVariant())
      var pool = PlanPool(blocks)
      let options = (0..<5).map { Int32(blocks.slots.starts[$0]) }
      let none = OptionPrices(blocks, duals: Array(repeating: 0, count: blocks.rowCount))
      var mixer = PlanMixer(blocks, item: 0, none)
      for other in options[1...] {
        let plan = pool.add([(options[0], 9), (other, 1)], item: 0, blocks).plan
        mixer.add(plan, of: pool, share: 0.25)
      }
      return mixer.choices?.map(\.units)
    }
    #expect(try mixed("rules: []\n") == [10])
    #expect(try mixed("rules:\n  - {rule: backup, kind: backup_min, value: 0.5}\n") == nil)
  }

  /// What more of a row costs is the same after many moves and for a state that begins there, while
  /// prices are followed and while rows are mended.
  @Test func penaltiesKeepUpWithMoves() {
    var compared = 0
    for seed in 0..<60 {
      guard let one = Case(seed: seed) else { continue }
      var numbers = SeededNumbers(seed)
      let rows = HeldRows(one.blocks, one.held)
      let count = one.blocks.model.model.rowCount
      let few = (0..<count).map { _ in Double(numbers.next(-9...9)) }
      let worth = (0..<count).map { _ in Double(numbers.next(1...9)) }
      func penalties(_ activities: [Double], isMending: Bool) -> RowPenalties {
        var made = RowPenalties(rows, center: few, worth: worth, largest: worth)
        made.setActivities(activities)
        if isMending { made.beginMending() }
        return made
      }
      let isWide = Set(rows.wide.map(\.row))
      for isMending in [false, true] {
        var activities = few
        var moved = penalties(few, isMending: isMending)
        for _ in 0..<3 * count {
          let row = numbers.next(0...count - 1)
          guard !isWide.contains(row) else { continue }
          let amount = Double(numbers.next(-5...5))
          moved.move(row, by: amount)
          activities[row] += amount
        }
        let fresh = penalties(activities, isMending: isMending)
        for row in 0..<count {
          let (cost, wanted) = (moved.change(row, by: 2), fresh.change(row, by: 2))
          #expect(abs(cost - wanted) <= 1e-9 * max(1, abs(wanted)), "seed \(seed), row \(row)")
          if wanted != 0 { compared += 1 }
        }
      }
    }
    #expect(compared > 500, "\(compared)")
  }

  /// What misses no row is an award, and costs what it says.
  @Test func mendedPlansAreAwards() throws {
    var (awards, discounted, soft, second) = (0, 0, 0, 0)
    for seed in 0..<3000 {
      guard let one = Case(seed: seed), var plans = one.plans() else { continue }
      for _ in 0..<3 { plans.follow() }
      guard plans.mend() else { continue }
      #expect(plans.missed.isEmpty)
      let choice = plans.choice(one.pool)
      let found = try solver(itemwiseLines: .max, gap: 0).completed(
        choice, one.event, one.event.scenarios[0], AwardVariant(), work: "award")
      let award = try #require(found, "seed \(seed)")
      awards += 1
      let size = 1e-6 * max(1, abs(award.cost))
      // A supplier that is held to win and gets nothing costs its fixed cost here alone.
      #expect(plans.cost >= award.cost - size, "seed \(seed)")
      let account = AwardAccount(choice, of: one.event)
      let wins = choice.winners(in: one.event)
      let isIdle = zip(one.blocks.model.wins, wins).contains { column, wins in
        column.map { one.held.values[$0.offset] == 1 && !wins } ?? false
      }
      // What rows of a soft backup miss together is paid for each of them here.
      let isShared = one.event.scenarios[0].rules.contains { $0.kind == .backupMin && !$0.isHard }
      if !isIdle, !isShared {
        let counted = account.cost(under: one.event.scenarios[0]).total.double
        #expect(abs(plans.cost - counted) <= size, "seed \(seed)")
      }
      if award.levels.contains(where: { ($0 ?? 0) > 0 }) { discounted += 1 }
      if one.hasSecondDiscount(award) { second += 1 }
      if one.event.scenarios[0].rules.contains(where: { !$0.isHard }) { soft += 1 }
    }
    #expect(
      awards > 720 && discounted > 120 && soft > 400 && second > 9,
      "\(awards) awards, \(discounted) with discounts, \(soft) with soft rules, \(second) with a second one"
    )
  }

  /// Mended plans stay as they are: no item gains by itself.
  @Test func mendedPlansStay() throws {
    var compared = 0
    for seed in 0..<200 {
      guard let one = Case(seed: seed), var plans = one.plans() else { continue }
      plans.follow()
      guard plans.mend() else { continue }
      compared += 1
      var again = plans
      let isMended = again.mend()
      #expect(isMended)
      #expect(again.plans == plans.plans, "seed \(seed)")
    }
    #expect(compared > 20, "\(compared)")
  }
}
