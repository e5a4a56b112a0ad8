public import LinearModel
public import Program

/// Finds the plan of a program: builds the formulation, searches, and reads the result back.
public struct Planner<S: Solver>: Sendable {
  private let solver: S

  /// Makes a planner over `solver`.
  public init(solver: S) {
    self.solver = solver
  }

  /// Plans `program`.
  ///
  /// - Parameters:
  ///   - program: A checked program.
  ///   - options: Gap, limits and seed.
  ///   - observer: The clock, and who hears of progress and may end the search.
  ///   - restart: What the plan of nearly the same program left behind; of no use for another layout,
  ///     which `observer` hears of.
  ///   - export: Is handed the model of the last stage before it is solved, with its names.
  /// - Returns: A plan with its proven bound; or the conflict that proves that there is none; or
  ///   neither, where the limit came first.
  /// - Throws: ``SolverError`` where the solver itself fails.
  public func plan(
    _ program: BuildProgram, options: PlanOptions = PlanOptions(), observer: some PlanObserver,
    from restart: Restart? = nil, export: ((LinearModel, any ModelNames) -> Void)? = nil
  ) throws(SolverError) -> PlanOutcome {
    let started = observer.now()
    _ = observer.hears(PlanProgress(phase: .build, seconds: 0))
    var known: FoundPoint?
    if program.hasOpenLimit {
      known = try firstPoint(of: program, options, observer, started, restart)
    }
    let isCost = program.settings.objective == .cost
    let ceiling = isCost ? known.map { $0.objective * (1 + 1e-6) + 1e-6 } : nil
    let building = observer.now()
    let formulation = Formulation(program, limits: .proven(ceiling: ceiling))
    let built = observer.now()
    let fitting = restart.flatMap { $0.fits(formulation) ? $0 : nil }
    if restart != nil, fitting == nil { observer.startsCold() }
    switch try search(
      formulation, from: known?.values, fitting, options, observer, started, export: export)
    {
    case .infeasible:
      let analysis = ConflictAnalysis(solver: solver, program: program, observer: observer)
      return .infeasible(try analysis.smallestConflict())
    case .none(let bound):
      return .noPlan(bound: bound)
    case .found(var found):
      if options.isLarge(formulation), !options.decomposes(formulation) {
        try moveToVertices(&found, formulation)
      }
      var plan = PlanReader(formulation: formulation, found: found).plan(gap: options.gap)
      plan.restart =
        found.restart
        ?? Restart(
          signature: formulation.signature, gap: plan.gap, values: found.values.map { Float($0) })
      plan.timing.build = built - building
      plan.timing.solve = observer.now() - started - plan.timing.build
      return .plan(plan)
    }
  }

  /// Searches as one model or item by item, as the options and the size ask for; as one model too
  /// where item by item there is none.
  private func search(
    _ formulation: Formulation, from start: [Double]?, _ restart: Restart?, _ options: PlanOptions,
    _ observer: some PlanObserver, _ started: Double,
    export: ((LinearModel, any ModelNames) -> Void)? = nil
  ) throws(SolverError) -> SearchResult {
    if options.decomposes(formulation) {
      if let export { export(formulation.model, FormulationNames(formulation)) }
      var search = FirstOrderSearch(
        formulation: formulation, solver: solver, options: options, observer: observer,
        started: started)
      let found = try search.run(from: restart)
      // Without a plan only the whole model tells whether there is one.
      guard case .none = found, options.goesOn(observer, since: started) else { return found }
    }
    let awards = ItemAwards(formulation: formulation, solver: solver)
    var search = Search(
      formulation: formulation, session: try solver.makeSession(for: formulation.model),
      options: options, observer: observer, started: started, awards: awards.chosen(at:))
    // Of a large model the relaxation comes first, to which a plan is no start.
    let old = options.isLarge(formulation) ? nil : restart?.start(within: formulation.model)
    return try search.run(
      from: start ?? old, export: options.decomposes(formulation) ? nil : export)
  }

  /// Clears a large plan of the interior point's trickles.
  private func moveToVertices(
    _ found: inout FoundPoint, _ formulation: Formulation
  ) throws(SolverError) {
    found.values = try ItemVertices(formulation: formulation, solver: solver).moved(found.values)
    found.objective = formulation.model.objective(of: found.values)
  }

  /// A plan by the likely limits of the awards: a start, and the ceiling of the proven ones.
  private func firstPoint(
    of program: BuildProgram, _ options: PlanOptions, _ observer: some PlanObserver,
    _ started: Double, _ restart: Restart?
  ) throws(SolverError) -> FoundPoint? {
    let formulation = Formulation(program, limits: .likely)
    let fitting = restart.flatMap { $0.fits(formulation) ? $0 : nil }
    guard
      case .found(let found) = try search(
        formulation, from: nil, fitting, options, observer, started)
    else { return nil }
    return found
  }
}
