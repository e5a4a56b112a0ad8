/// A linear or mixed-integer model, held in flat arrays and without names.
///
/// ```text
/// minimise    offset + Σ_j cost[j] x[j]
/// subject to  rowLower[i] ≤ Σ_j a[i,j] x[j] ≤ rowUpper[i]      ∀ rows i
///             columnLower[j] ≤ x[j] ≤ columnUpper[j]           ∀ columns j
///             x[j] integer where isInteger[j]
/// ```
///
/// An absent bound is `-Double.infinity` or `Double.infinity`. Rows come first, as families with known
/// positions; then each column is opened with ``addColumn(cost:lower:upper:isInteger:)`` and its
/// entries follow with ``addEntry(_:_:)``, so the matrix grows column by column and is never sorted.
/// Rows that are thought of later, with columns that exist, come by
/// ``addRow(lower:upper:entries:)``. Entries of one row and column add up; zeros are not kept.
///
/// A model is a value: it is not tied to a solver, and a copy is free until one of the two changes.
/// At most `Int32.max` rows, columns and entries.
public struct LinearModel: Sendable {
  /// The constant of the objective.
  public var offset = 0.0

  @usableFromInline var costStore: [Double] = []
  @usableFromInline var columnLowerStore: [Double] = []
  @usableFromInline var columnUpperStore: [Double] = []
  @usableFromInline var isIntegerStore: [Bool] = []
  @usableFromInline var rowLowerStore: [Double] = []
  @usableFromInline var rowUpperStore: [Double] = []

  /// Where each column's entries start; its last column's end is the count of the entries.
  @usableFromInline var starts: [Int32] = []
  @usableFromInline var entryRows: [Int32] = []
  @usableFromInline var entryValues: [Double] = []

  /// Entries that came row by row: (row, column, value), in the order of arrival.
  @usableFromInline var late = LateEntries()

  /// Makes a model without rows and columns.
  public init() {}

  /// Makes room, so that building does not move what is there.
  ///
  /// - Parameters:
  ///   - columns: Columns expected in all, ≥ 0.
  ///   - rows: Rows expected in all, ≥ 0.
  ///   - nonzeros: Entries expected in all, ≥ 0.
  public mutating func reserveCapacity(columns: Int, rows: Int, nonzeros: Int) {
    costStore.reserveCapacity(columns)
    columnLowerStore.reserveCapacity(columns)
    columnUpperStore.reserveCapacity(columns)
    isIntegerStore.reserveCapacity(columns)
    starts.reserveCapacity(columns)
    rowLowerStore.reserveCapacity(rows)
    rowUpperStore.reserveCapacity(rows)
    entryRows.reserveCapacity(nonzeros)
    entryValues.reserveCapacity(nonzeros)
  }

  /// Columns (variables).
  @inlinable public var columnCount: Int { costStore.count }

  /// Rows (constraints).
  @inlinable public var rowCount: Int { rowLowerStore.count }

  /// Entries as they were added: those of one row and column count each.
  @inlinable public var nonzeroCount: Int { entryRows.count + late.values.count }

  /// The columns' indices in order.
  public var columns: some Sequence<ColumnIndex> { (0..<columnCount).lazy.map { ColumnIndex($0) } }

  /// The rows' indices in order.
  public var rows: some Sequence<RowIndex> { (0..<rowCount).lazy.map { RowIndex($0) } }

  /// Whether some column is integer.
  public var isMixedInteger: Bool { isIntegerStore.contains(true) }
}

/// Entries that came row by row, when their columns were no longer open.
@usableFromInline
struct LateEntries: Sendable {
  @usableFromInline var rows: [Int32] = []
  @usableFromInline var columns: [Int32] = []
  @usableFromInline var values: [Double] = []

  @usableFromInline init() {}
}

// MARK: - Building

extension LinearModel {
  /// Adds a family of rows with the same bounds and, so far, no entries.
  ///
  /// - Parameters:
  ///   - count: Rows to add, ≥ 0.
  ///   - lower: Lower bound of each, `-Double.infinity` for none.
  ///   - upper: Upper bound of each, `Double.infinity` for none.
  /// - Returns: The first of `count` consecutive rows.
  @inlinable @discardableResult
  public mutating func addRows(_ count: Int, lower: Double, upper: Double) -> RowIndex {
    let first = RowIndex(rowCount)
    rowLowerStore.append(contentsOf: repeatElement(lower, count: count))
    rowUpperStore.append(contentsOf: repeatElement(upper, count: count))
    return first
  }

  /// Adds a row that has, so far, no entries.
  @inlinable @discardableResult
  public mutating func addRow(lower: Double, upper: Double) -> RowIndex {
    let row = RowIndex(rowCount)
    rowLowerStore.append(lower)
    rowUpperStore.append(upper)
    return row
  }

  /// Adds a row over columns that exist.
  ///
  /// - Parameters:
  ///   - lower: Lower bound, `-Double.infinity` for none.
  ///   - upper: Upper bound, `Double.infinity` for none.
  ///   - entries: Pairs of column and coefficient; those of one column add up.
  /// - Returns: The new row.
  /// - Complexity: O(entries); they are merged into their columns when a solver or writer asks.
  @inlinable @discardableResult
  public mutating func addRow(
    lower: Double, upper: Double, entries: some Sequence<(ColumnIndex, Double)>
  ) -> RowIndex {
    let row = addRow(lower: lower, upper: upper)
    for (column, value) in entries where value != 0 {
      precondition(
        column.offset < columnCount, "column \(column.position) of \(columnCount) columns")
      late.rows.append(row.position)
      late.columns.append(column.position)
      late.values.append(value)
    }
    return row
  }

  /// Adds a column and opens it: entries that follow are its own, until the next column.
  ///
  /// - Parameters:
  ///   - cost: Its coefficient in the objective.
  ///   - lower: Lower bound, `-Double.infinity` for none.
  ///   - upper: Upper bound, `Double.infinity` for none.
  ///   - isInteger: Whether only whole values are allowed.
  /// - Returns: The new column.
  @inlinable @discardableResult
  public mutating func addColumn(
    cost: Double, lower: Double, upper: Double, isInteger: Bool = false
  ) -> ColumnIndex {
    let column = ColumnIndex(columnCount)
    costStore.append(cost)
    columnLowerStore.append(lower)
    columnUpperStore.append(upper)
    isIntegerStore.append(isInteger)
    starts.append(Int32(entryRows.count))
    return column
  }

  /// Adds an entry to the open column, which is the latest.
  ///
  /// - Parameters:
  ///   - row: A row that exists. Entries of one row add up.
  ///   - value: The coefficient; nothing is kept of a zero.
  @inlinable public mutating func addEntry(_ row: RowIndex, _ value: Double) {
    precondition(row.offset < rowCount, "row \(row.position) of \(rowCount) rows")
    precondition(!starts.isEmpty, "an entry needs an open column")
    guard value != 0 else { return }
    entryRows.append(row.position)
    entryValues.append(value)
  }
}

// MARK: - Element by element

extension LinearModel {
  /// Objective coefficient of each column; elements may be set, their number not.
  public var cost: [Double] {
    get { costStore }
    _modify {
      let count = columnCount
      yield &costStore
      precondition(costStore.count == count, "\(costStore.count) costs for \(count) columns")
    }
  }

  /// Lower bound of each column; elements may be set, their number not.
  public var columnLower: [Double] {
    get { columnLowerStore }
    _modify {
      yield &columnLowerStore
      check(columnLowerStore.count, columnCount)
    }
  }

  /// Upper bound of each column; elements may be set, their number not.
  public var columnUpper: [Double] {
    get { columnUpperStore }
    _modify {
      yield &columnUpperStore
      check(columnUpperStore.count, columnCount)
    }
  }

  /// Whether each column is integer; elements may be set, their number not.
  public var isInteger: [Bool] {
    get { isIntegerStore }
    _modify {
      yield &isIntegerStore
      check(isIntegerStore.count, columnCount)
    }
  }

  /// Lower bound of each row; elements may be set, their number not.
  public var rowLower: [Double] {
    get { rowLowerStore }
    _modify {
      let count = rowCount
      yield &rowLowerStore
      check(rowLowerStore.count, count)
    }
  }

  /// Upper bound of each row; elements may be set, their number not.
  public var rowUpper: [Double] {
    get { rowUpperStore }
    _modify {
      yield &rowUpperStore
      check(rowUpperStore.count, rowCount)
    }
  }

  private func check(_ count: Int, _ expected: Int) {
    precondition(count == expected, "\(count) elements where the model has \(expected)")
  }
}
