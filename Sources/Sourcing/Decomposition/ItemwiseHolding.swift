import LinearModel

extension ItemwiseSearch {
  /// An optimum of the master program's relaxation under held decisions.
  private struct HeldRelaxation {
    /// By row of the blocks.
    var duals: [Double]
    /// By plan of the pool.
    var shares: [Double]
    /// Rows of the blocks that are missed.
    var missedRows: [Int]
    /// Money.
    var value: Double
    /// Plans added since that would pay.
    var added = 0
  }

  /// Rounds the relaxation's decisions, finds plans that suit them, and makes an award of these.
  mutating func holdDecisions(_ relaxation: ItemwiseRelaxation) throws(AwardFault) {
    guard goesOn() else { return }
    var held = HeldDecisions(blocks, relaxation.between)
    addPlans(suiting: held, relaxation.duals)
    var last: HeldRelaxation?
    for _ in 0..<Self.mostHeldRounds where goesOn() {
      guard let found = try relaxed(held) else { break }
      let gained = last.map { $0.value - found.value } ?? .infinity
      last = found
      let changed = held.letGo(found.missedRows)
      if changed > 0 {
        addPlans(suiting: held, found.duals)
      } else if found.added == 0 || gained <= solver.options.gap / 50 * abs(found.value) {
        break
      }
    }
    guard let last, last.missedRows.isEmpty else { return }
    let part = PartialAward(
      blocks, pool, shares: last.shares, held: held.values, plans: suiting(last, held), most: 4)
    try decide(part, share: 0.5, patience: 60)
  }

  /// Where decisions of the relaxation cannot be kept: all are open, with the lines of the cheapest
  /// plans.
  mutating func decideAll() throws(AwardFault) {
    guard goesOn() else { return }
    let part = PartialAward(blocks, pool, plans: ranked(bestDuals), most: 4)
    try decide(part, share: 0.8, patience: 60)
  }

  /// By item, its plans by what they cost at the held relaxation's prices.
  private func suiting(_ relaxation: HeldRelaxation, _ held: HeldDecisions) -> [[Int32]] {
    ranked(duals(relaxation.duals, under: held))
  }

  /// Prices at which every item's plans suit held decisions.
  private func duals(_ duals: [Double], under held: HeldDecisions) -> [Double] {
    held.prices(duals, beyond: 100 * pool.largestCost)
  }

  private static var mostHeldRounds: Int { 12 }

  private mutating func addPlans(suiting held: HeldDecisions, _ duals: [Double]) {
    let prices = OptionPrices(blocks, duals: self.duals(duals, under: held))
    for (item, plans) in plans(at: prices).enumerated() {
      for plan in plans.plans { pool.add(plan.choices, item: item, blocks) }
    }
  }

  /// Solves the master program's relaxation under held decisions, then every item at its prices;
  /// nothing is proven by that.
  private mutating func relaxed(_ held: HeldDecisions) throws(AwardFault) -> HeldRelaxation? {
    let master = MasterProgram(
      blocks, pool, held: held.values, missPrice: Self.missPrice, definitions: mending.definitions)
    let solution = try solved(master.model, relaxationOptions)
    guard solution.stop == .optimal, solution.hasDuals, let value = solution.objective else {
      return nil
    }
    var found = HeldRelaxation(
      duals: master.duals(solution), shares: master.shares(solution),
      missedRows: master.missedRows(solution), value: value)
    let prices = OptionPrices(blocks, duals: duals(found.duals, under: held))
    for (item, plans) in plans(at: prices).enumerated() {
      for plan in plans.plans {
        let (position, isNew) = pool.add(plan.choices, item: item, blocks)
        guard isNew else { continue }
        let now = solution.rowDuals[item]
        let cost = pool.reducedCost(position, duals: found.duals)
        if cost < now - 1e-7 * max(1, abs(now)) { found.added += 1 }
      }
    }
    return found
  }

  /// A row is missed only where it cannot be kept.
  private static var missPrice: Double { 100 }

  private var relaxationOptions: SolveOptions {
    var options = solver.solveOptions
    options.timeLimit = nil
    options.feasibilityTolerance = 1e-7
    options.method = .simplex
    return options
  }
}
