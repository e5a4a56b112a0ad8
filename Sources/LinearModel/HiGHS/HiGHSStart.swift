import CHighs

extension HiGHSSession {
  public func setStart(_ columnValues: [Double]) throws(SolverError) {
    precondition(
      columnValues.count == columnCount, "\(columnValues.count) values, \(columnCount) columns")
    guard !columnValues.isEmpty else { return }
    try handle.call("Highs_setSolution") { instance in
      unsafe Highs_setSolution(instance.raw, columnValues, nil, nil, nil)
    }
  }

  public func setStart(_ columns: [ColumnIndex], _ values: [Double]) throws(SolverError) {
    precondition(columns.count == values.count, "\(values.count) values, \(columns.count) columns")
    guard !columns.isEmpty else { return }
    try handle.call("Highs_setSparseSolution") { instance in
      unsafe Highs_setSparseSolution(
        instance.raw, HighsInt(columns.count), columns.map(\.position), values)
    }
  }

  public func basis() throws(SolverError) -> Basis? {
    guard try handle.whole("basis_validity") == kHighsBasisValidityValid else { return nil }
    var columns = [HighsInt](repeating: 0, count: columnCount)
    var rows = [HighsInt](repeating: 0, count: rowCount)
    try handle.call("Highs_getBasis") { unsafe Highs_getBasis($0.raw, &columns, &rows) }
    return Basis(
      columns: columns.map { Basis.Status(rawValue: $0) ?? .nonbasic },
      rows: rows.map { Basis.Status(rawValue: $0) ?? .nonbasic })
  }

  public func setBasis(_ basis: Basis) throws(SolverError) {
    precondition(
      basis.columns.count == columnCount && basis.rows.count == rowCount,
      "a basis of \(basis.columns.count) columns and \(basis.rows.count) rows for a model of "
        + "\(columnCount) and \(rowCount)")
    let columns = basis.columns.map(\.rawValue)
    let rows = basis.rows.map(\.rawValue)
    try handle.call("Highs_setBasis") { unsafe Highs_setBasis($0.raw, columns, rows) }
  }
}
