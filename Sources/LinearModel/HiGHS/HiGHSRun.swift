import CHighs

extension HiGHSHandle {
  /// Runs HiGHS on what it holds and reads all that it found.
  func run(
    _ scale: ObjectiveScale, _ progress: ((SolveProgress) -> Bool)?
  ) throws(SolverError) -> Solution {
    // The time limit counts from here, and each solve has threads of its own: HiGHS refuses a
    // number of threads other than what it last used on this thread.
    try call("Highs_zeroAllClocks") { unsafe Highs_zeroAllClocks($0.raw) }
    Highs_resetGlobalScheduler(1)
    if let progress {
      try report(to: progress, scale) { () throws(SolverError) in try runOnce() }
    } else {
      try runOnce()
    }
    return try readSolution(scale)
  }

  private func runOnce() throws(SolverError) {
    do throws(SolverError) {
      // A limit that is reached is a warning.
      try call("Highs_run", allowsWarning: true) { unsafe Highs_run($0.raw) }
    } catch {
      // The simplex method of HiGHS 1.15 gives up on some bases that it is started from, without
      // a model status. What it holds but the model is dropped, and it starts afresh; a second
      // failure is one.
      try call("Highs_clearSolver") { unsafe Highs_clearSolver($0.raw) }
      try call("Highs_run", allowsWarning: true) { unsafe Highs_run($0.raw) }
    }
  }

  private func readSolution(_ scale: ObjectiveScale) throws(SolverError) -> Solution {
    let status = read { unsafe Highs_getModelStatus($0.raw) }
    let stop = try stopReason(status)
    let seconds = read { unsafe Highs_getRunTime($0.raw) }
    if columnCount == 0 { return try solutionWithoutColumns(scale, seconds) }
    let kinds = try (point: whole("primal_solution_status"), duals: whole("dual_solution_status"))
    // A feasible point of an unbounded model says nothing about its objective.
    let hasPoint = kinds.point == kHighsSolutionStatusFeasible && stop != .unbounded
    let hasDuals = hasPoint && kinds.duals == kHighsSolutionStatusFeasible
    let nodes = try large("mip_node_count")
    let isTree = nodes >= 0
    let values = readValues(duals: hasDuals, scale)
    var solution = Solution(
      stop: stop, point: hasPoint ? (values.columns, values.rows) : nil,
      duals: hasDuals ? (values.rowDuals, values.columnDuals) : nil, seconds: seconds,
      iterations: try iterations(), nodes: max(0, nodes))
    if hasPoint { solution.objective = scale.restored(try number("objective_function_value")) }
    if isTree {
      let bound = try number("mip_dual_bound")
      if bound.isFinite { solution.bound = scale.restored(bound) }
    } else if stop == .optimal {
      solution.bound = solution.objective
    }
    return solution
  }

  private func stopReason(_ status: HighsInt) throws(SolverError) -> StopReason {
    switch status {
    case kHighsModelStatusOptimal, kHighsModelStatusModelEmpty: .optimal
    case kHighsModelStatusInfeasible: .infeasible
    case kHighsModelStatusUnbounded: .unbounded
    case kHighsModelStatusUnboundedOrInfeasible: .infeasibleOrUnbounded
    case kHighsModelStatusTimeLimit: .timeLimit
    case kHighsModelStatusInterrupt: .cancelled
    case kHighsModelStatusObjectiveBound, kHighsModelStatusObjectiveTarget: .objectiveLimit
    case kHighsModelStatusIterationLimit, kHighsModelStatusSolutionLimit: .iterationLimit
    case kHighsModelStatusUnknown, kHighsModelStatusSolveError, kHighsModelStatusPostsolveError,
      kHighsModelStatusPresolveError:
      .failed
    default: throw SolverError.callFailed(call: "Highs_getModelStatus (\(status))")
    }
  }

  /// The answer to a model whose only point is the empty one: HiGHS does not look at its rows.
  private func solutionWithoutColumns(
    _ scale: ObjectiveScale, _ seconds: Double
  ) throws(SolverError) -> Solution {
    let problem = try feasibilityProblem()
    let zeros = [Double](repeating: 0, count: rowCount)
    for row in zeros.indices
    where problem.bounds.rowLower[row] > 0 || problem.bounds.rowUpper[row] < 0 {
      return Solution(stop: .infeasible, seconds: seconds)
    }
    var offset = 0.0
    try call("Highs_getObjectiveOffset") { unsafe Highs_getObjectiveOffset($0.raw, &offset) }
    return Solution(
      stop: .optimal, objective: scale.restored(offset), bound: scale.restored(offset),
      point: ([], zeros), duals: (zeros, []), seconds: seconds)
  }

  private func iterations() throws(SolverError) -> Int {
    var sum = 0
    for kind in ["simplex", "ipm", "crossover", "pdlp"] {
      sum += max(0, try whole("\(kind)_iteration_count"))
    }
    return sum
  }

  private func readValues(
    duals: Bool, _ scale: ObjectiveScale
  ) -> (columns: [Double], rows: [Double], columnDuals: [Double], rowDuals: [Double]) {
    var columns = [Double](repeating: 0, count: columnCount)
    var rows = [Double](repeating: 0, count: rowCount)
    var columnDuals = [Double](repeating: 0, count: duals ? columnCount : 0)
    var rowDuals = [Double](repeating: 0, count: duals ? rowCount : 0)
    _ = read { instance in
      if duals {
        unsafe Highs_getSolution(instance.raw, &columns, &columnDuals, &rows, &rowDuals)
      } else {
        unsafe Highs_getSolution(instance.raw, &columns, nil, &rows, nil)
      }
    }
    if scale != .one {
      for column in columnDuals.indices {
        columnDuals[column] = scale.restored(columnDuals[column])
      }
      for row in rowDuals.indices { rowDuals[row] = scale.restored(rowDuals[row]) }
    }
    return (columns, rows, columnDuals, rowDuals)
  }
}
