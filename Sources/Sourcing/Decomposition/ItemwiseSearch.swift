import LinearModel
import Program

/// Finds the award of a large event, item by item, with a proven bound.
///
/// Column generation: prices of the joining rows make every item choose its cheapest plans; plans
/// that pay are added to the ``MasterProgram``, whose relaxation makes the next prices. Whatever the
/// prices, the items' optima and the prices' own worth bound the award from below. A selection
/// among the plans then makes an award; with its suppliers, tiers and bundles held, plans are found
/// that suit it, and the selection is made again.
struct ItemwiseSearch<Engine: Solver> {
  let solver: AwardSolver<Engine>
  let event: Event
  let scenario: Scenario
  let variant: AwardVariant
  let work: String
  let blocks: AwardBlocks
  private let mending: DualMending
  private(set) var pool: PlanPool
  /// No award costs less.
  private(set) var bound = -Double.infinity
  /// Whether plans were found that keep the joining rows in shares.
  private(set) var isRelaxed = false
  /// Prices that prove the bound.
  private var bestDuals: [Double]
  /// Where the relaxation stands.
  private var relaxation: Relaxation?
  /// How many times what its plans cost a joining row may be missed for.
  private var missPrice = 2.0
  /// By item, whether a plan without shares of bundles is known.
  private var isBare: [Bool]
  /// The best award so far.
  private var best: ItemwiseAward?

  /// An optimum of the master program's relaxation.
  private struct Relaxation {
    /// Money, that for missed rows included.
    var value: Double
    /// Money for missed rows.
    var missed: Double
    /// By row of the blocks.
    var duals: [Double]
    /// By item, what one more plan of it may cost.
    var items: [Double]
    /// By plan, its share, and by column of the cut model, its value.
    var shares: [Double]
    var between: [Double]
    /// Rows of the blocks that are missed.
    var missedRows: [Int]
    /// Plans added since that would pay.
    var added = 0
  }

  init(
    _ solver: AwardSolver<Engine>, _ event: Event, _ scenario: Scenario, _ variant: AwardVariant,
    work: String
  ) {
    self.solver = solver
    self.event = event
    self.scenario = scenario
    self.variant = variant
    self.work = work
    blocks = AwardBlocks(event, scenario, variant)
    mending = DualMending(blocks)
    pool = PlanPool(blocks)
    bestDuals = FirstPrices(blocks).duals
    isBare = Array(repeating: false, count: blocks.itemCount)
  }

  /// The award found, with its bound; `nil` where none was.
  mutating func run() throws(AwardFault) -> ItemwiseAward? {
    solver.memory.restore(to: &pool, blocks)
    guard addFirstPlans() else { return nil }
    isRelaxed = try relax()
    guard isRelaxed else { return nil }
    try holdDecisions()
    for round in 0..<Self.mostSelections {
      guard let selection = try select(round), !isProven, goesOn() else { break }
      try suit(selection)
    }
    solver.memory.remember(rankedPlans(8), of: pool, blocks)
    best?.bound = bound
    return best
  }

  private static var mostSelections: Int { 5 }
  private static var mostRounds: Int { 100 }
  /// Seconds of one selection; others gain more from new plans than it from more time.
  private static var patience: Double { 60 }

  private var isProven: Bool {
    best.map { $0.cost - bound <= solver.options.gap * abs($0.cost) } ?? false
  }

  private var progress: AwardProgress {
    AwardProgress(work: work, objective: best?.cost, bound: bound > -.infinity ? bound : nil)
  }

  /// Whether there is time, and the observer wants the search to go on.
  private func goesOn() -> Bool {
    solver.observer.hears(progress) && solver.secondsLeft != 0
  }

  // MARK: Plans

  /// Gives each item its cheapest plan, and some without the slots that it uses most; false where
  /// an item has none.
  private mutating func addFirstPlans() -> Bool {
    let prices = OptionPrices(blocks, duals: bestDuals)
    for item in 0..<blocks.itemCount {
      let first = blocks.itemStarts[item]
      let slots = first..<blocks.itemStarts[item + 1]
      let bare = ItemProgram(
        blocks, item: item, prices, without: slots.map { blocks.slots.bundle[$0] >= 0 })
      if let plan = bare.found.plans.first {
        pool.add(plan.choices, item: item, blocks)
        isBare[item] = true
      }
      var forbidden = [Bool](repeating: false, count: slots.count)
      for round in 0..<4 {
        let program = ItemProgram(blocks, item: item, prices, without: forbidden)
        guard let plan = program.found.plans.first else {
          if round == 0 { return false }
          break
        }
        pool.add(plan.choices, item: item, blocks)
        guard let most = plan.choices.max(by: { $0.units < $1.units }) else { break }
        forbidden[Int(blocks.options.slot[Int(most.option)]) - first] = true
      }
    }
    return true
  }

  /// The plans of each item that cost least at the best prices, `count` at most.
  private func rankedPlans(_ count: Int) -> [Int] {
    let costs = (0..<pool.count).map { pool.reducedCost($0, duals: bestDuals) }
    let ranked = costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    var kept = [Int](repeating: 0, count: blocks.itemCount)
    return ranked.filter { plan in
      let item = Int(pool.item[plan])
      kept[item] += 1
      return kept[item] <= count
    }
  }

  // MARK: Relaxation

  /// Solves the relaxation until the bound is near it; false where joining rows cannot be kept.
  private mutating func relax() throws(AwardFault) -> Bool {
    // An award is wanted, too: the rest of the time is for the selection.
    let limit = solver.secondsLeft.map { $0 * 0.6 }
    let start = solver.observer.now()
    for _ in 0..<Self.mostRounds {
      let begun = solver.observer.now()
      guard let found = try relaxed(held: nil) else { return relaxation != nil }
      relaxation = found
      let isNear = found.value - bound <= solver.options.gap / 5 * abs(found.value)
      // Another round takes as long at least.
      let now = solver.observer.now()
      let isLate = limit.map { 2 * now - begun - start > $0 } ?? false
      guard goesOn(), !isLate else { return true }
      guard isNear || found.added == 0 else { continue }
      guard found.missed > 1e-9 * max(1, abs(found.value)) else { return true }
      missPrice *= 10
      if missPrice > 1e6 { return false }
    }
    return true
  }

  /// Finds plans that suit yes-or-no columns between the items.
  private mutating func suit(_ selection: [Double]) throws(AwardFault) {
    let held = HeldDecisions(blocks, selection)
    for _ in 0..<5 where goesOn() {
      guard let found = try relaxed(held: held), found.added > 0 else { return }
    }
  }

  /// Rounds the relaxation's decisions, finds plans that suit them, and makes an award of these.
  private mutating func holdDecisions() throws(AwardFault) {
    guard let relaxation, goesOn() else { return }
    var held = HeldDecisions(blocks, relaxation.between)
    addPlans(suiting: held, relaxation.duals)
    var last: Relaxation?
    for _ in 0..<Self.mostHeldRounds where goesOn() {
      guard let found = try relaxed(held: held) else { break }
      last = found
      let changed = held.letGo(found.missedRows)
      guard changed > 0 || found.added > 0 else { break }
      if changed > 0 { addPlans(suiting: held, found.duals) }
    }
    guard let last, last.missedRows.isEmpty else { return }
    let award = HeldAward(blocks, pool, shares: last.shares, held: held.values)
    let solution = try selected(award.model(variant, isHeld: true).model)
    guard solution.hasPoint else { return }
    let choice = award.model(variant, isHeld: false).choice(at: solution.columnValues)
    try keep(choice, between: held.values)
  }

  private static var mostHeldRounds: Int { 12 }

  private mutating func addPlans(suiting held: HeldDecisions, _ duals: [Double]) {
    let prices = OptionPrices(blocks, duals: held.prices(duals, beyond: 100 * pool.largestCost))
    let items = ItemPlans.all(blocks, prices, threads: solver.options.threads ?? 2)
    for (item, plans) in items.enumerated() {
      for plan in plans.plans { pool.add(plan.choices, item: item, blocks) }
    }
  }

  /// Keeps an award if it is better; rows between the items can leave none of a choice.
  private mutating func keep(_ choice: Choice, between: [Double]) throws(AwardFault) {
    guard var found = try solver.completed(choice, event, scenario, variant, work: work),
      found.cost < best?.cost ?? .infinity
    else { return }
    found.between = between
    best = found
  }

  /// Solves the master program's relaxation, then every item at prices between the best ones known
  /// and those of the relaxation; with columns held at a selection nothing is proven.
  private mutating func relaxed(held: HeldDecisions?) throws(AwardFault) -> Relaxation? {
    let misses = MasterProgram.Misses(
      price: held == nil ? missPrice : Self.heldMissPrice, definitions: mending.definitions,
      isBare: isBare, isHeld: held != nil)
    var master = MasterProgram(blocks, pool, .relaxation(misses))
    if let held { master.hold(held.values) }
    let solution = try solved(master.model)
    guard solution.stop == .optimal, solution.hasDuals, let value = solution.objective else {
      return nil
    }
    var found = Relaxation(
      value: value, missed: master.missed(solution), duals: master.duals(solution),
      items: solution.rowDuals, shares: master.shares(solution),
      between: master.between(solution), missedRows: master.missedRows(solution))
    if let held {
      look(
        at: held.prices(found.duals, beyond: 100 * pool.largestCost), &found, proves: false)
      return found
    }
    mending.mend(&found.duals, blocks)
    let center = bestDuals
    for weight in Self.weights {
      let mixed = zip(center, found.duals).map { weight * $0 + (1 - weight) * $1 }
      look(at: mixed, &found, proves: true)
    }
    return found
  }

  /// With decisions held a row is missed only where it cannot be kept.
  private static var heldMissPrice: Double { 100 }

  /// Shares of the best prices known in those that are tried between them and the relaxation's.
  private static var weights: [Double] { [0.9, 0.7, 0.4, 0] }

  /// Solves every item at prices, keeps the plans and, where wanted, what that proves.
  private mutating func look(at duals: [Double], _ found: inout Relaxation, proves: Bool) {
    let prices = OptionPrices(blocks, duals: duals)
    let items = ItemPlans.all(blocks, prices, threads: solver.options.threads ?? 2)
    let proven = items.reduce(prices.base) { $0 + $1.bound }
    if proves, proven > bound {
      bound = proven
      bestDuals = duals
    }
    for (item, plans) in items.enumerated() {
      for plan in plans.plans {
        let (position, isNew) = pool.add(plan.choices, item: item, blocks)
        guard isNew else { continue }
        let now = found.items[item]
        let cost = pool.reducedCost(position, duals: found.duals)
        if cost < now - 1e-7 * max(1, abs(now)) { found.added += 1 }
      }
    }
  }

  private func solved(_ model: LinearModel) throws(AwardFault) -> Solution {
    var options = solver.solveOptions
    options.timeLimit = nil
    options.feasibilityTolerance = 1e-7
    // Vertices: duals of points inside the optimal face take thrice the rounds.
    options.method = .simplex
    do throws(SolverError) {
      return try solver.engine.solve(model, options) { _ in solver.observer.hears(progress) }
    } catch {
      throw .solver("\(error)")
    }
  }

  // MARK: Selection

  /// Chooses among the plans, and keeps the award if it is better; the values of the cut model's
  /// columns, `nil` where nothing was found.
  private mutating func select(_ round: Int) throws(AwardFault) -> [Double]? {
    var selection = PlanSelection(blocks, best: best)
    for plan in rankedPlans(.max) { selection.add(plan, of: pool, most: 10 + 5 * round) }
    let options = selectionOptions(share: 0.7)
    let observer = solver.observer
    let progress = progress
    let values: [Double]?
    do throws(SolverError) {
      values = try selection.solve(solver.engine, options) { observer.hears(progress) }
    } catch {
      throw .solver("\(error)")
    }
    guard let values else { return nil }
    let between = selection.between(values)
    try keep(selection.choice(values), between: between)
    return between
  }

  /// How a choice of plans or lines is solved: to half the gap, in a share of the time left.
  private func selectionOptions(share: Double) -> SolveOptions {
    var options = solver.solveOptions
    options.relativeGap = solver.options.gap / 2
    options.feasibilityTolerance = 1e-7
    options.integralityTolerance = 1e-7
    options.objectiveTarget = bound + solver.options.gap / 2 * abs(bound)
    let left = options.timeLimit.map { max(1, $0 * share) } ?? .infinity
    options.timeLimit = min(left, Self.patience)
    return options
  }

  private func selected(_ model: LinearModel) throws(AwardFault) -> Solution {
    let (observer, progress) = (solver.observer, progress)
    do throws(SolverError) {
      return try solver.engine.solve(model, selectionOptions(share: 0.9)) { _ in
        observer.hears(progress)
      }
    } catch {
      throw .solver("\(error)")
    }
  }
}
