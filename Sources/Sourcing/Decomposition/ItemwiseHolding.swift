import LinearModel
import Program

extension ItemwiseSearch {
  /// Decides what joins the items, then item by item, each time in the master program's relaxation
  /// with plans that suit, and makes an award of what is left open.
  mutating func holdDecisions(_ relaxation: ItemwiseRelaxation) throws(AwardFault) {
    guard goesOn() else { return }
    let deadlines = HoldingDeadlines(now: solver.observer.now(), left: solver.secondsLeft)
    let held = HeldDecisions(blocks, relaxation.between, margin: Self.sureMargin)
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

  /// Seconds at most for the items left between plans, and for all that were.
  private static var patiences: [Double] { [15, 60] }

  /// Where decisions of the relaxation cannot be kept: all are open, with the lines of the cheapest
  /// plans.
  mutating func decideAll() throws(AwardFault) {
    guard goesOn() else { return }
    let part = PartialAward(blocks, pool, plans: ranked(bestDuals), most: 4)
    try decide(part, share: 0.8, patience: 60)
  }

  // MARK: Decisions

  /// Decides group by group until nothing between the items is open; `nil` where rows are missed
  /// whatever is let go.
  private mutating func decided(
    _ master: inout HeldMaster<Engine>, by deadline: Double
  ) throws(SolverError) -> HeldRelaxation? {
    var held = master.held
    var last: Double?
    while goesOn() {
      guard let found = try master.solved(pool, relaxationOptions) else { return nil }
      let joined = addPlans(suiting: held, found.duals)
      let added = paying(joined, at: found)
      let gained = last.map { $0 - found.value } ?? .infinity
      last = found.value
      let isLetGo = held.letGo(found.missedRows) > 0
      if isLetGo {
        addPlans(suiting: held, found.duals)
      } else if added == 0 || gained <= solver.options.gap / 50 * abs(found.value) {
        let margin = solver.observer.now() < deadline ? Self.sureMargin : 0.5
        guard held.decide(found.between, margin: margin) else {
          return found.missedRows.isEmpty ? found : nil
        }
        addPlans(suiting: held, found.duals)
        last = nil
      }
      try master.hold(held, pool, isFar: isLetGo)
    }
    return nil
  }

  /// How far from 0 or 1 values of the relaxation are at most that are held.
  private static var sureMargin: Double { 0.4 }

  // MARK: Items

  /// Goes on until no item that costs more than the gap stands between several plans: each time the
  /// dearest keeps to the plan nearest to its mix, and so do others for which that changes little.
  private mutating func dived(
    _ decided: HeldRelaxation, _ master: inout HeldMaster<Engine>, by deadline: Double
  ) throws(SolverError) -> HeldRelaxation {
    var (last, found) = (decided, decided)
    var latest: [Int] = []
    var left: Set<Int> = []
    var isMended = false
    while goesOn(), solver.observer.now() < deadline {
      if found.missedRows.isEmpty {
        last = found
        isMended = false
        latest = nextPlans(found, master.held, without: left)
        guard !latest.isEmpty else { break }
        for plan in latest { try master.keep(plan) }
      } else if !isMended {
        isMended = true
      } else {
        // Plans at these prices did not help: the items stay open.
        guard !latest.isEmpty else { break }
        for plan in latest {
          try master.letGo(plan)
          left.insert(Int(pool.item[plan]))
        }
        latest = []
      }
      addPlans(suiting: master.held, found.duals)
      guard let next = try master.solved(pool, relaxationOptions) else { break }
      found = next
    }
    return last
  }

  /// The plan nearest to the mix of the dearest item that costs more than the gap, and those of
  /// others which that changes by nearly nothing.
  private func nextPlans(
    _ relaxation: HeldRelaxation, _ held: HeldDecisions, without left: Set<Int>
  ) -> [Int] {
    let gap = solver.options.gap * abs(relaxation.value)
    let all = relaxation.mixes(pool)
    guard all.count > Self.fewMixes else { return [] }
    let mixes = all.filter { $0.cost(pool) > gap && !left.contains($0.item) }
    let nearest = NearestPlans(relaxation, held, pool, items: mixes.map(\.item))
    var plans: [Int] = []
    for mix in mixes {
      guard let (plan, cost) = nearest.plan(mix) else { continue }
      if plans.isEmpty || cost <= gap * Self.littleShare { plans.append(plan) }
    }
    return plans
  }

  /// So many items between plans one small program decides together, and better than one by one.
  private static var fewMixes: Int { 15 }

  /// Share of the gap that is nearly nothing.
  private static var littleShare: Double { 0.002 }

  // MARK: Plans

  /// By item, its plans by what they cost at the held relaxation's prices.
  private func suiting(_ relaxation: HeldRelaxation, _ held: HeldDecisions) -> [[Int32]] {
    ranked(duals(relaxation.duals, under: held))
  }

  /// Prices at which every item's plans suit held decisions.
  private func duals(_ duals: [Double], under held: HeldDecisions) -> [Double] {
    held.prices(duals, beyond: 100 * pool.largestCost)
  }

  /// Solves every item at prices under held decisions; the plans that joined the pool.
  @discardableResult private mutating func addPlans(
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
  private func paying(_ plans: Range<Int>, at relaxation: HeldRelaxation) -> Int {
    plans.count { plan in
      let now = relaxation.itemDuals[Int(pool.item[plan])]
      return pool.reducedCost(plan, duals: relaxation.duals) < now - 1e-7 * max(1, abs(now))
    }
  }

  private var relaxationOptions: SolveOptions {
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
    decisions = now + 0.3 * left
    items = now + 0.5 * left
  }
}
