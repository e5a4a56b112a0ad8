import LinearModel
import Program
import Testing

@testable import Sourcing

/// The cheapest way to make up one item, against the solver on the same small program.
@Suite struct ItemProgramTests {
  /// Random items of an event without rules, one at a time, at random prices.
  @Test(arguments: 0..<60)
  func agreesWithTheSolver(seed: Int) throws {
    var random = RandomEvent(seed: seed + 5000)
    guard let event = random.texts().load().event else { return }
    let scenario = event.scenarios[0]
    var numbers = SeededNumbers(seed)
    let blocks = AwardBlocks(event, scenario, AwardVariant())
    let duals = (0..<blocks.rowCount).map { _ in Double(numbers.next(-30...30)) / 10 }
    let prices = OptionPrices(blocks, duals: duals)
    for item in 0..<blocks.itemCount {
      let program = ItemProgram(blocks, item: item, prices).found
      let exact = try solved(blocks, item, prices)
      guard let exact else {
        #expect(program.plans.isEmpty && program.bound == .infinity)
        continue
      }
      #expect(abs(program.bound - exact) < 1e-6 * max(1, abs(exact)), "item \(item)")
      #expect(abs((program.plans.first?.cost ?? .nan) - exact) < 1e-6 * max(1, abs(exact)))
      for plan in program.plans { expectValid(plan, blocks, item, prices) }
    }
  }

  /// A search that ends at its first node: the table's bound holds, and where nothing asks for
  /// backups and units are whole it is the optimum, with a plan.
  @Test func tableBoundsWhatIsLeftOpen() throws {
    var (bounds, optima) = (0, 0)
    for seed in 0..<80 {
      var random = RandomEvent(seed: seed + 5000)
      guard let event = random.texts().load().event else { continue }
      var numbers = SeededNumbers(seed)
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      let duals = (0..<blocks.rowCount).map { _ in Double(numbers.next(-30...30)) / 10 }
      let prices = OptionPrices(blocks, duals: duals)
      for item in 0..<blocks.itemCount {
        let cut = ItemProgram(blocks, item: item, prices, nodes: 0).found
        let whole = ItemProgram(blocks, item: item, prices).found
        let size = max(1, abs(whole.bound))
        #expect(cut.bound <= whole.bound + 1e-6 * size, "seed \(seed) item \(item)")
        for plan in cut.plans { expectValid(plan, blocks, item, prices) }
        bounds += 1
        guard event.items[item].isWhole, blocks.backups[item].isEmpty, whole.bound < .infinity
        else { continue }
        #expect(abs(cut.bound - whole.bound) <= 1e-6 * size, "seed \(seed) item \(item)")
        #expect(abs((cut.plans.first?.cost ?? .nan) - whole.bound) <= 1e-6 * size)
        optima += 1
      }
    }
    #expect(bounds > 100 && optima > 30, "\(bounds) bounds, \(optima) optima")
  }

  /// 20 of 100 units are left for a line that sells some 30 at the least: without set-up costs the
  /// ways to its minimum and from there to its maximum cost the same a unit, but for rounding, and
  /// the second must not be taken before the first.
  @Test func minimumsAreKeptWhateverRoundsDown() throws {
    let count = 400
    var items = "item,lot,quantity\n"
    var lines = "line,supplier,item,minimum,maximum\n"
    var steps = "line,from_quantity,price\n"
    for item in 0..<count {
      items += "i\(item),power,100\n"
      lines += "a\(item),a,i\(item),,80\nb\(item),b,i\(item),\(21 + item % 29),\(60 + item % 37)\n"
      steps += "a\(item),0,1\nb\(item),0,\(101 + 7 * item).\(11 + item % 89)\n"
    }
    let event = try EventTexts.small.with([
      "items.csv": items, "lines.csv": lines, "steps.csv": steps,
    ]).event()
    let blocks = AwardBlocks(event, Scenario.cheapest, AwardVariant())
    let prices = OptionPrices(blocks, duals: Array(repeating: 0, count: blocks.rowCount))
    for item in 0..<count {
      let found = ItemProgram(blocks, item: item, prices).found
      for plan in found.plans { expectValid(plan, blocks, item, prices) }
      let price = Double("\(101 + 7 * item).\(11 + item % 89)") ?? 0
      let least = Double(21 + item % 29)
      #expect(abs(found.bound - (least * price + 100 - least)) < 1e-6 * found.bound)
    }
  }

  private func expectValid(
    _ plan: ItemPlans.Plan, _ blocks: AwardBlocks, _ item: Int, _ prices: OptionPrices
  ) {
    var (units, cost) = (0.0, 0.0)
    var slots: Set<Int32> = []
    for choice in plan.choices {
      let option = Int(choice.option)
      #expect(slots.insert(blocks.options.slot[option]).inserted)
      #expect(choice.units >= blocks.options.lower[option] - 1e-9)
      #expect(choice.units <= blocks.options.upper[option] + 1e-9)
      units += choice.units
      cost += prices.fixed[option] + prices.slope[option] * choice.units
    }
    #expect(abs(units - blocks.quantity[item]) < 1e-6)
    #expect(abs(cost - plan.cost) < 1e-6 * max(1, abs(cost)))
  }

  /// The item as a mixed-integer program; `nil` where nothing makes it up.
  private func solved(
    _ blocks: AwardBlocks, _ item: Int, _ prices: OptionPrices
  ) throws -> Double? {
    var model = LinearModel()
    var sum: [(ColumnIndex, Double)] = []
    var usedBySlot: [[(ColumnIndex, Double)]] = []
    for slot in blocks.itemStarts[item]..<blocks.itemStarts[item + 1] {
      var used: [(ColumnIndex, Double)] = []
      for option in blocks.slots.starts[slot]..<blocks.slots.starts[slot + 1] {
        let (low, high) = (blocks.options.lower[option], blocks.options.upper[option])
        let units = model.addColumn(cost: prices.slope[option], lower: 0, upper: high)
        let chosen = model.addColumn(
          cost: prices.fixed[option], lower: 0, upper: 1, isInteger: true)
        sum.append((units, 1))
        used.append((chosen, 1))
        model.addRow(lower: -.infinity, upper: 0, entries: [(units, 1), (chosen, -high)])
        model.addRow(lower: 0, upper: .infinity, entries: [(units, 1), (chosen, -low)])
      }
      model.addRow(lower: -.infinity, upper: 1, entries: used)
      usedBySlot.append(used)
    }
    let quantity = blocks.quantity[item]
    model.addRow(lower: quantity, upper: quantity, entries: sum)
    for backup in blocks.backups[item] {
      for group in Set(backup.group).union([-1]) {
        var cover: [(ColumnIndex, Double)] = []
        for (place, used) in usedBySlot.enumerated()
        where backup.group[place] < 0 || backup.group[place] != group {
          let amount = blocks.slots.cover[blocks.itemStarts[item] + place]
          cover += used.map { ($0.0, amount) }
        }
        model.addRow(lower: backup.need, upper: .infinity, entries: cover)
      }
    }
    var options = SolveOptions()
    options.presolve = false
    options.relativeGap = 0
    return try HiGHSSolver().solve(model, options).objective
  }
}
