import CHighs

/// What a model asks of a point, without its costs: the matrix by columns, bounds, integrality.
struct FeasibilityProblem {
  var starts: [HighsInt]
  var rows: [HighsInt]
  var values: [Double]
  var bounds: Bounds
  var isInteger: [Bool]

  /// The sides of bounds that a ray proves to be in conflict; nil if it proves nothing.
  ///
  /// With `d = -Aᵀ y`, every feasible point would have
  /// `Σ_i min(y_i r) + Σ_j min(d_j x) ≤ 0`; a ray for which the sum is above 0 contradicts that, and
  /// only the bounds that its terms use take part.
  ///
  /// - Parameter ray: One value a row, of either sign convention.
  /// - Returns: The sides that the proof uses, or nil.
  func support(of ray: [Double]) -> Set<BoundSide>? {
    let largest = ray.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return nil }
    for direction in [1 / largest, -1 / largest] {
      if let sides = support(ofScaled: ray.map { $0 * direction }) { return sides }
    }
    return nil
  }

  private func support(ofScaled ray: [Double]) -> Set<BoundSide>? {
    let noise = 1e-9
    var sides: Set<BoundSide> = []
    var sum = 0.0
    for (position, weight) in ray.enumerated() where abs(weight) > noise {
      let row = RowIndex(position)
      sides.insert(weight > 0 ? .rowLower(row) : .rowUpper(row))
      sum += weight * (weight > 0 ? bounds.rowLower[row] : bounds.rowUpper[row])
    }
    for position in isInteger.indices {
      let column = ColumnIndex(position)
      var weight = 0.0
      for entry in Int(starts[position])..<Int(starts[position + 1]) {
        weight -= values[entry] * ray[Int(rows[entry])]
      }
      guard abs(weight) > noise else { continue }
      sides.insert(weight > 0 ? .columnLower(column) : .columnUpper(column))
      sum += weight * (weight > 0 ? bounds.columnLower[column] : bounds.columnUpper[column])
    }
    return sum > 0 ? sides : nil
  }
}

extension HiGHSHandle {
  /// Reads what the model asks of a point.
  func feasibilityProblem() throws(SolverError) -> FeasibilityProblem {
    var (columns, rows, nonzeros) = (HighsInt(0), HighsInt(0), HighsInt(0))
    var (sense, offset) = (HighsInt(0), 0.0)
    var costs = [Double](repeating: 0, count: columnCount)
    var kinds = [HighsInt](repeating: kHighsVarTypeContinuous, count: columnCount)
    var problem = FeasibilityProblem(
      starts: [HighsInt](repeating: 0, count: columnCount + 1),
      rows: [HighsInt](repeating: 0, count: nonzeroCount),
      values: [Double](repeating: 0, count: nonzeroCount),
      bounds: Bounds(
        columnLower: costs, columnUpper: costs, rowLower: [Double](repeating: 0, count: rowCount),
        rowUpper: [Double](repeating: 0, count: rowCount)),
      isInteger: [])
    try call("Highs_getLp") { instance in
      unsafe Highs_getLp(
        instance.raw, kHighsMatrixFormatColwise, &columns, &rows, &nonzeros, &sense, &offset,
        &costs, &problem.bounds.columnLower, &problem.bounds.columnUpper,
        &problem.bounds.rowLower, &problem.bounds.rowUpper, &problem.starts, &problem.rows,
        &problem.values, &kinds)
    }
    problem.starts[columnCount] = nonzeros
    problem.isInteger = kinds.map { $0 == kHighsVarTypeInteger }
    return problem
  }

  /// Hands over a problem as a linear one without costs.
  func pass(_ problem: FeasibilityProblem) throws(SolverError) {
    let costs = [Double](repeating: 0, count: problem.isInteger.count)
    try call("Highs_passLp", allowsWarning: true) { instance in
      unsafe Highs_passLp(
        instance.raw, HighsInt(costs.count), HighsInt(problem.bounds.rowLower.count),
        HighsInt(problem.values.count), kHighsMatrixFormatColwise, kHighsObjSenseMinimize, 0, costs,
        problem.bounds.columnLower, problem.bounds.columnUpper, problem.bounds.rowLower,
        problem.bounds.rowUpper, problem.starts, problem.rows, problem.values)
    }
  }

  /// The dual ray of a linear model that the simplex method has found infeasible; nil without one.
  func dualRay() -> [Double]? {
    var exists = HighsInt(0)
    var ray = [Double](repeating: 0, count: rowCount)
    let status = read { unsafe Highs_getDualRay($0.raw, &exists, &ray) }
    return status == kHighsStatusOk && exists != 0 ? ray : nil
  }
}
