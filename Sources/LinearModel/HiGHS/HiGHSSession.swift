import CHighs

/// One model in one instance of HiGHS.
///
/// HiGHS sees the objective scaled by a power of two, see ``ObjectiveScale``; all that this class
/// takes and returns is unscaled.
public final class HiGHSSession: SolverSession {
  let handle: HiGHSHandle
  private(set) var scale: ObjectiveScale

  init(_ model: LinearModel) throws(SolverError) {
    try model.checkForHiGHS()
    let handle = try HiGHSHandle()
    try handle.set("output_flag", .flag(false))
    try handle.set("small_matrix_value", .number(smallestCoefficient))
    let scale = ObjectiveScale(costs: model.costStore)
    try handle.pass(model, scale)
    self.handle = handle
    self.scale = scale
  }

  public var columnCount: Int { handle.columnCount }
  public var rowCount: Int { handle.rowCount }
  public var nonzeroCount: Int { handle.nonzeroCount }

  public func solve(
    _ options: SolveOptions, progress: ((SolveProgress) -> Bool)?
  ) throws(SolverError) -> Solution {
    try handle.apply(options, scale, isMixedInteger: hasIntegers())
    return try handle.run(scale, progress)
  }

  /// Chooses the scale anew; the caller then hands over all costs and the offset.
  func rescale(for costs: [Double]) {
    scale = ObjectiveScale(costs: costs)
  }

  private func hasIntegers() -> Bool {
    (0..<columnCount).contains { column in
      var kind = HighsInt(0)
      let status = handle.read { unsafe Highs_getColIntegrality($0.raw, HighsInt(column), &kind) }
      return status == kHighsStatusOk && kind != kHighsVarTypeContinuous
    }
  }
}
