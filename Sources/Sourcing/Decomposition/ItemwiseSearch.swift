import LinearModel
import Program

/// Finds the award of a large event, item by item, with a proven bound.
///
/// Prices of the joining rows make every item choose its cheapest plans; plans that pay join the
/// ``AugmentedMaster``, whose multipliers are the next prices. Whatever the prices, the items' optima
/// and the prices' own worth bound the award from below. Who wins, which bundles win and which tiers
/// are reached is then decided as the relaxation has it, and one plan of each item is looked for that
/// keeps all rows beside the others. What costs more than the prices prove is decided anew, part by
/// part, until the gap is reached; where that is far, decisions are made once more, with more care.
struct ItemwiseSearch<Engine: Solver> {
  let solver: AwardSolver<Engine>
  let event: Event
  let scenario: Scenario
  let variant: AwardVariant
  let work: String
  let blocks: AwardBlocks
  let mending: DualMending
  var pool: PlanPool
  /// The bound, with the prices that prove it.
  var proof: PriceSearch.Proof
  /// Goes on with the bound meanwhile.
  var aside: BoundAside?
  /// Whether plans were found that keep the joining rows in shares.
  private(set) var isRelaxed = false
  /// By plan of the pool, its share in the relaxation, as far as it is known.
  var knownShares: [Double] = []
  /// The best award so far.
  var best: ItemwiseAward?

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
    proof = PriceSearch.Proof(
      duals: FirstPrices(blocks).duals,
      leastCosts: Array(repeating: 0, count: blocks.itemCount))
  }

  /// The award found, with its bound; `nil` where none was.
  mutating func run() throws(AwardFault) -> ItemwiseAward? {
    proof.duals = solver.memory.duals(blocks, otherwise: proof.duals)
    knownShares = solver.memory.restore(to: &pool, blocks)
    guard addFirstPlans() else { return nil }
    if let choice = solver.memory.choice(of: event) { try keep(choice) }
    let search = relax()
    isRelaxed = isKept(by: search.master) || best != nil
    guard isRelaxed else { return nil }
    if !isProven { try select(search) }
    solver.memory.remember(rankedPlans(8), of: pool, shares: knownShares, blocks)
    solver.memory.remember(duals: proof.duals, between: search.master.values, best, blocks)
    let proven = bound
    best?.bound = proven
    return best
  }

  /// Finds an award and betters it, while the bound goes on beside; decides with more care where
  /// that does not do.
  private mutating func select(_ search: PriceSearch) throws(AwardFault) {
    defer { aside?.stop() }
    let relaxation = ItemwiseRelaxation(search.master)
    let known = solver.memory.halfWay(relaxation.between, blocks.model)
    var chosen = try chooseHalved(relaxation, known: known, beside: search)
    if known != nil, !(chosen.isTried && isNear) {
      chosen = try chooseHalved(relaxation, known: nil, beside: search)
    }
    guard !isProven else { return }
    lookAside()
    if isNear { try improve(failures: Self.fewFailures) }
    guard !isProven else { return }
    if let sure = chosen.sure, let decided = try decided(sure) {
      try choosePlans(decided.held, decided.relaxation)
    }
    if best == nil { try decideAll() }
    lookAside()
    try improve(failures: Self.mostFailures)
  }

  /// Decides by halves and chooses plans under that; where an earlier award's decisions are dear, no
  /// plans.
  ///
  /// - Returns: What was decided while that cost next to nothing, and whether plans were looked for.
  private mutating func chooseHalved(
    _ relaxation: ItemwiseRelaxation, known: [Double]?, beside search: PriceSearch
  ) throws(AwardFault) -> (sure: ItemwiseDecided?, isTried: Bool) {
    let halved = halved(relaxation, known: known)
    lookBeside(search)
    guard let all = halved.all, known == nil || !isDear(all) else { return (halved.sure, false) }
    try choosePlans(all)
    return (halved.sure, true)
  }

  /// Goes on with the bound in a thread of its own, if there are two.
  private mutating func lookBeside(_ search: PriceSearch) {
    guard threads > 1, aside == nil else { return }
    aside = BoundAside(search.slower(gap: solver.options.gap / 5))
  }

  /// Whether decisions alone cost so much of the gap that plans under them will hardly be within it.
  private func isDear(_ decided: ItemwiseDecided) -> Bool {
    decided.value - bound > Self.dearShare * solver.options.gap * abs(bound)
  }

  private static var dearShare: Double { 0.6 }

  /// Whether the award found is so near to the bound that deciding parts of it anew may do.
  private var isNear: Bool { isWithin(Self.nearShare) }

  private static var nearShare: Double { 2.5 }

  /// Parts decided anew without a gain after which the search gives up, at first and in the end.
  private static var fewFailures: Int { 8 }
  private static var mostFailures: Int { 20 }

  /// Takes up what is proven meanwhile; without a limit of time, in the end.
  mutating func lookAside() {
    guard let aside else { return }
    if solver.secondsLeft == nil { while !aside.ends(within: 0.1), goesOn() {} }
    takeUp(aside.proof)
  }

  private mutating func takeUp(_ now: PriceSearch.Proof) {
    if now.bound > bound { proof = now }
  }

  /// Gives the bound all threads for some time where so little is missing that it may prove the award.
  ///
  /// Without a limit of time the search is the same every time: nothing may depend on the clock.
  mutating func hurryBound() {
    guard let aside, solver.secondsLeft != nil, !isProven, isWithin(Self.nextShare) else { return }
    let end = solver.observer.now() + Self.hurry
    aside.take(threads: threads)
    var isOver = false
    while !isOver, !isProven, goesOn(), solver.observer.now() < end {
      isOver = aside.ends(within: 0.05)
      takeUp(aside.proof)
    }
    aside.take(threads: 1)
  }

  private static var nextShare: Double { 1.03 }
  /// Seconds.
  private static var hurry: Double { 1 }

  /// No award costs less.
  var bound: Double { proof.bound }

  var isProven: Bool { isWithin(1) }

  /// Whether there is an award within so many times the gap asked for.
  private func isWithin(_ times: Double) -> Bool {
    best.map { $0.cost - bound <= times * solver.options.gap * abs($0.cost) } ?? false
  }

  /// How many items are solved at once.
  var threads: Int { solver.options.threads ?? 2 }

  var progress: AwardProgress {
    AwardProgress(work: work, objective: best?.cost, bound: bound > -.infinity ? bound : nil)
  }

  /// Whether there is time, and the observer wants the search to go on.
  func goesOn() -> Bool {
    solver.observer.hears(progress) && solver.secondsLeft != 0
  }

  // MARK: Plans

  /// Gives each item without a known plan its cheapest one, and some without the slots that it uses
  /// most; false where an item has none.
  private mutating func addFirstPlans() -> Bool {
    let prices = OptionPrices(blocks, duals: proof.duals)
    var isKnown = [Bool](repeating: false, count: blocks.itemCount)
    for item in pool.item { isKnown[Int(item)] = true }
    for item in 0..<blocks.itemCount where !isKnown[item] {
      let first = blocks.itemStarts[item]
      let slots = first..<blocks.itemStarts[item + 1]
      let bare = ItemProgram(
        blocks, item: item, prices, without: slots.map { blocks.slots.bundle[$0] >= 0 })
      if let plan = bare.found.plans.first {
        pool.add(plan.choices, item: item, blocks)
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

  /// The plans of each item that cost least at the best prices, `count` at most, and those that
  /// have a share in the relaxation.
  private func rankedPlans(_ count: Int) -> [Int] {
    var kept = [Int](repeating: 0, count: blocks.itemCount)
    return pool.ranked(proof.duals).filter { plan in
      let item = Int(pool.item[plan])
      kept[item] += 1
      return kept[item] <= count || (plan < knownShares.count && knownShares[plan] > 0)
    }
  }

  // MARK: Awards

  /// Keeps an award if it is better; rows between the items can leave none of a choice.
  @discardableResult mutating func keep(_ choice: Choice) throws(AwardFault) -> Bool {
    guard let found = try solver.completed(choice, event, scenario, variant, work: work),
      found.cost < best?.cost ?? .infinity
    else { return false }
    best = found
    return true
  }

  /// How a program of some lines is solved.
  ///
  /// - Parameters:
  ///   - share: Of the time left.
  ///   - patience: Seconds at most.
  /// - Returns: Options to near the gap asked for.
  func options(share: Double, patience: Double) -> SolveOptions {
    var options = solver.solveOptions
    options.relativeGap = solver.options.gap / 20
    options.feasibilityTolerance = 1e-7
    options.integralityTolerance = 1e-7
    options.objectiveTarget = bound + 0.9 * solver.options.gap * abs(bound)
    let left = options.timeLimit.map { max(1, $0 * share) } ?? .infinity
    options.timeLimit = min(left, patience)
    return options
  }

  /// Solves a program of some lines from values of some columns.
  func solved(
    _ model: LinearModel, _ options: SolveOptions,
    start: (columns: [ColumnIndex], values: [Double])? = nil
  ) throws(AwardFault) -> Solution {
    let (observer, progress) = (solver.observer, progress)
    do throws(SolverError) {
      let session = try solver.engine.makeSession(for: model)
      if let start { try session.setStart(start.columns, start.values) }
      return try session.solve(options) { _ in observer.hears(progress) }
    } catch {
      throw .solver("\(error)")
    }
  }
}
