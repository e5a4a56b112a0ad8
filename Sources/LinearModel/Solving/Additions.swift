/// Rows to add to a session, row by row.
public struct NewRows: Sendable {
  /// Lower bound of each row.
  public private(set) var lower: [Double] = []

  /// Upper bound of each row.
  public private(set) var upper: [Double] = []

  /// Where each row's entries start.
  public private(set) var starts: [Int32] = []

  /// Column of each entry.
  public private(set) var columns: [Int32] = []

  /// Coefficient of each entry.
  public private(set) var values: [Double] = []

  /// Makes a list of no rows.
  public init() {}

  /// Rows so far.
  public var count: Int { lower.count }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - lower: Lower bound, `-Double.infinity` for none.
  ///   - upper: Upper bound, `Double.infinity` for none.
  ///   - entries: Pairs of column and coefficient; those of one column add up.
  public mutating func addRow(
    lower: Double, upper: Double, entries: some Sequence<(ColumnIndex, Double)>
  ) {
    self.lower.append(lower)
    self.upper.append(upper)
    starts.append(Int32(columns.count))
    appendSummed(entries.lazy.map { ($0.0.position, $0.1) }, to: &columns, &values)
  }
}

/// Columns to add to a session, column by column.
public struct NewColumns: Sendable {
  /// Objective coefficient of each column.
  public private(set) var cost: [Double] = []

  /// Lower bound of each column.
  public private(set) var lower: [Double] = []

  /// Upper bound of each column.
  public private(set) var upper: [Double] = []

  /// Whether each column is integer.
  public private(set) var isInteger: [Bool] = []

  /// Where each column's entries start.
  public private(set) var starts: [Int32] = []

  /// Row of each entry.
  public private(set) var rows: [Int32] = []

  /// Coefficient of each entry.
  public private(set) var values: [Double] = []

  /// Makes a list of no columns.
  public init() {}

  /// Columns so far.
  public var count: Int { lower.count }

  /// Adds a column.
  ///
  /// - Parameters:
  ///   - cost: Its coefficient in the objective.
  ///   - lower: Lower bound, `-Double.infinity` for none.
  ///   - upper: Upper bound, `Double.infinity` for none.
  ///   - isInteger: Whether only whole values are allowed.
  ///   - entries: Pairs of row and coefficient; those of one row add up.
  public mutating func addColumn(
    cost: Double, lower: Double, upper: Double, isInteger: Bool = false,
    entries: some Sequence<(RowIndex, Double)>
  ) {
    self.cost.append(cost)
    self.lower.append(lower)
    self.upper.append(upper)
    self.isInteger.append(isInteger)
    starts.append(Int32(rows.count))
    appendSummed(entries.lazy.map { ($0.0.position, $0.1) }, to: &rows, &values)
  }
}

/// Appends one row or column, in order of index, doubles added up and zeros dropped.
private func appendSummed(
  _ entries: some Sequence<(Int32, Double)>, to indices: inout [Int32], _ values: inout [Double]
) {
  // Stable by arrival, so that sums do not depend on the sorting.
  let ordered = entries.enumerated().sorted {
    ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
  }
  var place = 0
  while place < ordered.count {
    let index = ordered[place].element.0
    var sum = 0.0
    while place < ordered.count, ordered[place].element.0 == index {
      sum += ordered[place].element.1
      place += 1
    }
    guard sum != 0 else { continue }
    indices.append(index)
    values.append(sum)
  }
}
