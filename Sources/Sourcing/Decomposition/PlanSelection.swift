import LinearModel

/// The choice of one plan of each item, as a mixed-integer program.
struct PlanSelection {
  private let blocks: AwardBlocks
  private var plans: PlanPool
  private var kept: [Int]
  /// The best award so far: its plans, and the columns between the items.
  private var start: (plans: Set<Int>, between: [Double])?
  private var master: MasterProgram?

  /// A choice that starts from the best award so far, whose plans are among those chosen from.
  init(_ blocks: AwardBlocks, best: ItemwiseAward?) {
    self.blocks = blocks
    plans = PlanPool(blocks)
    kept = Array(repeating: 0, count: blocks.itemCount)
    guard let best, !best.between.isEmpty else { return }
    var own: Set<Int> = []
    for (item, choices) in PlanSelection.plans(of: best.choice, blocks).enumerated() {
      own.insert(plans.add(choices, item: item, blocks, isPlain: true).plan)
    }
    start = (own, best.between)
  }

  /// Adds a plan of a pool, its tiers set aside, unless its item has enough.
  mutating func add(_ plan: Int, of pool: PlanPool, most: Int) {
    let item = Int(pool.item[plan])
    guard kept[item] < most else { return }
    let choices = pool.choices(plan).map { (pool.choiceOption[$0], pool.choiceUnits[$0]) }
    if plans.add(choices, item: item, blocks, isPlain: true).isNew { kept[item] += 1 }
  }

  /// The values of the program's columns; `nil` where nothing was found.
  mutating func solve(
    _ engine: some Solver, _ options: SolveOptions, goesOn: @escaping () -> Bool
  ) throws(SolverError) -> [Double]? {
    let master = MasterProgram(blocks, plans, .selection)
    self.master = master
    let session = try engine.makeSession(for: master.model)
    if let start {
      var columns: [ColumnIndex] = []
      var values: [Double] = []
      for (column, position) in master.columnOf.enumerated()
      where position >= 0 && blocks.model.model.isInteger[column] {
        columns.append(ColumnIndex(Int(position)))
        values.append(start.between[column].rounded())
      }
      for plan in 0..<plans.count {
        columns.append(ColumnIndex(master.firstPlan + plan))
        values.append(start.plans.contains(plan) ? 1 : 0)
      }
      try session.setStart(columns, values)
    }
    let solution = try session.solve(options) { _ in goesOn() }
    return solution.hasPoint ? solution.columnValues : nil
  }

  /// The values of the cut model's columns that are no option's.
  func between(_ values: [Double]) -> [Double] {
    master?.columnOf.map { $0 < 0 ? 0 : values[Int($0)] } ?? []
  }

  /// The award that the chosen plans mean.
  func choice(_ values: [Double]) -> Choice {
    var choice = Choice(nothingOf: blocks.model.event)
    guard let master else { return choice }
    for plan in 0..<plans.count where values[master.firstPlan + plan] > 0.5 {
      for place in plans.choices(plan) {
        let slot = Int(blocks.options.slot[Int(plans.choiceOption[place])])
        if blocks.slots.line[slot] >= 0 {
          choice.units[Int(blocks.slots.line[slot])] = plans.choiceUnits[place]
        } else if blocks.slots.bundle[slot] >= 0 {
          choice.bundles[Int(blocks.slots.bundle[slot])] = true
        }
      }
    }
    return choice
  }

  /// By item, the plan of an award.
  private static func plans(
    of choice: Choice, _ blocks: AwardBlocks
  ) -> [[(option: Int32, units: Double)]] {
    (0..<blocks.itemCount).map { item in
      var choices: [(option: Int32, units: Double)] = []
      var rest = blocks.quantity[item]
      for slot in blocks.itemStarts[item]..<blocks.itemStarts[item + 1] {
        let (line, bundle) = (Int(blocks.slots.line[slot]), Int(blocks.slots.bundle[slot]))
        let first = blocks.slots.starts[slot]
        var units = 0.0
        if line >= 0 { units = choice.units[line] }
        if bundle >= 0, choice.bundles[bundle] { units = blocks.options.lower[first] }
        if line < 0, bundle < 0 { units = max(0, rest) }
        rest -= units
        guard units > 0 else { continue }
        let fitting = (first..<blocks.slots.starts[slot + 1]).filter { option in
          blocks.options.plain[option] == Int32(option) && blocks.options.lower[option] <= units
            && units <= blocks.options.upper[option]
        }
        let option = fitting.min {
          blocks.options.spend($0, units) < blocks.options.spend($1, units)
        }
        if let option { choices.append((Int32(option), units)) }
      }
      return choices
    }
  }
}
