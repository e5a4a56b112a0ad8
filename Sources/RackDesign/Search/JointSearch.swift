import LinearModel

/// Generations together, where their candidates are many.
///
/// Let A_g be the least cost of generation g alone, U the cost of those designs together, s what
/// they save by chance and S the most that any designs could save. Of better designs together, that
/// of g costs less than
///
///   U + S − Σ_{h ≠ g} A_h = A_g + S − s,
///
/// for the others cost at least A_h. So each generation by itself leaves out what no design within
/// that cost uses; only what is left is searched together.
extension Searcher {
  /// Finds the designs that cost least together.
  mutating func jointly() throws(SolverError) -> SearchOutcome {
    let count = spaces.reduce(0) { $0 + $1.candidates.count }
    guard isJoint, spaces.count > 1, count >= options.branchesFrom else {
      return try solve(.best(.cost))
    }
    var alone: [SearchResult] = []
    for block in spaces.indices {
      var single = single(block)
      switch try single.solve(.best(.cost)) {
      case .found(let result) where result.isProven: alone.append(result)
      case .infeasible: return .infeasible
      default: return .stopped
      }
    }
    let known = judge(alone.map(\.designs[0]), .best(.cost))
    let saved = Commonality(known.designs, in: folder).perRack
    // What the least costs may be off by.
    let step = alone.reduce(0) { $0 + SearchObjective.resolution * max(1, abs($1.value)) }
    var kept: [[Int]] = []
    for block in spaces.indices {
      var single = single(block)
      let most = alone[block].value + mostSavings - saved + step
      kept.append(try single.within(most, isFirst: true))
    }
    return try among(kept) { searcher throws(SolverError) in
      try searcher.byRole(.best(.cost), sides: [], from: known)
    }
  }

  /// A search of one generation, with all that is known.
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

  /// Candidates of the one generation that a design of at most a cost may use.
  ///
  /// - Parameters:
  ///   - most: Money.
  ///   - isFirst: Whether each type of the role that the relaxation mixes most is looked at by
  ///     itself.
  /// - Returns: Positions in the first space, rising.
  /// - Throws: ``SolverError``.
  private mutating func within(_ most: Double, isFirst: Bool) throws(SolverError) -> [Int] {
    let all = Array(spaces[0].candidates.indices)
    guard let node = try Relaxation(of: self, .best(.cost), nil, []) else { return all }
    guard node.isFeasible else { return [] }
    let left = node.left(below: most, in: self)
    guard isFirst, let role = node.widestRole(left, in: self) else { return left[0] }
    var found: Set<Int> = []
    for position in left[0] where spaces[0].candidates[position].role == role.role {
      let child = try node.child(using: position, role, left, below: most, in: self)
      guard let child else { continue }
      let inner = try among(child.kept) { searcher throws(SolverError) in
        try searcher.within(most, isFirst: false)
      }
      found.formUnion(inner.map { child.kept[0][$0] })
    }
    return found.sorted()
  }
}
