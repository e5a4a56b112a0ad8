import LinearModel
import Program

extension ItemwiseSearch {
  /// Decides what joins the items, then item by item, each time in the master program's relaxation
  /// with plans that suit, and makes an award of what is left open.
  mutating func holdDecisions(_ relaxation: ItemwiseRelaxation) throws(AwardFault) {
    guard goesOn() else { return }
    let deadlines = HoldingDeadlines(now: solver.observer.now(), left: solver.secondsLeft)
    let held = surelyHeld(relaxation)
    addPlans(suiting: held, relaxation.duals)
    var found: (relaxations: [HeldRelaxation], held: HeldDecisions)?
    do throws(SolverError) {
      var master = try HeldMaster(
        solver.engine, blocks, pool, held: held, definitions: mending.definitions)
      if let decided = try decided(&master, by: deadlines.decisions) {
        found = ([try dived(decided, &master, by: deadlines.items), decided], master.held)
      }
    } catch {
      throw .solver("\(error)")
    }
    guard let (relaxations, held) = found else { return }
    // Where what few items are left cannot keep all rows, all that were between plans are open.
    let known = best?.cost
    for (relaxation, patience) in zip(relaxations, Self.patiences) where best?.cost == known {
      let part = PartialAward(
        blocks, pool, shares: relaxation.shares, held: held.values,
        plans: suiting(relaxation, held), most: 4)
      try decide(part, share: 0.5, patience: patience)
    }
  }

  /// What the relaxation is sure of; where much would be open, of what is less sure, too.
  private func surelyHeld(_ relaxation: ItemwiseRelaxation) -> HeldDecisions {
    for margin in stride(from: DecisionMargins.sure, to: 0.4, by: 0.05) {
      let held = HeldDecisions(blocks, relaxation.between, margin: margin)
      if held.openCount <= Self.mostOpen { return held }
    }
    return HeldDecisions(blocks, relaxation.between, margin: 0.4)
  }

  /// More open columns than these make each relaxation slow.
  private static var mostOpen: Int { 120 }

  /// Seconds at most for the items left between plans, and for all that were.
  private static var patiences: [Double] { [15, 60] }

  /// Where decisions of the relaxation cannot be kept: all are open, with the lines of the cheapest
  /// plans.
  mutating func decideAll() throws(AwardFault) {
    guard goesOn() else { return }
    let part = PartialAward(blocks, pool, plans: ranked(bestDuals), most: 4)
    try decide(part, share: 0.8, patience: 60)
  }

  // MARK: Plans

  /// By item, its plans by what they cost at the held relaxation's prices.
  func suiting(_ relaxation: HeldRelaxation, _ held: HeldDecisions) -> [[Int32]] {
    ranked(duals(relaxation.duals, under: held))
  }

  /// Prices at which every item's plans suit held decisions.
  func duals(_ duals: [Double], under held: HeldDecisions) -> [Double] {
    held.prices(duals, beyond: 100 * pool.largestCost)
  }

  /// Solves every item at prices under held decisions; the plans that joined the pool.
  @discardableResult mutating func addPlans(
    suiting held: HeldDecisions, _ duals: [Double]
  ) -> Range<Int> {
    let first = pool.count
    let prices = OptionPrices(blocks, duals: self.duals(duals, under: held))
    for (item, plans) in plans(at: prices).enumerated() {
      for plan in plans.plans { pool.add(plan.choices, item: item, blocks) }
    }
    return first..<pool.count
  }

  /// How many plans pay at a relaxation's prices.
  func paying(_ plans: Range<Int>, at relaxation: HeldRelaxation) -> Int {
    plans.count { plan in
      let now = relaxation.itemDuals[Int(pool.item[plan])]
      return pool.reducedCost(plan, duals: relaxation.duals) < now - 1e-7 * max(1, abs(now))
    }
  }

  var relaxationOptions: SolveOptions {
    var options = solver.solveOptions
    options.timeLimit = nil
    options.feasibilityTolerance = 1e-7
    options.method = .simplex
    return options
  }
}

/// Until when decisions and items are held one after the other: an award is wanted in time, too.
private struct HoldingDeadlines {
  /// Seconds of the observer's clock.
  var decisions = Double.infinity
  var items = Double.infinity

  init(now: Double, left: Double?) {
    guard let left else { return }
    decisions = now + 0.38 * left
    items = now + 0.52 * left
  }
}
