import LinearModel

/// Searches many candidates role by role.
///
/// A role takes one type, so that its relaxation mixes types where a design cannot: the more types,
/// the weaker the bound. At a node, prices of the relaxation leave out what no better design can
/// use (``Relaxation``). While many candidates are left, one role is chosen, the one that the
/// relaxation mixes most by cost, and each of its types is a child, with a relaxation of its own.
/// Children follow by rising bound, until the bound is worse than the best design. Below the first
/// of these choices a design of the few cheapest candidates of each role comes first, for its cost
/// leaves most of the others out. Where few candidates are left, they are one model.
struct Branch {
  /// The least objective of designs of the child, in the unit of the model's objective.
  var bound: Double
  /// By generation: candidates that a better design of the child may use.
  var kept: [[Int]]
}

extension Searcher {
  /// Finds the best designs that meet the musts and the sides, beginning with the best that is known.
  mutating func solve(
    _ aim: Aim, sides: [Side] = [], from known: SearchResult? = nil
  ) throws(SolverError) -> SearchOutcome {
    guard aim.objective != nil, candidateCount >= options.branchesFrom else {
      return try loop(aim, sides: sides, from: known)
    }
    return try byRole(aim, sides: sides, from: known)
  }

  /// Searches role by role for what is better than the known designs.
  mutating func byRole(
    _ aim: Aim, sides: [Side], from known: SearchResult?
  ) throws(SolverError) -> SearchOutcome {
    isComplete = true
    let best = try branch(aim, sides, from: known, depth: 0)
    guard let best else { return isComplete ? .infeasible : .stopped }
    return .found(isComplete ? proven(best, aim) : unproven(best))
  }

  /// The best design among the present candidates that is better than the known one, or that one.
  ///
  /// - Returns: `nil` where there is no design; ``isComplete`` says whether all were searched.
  private mutating func branch(
    _ aim: Aim, _ sides: [Side], from known: SearchResult?, depth: Int
  ) throws(SolverError) -> SearchResult? {
    guard candidateCount > options.leafSize,
      let node = try Relaxation(of: self, aim, known, sides)
    else { return try leaf(aim, sides, from: known) }
    guard node.isFeasible else { return known }
    var best = known
    var left = node.left(below: limit(aim, best), in: self)
    // The first choices, one for each generation, are the ones that the relaxation mixes worst.
    if depth >= spaces.count, size(left) > options.leafSize {
      best = try leaf(
        aim, sides, from: best, among: node.cheapest(options.first, of: left, in: self))
      if best != nil { left = node.left(below: limit(aim, best), in: self) }
    }
    guard size(left) > options.leafSize, let role = node.widestRole(left, in: self) else {
      return try leaf(aim, sides, from: best, among: left)
    }
    let most = limit(aim, best)
    var children: [Branch] = []
    for position in left[role.block]
    where spaces[role.block].candidates[position].role == role.role {
      guard mayGoOn() else { return best }
      let child = try node.child(using: position, role, left, below: most, in: self)
      if let child { children.append(child) }
    }
    for child in children.sorted(by: { $0.bound < $1.bound }) {
      guard child.bound <= limit(aim, best) else { break }
      guard mayGoOn() else { return best }
      let before = best
      best = try among(child.kept) { searcher throws(SolverError) in
        try searcher.branch(aim, sides, from: before, depth: depth + 1)
      }
    }
    return best
  }

  /// Some candidates as one model.
  private mutating func leaf(
    _ aim: Aim, _ sides: [Side], from known: SearchResult?, among kept: [[Int]]
  ) throws(SolverError) -> SearchResult? {
    try among(kept) { searcher throws(SolverError) in
      try searcher.leaf(aim, sides, from: known)
    }
  }

  /// All present candidates as one model.
  private mutating func leaf(
    _ aim: Aim, _ sides: [Side], from known: SearchResult?
  ) throws(SolverError) -> SearchResult? {
    switch try loop(aim, sides: sides, from: known) {
    case .found(let result):
      if !result.isProven { isComplete = false }
      return result
    case .infeasible: return known
    case .stopped:
      isComplete = false
      return known
    }
  }

  /// Whether there is time left.
  private mutating func mayGoOn() -> Bool {
    if observer.now() >= deadline { isComplete = false }
    return isComplete
  }

  private var candidateCount: Int { spaces.reduce(0) { $0 + $1.candidates.count } }

  private func size(_ kept: [[Int]]) -> Int { kept.reduce(0) { $0 + $1.count } }

  /// What the objective of a better design is at most; of a ratio `λ D − N` at the node's level.
  private func limit(_ aim: Aim, _ known: SearchResult?) -> Double {
    guard let known else { return .infinity }
    return aim.objective?.isMaximised == true ? 0 : known.value
  }

  private func unproven(_ result: SearchResult) -> SearchResult {
    var result = result
    result.isProven = false
    result.bound = nil
    return result
  }

  /// Nothing is better by more than the resolution.
  private func proven(_ result: SearchResult, _ aim: Aim) -> SearchResult {
    var result = result
    let step = SearchObjective.resolution * max(1, abs(result.value))
    result.isProven = true
    result.rejected = rejected
    result.bound = result.value + (aim.objective?.isMaximised == true ? step : -step)
    return result
  }
}
