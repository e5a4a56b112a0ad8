/// A solver of linear and mixed-integer models.
///
/// Engines take `some Solver`; tests give them a mock with chosen answers.
public protocol Solver: Sendable {
  /// What solves one model, again and again as it changes.
  associatedtype Session: SolverSession

  /// Hands a model to the solver.
  ///
  /// - Parameter model: Copied; later changes go through the session.
  /// - Returns: The session, which has solved nothing yet.
  /// - Throws: ``SolverError`` where the solver refuses the model, for instance a NaN.
  /// - Complexity: O(rows + columns + entries).
  func makeSession(for model: LinearModel) throws(SolverError) -> Session
}

extension Solver {
  /// Solves a model once.
  ///
  /// - Parameters:
  ///   - model: Any model, the empty one included.
  ///   - options: Limits, tolerances and method.
  ///   - progress: Called now and then; false stops the solve.
  /// - Returns: Why it stopped, and what it found.
  /// - Throws: ``SolverError``.
  public func solve(
    _ model: LinearModel, _ options: SolveOptions = SolveOptions(),
    progress: ((SolveProgress) -> Bool)? = nil
  ) throws(SolverError) -> Solution {
    try makeSession(for: model).solve(options, progress: progress)
  }
}

/// One model in one solver, for one thread at a time.
///
/// What a solve learns (a basis, a tree's solution) is kept for the next one where the solver can
/// use it. Changes speak of positions: rows and columns are numbered as in the model, new ones
/// follow.
public protocol SolverSession: AnyObject {
  /// Columns at present.
  var columnCount: Int { get }

  /// Rows at present.
  var rowCount: Int { get }

  /// Entries of the matrix at present, doubles added up.
  var nonzeroCount: Int { get }

  /// Solves the model as it is.
  ///
  /// - Parameters:
  ///   - options: Limits, tolerances and method.
  ///   - progress: Called at most some twenty times a second, on this thread; false stops the
  ///     solve with ``StopReason/cancelled`` and the best point so far.
  /// - Returns: Why it stopped, and what it found.
  /// - Throws: ``SolverError`` where the solver refuses an option or breaks; running out of time or
  ///   having no feasible point are results, not errors.
  func solve(_ options: SolveOptions, progress: ((SolveProgress) -> Bool)?) throws(SolverError)
    -> Solution

  /// Sets the constant of the objective.
  func setObjectiveOffset(_ offset: Double) throws(SolverError)

  /// Sets the objective coefficient of one column.
  func setCost(_ column: ColumnIndex, _ cost: Double) throws(SolverError)

  /// Sets the objective coefficients of several columns: two arrays of one length, each column at
  /// most once.
  func setCosts(_ columns: [ColumnIndex], _ costs: [Double]) throws(SolverError)

  /// Sets the objective coefficients of all columns, one value each.
  ///
  /// The objective is scaled anew by these costs; setting them column by column keeps the scale.
  func setCosts(_ costs: [Double]) throws(SolverError)

  /// Sets the bounds of one column.
  func setColumnBounds(_ column: ColumnIndex, lower: Double, upper: Double) throws(SolverError)

  /// Sets the bounds of several columns: three arrays of one length, each column at most once.
  func setColumnBounds(_ columns: [ColumnIndex], lower: [Double], upper: [Double])
    throws(SolverError)

  /// Sets the bounds of one row.
  func setRowBounds(_ row: RowIndex, lower: Double, upper: Double) throws(SolverError)

  /// Sets the bounds of several rows: three arrays of one length, each row at most once.
  func setRowBounds(_ rows: [RowIndex], lower: [Double], upper: [Double]) throws(SolverError)

  /// Says of several columns whether they are integer: two arrays of one length, each column at
  /// most once.
  func setIntegrality(_ columns: [ColumnIndex], _ isInteger: [Bool]) throws(SolverError)

  /// Sets one coefficient of the matrix; 0 removes it.
  func setEntry(_ row: RowIndex, _ column: ColumnIndex, _ value: Double) throws(SolverError)

  /// Adds rows over columns that exist.
  ///
  /// - Returns: The first of the new rows, which are consecutive.
  @discardableResult
  func addRows(_ rows: NewRows) throws(SolverError) -> RowIndex

  /// Adds columns over rows that exist.
  ///
  /// - Returns: The first of the new columns, which are consecutive.
  @discardableResult
  func addColumns(_ columns: NewColumns) throws(SolverError) -> ColumnIndex

  /// Removes a row and all that follow it.
  func deleteRows(from row: RowIndex) throws(SolverError)

  /// Hands over a point to start from: for a mixed-integer model its first incumbent.
  ///
  /// - Parameter columnValues: One value a column. It need not be feasible; what is not is mended
  ///   or dropped by the solver.
  /// - Throws: ``SolverError``.
  func setStart(_ columnValues: [Double]) throws(SolverError)

  /// Hands over values of some columns; the solver completes them if it can.
  func setStart(_ columns: [ColumnIndex], _ values: [Double]) throws(SolverError)

  /// The basis of the latest linear solve, or nil without one.
  func basis() throws(SolverError) -> Basis?

  /// Sets the basis that the next linear solve starts from.
  func setBasis(_ basis: Basis) throws(SolverError)

  /// Finds bounds that cannot hold together and of which each is needed for that.
  ///
  /// - Parameters:
  ///   - groups: What may be given up, a group as a whole; all other bounds always hold. Earlier
  ///     groups are given up first, so what is best to read stands last. Nil lets every bound of
  ///     every row and column be a group.
  ///   - options: Limits and tolerances of each solve; the time limit is that of the whole search.
  /// - Returns: The conflict; nil where the model is feasible.
  /// - Throws: ``SolverError/undecided`` where time runs out before either is known.
  func conflict(among groups: [[BoundSide]]?, _ options: SolveOptions) throws(SolverError)
    -> Conflict?
}

extension SolverSession {
  /// Solves the model as it is, without reports of progress.
  public func solve(_ options: SolveOptions = SolveOptions()) throws(SolverError) -> Solution {
    try solve(options, progress: nil)
  }

  /// Adds one row over columns that exist.
  @discardableResult
  public func addRow(
    lower: Double, upper: Double, entries: some Sequence<(ColumnIndex, Double)>
  ) throws(SolverError) -> RowIndex {
    var rows = NewRows()
    rows.addRow(lower: lower, upper: upper, entries: entries)
    return try addRows(rows)
  }

  /// Finds bounds that cannot hold together and of which each is needed for that.
  public func conflict(_ options: SolveOptions = SolveOptions()) throws(SolverError) -> Conflict? {
    try conflict(among: nil, options)
  }
}
