import LinearModel

/// Narrows what the denominators of missed ratios can be, and what can be missed of them.
///
/// A share that is missed costs `penalty (v − N / D)`. Its rows (S2) are too low by at most
/// `penalty (q − p) (d' − d) / (4 d)` where D lies in `[d, d']` and `m = v − N / D` in `[p, q]`. Any
/// design that is better than the best so far costs less, so that linear programs over the
/// relaxation with the row `cost ≤ best` (or that of a side on the cost) give these ends: the least
/// and the most of D, and of `v D − N − m* D`, with m* what the best so far misses, for
///
///   m = m* + (v D − N − m* D) / D
///
/// All rows hold for every design but those that were looked at and are no better: no better design
/// is lost.
extension Searcher {
  /// Finds the limits for designs that are better than `best`.
  mutating func narrow(to best: SearchResult, in made: Assembled) throws(SolverError) {
    var made = made
    let step = SearchObjective.resolution * max(1, abs(best.value))
    made.model.require(Expression(best.value + step) - made.objective)
    try narrow(near: best, in: made)
  }

  /// Finds the limits for designs of a model that limits the cost, as the rows of a side do.
  ///
  /// - Parameters:
  ///   - best: Any design; those whose missed ratios are like its have the tightest limits.
  ///   - made: The model.
  /// - Throws: ``SolverError`` where the solver breaks.
  mutating func narrow(near best: SearchResult, in made: Assembled) throws(SolverError) {
    guard made.formulations.contains(where: { !$0.ratios.isEmpty }) else { return }
    let session = try solver.makeSession(for: made.model.model)
    for (block, formulation) in made.formulations.enumerated() {
      let missed = best.checks[block].missedRatios
      for (key, ratio) in formulation.ratios.sorted(by: { $0.key < $1.key }) {
        guard let own = missed[key], observer.now() < deadline else { continue }
        if let limits = try limits(of: ratio, near: own, session) {
          refinements[block].limits[key] = limits
        }
      }
    }
  }

  /// - Returns: `nil` where a linear program was not solved, or nothing is known of the denominator.
  private func limits(
    of ratio: Formulation.Ratio, near missed: Double, _ session: SomeSolver.Session
  ) throws(SolverError) -> Refinements.RatioLimits? {
    let size = ratio.limits.upperBound
    // What the solver may have been off by.
    let slack = 1e-6 * size
    guard let low = try least(ratio.under, size, session),
      let high = try least(ratio.under * -1, size, session)
    else { return nil }
    let first = max(ratio.limits.lowerBound, low - slack)
    let last = max(first, min(ratio.limits.upperBound, -high + slack))
    guard first > 0 else { return nil }
    let rest = ratio.missing - ratio.under * missed
    guard let less = try least(rest, size, session), let more = try least(rest * -1, size, session)
    else { return nil }
    // Where D is least, the same difference means most.
    return Refinements.RatioLimits(
      under: first...last,
      missed: missed + min(0, less - slack) / first...missed + max(0, -more + slack) / first)
  }

  /// The least of a sum of about `size` over the relaxation; `nil` where it was not found.
  private func least(
    _ sum: Expression, _ size: Double, _ session: SomeSolver.Session
  ) throws(SolverError) -> Double? {
    var costs = Array(repeating: 0.0, count: session.columnCount)
    for term in sum.terms { costs[term.column.offset] += term.factor / size }
    try session.setCosts(costs)
    try session.setObjectiveOffset(sum.constant / size)
    let answer = try session.solve(relaxationOptions, progress: nil)
    guard answer.stop == .optimal, let objective = answer.objective else { return nil }
    return objective * size
  }

  /// How relaxations are solved.
  var relaxationOptions: SolveOptions {
    var relaxation = SolveOptions()
    relaxation.ignoresIntegrality = true
    relaxation.presolve = false
    relaxation.feasibilityTolerance = 1e-9
    relaxation.threads = options.threads
    let left = deadline - observer.now()
    if left.isFinite { relaxation.timeLimit = max(0.01, left) }
    return relaxation
  }

  /// Limits hold for the best of one solve only.
  mutating func forgetLimits() {
    for block in refinements.indices { refinements[block].limits = [:] }
  }
}

extension DesignCheck {
  /// By requirement and mode: what a `should` misses, negative where it is more than met.
  fileprivate var missedRatios: [String: Double] {
    var missed: [String: Double] = [:]
    for verdict in verdicts where !verdict.requirement.isMust {
      guard let margin = verdict.margin else { continue }
      missed["\(verdict.requirement.id) \(verdict.mode ?? 0)"] = -margin
    }
    return missed
  }
}
