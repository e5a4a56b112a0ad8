import LinearModel
import Program

/// What a search ends with.
enum SearchResult {
  case found(FoundPoint)
  case infeasible
  /// The limit came before the first point.
  case none(bound: Double?)
}

/// The best point of a search, its integers whole, with the duals of the program that is left
/// when they are held.
struct FoundPoint {
  var values: [Double]
  var objective: Double
  var bound: Double
  var stages: [ServiceStage] = []
  /// ∂ objective / ∂ row bound; shape `[rows]`, empty where the limit came first.
  var rowDuals: [Double] = []
  /// ∂ objective / ∂ column bound; shape `[columns]`, empty where the limit came first.
  var reducedCosts: [Double] = []
  var steps: [String] = []
  /// What the next plan may start from; `nil` where it is the values alone.
  var restart: Restart?
}

/// The best of the roundings so far, and all that have been solved.
private struct BestRounding {
  let bound: Double
  let gap: Double
  var solution: Solution?
  var tried: Set<[Double]> = []
  /// The cost of the solution from which awards were last chosen anew.
  var chosenAt: Double?

  var isGood: Bool { solution?.gap ?? .infinity <= gap }
}

/// The search for a plan: the classes of `service_first` one by one, then the whole cost.
///
/// (G1) For each class g in the order of priority: v_g = min Σ_{d ∈ g} late and lost cost, subject
///      to the rows of the formulation and (G2) of the classes before it.
/// (G2) Σ_{d ∈ g} late and lost cost ≤ v_g (1 + 1e-6)
/// (G3) min whole cost subject to (G2) of all classes.
struct Search<Session: SolverSession, Observer: PlanObserver> {
  let formulation: Formulation
  let session: Session
  let options: PlanOptions
  let observer: Observer
  let started: Double
  /// Chooses the awards of a point anew.
  let awards: ([Double]) throws(SolverError) -> [ColumnIndex: Double]
  private var stages: [ServiceStage] = []
  private var steps: [String] = []
  /// The rows (G2) so far.
  private var held: [(upper: Double, entries: [(ColumnIndex, Double)])] = []

  init(
    formulation: Formulation, session: Session, options: PlanOptions, observer: Observer,
    started: Double, awards: @escaping ([Double]) throws(SolverError) -> [ColumnIndex: Double]
  ) {
    self.formulation = formulation
    self.session = session
    self.options = options
    self.observer = observer
    self.started = started
    self.awards = awards
  }

  /// Runs every stage.
  ///
  /// - Parameters:
  ///   - start: A point to start from; shape `[columns]`.
  ///   - export: Is handed the model of the last stage.
  /// - Returns: The best point, the proof that there is none, or neither.
  /// - Throws: ``SolverError`` where the solver itself fails.
  mutating func run(
    from start: [Double]?, export: ((LinearModel, any ModelNames) -> Void)?
  ) throws(SolverError) -> SearchResult {
    if let start { try session.setStart(start) }
    if formulation.program.settings.objective == .serviceFirst {
      if let ended = try runServiceStages() { return ended }
    }
    if let export { export(lastModel(), FormulationNames(formulation)) }
    let solution = try solve(gap: options.gap, phase: .search)
    guard solution.hasPoint else { return Self.ending(solution) }
    return .found(try polish(solution))
  }

  // (G1), (G2); a result where a stage ends the search.
  private mutating func runServiceStages() throws(SolverError) -> SearchResult? {
    let whole = formulation.model.cost
    for (priority, columns) in formulation.serviceClasses() {
      var cost = [Double](repeating: 0, count: whole.count)
      for column in columns { cost[column] = whole[column] }
      try session.setCosts(cost)
      let solution = try solve(gap: isLarge ? options.gap : 1e-7, phase: .search)
      guard let value = solution.objective, solution.hasPoint else { return Self.ending(solution) }
      stages.append(
        ServiceStage(priority: priority, lateAndLost: value, bound: solution.bound ?? 0))
      held.append(
        (
          upper: value * (1 + 1e-6) + 1e-9,
          entries: columns.filter { whole[$0] != 0 }.map { (ColumnIndex($0), whole[$0]) }
        ))
      let row = held[held.count - 1]
      _ = try session.addRow(lower: -.infinity, upper: row.upper, entries: row.entries)
      try session.setStart(solution.columnValues)
    }
    try session.setCosts(whole)
    return nil
  }

  /// The formulation with the rows (G2) that hold the classes before.
  private func lastModel() -> LinearModel {
    var model = formulation.model
    for held in held {
      model.addRow(lower: -.infinity, upper: held.upper, entries: held.entries)
    }
    return model
  }

  private static func ending(_ solution: Solution) -> SearchResult {
    solution.stop == .infeasible || solution.stop == .infeasibleOrUnbounded
      ? .infeasible : .none(bound: solution.bound)
  }

  /// Solves the stage to `gap`: where the model is large, by rounding its relaxation first; then,
  /// if that is not enough, by the solver's own tree.
  private mutating func solve(
    gap: Double, phase: PlanProgress.Phase
  ) throws(SolverError) -> Solution {
    var known: Solution?
    var tree = solveOptions
    tree.relativeGap = gap
    if isLarge, !formulation.model.isMixedInteger { return try solveLinear(known: nil) }
    if isLarge {
      known = try roundedRelaxation(gap)
      if let known {
        if known.stop != .optimal || known.gap ?? .infinity <= gap { return known }
        try session.setStart(known.columnValues)
      }
      tree.relaxationMethod = .interiorPoint(crossover: true)
    }
    tree.timeLimit = remainingTime
    tree.integralityTolerance = 1e-9
    var solution = try session.solve(tree, progress: listener(phase, known))
    guard let known else { return solution }
    guard solution.hasPoint else { return known }
    if let bound = known.bound { solution.bound = max(solution.bound ?? bound, bound) }
    return solution
  }

  private var isLarge: Bool { options.isLarge(formulation) }

  private var solveOptions: SolveOptions {
    var solveOptions = SolveOptions()
    solveOptions.threads = options.threads
    solveOptions.seed = options.seed
    return solveOptions
  }

  /// The best of a few roundings of the relaxation, with the relaxation's optimum as its bound.
  ///
  /// `nil` where none is feasible and nothing is proven; infeasible where the relaxation is.
  private mutating func roundedRelaxation(_ gap: Double) throws(SolverError) -> Solution? {
    let relaxed = try solveLinear(known: nil)
    guard relaxed.stop == .optimal, relaxed.hasPoint, let bound = relaxed.objective else {
      return relaxed.stop == .infeasible ? relaxed : nil
    }
    note("relaxation \(figure(bound)) in \(figure(relaxed.seconds)) s")
    let best = try bestRounding(of: relaxed.columnValues, bound: bound, gap)
    let integers = integers
    try session.setColumnBounds(
      integers, lower: integers.map { formulation.model.columnLower[$0] },
      upper: integers.map { formulation.model.columnUpper[$0] })
    return best
  }

  /// The best of the roundings of `values`, each solved once; it ends at the first within `gap`.
  private mutating func bestRounding(
    of values: [Double], bound: Double, _ gap: Double
  ) throws(SolverError) -> Solution? {
    let rounding = Rounding(formulation: formulation, values: values)
    let budgets = ModuleBudgets(formulation: formulation)
    var best = BestRounding(bound: bound, gap: gap)
    for (share, lift) in [(1e-4, 0.5), (0.02, 0.5), (0.02, 0.25), (0.02, 0)] {
      for whole in budgets.variants(of: rounding.whole(awardFrom: share, moduleLift: lift)) {
        try hold(whole, "rounding (\(share), \(lift))", &best)
        if best.isGood { return best.solution }
      }
      try chooseAwards(&best)
      if best.isGood { return best.solution }
    }
    return best.solution
  }

  /// Chooses the awards of the best solution anew, as long as that helps.
  private mutating func chooseAwards(_ best: inout BestRounding) throws(SolverError) {
    while let known = best.solution, let cost = known.objective, cost != best.chosenAt,
      !best.isGood
    {
      best.chosenAt = cost
      let chosen = try awards(known.columnValues)
      let held = integers.map { ($0, known.columnValues[$0].rounded()) }
      try hold(
        Dictionary(uniqueKeysWithValues: held).merging(chosen) { $1 }, "awards by item", &best)
      guard let after = best.solution?.objective, after < cost - 1e-5 * abs(cost) else { return }
    }
  }

  /// Solves what is left when the integers are held, and keeps it where it is the best.
  private mutating func hold(
    _ whole: [ColumnIndex: Double], _ step: String, _ best: inout BestRounding
  ) throws(SolverError) {
    let integers = integers
    let held = integers.map { whole[$0] ?? 0 }
    guard best.tried.insert(held).inserted else { return }
    try session.setColumnBounds(integers, lower: held, upper: held)
    var fixed = try solveLinear(known: best.solution)
    note("\(step): \(fixed.stop) \(fixed.objective.map(figure) ?? "")")
    guard fixed.stop == .optimal, fixed.hasPoint else { return }
    fixed.bound = best.bound
    if fixed.objective ?? .infinity < best.solution?.objective ?? .infinity {
      best.solution = fixed
    }
  }

  /// The linear program with the session's present bounds, by an interior point method from
  /// scratch: where many bounds have moved it beats the simplex method from the last basis.
  ///
  /// Without crossover the point lies inside the optimal face: good for a bound and for rounding.
  /// Where one method breaks down on the numbers, the next one tries.
  private func solveLinear(known: Solution?) throws(SolverError) -> Solution {
    var linear = solveOptions
    linear.ignoresIntegrality = true
    linear.presolve = true
    let methods: [SolveMethod] = [
      .interiorPoint(crossover: false), .hipo(crossover: false), .simplex,
    ]
    for method in methods {
      linear.method = method
      linear.timeLimit = remainingTime
      do {
        let solution = try session.solve(linear, progress: listener(.relaxation, known))
        if solution.stop != .failed { return solution }
      } catch SolverError.callFailed { continue }
    }
    return Solution(stop: .failed)
  }

  /// A figure for a note, without the digits that nobody reads.
  private func figure(_ number: Double) -> String { "\(Int(number.rounded()))" }

  private mutating func note(_ step: String) { steps.append(step) }

  /// Passes the solver's progress on, with the bound and cost known before it.
  private func listener(
    _ phase: PlanProgress.Phase, _ known: Solution?
  ) -> (SolveProgress) -> Bool {
    let observer = observer
    let started = started
    return { progress in
      // What a relaxation reports on its way is neither a plan nor a bound.
      let news = phase == .search ? progress : nil
      return observer.hears(
        PlanProgress(
          phase: phase, seconds: observer.now() - started,
          bound: [news?.bound, known?.bound].compactMap { $0 }.max(),
          objective: [news?.objective, known?.objective].compactMap { $0 }.min()))
    }
  }

  private var remainingTime: Double? {
    options.timeLimit.map { max(0.01, $0 - (observer.now() - started)) }
  }

  /// Holds the integers of `solution` and solves what is left, for clean values and duals.
  private mutating func polish(_ solution: Solution) throws(SolverError) -> FoundPoint {
    var found = FoundPoint(
      values: solution.columnValues, objective: solution.objective ?? 0,
      bound: solution.bound ?? -.infinity, stages: stages)
    let fixed = try solveHeld(solution)
    if fixed.stop == .optimal, fixed.hasDuals, let objective = fixed.objective {
      found.values = fixed.columnValues
      found.objective = objective
      found.rowDuals = fixed.rowDuals
      found.reducedCosts = fixed.reducedCosts
    }
    found.bound = min(found.bound, found.objective)
    found.steps = steps
    return found
  }

  /// The solution of the linear program that is left when the integers of `solution` are held.
  ///
  /// A rounding of a large model has been solved just so: it is its own answer.
  private func solveHeld(_ solution: Solution) throws(SolverError) -> Solution {
    if isLarge, solution.hasDuals { return solution }
    let integers = integers
    let whole = integers.map { solution.columnValues[$0].rounded() }
    try session.setColumnBounds(integers, lower: whole, upper: whole)
    if isLarge { return try solveLinear(known: solution) }
    return try solveExactly()
  }

  /// The linear program with the session's present bounds, with duals.
  ///
  /// HiGHS 1.15.1 ends some of these from the tree's last basis without a point that is feasible when
  /// it is scaled back; without presolve, or by an interior point method, it has one.
  private func solveExactly() throws(SolverError) -> Solution {
    var exact = solveOptions
    exact.ignoresIntegrality = true
    var solution = try session.solve(exact, progress: nil)
    for (method, presolve) in [
      (SolveMethod.automatic, false), (.interiorPoint(crossover: true), true),
    ] where solution.stop != .optimal || !solution.hasDuals {
      exact.method = method
      exact.presolve = presolve
      solution = try session.solve(exact, progress: nil)
    }
    return solution
  }

  private var integers: [ColumnIndex] {
    let isInteger = formulation.model.isInteger
    return isInteger.indices.filter { isInteger[$0] }.map { ColumnIndex($0) }
  }
}

extension Formulation {
  /// The columns of each class of demand that bear late and lost cost, the lowest priority number
  /// first.
  func serviceClasses() -> [(priority: Int, columns: [Int])] {
    var classes: [Int: [Int]] = [:]
    for (position, demand) in program.demands.enumerated() {
      if let lost = lost[position] {
        classes[demand.priority, default: []].append(Int(lost.position))
      }
    }
    for delivery in deliveries {
      classes[program.demands[delivery.demand].priority, default: []]
        .append(contentsOf: delivery.track.columns)
    }
    return classes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
