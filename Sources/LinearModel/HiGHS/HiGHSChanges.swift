import CHighs

extension HiGHSSession {
  public func setObjectiveOffset(_ offset: Double) throws(SolverError) {
    if !offset.isFinite {
      throw SolverError.unusableValue(what: "objective offset", position: 0, value: offset)
    }
    try handle.call("Highs_changeObjectiveOffset") {
      unsafe Highs_changeObjectiveOffset($0.raw, scale.scaled(offset))
    }
  }

  public func setCost(_ column: ColumnIndex, _ cost: Double) throws(SolverError) {
    check(column)
    try checkCosts([cost])
    try handle.call("Highs_changeColCost") {
      unsafe Highs_changeColCost($0.raw, column.position, scale.scaled(cost))
    }
  }

  public func setCosts(_ columns: [ColumnIndex], _ costs: [Double]) throws(SolverError) {
    precondition(columns.count == costs.count, "\(costs.count) costs, \(columns.count) columns")
    guard !columns.isEmpty else { return }
    try checkCosts(costs)
    let scaled = scale.scaled(costs)
    try handle.call("Highs_changeColsCostBySet") { instance in
      unsafe Highs_changeColsCostBySet(
        instance.raw, HighsInt(columns.count), columns.map(\.position), scaled)
    }
  }

  public func setCosts(_ costs: [Double]) throws(SolverError) {
    precondition(costs.count == columnCount, "\(costs.count) costs, \(columnCount) columns")
    guard !costs.isEmpty else { return }
    try checkCosts(costs)
    var offset = 0.0
    try handle.call("Highs_getObjectiveOffset") { unsafe Highs_getObjectiveOffset($0.raw, &offset) }
    let plain = scale.restored(offset)
    rescale(for: costs)
    let scaled = scale.scaled(costs)
    try handle.call("Highs_changeColsCostByRange") { instance in
      unsafe Highs_changeColsCostByRange(instance.raw, 0, HighsInt(costs.count - 1), scaled)
    }
    try setObjectiveOffset(plain)
  }

  public func setColumnBounds(
    _ column: ColumnIndex, lower: Double, upper: Double
  ) throws(SolverError) {
    check(column)
    try checkBounds([lower], [upper], of: "column")
    try handle.call("Highs_changeColBounds", allowsWarning: true) {
      unsafe Highs_changeColBounds($0.raw, column.position, lower, upper)
    }
  }

  public func setColumnBounds(
    _ columns: [ColumnIndex], lower: [Double], upper: [Double]
  ) throws(SolverError) {
    precondition(
      columns.count == lower.count && columns.count == upper.count,
      "\(columns.count) columns, \(lower.count) lower and \(upper.count) upper bounds")
    guard !columns.isEmpty else { return }
    try checkBounds(lower, upper, of: "column")
    try handle.call("Highs_changeColsBoundsBySet", allowsWarning: true) { instance in
      unsafe Highs_changeColsBoundsBySet(
        instance.raw, HighsInt(columns.count), columns.map(\.position), lower, upper)
    }
  }

  public func setRowBounds(_ row: RowIndex, lower: Double, upper: Double) throws(SolverError) {
    check(row)
    try checkBounds([lower], [upper], of: "row")
    try handle.call("Highs_changeRowBounds", allowsWarning: true) {
      unsafe Highs_changeRowBounds($0.raw, row.position, lower, upper)
    }
  }

  public func setRowBounds(
    _ rows: [RowIndex], lower: [Double], upper: [Double]
  ) throws(SolverError) {
    precondition(
      rows.count == lower.count && rows.count == upper.count,
      "\(rows.count) rows, \(lower.count) lower and \(upper.count) upper bounds")
    guard !rows.isEmpty else { return }
    try checkBounds(lower, upper, of: "row")
    try handle.call("Highs_changeRowsBoundsBySet", allowsWarning: true) { instance in
      unsafe Highs_changeRowsBoundsBySet(
        instance.raw, HighsInt(rows.count), rows.map(\.position), lower, upper)
    }
  }

  public func setIntegrality(
    _ columns: [ColumnIndex], _ isInteger: [Bool]
  ) throws(SolverError) {
    precondition(
      columns.count == isInteger.count, "\(columns.count) columns, \(isInteger.count) flags")
    guard !columns.isEmpty else { return }
    try handle.call("Highs_changeColsIntegralityBySet") { instance in
      unsafe Highs_changeColsIntegralityBySet(
        instance.raw, HighsInt(columns.count), columns.map(\.position), kinds(isInteger))
    }
  }

  public func setEntry(
    _ row: RowIndex, _ column: ColumnIndex, _ value: Double
  ) throws(SolverError) {
    check(row)
    check(column)
    if value != 0 { try checkCoefficients([value]) }
    try handle.call("Highs_changeCoeff") {
      unsafe Highs_changeCoeff($0.raw, row.position, column.position, value)
    }
  }

  @discardableResult
  public func addRows(_ rows: NewRows) throws(SolverError) -> RowIndex {
    let first = RowIndex(rowCount)
    guard rows.count > 0 else { return first }
    try checkBounds(rows.lower, rows.upper, of: "row")
    try checkCoefficients(rows.values)
    try handle.call("Highs_addRows", allowsWarning: true) { instance in
      unsafe Highs_addRows(
        instance.raw, HighsInt(rows.count), rows.lower, rows.upper, HighsInt(rows.values.count),
        rows.starts, rows.columns, rows.values)
    }
    return first
  }

  @discardableResult
  public func addColumns(_ columns: NewColumns) throws(SolverError) -> ColumnIndex {
    let first = ColumnIndex(columnCount)
    guard columns.count > 0 else { return first }
    try checkCosts(columns.cost)
    try checkBounds(columns.lower, columns.upper, of: "column")
    try checkCoefficients(columns.values)
    let scaled = scale.scaled(columns.cost)
    try handle.call("Highs_addCols", allowsWarning: true) { instance in
      unsafe Highs_addCols(
        instance.raw, HighsInt(columns.count), scaled, columns.lower, columns.upper,
        HighsInt(columns.values.count), columns.starts, columns.rows, columns.values)
    }
    let integers = columns.isInteger.indices.filter { columns.isInteger[$0] }.map { first + $0 }
    try setIntegrality(integers, [Bool](repeating: true, count: integers.count))
    return first
  }

  public func deleteRows(from row: RowIndex) throws(SolverError) {
    let count = rowCount
    precondition(row.offset <= count, "row \(row.position) of \(count) rows")
    guard row.offset < count else { return }
    try handle.call("Highs_deleteRowsByRange") {
      unsafe Highs_deleteRowsByRange($0.raw, row.position, HighsInt(count - 1))
    }
  }

  func check(_ column: ColumnIndex) {
    precondition(column.offset < columnCount, "column \(column.position) of \(columnCount)")
  }

  func check(_ row: RowIndex) {
    precondition(row.offset < rowCount, "row \(row.position) of \(rowCount)")
  }
}
