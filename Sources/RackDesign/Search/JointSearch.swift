import LinearModel
import Program

/// Generations together, where their candidates are many.
///
/// Each is searched alone first. Let A_g be the least cost of generation g, U the cost of those
/// designs together, s what they save by chance and S the most that any designs could save. Of
/// better designs together, that of g costs less than U + S − Σ_{h ≠ g} A_h = A_g + S − s, for the
/// others cost at least A_h: what no design within that cost uses is left out.
///
/// Then sharing is priced (``SharingPrices``). With L_g the least cost of g at these prices, no designs
/// together cost less than Σ_g L_g, and that of g in better ones costs less at these prices than
/// L_g + U − Σ_h L_h. So in each round the bound rises, designs of all rounds are combined to better
/// ones, and more candidates are left out. Only what is left after some rounds is searched together.
extension Searcher {
  /// Finds the designs that cost least together.
  ///
  /// - Parameter known: By generation, its best design alone, where that is known already.
  /// - Returns: One design a generation; infeasible where a generation has none.
  /// - Throws: ``SolverError``.
  mutating func jointly(alone known: [SearchResult] = []) throws(SolverError) -> SearchOutcome {
    let count = spaces.reduce(0) { $0 + $1.candidates.count }
    guard isJoint, spaces.count > 1, count >= options.branchesFrom else {
      return try solve(.best(.cost))
    }
    var alone = known
    for block in spaces.indices where known.isEmpty {
      var single = single(block)
      switch try single.solve(.best(.cost)) {
      case .found(let result): alone.append(result)
      case .infeasible: return .infeasible
      case .stopped: return .stopped
      }
    }
    let best = judge(alone.map(\.designs[0]), .best(.cost))
    guard alone.allSatisfy(\.isProven) else { return .found(best) }
    let saved = Commonality(best.designs, in: folder).perRack
    // What the least costs may be off by.
    let step = alone.reduce(0) { $0 + SearchObjective.resolution * max(1, abs($1.value)) }
    var kept: [[Int]] = []
    for block in spaces.indices {
      var single = single(block)
      let most = alone[block].value + mostSavings - saved + step
      kept.append(try single.within(most, depth: 1))
    }
    return try among(kept) { searcher throws(SolverError) in
      try searcher.priced(from: best)
    }
  }

  /// A search of one generation.
  private func single(_ block: Int) -> Searcher {
    var single = Searcher(
      solver, folder, [spaces[block]], options, observer, deadline: deadline)
    single.work = work
    return single
  }

  /// What designs of all generations could save for one rack at the most: of each kind all
  /// components but those of the generation that has most are shared.
  private var mostSavings: Double {
    let commonality = folder.settings.commonality
    let sum = ComponentKind.allCases.reduce(0.0) { sum, kind in
      let counts = spaces.map { space in
        zip(space.generation.roles, space.ofRole).reduce(0) { count, own in
          guard own.0.kind == kind else { return count }
          return count + (own.0.isMixed ? own.1.count : min(1, own.1.count))
        }
      }
      let shared = counts.reduce(0, +) - (counts.max() ?? 0)
      return sum + Double(shared) * commonality.saving(of: kind)
    }
    return sum / Double(max(1, commonality.racks))
  }

  // MARK: Rounds

  private static var rounds: Int { 3 }

  /// Rounds of prices, then a search of what is left.
  private mutating func priced(from known: SearchResult) throws(SolverError) -> SearchOutcome {
    var rounds = JointRounds(
      prices: try sharingPrices(), best: known, kept: spaces.map { Array($0.candidates.indices) })
    for round in 1...Self.rounds {
      guard try bound(&rounds) else { return .found(rounds.result) }
      try combine(&rounds)
      if rounds.isProven { return .found(rounds.result) }
      // A look at two roles takes longer: it is for what all generations together are searched with.
      try narrow(&rounds, depth: round == Self.rounds ? 2 : 1)
      rounds.prices.step(rounds.used, room: rounds.room)
    }
    let best = rounds.best
    let outcome = try among(rounds.kept) { searcher throws(SolverError) in
      try searcher.byRole(.best(.cost), sides: [], from: best)
    }
    guard case .found(var result) = outcome, !result.isProven else { return outcome }
    result.bound = rounds.leastCost
    return .found(result)
  }

  /// Prices from the relaxation of all generations together.
  private func sharingPrices() throws(SolverError) -> SharingPrices {
    var prices = SharingPrices(spaces, folder)
    let made = assemble(.best(.cost), level: 0, [], spaces.map { _ in [] })
    let answer = try solver.solve(made.model.model, relaxationOptions, progress: nil)
    guard answer.stop == .optimal, answer.hasDuals else { return prices }
    prices.take(
      made.sharing.map { ($0.component, $0.block, answer.rowDuals[$0.row] * made.scale) })
    return prices
  }

  /// Searches each generation at the prices; false where one was not searched to its end.
  private mutating func bound(_ rounds: inout JointRounds) throws(SolverError) -> Bool {
    let kept = rounds.kept
    var costs: [Double] = []
    var used: [Set<RackComponentIndex>] = []
    for block in spaces.indices {
      let discounts = rounds.prices.discounts(of: block)
      let designs = rounds.designs.map { $0[block] } + [rounds.best.designs[block]]
      let outcome = try among(kept) { searcher throws(SolverError) in
        var single = searcher.single(block)
        single.discounts = discounts
        let known = designs.map { single.judge([$0], .best(.cost)) }.min { $0.value < $1.value }
        return try single.byRole(.best(.cost), sides: [], from: known)
      }
      guard case .found(let result) = outcome, result.isProven, let bound = result.bound else {
        return false
      }
      costs.append(bound)
      used.append(Set(result.designs[0].slots.map(\.component)))
      rounds.found.append(result.designs[0])
    }
    rounds.close(costs, used)
    return true
  }

  /// Searches among the components of all designs found for better ones together.
  private mutating func combine(_ rounds: inout JointRounds) throws(SolverError) {
    let components = Set(rounds.designs.joined().flatMap { $0.slots.map(\.component) })
    let few = spaces.map { space in
      space.positions { components.contains($0.index) }
    }
    let best = rounds.best
    let outcome = try among(few) { searcher throws(SolverError) in
      try searcher.loop(.best(.cost), sides: [], from: best)
    }
    if case .found(let result) = outcome { rounds.best = result }
  }

  /// Leaves out what no better designs use.
  private mutating func narrow(_ rounds: inout JointRounds, depth: Int) throws(SolverError) {
    let kept = rounds.kept
    for block in spaces.indices {
      let discounts = rounds.prices.discounts(of: block)
      let most = rounds.costs[block] + rounds.room
      let inner = try among(kept) { searcher throws(SolverError) in
        var single = searcher.single(block)
        single.discounts = discounts
        return try single.within(most, depth: depth)
      }
      rounds.kept[block] = inner.map { kept[block][$0] }
    }
  }

  /// Candidates of the one generation that a design of at most a cost may use.
  ///
  /// - Parameters:
  ///   - most: Money.
  ///   - depth: Roles of which each type is looked at by itself, the one first that the relaxation
  ///     mixes most.
  /// - Returns: Positions in the first space, rising.
  /// - Throws: ``SolverError``.
  private mutating func within(_ most: Double, depth: Int) throws(SolverError) -> [Int] {
    let all = Array(spaces[0].candidates.indices)
    guard observer.now() < deadline,
      let node = try Relaxation(of: self, .best(.cost), nil, [])
    else { return all }
    guard node.isFeasible else { return [] }
    let left = node.left(below: most, in: self)
    guard depth > 0, let role = node.widestRole(left, in: self) else { return left[0] }
    var found: Set<Int> = []
    for position in left[0] where spaces[0].candidates[position].role == role.role {
      let child = try node.child(using: position, role, left, below: most, in: self)
      guard let child else { continue }
      let inner = try among(child.kept) { searcher throws(SolverError) in
        try searcher.within(most, depth: depth - 1)
      }
      found.formUnion(inner.map { child.kept[0][$0] })
    }
    return found.sorted()
  }
}

/// What rounds of prices of sharing know.
private struct JointRounds {
  var prices: SharingPrices
  /// The best designs together so far.
  var best: SearchResult
  /// By generation: candidates that better designs may use.
  var kept: [[Int]]
  /// By round and generation: its best design at the prices.
  private(set) var designs: [[Design]] = []
  /// Those of the round that is on.
  var found: [Design] = []
  /// By generation, its least cost at the prices, and the components of that design.
  private(set) var costs: [Double] = []
  private(set) var used: [Set<RackComponentIndex>] = []
  /// No designs together cost less.
  private(set) var leastCost = -Double.infinity

  init(prices: SharingPrices, best: SearchResult, kept: [[Int]]) {
    self.prices = prices
    self.best = best
    self.kept = kept
    designs = [best.designs]
  }

  /// Ends a round.
  mutating func close(_ costs: [Double], _ used: [Set<RackComponentIndex>]) {
    designs.append(found)
    found = []
    self.costs = costs
    self.used = used
    leastCost = max(leastCost, costs.reduce(0, +))
  }

  /// Money between the best designs and the bound at the prices.
  var room: Double { max(0, best.value - costs.reduce(0, +)) }

  var isProven: Bool {
    !SearchObjective.cost.isBetter(leastCost, than: best.value)
  }

  /// The best designs with what is proven of them.
  var result: SearchResult {
    var result = best
    result.bound = leastCost > -.infinity ? min(leastCost, best.value) : nil
    result.isProven = isProven
    return result
  }
}
