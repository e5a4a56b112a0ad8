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
  /// The best in one objective, and among equals in another.
  mutating func best(
    _ objective: SearchObjective, then other: SearchObjective, sides: [Side] = []
  ) throws(SolverError) -> SearchOutcome {
    let outcome = try solve(.best(objective), sides: sides)
    guard case .found(let best) = outcome, best.isProven, objective != other else {
      return outcome
    }
    let side = Side(objective: objective, value: best.value, isStrict: false)
    guard case .found(var polished) = try solve(.best(other), sides: sides + [side]) else {
      return outcome
    }
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
    while true {
      points = front.points.count
      switch try best(first, then: second, sides: sides) {
      case .infeasible:
        front.isComplete = front.points.allSatisfy(\.isProven)
        return front
      case .stopped: return front
      case .found(let point):
        front.points.append(point)
        guard point.isProven else { return front }
        let reached = second.value(of: point.checks[0])
        sides = [Side(objective: second, value: reached, isStrict: true)]
      }
    }
  }
}
