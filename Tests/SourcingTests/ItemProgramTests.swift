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

  /// At prices beyond all others, as for decisions that are held, slopes of a hull are equal but for
  /// rounding: a plan must not take the end of a step before its start.
  @Test func plansKeepTheirStepsAtHugePrices() throws {
    var plans = 0
    for seed in 0..<300 {
      var random = RandomEvent(seed: seed + 5000)
      guard let event = random.texts().load().event else { continue }
      var numbers = SeededNumbers(seed)
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      let first = blocks.model.model.rowCount
      let duals = (0..<blocks.rowCount).map { row in
        row < first ? 0 : Double(numbers.next(-1...1)) * 7e12
      }
      let prices = OptionPrices(blocks, duals: duals)
      for item in 0..<blocks.itemCount {
        for plan in ItemProgram(blocks, item: item, prices).found.plans {
          expectValid(plan, blocks, item, prices, scale: 7e12)
          plans += 1
        }
      }
    }
    #expect(plans > 300, "\(plans)")
  }

  private func expectValid(
    _ plan: ItemPlans.Plan, _ blocks: AwardBlocks, _ item: Int, _ prices: OptionPrices,
    scale: Double = 1
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
    // Prices that make each other up leave their rounding.
    #expect(abs(cost - plan.cost) < 1e-6 * max(1, abs(cost)) + 1e-14 * scale)
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
