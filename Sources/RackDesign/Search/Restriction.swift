import LinearModel

/// Searches among some of the candidates.
extension Searcher {
  /// Runs a search in which only some candidates exist, and keeps what it learnt.
  mutating func among<Found>(
    _ kept: [[Int]], _ search: (inout Searcher) throws(SolverError) -> Found
  ) throws(SolverError) -> Found {
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
