import CHighs

extension HiGHSHandle {
  /// Sets all options anew, so that nothing of an earlier solve remains.
  func apply(
    _ options: SolveOptions, _ scale: ObjectiveScale, isMixedInteger: Bool
  ) throws(SolverError) {
    try call("Highs_resetOptions") { unsafe Highs_resetOptions($0.raw) }
    try set("output_flag", .flag(options.logs))
    try set("small_matrix_value", .number(smallestCoefficient))
    try applyLimits(options, scale)
    try applyMethod(options, isMixedInteger: isMixedInteger && !options.ignoresIntegrality)
    try set("random_seed", .whole(Int32(options.seed)))
    try set("primal_feasibility_tolerance", .number(options.feasibilityTolerance))
    try set("dual_feasibility_tolerance", .number(options.feasibilityTolerance))
    try set("mip_feasibility_tolerance", .number(options.integralityTolerance))
    if let presolve = options.presolve { try set("presolve", .text(presolve ? "on" : "off")) }
    for option in options.raw { try set(option.name, option.value) }
  }

  private func applyLimits(
    _ options: SolveOptions, _ scale: ObjectiveScale
  ) throws(SolverError) {
    try set("mip_rel_gap", .number(options.relativeGap))
    try set("mip_abs_gap", .number(scale.scaled(options.absoluteGap)))
    if let limit = options.timeLimit { try set("time_limit", .number(max(0, limit))) }
    if let limit = options.iterationLimit {
      try set("simplex_iteration_limit", .whole(Int32(clamping: limit)))
      try set("ipm_iteration_limit", .whole(Int32(clamping: limit)))
      try set("pdlp_iteration_limit", .whole(Int32(clamping: limit)))
    }
    if let limit = options.nodeLimit { try set("mip_max_nodes", .whole(Int32(clamping: limit))) }
    if let cutoff = options.objectiveCutoff {
      try set("objective_bound", .number(scale.scaled(cutoff)))
    }
    if let target = options.objectiveTarget {
      try set("objective_target", .number(scale.scaled(target)))
    }
    if let threads = options.threads { try set("threads", .whole(Int32(clamping: threads))) }
  }

  private func applyMethod(
    _ options: SolveOptions, isMixedInteger: Bool
  ) throws(SolverError) {
    try set("solve_relaxation", .flag(options.ignoresIntegrality))
    guard !isMixedInteger else {
      switch options.relaxationMethod {
      case .automatic, .pdlp: break  // HiGHS needs a basis in the tree, which PDLP has not
      case .simplex: try set("mip_lp_solver", .text("simplex"))
      case .interiorPoint: try set("mip_lp_solver", .text("ipx"))
      case .hipo: try set("mip_lp_solver", .text("hipo"))
      }
      return
    }
    switch options.method {
    case .automatic: break
    case .simplex: try set("solver", .text("simplex"))
    case .interiorPoint(let crossover):
      try set("solver", .text("ipx"))
      try set("run_crossover", .text(crossover ? "on" : "off"))
    case .hipo(let crossover):
      try set("solver", .text("hipo"))
      try set("run_crossover", .text(crossover ? "on" : "off"))
    case .pdlp: try set("solver", .text("pdlp"))
    }
  }
}
