import LinearModel
import Program

extension ItemwiseSearch {
  /// Makes an award of one plan of each item under decisions, from mixed plans and from others; where
  /// rows are missed each time, what stands in their way is let go.
  mutating func choosePlans(_ halved: ItemwiseDecided) throws(AwardFault) {
    var now = halved
    for _ in 0..<Self.mostLettings where goesOn() {
      let (shares, duals) = (now.relaxation.master.shares, now.relaxation.duals)
      let tries = tries(now.held, duals, mixed(shares, now.held, duals))
      if let best = tries.best {
        try keep(best.choice(pool))
        if !isProven, let other = self.tries(now.held, duals, shares).best {
          try keep(other.choice(pool))
        }
        return
      }
      guard now.held.letGo(tries.missedOften) > 0 else { return }
      repeat {
        now.held.decide(now.relaxation.between, share: 1)
        guard settle(&now) else { return }
      } while now.held.openCount > 0
    }
  }

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

    var missedOften: [Int] {
      let most = missed.max() ?? 0
      return missed.indices.filter { missed[$0] > 0 && 2 * missed[$0] >= most }
    }
  }

  /// Looks for plans as long as that gains.
  private mutating func tries(
    _ held: HeldDecisions, _ duals: [Double], _ shares: [Double]
  ) -> Tries {
    var tries = Tries(missed: Array(repeating: 0, count: blocks.model.model.rowCount))
    guard var search = WholePlans(blocks, pool, held, duals, shares: shares) else { return tries }
    var cost = Double.infinity
    var (round, last) = (0, 0)
    while goesOn(), round < last + Self.fewRounds {
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
    }
    return tries
  }

  private static var mostLettings: Int { 8 }
  /// Seconds at most for what misses few rows.
  private static var patience: Double { 8 }
  /// Rounds without a gain after which it ends.
  private static var fewRounds: Int { 45 }
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
