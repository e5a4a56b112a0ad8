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
  private var stages: [ServiceStage] = []
  private var steps: [String] = []
  /// The rows (G2) so far.
  private var held: [(upper: Double, entries: [(ColumnIndex, Double)])] = []

  init(
    formulation: Formulation, session: Session, options: PlanOptions, observer: Observer,
    started: Double
  ) {
    self.formulation = formulation
    self.session = session
    self.options = options
    self.observer = observer
    self.started = started
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
      let solution = try solve(gap: 1e-7, phase: .search)
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

  /// Solves the stage to `gap`: a dive first where the model is large, then the solver's own tree.
  private mutating func solve(
    gap: Double, phase: PlanProgress.Phase
  ) throws(SolverError) -> Solution {
    var solveOptions = SolveOptions()
    solveOptions.relativeGap = gap
    solveOptions.threads = options.threads
    solveOptions.seed = options.seed
    var known: Solution?
    if formulation.model.isMixedInteger, formulation.model.columnCount >= Self.largeModel {
      let dived = try dive(solveOptions)
      if let dived, dived.gap ?? .infinity <= gap || dived.stop != .optimal { return dived }
      known = dived
      if let known { try session.setStart(known.columnValues) }
      solveOptions.relaxationMethod = .interiorPoint(crossover: true)
    }
    solveOptions.timeLimit = remainingTime
    solveOptions.integralityTolerance = 1e-9
    var solution = try session.solve(solveOptions, progress: listener(phase, known))
    guard let known else { return solution }
    guard solution.hasPoint else { return known }
    if let bound = known.bound { solution.bound = max(solution.bound ?? bound, bound) }
    return solution
  }

  /// Columns from which on a dive comes before the tree.
  private static var largeModel: Int { 20_000 }

  /// A dive; `nil` where it found no point and proved nothing.
  private mutating func dive(_ solveOptions: SolveOptions) throws(SolverError) -> Solution? {
    let limit = options.timeLimit
    let observer = observer
    let started = started
    let dive = Dive(
      model: formulation.model, session: session, options: solveOptions,
      timeLeft: { limit.map { max(0.01, $0 - (observer.now() - started)) } })
    let result = try dive.run(progress: listener(.relaxation, nil))
    steps.append(
      "dive: relaxation \(result.bound.map { "\($0)" } ?? "unsolved"), \(result.rounds) rounds, "
        + "point \(result.point?.objective.map { "\($0)" } ?? "none")")
    guard var point = result.point else { return nil }
    point.bound = result.bound
    return point
  }

  /// Passes the solver's progress on, with the bound and cost known before it.
  private func listener(
    _ phase: PlanProgress.Phase, _ known: Solution?
  ) -> (SolveProgress) -> Bool {
    let observer = observer
    let started = started
    return { progress in
      // What a relaxation reports on its way is neither a plan nor a bound.
      let news = phase == .relaxation ? nil : progress
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
    let isInteger = formulation.model.isInteger
    let integers = isInteger.indices.filter { isInteger[$0] }.map { ColumnIndex($0) }
    for column in integers {
      let value = solution.columnValues[Int(column.position)].rounded()
      try session.setColumnBounds(column, lower: value, upper: value)
    }
    try session.setIntegrality(integers, integers.map { _ in false })
    var solveOptions = SolveOptions()
    solveOptions.threads = options.threads
    solveOptions.seed = options.seed
    let fixed = try session.solve(solveOptions, progress: nil)
    if fixed.stop == .optimal, let objective = fixed.objective {
      found.values = fixed.columnValues
      found.objective = objective
      found.rowDuals = fixed.rowDuals
      found.reducedCosts = fixed.reducedCosts
    }
    found.bound = min(found.bound, found.objective)
    found.steps = steps
    return found
  }
}

extension Formulation {
  /// The open columns of each class of demand, the lowest priority number first.
  func serviceClasses() -> [(priority: Int, columns: [Int])] {
    var classes: [Int: [Int]] = [:]
    for (position, demand) in program.demands.enumerated() {
      classes[demand.priority, default: []].append(contentsOf: open[position].columns)
    }
    return classes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
