/// How long and on how many threads a search may run.
package struct SearchOptions: Sendable {
  /// Seconds after which it stops; `nil`: none.
  package var timeLimit: Double?
  /// Threads of the solver; `nil`: its own choice.
  package var threads: Int?
  /// Racks of a cluster; `nil`: those of the generation's first design, else 1.
  package var clusterRacks: Int?
  /// Whether components that others dominate are left out first.
  package var hasDominance = true
  /// From how many candidates on the search goes role by role, by the relaxation's prices.
  package var branchesFrom = 150
  /// How many candidates of each role a node's first design is chosen from.
  package var first = 3
  /// How many candidates are searched as one model where there are more in all.
  package var leafSize = 40

  /// Makes the defaults.
  package init() {}
}

/// How far a search has come.
package struct SearchProgress: Sendable {
  /// What it is busy with: `cost of gb300`.
  package var work: String
  /// The best value so far and a bound of it, in the objective's unit.
  package var value: Double?
  package var bound: Double?
  /// Designs found of a Pareto front.
  package var points: Int
}

/// Hears of a search and may stop it.
package protocol SearchObserver {
  /// Seconds since some fixed moment.
  func now() -> Double
  /// - Returns: False to stop with the best so far.
  func hears(_ progress: SearchProgress) -> Bool
}

/// The best designs that a search found, one for each of its generations.
package struct SearchResult: Sendable {
  package var designs: [Design]
  package var checks: [DesignCheck]
  /// The objective, in its unit: of several generations the sum, less what sharing saves.
  package var value: Double
  /// No design has a better value than this; `nil` where nothing is proven.
  package var bound: Double?
  /// Whether no design is better by more than ``SearchObjective/resolution``.
  package var isProven: Bool
  /// Designs that the rows let pass and the checker did not.
  package var rejected: Int

  /// What lies between value and bound, as a share of the value; `nil` without a bound.
  package var gap: Double? {
    bound.map { abs($0 - value) / max(1e-12, abs(value)) }
  }
}

/// How a search ended.
package enum SearchOutcome: Sendable {
  case found(SearchResult)
  /// No design meets every must.
  case infeasible
  /// Time or patience ran out before any design was found.
  case stopped
}
