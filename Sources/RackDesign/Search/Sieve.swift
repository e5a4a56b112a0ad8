import LinearModel

/// Leaves out candidates that no better design can use, by the prices of the relaxation.
///
/// Let B be the least objective of the relaxation and d its reduced costs. By duality the objective
/// of any design is at least B + Σ_j d[j] (x[j] − end[j]), of which no term is negative, so that of
/// one that uses candidate c is at least
///
///   B + d⁺[use c] + low d⁺[pieces c],   low the fewest pieces of its role
///
/// Where this is worse than a design that is known, c is left out and the optimum stays. The design
/// comes from a search among the candidates for which this bound is least.
extension Searcher {
  /// Finds the best designs that meet the musts and the sides.
  mutating func solve(_ aim: Aim, sides: [Side] = []) throws(SolverError) -> SearchOutcome {
    let count = spaces.reduce(0) { $0 + $1.candidates.count }
    guard aim.objective != nil, count >= options.sievesFrom else {
      return try loop(aim, sides: sides)
    }
    var each = options.sievedTo
    while each < count {
      guard let prices = try prices(aim, nil, sides) else { break }
      let few = spaces.indices.map { cheapest(each, of: $0, prices[$0]) }
      let outcome = try among(few) { searcher throws(SolverError) in
        try searcher.loop(aim, sides: sides)
      }
      switch outcome {
      case .stopped: return outcome
      case .infeasible: each *= 4
      case .found(let known):
        guard known.isProven else { return .found(unproven(known)) }
        return try finish(known, aim, sides, few)
      }
    }
    return try loop(aim, sides: sides)
  }

  /// Searches among all candidates that could be of a design better than the known one, the best
  /// of `few`.
  private mutating func finish(
    _ known: SearchResult, _ aim: Aim, _ sides: [Side], _ few: [[Int]]
  ) throws(SolverError) -> SearchOutcome {
    guard let prices = try prices(aim, known, sides) else {
      return try loop(aim, sides: sides, from: known)
    }
    let limit = aim.objective?.isMaximised == true ? 0 : known.value
    let left = spaces.indices.map { block in
      prices[block].indices.filter { prices[block][$0] <= limit }
    }
    // Nothing is left beyond what was searched.
    if zip(left, few).allSatisfy({ Set($0).isSubset(of: $1) }) { return .found(known) }
    return try among(left) { searcher throws(SolverError) in
      try searcher.loop(aim, sides: sides, from: known)
    }
  }

  /// A result among few candidates proves nothing of all.
  private func unproven(_ result: SearchResult) -> SearchResult {
    var result = result
    result.bound = nil
    return result
  }

  /// By candidate the least objective of a design that uses it, in the unit of the model's
  /// objective: of a ratio `λ D − N` at a level λ just above the known one's.
  ///
  /// - Returns: `nil` where the relaxation was not solved.
  private func prices(
    _ aim: Aim, _ known: SearchResult?, _ sides: [Side]
  ) throws(SolverError) -> [[Double]]? {
    let made = assemble(
      aim, level: level(aim, known), sides, spaces.map { _ in [Refinements.Exclusion]() })
    var limits = SolveOptions()
    limits.ignoresIntegrality = true
    limits.feasibilityTolerance = 1e-9
    limits.threads = options.threads
    let left = deadline - observer.now()
    if left.isFinite { limits.timeLimit = max(0.01, left) }
    let answer = try solver.solve(made.model.model, limits)
    guard answer.stop == .optimal, answer.hasDuals, let least = answer.objective else { return nil }
    // A ten-millionth of the objective's size is what the solver may have been off by.
    let bound = (least - 1e-4) * made.scale
    var prices = spaces.map { Array(repeating: bound, count: $0.candidates.count) }
    for (column, owner) in made.model.owners.enumerated() {
      guard let owner else { continue }
      let space = spaces[owner.block]
      let role = space.generation.roles[space.candidates[owner.candidate].role]
      let fewest = owner.isPieces && !role.isMixed ? Double(max(1, role.minimum)) : 1
      let reduced = max(0, answer.reducedCosts[column]) * fewest
      prices[owner.block][owner.candidate] += reduced * made.scale
    }
    return prices
  }

  /// The `count` candidates of each role that cost least by `prices`.
  private func cheapest(_ count: Int, of block: Int, _ prices: [Double]) -> [Int] {
    spaces[block].ofRole.flatMap { own in
      own.sorted { (prices[$0], $0) < (prices[$1], $1) }.prefix(count)
    }.sorted()
  }

  // MARK: Fewer candidates

  /// Runs a search in which only some candidates exist, and keeps what it learnt.
  private mutating func among(
    _ kept: [[Int]], _ search: (inout Searcher) throws(SolverError) -> SearchOutcome
  ) throws(SolverError) -> SearchOutcome {
    let (whole, before) = (spaces, refinements)
    for block in spaces.indices {
      spaces[block].keep(kept[block].map { whole[block].candidates[$0] })
      refinements[block] = before[block].restricted(to: kept[block])
    }
    let known = refinements
    defer {
      for block in whole.indices {
        refinements[block] = before[block].learning(
          from: refinements[block], beyond: known[block], kept[block],
          of: whole[block].candidates.count)
      }
      spaces = whole
    }
    return try search(&self)
  }
}

extension Refinements {
  /// What is still true where only the candidates `kept` exist.
  fileprivate func restricted(to kept: [Int]) -> Refinements {
    var few = self
    func count(_ pieces: [Int]) -> Int { pieces.reduce(0, +) }
    func picked(_ pieces: [Int]) -> [Int] { kept.map { pieces[$0] } }
    few.exclusions = exclusions.compactMap { exclusion in
      let pieces = picked(exclusion.pieces)
      guard count(pieces) == count(exclusion.pieces) else { return nil }
      return Exclusion(roles: exclusion.roles, pieces: pieces)
    }
    few.outcomes = outcomes.compactMap { outcome in
      var outcome = outcome
      let all = count(outcome.pieces)
      outcome.pieces = picked(outcome.pieces)
      return count(outcome.pieces) == all ? outcome : nil
    }
    few.points = points.map { point in
      var point = point
      point.pieces = picked(point.pieces)
      return point
    }
    return few
  }

  /// With what a search among `kept` of `count` candidates learnt after it began with `old`.
  fileprivate func learning(
    from few: Refinements, beyond old: Refinements, _ kept: [Int], of count: Int
  ) -> Refinements {
    var whole = self
    func spread(_ pieces: [Int]) -> [Int] {
      var all = Array(repeating: 0, count: count)
      for (position, number) in zip(kept, pieces) { all[position] = number }
      return all
    }
    for exclusion in few.exclusions.dropFirst(old.exclusions.count) {
      whole.exclusions.append(
        Exclusion(roles: exclusion.roles, pieces: spread(exclusion.pieces)))
    }
    for var outcome in few.outcomes.dropFirst(old.outcomes.count) {
      outcome.pieces = spread(outcome.pieces)
      whole.outcomes.append(outcome)
    }
    for var point in few.points.dropFirst(old.points.count) {
      point.pieces = spread(point.pieces)
      whole.points.append(point)
    }
    whole.denominators = few.denominators
    return whole
  }
}
