import LinearModel
import Program

/// Solves, checks and refines until a design is proven to be the best.
///
/// The rows are exact where quantities are sums over pieces; where they are curved (loss of the
/// busbar, efficiency by load, drop in the manifold, a missed share) they are bounds that no design
/// breaks. So the model's optimum is a bound, and its design, held against the checker, either
/// reaches it, or shows where the rows must be made exact.
struct Searcher<SomeSolver: Solver> {
  let solver: SomeSolver
  let folder: DesignFolder
  var spaces: [SearchSpace]
  let options: SearchOptions
  let observer: any SearchObserver
  /// When it stops, by the observer's clock.
  let deadline: Double
  /// By generation: keys of the musts that are asked for; `nil`: all.
  var enforced: [Set<String>]?
  /// Whether shared components save.
  var isJoint = false
  /// By component: money off the cost of a design for each role in which it uses the component;
  /// empty: none.
  var discounts: [Double] = []
  /// What it is busy with, for the progress.
  var work = ""
  var points = 0

  var refinements: [Refinements]
  private(set) var rejected = 0
  /// Whether a search role by role has left out nothing that could be better.
  var isComplete = true

  init(
    _ solver: SomeSolver, _ folder: DesignFolder, _ spaces: [SearchSpace],
    _ options: SearchOptions, _ observer: any SearchObserver, deadline: Double
  ) {
    self.solver = solver
    self.folder = folder
    self.spaces = spaces
    self.options = options
    self.observer = observer
    self.deadline = deadline
    refinements = spaces.map { _ in Refinements() }
  }

  /// A demand on an objective beside the one that is optimised.
  struct Side: Sendable {
    var objective: SearchObjective
    var value: Double
    /// Whether it must be better than the value, not only as good.
    var isStrict: Bool

    /// Whether a design meets it.
    func holds(_ found: Double) -> Bool {
      isStrict
        ? objective.isBetter(found, than: value) : !objective.isBetter(value, than: found)
    }

    /// The value for the row: within the resolution on the safe side.
    var limit: Double {
      let step = SearchObjective.resolution * max(1, abs(value)) * (isStrict ? 1 : -1)
      return objective.isMaximised ? value + step : value - step
    }
  }

  /// What a solve without an objective asks for, or one with it.
  enum Aim: Sendable {
    case anyDesign
    case best(SearchObjective)

    var objective: SearchObjective? {
      if case .best(let objective) = self { return objective }
      return nil
    }
  }

  // MARK: The loop

  /// Finds the best designs that meet the musts and the sides, among all candidates at once,
  /// beginning with the best that is known already.
  mutating func loop(
    _ aim: Aim, sides: [Side], from known: SearchResult? = nil
  ) throws(SolverError) -> SearchOutcome {
    var best = known
    var bound: Double?
    defer { forgetLimits() }
    // What only this solve must not look at again.
    var seen = spaces.map { _ in [Refinements.Exclusion]() }
    while true {
      let level = self.level(aim, best)
      let model = assemble(aim, level: level, sides, seen)
      let answer = try run(model, aim, best, bound)
      let lowest = answer.bound.map { $0 * model.scale }
      if let lowest { bound = value(ofBound: lowest, aim, level: level, model) }
      guard answer.hasPoint else { return end(answer.stop, best, bound) }
      let found = designs(answer.columnValues, model)
      let judged = judge(found, aim)
      let isCompliant = learn(from: judged, found, model)
      guard isCompliant else { continue }
      let missed = sides.first { !$0.holds($0.objective.value(of: judged.checks[0])) }
      if let missed {
        let roles = model.formulations[0].roles(of: missed.objective)
        seen[0].append(.init(roles: roles, pieces: found[0]))
        if missed.objective == .cost { try narrow(near: best ?? judged, in: model) }
        continue
      }
      guard let objective = aim.objective else { return .found(judged) }
      if best.map({ objective.isBetter(judged.value, than: $0.value) }) ?? true { best = judged }
      guard let best else { continue }
      if let bound, !objective.isBetter(bound, than: best.value) {
        return .found(finished(best, bound: bound, isProven: true))
      }
      if answer.stop != .optimal { return end(answer.stop, best, bound) }
      if objective == .cost { try narrow(to: best, in: model) }
    }
  }

  /// The level at which a ratio is asked for: above the best so far by the resolution, so that a
  /// minimum of 0 proves that nothing is better by more.
  func level(_ aim: Aim, _ best: SearchResult?) -> Double {
    guard let objective = aim.objective, objective.isMaximised, let best else { return 0 }
    return best.value + SearchObjective.resolution * max(1, abs(best.value))
  }

  /// The bound of the objective that a bound of the model's objective means.
  ///
  /// Of a ratio: where `λ D − N ≥ B`, `N / D ≤ λ − B / D`, and with B = 0 no design exceeds λ.
  private func value(
    ofBound lowest: Double, _ aim: Aim, level: Double, _ model: Assembled
  ) -> Double? {
    guard let objective = aim.objective, objective.isMaximised else { return lowest }
    if lowest >= -1e-6 * model.scale { return level }
    guard let least = model.leastDenominator, least > 0 else { return .infinity }
    return level - lowest / least
  }

  private func end(_ stop: StopReason, _ best: SearchResult?, _ bound: Double?) -> SearchOutcome {
    switch stop {
    case .infeasible, .infeasibleOrUnbounded:
      // Nothing is left that was not looked at.
      guard let best else { return .infeasible }
      return .found(finished(best, bound: best.value, isProven: true))
    default:
      guard let best else { return .stopped }
      return .found(finished(best, bound: bound, isProven: false))
    }
  }

  private func finished(_ result: SearchResult, bound: Double?, isProven: Bool) -> SearchResult {
    var result = result
    result.bound = bound.flatMap { $0.isFinite ? $0 : nil }
    result.isProven = isProven
    result.rejected = rejected
    return result
  }

  private func run(
    _ model: Assembled, _ aim: Aim, _ best: SearchResult?, _ bound: Double?
  ) throws(SolverError) -> Solution {
    var limits = SolveOptions()
    limits.relativeGap = 0
    limits.absoluteGap = 1e-6
    limits.feasibilityTolerance = 1e-9
    // HiGHS 1.15.1's presolve now and then calls a design best that is not (random joint folder 42).
    limits.presolve = false
    // A start for models without one: a fifth of the time of models as small as these.
    limits.raw = [("mip_heuristic_run_feasibility_jump", .flag(false))]
    limits.threads = options.threads
    let progress = SearchProgress(work: work, value: best?.value, bound: bound, points: points)
    func answer() throws(SolverError) -> Solution {
      let left = deadline - observer.now()
      if left.isFinite { limits.timeLimit = max(0.01, left) }
      guard observer.hears(progress), left > 0 else { return Solution(stop: .cancelled) }
      return try solver.solve(model.model.model, limits) { _ in observer.hears(progress) }
    }
    let first = try answer()
    switch first.stop {
    case .infeasible, .infeasibleOrUnbounded: break
    default: return first
    }
    // Without presolve it now and then finds nothing where rows leave a sliver (odd folder 148): that
    // nothing is left must be found both ways.
    limits.presolve = true
    return try answer()
  }

  // MARK: Judging

  private func designs(_ values: [Double], _ model: Assembled) -> [[Int]] {
    model.formulations.map { formulation in
      formulation.pieces.map { pieces in
        let value = pieces.terms.reduce(pieces.constant) {
          $0 + $1.factor * values[$1.column.offset].rounded()
        }
        return Int(value.rounded())
      }
    }
  }

  private func judge(_ found: [[Int]], _ aim: Aim) -> SearchResult {
    judge(
      zip(spaces, found).map { space, pieces in
        space.design(pieces: pieces, id: space.generation.id, name: "Found by search")
      }, aim)
  }

  /// Checks designs, one for each generation.
  func judge(_ designs: [Design], _ aim: Aim) -> SearchResult {
    let checks = designs.map { DesignCheck($0, in: folder) }
    var value = aim.objective.map { objective in
      checks.reduce(0) { $0 + objective.value(of: $1) }
    }
    if !discounts.isEmpty { value = value.map { $0 - discount(of: designs) } }
    if isJoint { value = value.map { $0 - Commonality(designs, in: folder).perRack } }
    return SearchResult(
      designs: designs, checks: checks, value: value ?? 0, bound: nil, isProven: false,
      rejected: rejected)
  }

  private func discount(of designs: [Design]) -> Double {
    designs.reduce(0) { sum, design in
      design.slots.reduce(sum) { $0 + discounts[Int($1.component.position)] }
    }
  }

  /// Makes rows exact where the designs stand; whether the checker accepts them.
  private mutating func learn(from judged: SearchResult, _ found: [[Int]], _ model: Assembled)
    -> Bool
  {
    var isCompliant = true
    for (block, check) in judged.checks.enumerated() {
      let failures = check.failures.filter { isEnforced($0.requirement, block) }
      let pieces = found[block]
      refine(block, check, pieces, model.formulations[block])
      guard failures.isEmpty else {
        isCompliant = false
        rejected += 1
        let roles = model.formulations[block].roles(of: failures)
        refinements[block].exclusions.append(.init(roles: roles, pieces: pieces))
        continue
      }
      refinements[block].outcomes.append(.init(pieces: pieces, check: check))
    }
    return isCompliant
  }

  /// Forgets which designs were rejected, for other musts are asked for now.
  mutating func forget() {
    for block in refinements.indices {
      refinements[block].exclusions = []
      refinements[block].outcomes = []
    }
  }

  func isEnforced(_ requirement: Requirement, _ block: Int) -> Bool {
    enforced.map { $0[block].contains(requirement.key) } ?? true
  }

  private mutating func refine(
    _ block: Int, _ check: DesignCheck, _ pieces: [Int], _ formulation: Formulation
  ) {
    for (mode, measured) in check.measures.modes.enumerated() {
      refinements[block].note(
        .init(
          mode: mode, pieces: pieces, itKw: measured.power.itKw, load: measured.power.load ?? 0,
          flowLpm: measured.coolant.flowLpm),
        reading: formulation.read(in: mode))
    }
    for verdict in check.verdicts where verdict.penaltyCost > 0 {
      guard let under = check.measures.denominator(of: verdict) else { continue }
      let key = "\(verdict.requirement.id) \(verdict.mode ?? 0)"
      refinements[block].split(key, at: under, within: formulation.ratios[key]?.limits)
    }
  }
}

extension Requirement {
  /// Tells a rule of physics from a requirement that has its name.
  var key: String { isRule ? "rule \(id)" : id }
}

extension Refinements {
  /// Makes a missed ratio exact at one more denominator, and better on both sides of it, up to the
  /// ends of what it can be.
  mutating func split(_ key: String, at under: Double, within limits: ClosedRange<Double>?) {
    var known = denominators[key] ?? []
    guard !known.contains(under), under > 0 else { return }
    let ends = limits.map { [$0.lowerBound, $0.upperBound] } ?? []
    let others = known + ends.filter { $0 > 0 }
    for other in [others.filter { $0 < under }.max(), others.filter { $0 > under }.min()] {
      if let other, abs(other - under) > 1e-4 * under {
        known.append((other * under).squareRoot())
      }
    }
    known.append(under)
    denominators[key] = known
  }
}
