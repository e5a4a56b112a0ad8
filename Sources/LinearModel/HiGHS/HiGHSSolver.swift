/// The open-source solver HiGHS, for linear and mixed-integer models.
public struct HiGHSSolver: Solver {
  /// Makes the solver.
  public init() {}

  /// Hands a model to a fresh instance of HiGHS.
  ///
  /// - Parameter model: Any model; finite costs below 1e20, coefficients within 1e-12 ... 1e15.
  /// - Returns: The session.
  /// - Throws: ``SolverError/unusableValue(what:position:value:)`` for a NaN, an infinite cost or a
  ///   coefficient that HiGHS would drop or cut.
  /// - Complexity: O(rows + columns + entries).
  public func makeSession(for model: LinearModel) throws(SolverError) -> HiGHSSession {
    try HiGHSSession(model)
  }
}
