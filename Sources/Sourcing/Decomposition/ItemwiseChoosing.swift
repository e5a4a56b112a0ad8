import LinearModel
import Program

extension ItemwiseSearch {
  /// Makes an award of one plan of each item under decisions, from mixed plans and from others; where
  /// rows are missed each time, what stands in their way is let go.
  mutating func choosePlans(_ halved: ItemwiseDecided) throws(AwardFault) {
    var now = halved
    for _ in 0..<Self.mostLettings where goesOn() {
      let (shares, duals) = (now.relaxation.master.shares, now.relaxation.duals)
      var tries = tries(now.held, duals, mixed(shares, now.held, duals))
      if tries.best == nil, let nearest = tries.nearest {
        tries = triesBetween(nearest, now.held, duals)
      }
      if let best = tries.best {
        try keep(best.choice(pool))
        try refine(best, now.held, duals)
        hurryBound()
        if !isProven, let other = self.tries(now.held, duals, shares, isEnough: true).best {
          try keep(other.choice(pool))
          try refine(other, now.held, duals)
        }
        return
      }
      let missed = tries.missedOften.map { MissedRow(row: $0) }
      guard now.held.letGo(missed, relaxed: now.relaxation.between) > 0 else { return }
      repeat {
        now.held.decide(now.relaxation.between, share: 1)
        guard settle(&now) else { return }
      } while now.held.openCount > 0
    }
  }

  /// The items of missed rows get plans between theirs, and without slots that they use.
  private mutating func triesBetween(
    _ nearest: WholePlans, _ held: HeldDecisions, _ duals: [Double]
  ) -> Tries {
    let items = nearest.items(in: nearest.missed)
    addPlansBetween(Array(items.prefix(Self.mostRefined)), under: held, nearest.duals(duals))
    var search = nearest
    search.addPlans(of: pool)
    return tries(search, held, duals, patience: Self.fewerRounds)
  }

  /// Gives the items with the most regret plans between theirs, and goes on from an award with them, as
  /// long as that gains.
  private mutating func refine(
    _ start: WholePlans, _ held: HeldDecisions, _ duals: [Double]
  ) throws(AwardFault) {
    var search = start
    for _ in 0..<Self.mostRefinings where !isProven && goesOn() {
      // Without a limit this would wait for the bound's end.
      if solver.secondsLeft != nil { lookAside() }
      guard let award = best, !isProven else { return }
      let regrets = Regrets(award, blocks, least: proof.leastCosts, duals: proof.duals)
      let little = Self.littleRegret * solver.options.gap * abs(bound)
      let items = regrets.items.indices.filter { regrets.items[$0] > little }
        .sorted { regrets.items[$0] > regrets.items[$1] }.prefix(Self.mostRefined)
      let before = pool.count
      addPlansBetween(Array(items), under: held, search.duals(duals))
      guard pool.count > before else { return }
      search.addPlans(of: pool)
      let found = tries(search, held, duals, patience: Self.fewerRounds, isEnough: true).best
      guard let found, try keep(found.choice(pool)) else { return }
      search = found
    }
  }

  /// Items whose regret is less than so much of the gap have plans enough.
  private static var littleRegret: Double { 0.004 }
  private static var mostRefined: Int { 40 }
  private static var mostRefinings: Int { 8 }

  /// The same under decisions that keep all rows in shares; where rows are missed each time, their items
  /// are open in a small program.
  mutating func choosePlans(
    _ held: HeldDecisions, _ relaxation: HeldRelaxation
  ) throws(AwardFault) {
    let shares = mixed(relaxation.shares, held, relaxation.duals)
    let tries = tries(held, relaxation.duals, shares)
    if let best = tries.best {
      try keep(best.choice(pool))
    } else if let nearest = tries.nearest {
      let part = PartialAward(
        blocks, pool, nearest, held, open: nearest.items(in: nearest.missed),
        plans: ranked(duals(relaxation.duals, under: held)), most: 6)
      try decide(part, share: 0.5, patience: Self.patience)
    }
  }

  /// Adds a mixed plan of each item that has shares of several; by plan of the pool, its share, with
  /// which one plan of each item begins.
  private mutating func mixed(
    _ shares: [Double], _ held: HeldDecisions, _ duals: [Double]
  ) -> [Double] {
    let prices = OptionPrices(blocks, duals: self.duals(duals, under: held))
    var parts = [[Int]](repeating: [], count: blocks.itemCount)
    for plan in shares.indices
    where shares[plan] > Self.leastShare && held.allow(plan, of: pool) {
      parts[Int(pool.item[plan])].append(plan)
    }
    var mixed = shares
    for item in parts.indices where parts[item].count > 1 {
      let sum = parts[item].reduce(0) { $0 + shares[$1] }
      var mixer = PlanMixer(blocks, item: item, prices)
      for plan in parts[item] { mixer.add(plan, of: pool, share: shares[plan] / sum) }
      guard let choices = mixer.choices else { continue }
      let plan = pool.add(choices, item: item, blocks).plan
      mixed += Array(repeating: 0, count: pool.count - mixed.count)
      mixed[plan] = 2
    }
    return mixed
  }

  private static var leastShare: Double { 0.01 }

  /// What became of one plan of each item.
  private struct Tries {
    /// The best plans that miss no row.
    var best: WholePlans?
    /// Those that miss the fewest, while there is none of these.
    var nearest: WholePlans?
    /// By row of the cut model, how often it stayed missed.
    var missed: [Int]

    init(_ blocks: AwardBlocks) {
      missed = Array(repeating: 0, count: blocks.model.model.rowCount)
    }

    var missedOften: [Int] {
      let most = missed.max() ?? 0
      return missed.indices.filter { missed[$0] > 0 && 2 * missed[$0] >= most }
    }
  }

  /// Looks for plans as long as that gains.
  private mutating func tries(
    _ held: HeldDecisions, _ duals: [Double], _ shares: [Double], isEnough: Bool = false
  ) -> Tries {
    guard let search = WholePlans(blocks, pool, held, duals, shares: shares) else {
      return Tries(blocks)
    }
    return tries(search, held, duals, patience: Self.fewRounds, isEnough: isEnough)
  }

  /// Looks for better plans from some on.
  ///
  /// - Parameters:
  ///   - start: The plans to begin with.
  ///   - held: The decisions.
  ///   - duals: Prices to begin with.
  ///   - patience: Rounds without a gain that end it.
  ///   - isEnough: Whether plans within the gap end it, too.
  /// - Returns: What was found.
  private mutating func tries(
    _ start: WholePlans, _ held: HeldDecisions, _ duals: [Double], patience: Int,
    isEnough: Bool = false
  ) -> Tries {
    var search = start
    var tries = Tries(blocks)
    var cost = Double.infinity
    var (round, last) = (0, 0)
    while goesOn(), round < last + patience {
      round += 1
      search.follow()
      if round % Self.roundsPerPricing == 0 {
        addPlans(suiting: held, search.duals(duals))
        search.addPlans(of: pool)
      }
      guard round % Self.roundsPerMending == 0 else { continue }
      var mended = search
      guard mended.mend() else {
        for row in mended.missed { tries.missed[row] += 1 }
        if mended.missed.count < tries.nearest?.missed.count ?? .max { tries.nearest = mended }
        continue
      }
      let found = mended.cost
      guard found < cost else { continue }
      if cost - found > Self.littleShare * solver.options.gap * abs(found) { last = round }
      (tries.best, cost) = (mended, found)
      if isEnough, found - bound <= solver.options.gap * abs(found) { break }
    }
    return tries
  }

  private static var mostLettings: Int { 8 }
  /// Seconds at most for what misses few rows.
  private static var patience: Double { 8 }
  /// Rounds without a gain after which it ends.
  private static var fewRounds: Int { 30 }
  private static var fewerRounds: Int { 24 }
  private static var roundsPerMending: Int { 3 }
  private static var roundsPerPricing: Int { 10 }
  /// Share of the gap that is no gain.
  private static var littleShare: Double { 0.01 }

  /// Where decisions of the relaxation cannot be kept: all are open, with the lines of the cheapest
  /// plans.
  mutating func decideAll() throws(AwardFault) {
    guard goesOn() else { return }
    let part = PartialAward(blocks, pool, plans: ranked(proof.duals), most: 4)
    try decide(part, share: 0.8, patience: 60)
  }
}
