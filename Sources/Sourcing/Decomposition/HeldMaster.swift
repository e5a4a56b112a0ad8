import LinearModel

/// The master program in one session, solved again from where it stood as decisions are held and
/// plans join.
struct HeldMaster<Engine: Solver> {
  private(set) var held: HeldDecisions

  private let engine: Engine
  private let blocks: AwardBlocks
  private let definitions: Set<Int>
  private var program: MasterProgram
  private var session: Engine.Session
  /// Whether the session has solved nothing yet.
  private var isNew = true

  /// - Parameters:
  ///   - engine: The solver.
  ///   - blocks: The event, cut.
  ///   - pool: The plans.
  ///   - held: The decisions.
  ///   - definitions: Rows that can always be kept.
  /// - Throws: ``SolverError``.
  init(
    _ engine: Engine, _ blocks: AwardBlocks, _ pool: PlanPool, held: HeldDecisions,
    definitions: Set<Int>
  ) throws(SolverError) {
    self.engine = engine
    self.blocks = blocks
    self.held = held
    self.definitions = definitions
    program = Self.program(blocks, pool, held, definitions)
    session = try engine.makeSession(for: program.model)
  }

  private static func program(
    _ blocks: AwardBlocks, _ pool: PlanPool, _ held: HeldDecisions, _ definitions: Set<Int>
  ) -> MasterProgram {
    MasterProgram(
      blocks, pool, held: held.values, missPrice: missPrice, definitions: definitions)
  }

  /// A row is missed only where it cannot be kept.
  private static var missPrice: Double { 100 }
  /// From far away it is quicker to start anew, with the program made smaller first.
  private static var mostIterations: Int { 400 }

  private mutating func beginAnew(_ pool: PlanPool) throws(SolverError) {
    program = Self.program(blocks, pool, held, definitions)
    session = try engine.makeSession(for: program.model)
    isNew = true
  }

  // MARK: Solving

  /// Solves the relaxation with all plans of a pool; `nil` where it has no point, whatever is missed.
  mutating func solved(
    _ pool: PlanPool, _ options: SolveOptions
  ) throws(SolverError) -> HeldRelaxation? {
    let columns = program.newPlans(pool, in: session)
    if columns.count > 0 { try session.addColumns(columns) }
    var limited = options
    if !isNew { limited.iterationLimit = Self.mostIterations }
    var solution = try session.solve(limited)
    if solution.stop == .iterationLimit {
      try beginAnew(pool)
      solution = try session.solve(options)
    }
    isNew = false
    guard solution.stop == .optimal, solution.hasDuals, let value = solution.objective else {
      return nil
    }
    return HeldRelaxation(
      duals: program.duals(solution), itemDuals: Array(solution.rowDuals[..<blocks.itemCount]),
      shares: program.shares(solution), between: program.between(solution),
      missedRows: program.missedRows(solution, pool), value: value)
  }

  // MARK: Holding

  /// Holds decisions as they stand now.
  ///
  /// - Parameters:
  ///   - now: The decisions.
  ///   - pool: The plans.
  ///   - isFar: Whether the next optimum is far from the last one.
  /// - Throws: ``SolverError``.
  mutating func hold(
    _ now: HeldDecisions, _ pool: PlanPool, isFar: Bool
  ) throws(SolverError) {
    let changed = now.values.indices.filter { now.values[$0] != held.values[$0] }
    guard !isFar, changed.allSatisfy(program.canChange) else {
      held = now
      return try beginAnew(pool)
    }
    let own = blocks.model.model
    for column in changed {
      let value = now.values[column]
      try session.setColumnBounds(
        program.column(between: column), lower: value ?? own.columnLower[column],
        upper: value ?? own.columnUpper[column])
    }
    held = now
  }
}
