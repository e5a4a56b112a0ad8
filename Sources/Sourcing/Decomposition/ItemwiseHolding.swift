import LinearModel
import Program

extension ItemwiseSearch {
  /// Decides what joins the items; `nil` where no decisions keep the rows, or the time is over.
  mutating func decided(
    _ start: ItemwiseRelaxation
  ) throws(AwardFault) -> (relaxation: HeldRelaxation, master: HeldMaster<Engine>)? {
    guard goesOn() else { return nil }
    var relaxation = start
    let (now, left) = (solver.observer.now(), solver.secondsLeft ?? .infinity)
    let deadlines = (now + Self.decidingShare * left, now + Self.lastShare * left)
    let held = roughlyDecided(&relaxation)
    addPlans(suiting: held, relaxation.duals)
    return try told {
      () throws(SolverError) -> (relaxation: HeldRelaxation, master: HeldMaster<Engine>)? in
      var master = try HeldMaster(
        solver.engine, blocks, pool, held: held, definitions: mending.definitions)
      return try decided(&master, by: deadlines).map { ($0, master) }
    }
  }

  /// Under decisions, decides item by item and makes an award of what is left open; where that is
  /// not near enough, once more, with more ways tried.
  mutating func dive(
    _ decided: (relaxation: HeldRelaxation, master: HeldMaster<Engine>)
  ) throws(AwardFault) {
    var master = decided.master
    for ways in DiveWays.all where !isProven && goesOn() {
      let limit = solver.secondsLeft.map { solver.observer.now() + Self.divingShare * $0 }
      let last = try told { () throws(SolverError) -> HeldRelaxation in
        try dived(decided.relaxation, ways, &master, by: limit ?? .infinity)
      }
      // The first award is wanted most.
      let share = best == nil ? 0.8 : 0.5
      try decide(partialAward(last, master.held), share: share, patience: Self.patience)
      lookAside()
      try told { () throws(SolverError) -> Void in try master.letGoAll() }
    }
    // Where what few items are left cannot keep all rows, all that were between plans are open.
    if best == nil {
      let all = partialAward(decided.relaxation, master.held)
      try decide(all, share: 0.5, patience: Self.lastPatience)
    }
  }

  /// An award of what a relaxation leaves open.
  private func partialAward(_ relaxation: HeldRelaxation, _ held: HeldDecisions) -> PartialAward {
    PartialAward(
      blocks, pool, shares: relaxation.shares, held: held.values,
      plans: suiting(relaxation, held), most: 4)
  }

  /// Shares of the time left: after which more is decided at a time, after which a decision is made
  /// one way only, and for items one after the other.
  private static var decidingShare: Double { 0.42 }
  private static var lastShare: Double { 0.55 }
  private static var divingShare: Double { 0.4 }

  /// Seconds at most for the items left between plans, and for all that were.
  private static var patience: Double { 15 }
  private static var lastPatience: Double { 60 }

  /// Where decisions of the relaxation cannot be kept: all are open, with the lines of the cheapest
  /// plans.
  mutating func decideAll() throws(AwardFault) {
    guard goesOn() else { return }
    let part = PartialAward(blocks, pool, plans: ranked(proof.duals), most: 4)
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
    pool.add(plans(at: prices), blocks)
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

/// What a solver's error is in an award's words.
private func told<Result>(
  _ work: () throws(SolverError) -> Result
) throws(AwardFault) -> Result {
  do throws(SolverError) {
    return try work()
  } catch {
    throw .solver("\(error)")
  }
}
