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
  /// - Returns: A plan with its proven bound; or the conflict that proves that there is none; or
  ///   neither, where the limit came first.
  /// - Throws: ``SolverError`` where the solver itself fails.
  public func plan(
    _ program: BuildProgram, options: PlanOptions = PlanOptions(), observer: some PlanObserver
  ) throws(SolverError) -> PlanOutcome {
    let started = observer.now()
    _ = observer.hears(PlanProgress(phase: .build, seconds: 0))
    let formulation = Formulation(program)
    let built = observer.now()
    var search = Search(
      formulation: formulation, session: try solver.makeSession(for: formulation.model),
      options: options, observer: observer, started: started)
    let result = try search.run()
    switch result {
    case .infeasible:
      let analysis = ConflictAnalysis(solver: solver, program: program, observer: observer)
      return .infeasible(try analysis.smallestConflict())
    case .none(let bound):
      return .noPlan(bound: bound)
    case .found(let found):
      var plan = PlanReader(formulation: formulation, found: found).plan(gap: options.gap)
      plan.timing.build = built - started
      plan.timing.solve = observer.now() - built
      return .plan(plan)
    }
  }
}
