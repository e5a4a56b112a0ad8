import LinearModel

/// Designs of which none is as good as another in both of two objectives and better in one.
package struct ParetoFront: Sendable {
  package var first: SearchObjective
  package var second: SearchObjective
  /// From the best in `first` on.
  package var points: [SearchResult]
  /// Values of both objectives, by point.
  package var values: [(first: Double, second: Double)] {
    points.map { point in
      (first.value(of: point.checks[0]), second.value(of: point.checks[0]))
    }
  }
  /// Whether every point is there and proven.
  package var isComplete: Bool
}

extension Searcher {
  /// The best in one objective, and among equals in another, beginning with a design that meets the
  /// sides.
  mutating func best(
    _ objective: SearchObjective, then other: SearchObjective, sides: [Side] = [],
    from known: SearchResult? = nil
  ) throws(SolverError) -> SearchOutcome {
    let outcome = try solve(.best(objective), sides: sides, from: known)
    guard case .found(let best) = outcome, best.isProven, objective != other else {
      return outcome
    }
    let side = Side(objective: objective, value: best.value, isStrict: false)
    let start = judge(best.designs, .best(other))
    guard case .found(var polished) = try solve(.best(other), sides: sides + [side], from: start)
    else { return outcome }
    // It is as good in the first objective, whose value and proof it takes over.
    polished.value = objective.value(of: polished.checks[0])
    polished.bound = best.bound
    return .found(polished)
  }

  /// The front by ε-constraints.
  ///
  /// From the best in the first objective, and among those the best in the second, each next point
  /// is the best in the first of what is strictly better in the second. The front of discrete
  /// designs is finite, and each step proves that nothing lies between two points.
  mutating func front(
    _ first: SearchObjective, _ second: SearchObjective
  ) throws(SolverError) -> ParetoFront {
    var front = ParetoFront(first: first, second: second, points: [], isComplete: false)
    var sides: [Side] = []
    var known: SearchResult?
    while true {
      points = front.points.count
      switch try best(first, then: second, sides: sides, from: known) {
      case .infeasible:
        front.isComplete = front.points.allSatisfy(\.isProven)
        return front
      case .stopped: return front
      case .found(let point):
        front.points.append(point)
        guard point.isProven else { return front }
        let reached = second.value(of: point.checks[0])
        let side = Side(objective: second, value: reached, isStrict: true)
        sides = [side]
        known = begin(first, with: side, after: point)
      }
    }
  }

  /// Forgets what no design beyond a side can need, so that the model does not grow with the front.
  ///
  /// Outcomes speak of one design each, and denominators far from those of the last point make
  /// nothing exact that comes next. Rows are only taken away, so that no design is lost.
  ///
  /// - Returns: The best design found so far that meets the side.
  private mutating func begin(
    _ objective: SearchObjective, with side: Side, after point: SearchResult
  ) -> SearchResult? {
    refinements[0].outcomes.removeAll { !side.holds(side.objective.value(of: $0.check)) }
    refinements[0].keepDenominators(near: point.checks[0])
    let known = refinements[0].outcomes.map { judge([$0.check.design], .best(objective)) }
    return known.reduce(nil) { best, other in
      guard let best else { return other }
      return objective.isBetter(other.value, than: best.value) ? other : best
    }
  }
}

extension Refinements {
  /// Of each ratio the few denominators that are nearest to a design's.
  fileprivate mutating func keepDenominators(near check: DesignCheck) {
    for verdict in check.verdicts {
      guard let under = check.measures.denominator(of: verdict) else { continue }
      let key = "\(verdict.requirement.id) \(verdict.mode ?? 0)"
      let nearest = (denominators[key] ?? []).sorted { abs($0 - under) < abs($1 - under) }
      denominators[key] = Array(nearest.prefix(8))
    }
  }
}
