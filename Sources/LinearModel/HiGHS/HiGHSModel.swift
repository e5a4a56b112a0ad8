import CHighs

/// HiGHS treats smaller coefficients as zero, so they are refused instead.
let smallestCoefficient = 1e-12

/// HiGHS takes larger coefficients for infinite.
private let largestCoefficient = 1e15

/// HiGHS takes larger costs for infinite.
private let largestCost = 1e20

extension LinearModel {
  /// Refuses what HiGHS would drop, cut or stumble over.
  func checkForHiGHS() throws(SolverError) {
    if !offset.isFinite {
      throw SolverError.unusableValue(what: "objective offset", position: 0, value: offset)
    }
    try checkCosts(costStore)
    try checkBounds(columnLowerStore, columnUpperStore, of: "column")
    try checkBounds(rowLowerStore, rowUpperStore, of: "row")
    try checkCoefficients(entryValues)
    try checkCoefficients(late.values)
  }
}

/// Refuses costs that are not finite.
func checkCosts(_ costs: [Double]) throws(SolverError) {
  for (position, cost) in costs.enumerated() where !(abs(cost) < largestCost) {
    throw SolverError.unusableValue(what: "cost", position: position, value: cost)
  }
}

/// Refuses bounds that are NaN or infinite on the wrong side.
///
/// A lower bound above the upper one is an infeasible model, not an error.
func checkBounds(_ lower: [Double], _ upper: [Double], of what: String) throws(SolverError) {
  for position in lower.indices {
    let (low, high) = (lower[position], upper[position])
    if !(low < .infinity) {
      throw SolverError.unusableValue(what: "\(what) lower bound", position: position, value: low)
    }
    if !(high > -.infinity) {
      throw SolverError.unusableValue(what: "\(what) upper bound", position: position, value: high)
    }
  }
}

/// Refuses coefficients that HiGHS would take for zero or for infinite.
func checkCoefficients(_ values: [Double]) throws(SolverError) {
  for (position, value) in values.enumerated() {
    let magnitude = abs(value)
    if !(magnitude > smallestCoefficient && magnitude < largestCoefficient) {
      throw SolverError.unusableValue(what: "coefficient", position: position, value: value)
    }
  }
}

extension HiGHSHandle {
  /// Hands over a whole model.
  func pass(_ model: LinearModel, _ scale: ObjectiveScale) throws(SolverError) {
    let matrix = model.sparseColumns()
    let costs = scale.scaled(model.costStore)
    let integrality: [HighsInt]? = model.isMixedInteger ? kinds(model.isIntegerStore) : nil
    // Warnings are for what was checked before, and for a lower bound above the upper one.
    try call("Highs_passMip", allowsWarning: true) { instance in
      unsafe Highs_passMip(
        instance.raw, HighsInt(model.columnCount), HighsInt(model.rowCount), HighsInt(matrix.count),
        kHighsMatrixFormatColwise, kHighsObjSenseMinimize, scale.scaled(model.offset), costs,
        model.columnLowerStore, model.columnUpperStore, model.rowLowerStore, model.rowUpperStore,
        matrix.starts, matrix.rows, matrix.values, integrality)
    }
  }
}

/// HiGHS's code for the kind of each column.
func kinds(_ isInteger: [Bool]) -> [HighsInt] {
  isInteger.map { $0 ? kHighsVarTypeInteger : kHighsVarTypeContinuous }
}
