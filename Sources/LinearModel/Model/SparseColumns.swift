/// The matrix of a model by columns, each row at most once in a column, without zeros.
public struct SparseColumns: Sendable {
  /// Where each column starts in ``rows`` and ``values``; one element more than columns.
  public private(set) var starts: [Int32]

  /// Row of each entry, ascending within a column only if the model was built so.
  public private(set) var rows: [Int32]

  /// Coefficient of each entry, never 0.
  public private(set) var values: [Double]

  /// The entries of a column, as a range of positions in ``rows`` and ``values``.
  @inlinable public func range(of column: ColumnIndex) -> Range<Int> {
    Int(starts[column.offset])..<Int(starts[column.offset + 1])
  }

  /// Entries in all.
  @inlinable public var count: Int { rows.count }
}

extension LinearModel {
  /// The matrix by columns: what came late is merged, what came twice is added up.
  ///
  /// - Complexity: O(rows + columns + entries); without late and double entries nothing is moved.
  public func sparseColumns() -> SparseColumns {
    precondition(nonzeroCount <= Int(Int32.max), "\(nonzeroCount) entries; Int32.max is the most")
    var ends = starts
    ends.append(Int32(entryRows.count))
    var matrix = SparseColumns(starts: ends, rows: entryRows, values: entryValues)
    if !late.values.isEmpty { matrix.merge(late, columnCount: columnCount) }
    matrix.addUpDoubles(rowCount: rowCount)
    return matrix
  }
}

extension SparseColumns {
  /// Puts each late entry at the end of its column, in the order of arrival.
  fileprivate mutating func merge(_ late: LateEntries, columnCount: Int) {
    var next = [Int32](repeating: 0, count: columnCount + 1)
    for column in late.columns { next[Int(column) + 1] += 1 }
    for column in 0..<columnCount {
      next[column + 1] += next[column]  // late entries before the column's end
    }
    let count = rows.count + late.values.count
    var mergedRows = [Int32](repeating: 0, count: count)
    var mergedValues = [Double](repeating: 0, count: count)
    var mergedStarts = starts
    for column in 0..<columnCount {
      var position = Int(starts[column]) + Int(next[column])
      mergedStarts[column] = Int32(position)
      for entry in Int(starts[column])..<Int(starts[column + 1]) {
        mergedRows[position] = rows[entry]
        mergedValues[position] = values[entry]
        position += 1
      }
      next[column] = Int32(position)
    }
    mergedStarts[columnCount] = Int32(count)
    for entry in late.values.indices {
      let column = Int(late.columns[entry])
      let position = Int(next[column])
      mergedRows[position] = late.rows[entry]
      mergedValues[position] = late.values[entry]
      next[column] += 1
    }
    (starts, rows, values) = (mergedStarts, mergedRows, mergedValues)
  }

  /// Adds up entries of one row and column, at the place of the first, and drops sums of zero.
  fileprivate mutating func addUpDoubles(rowCount: Int) {
    guard hasDoubles(rowCount: rowCount) else { return }
    var place = [Int](repeating: -1, count: rowCount)  // of the row's entry in this column
    var written = 0
    for column in 0..<(starts.count - 1) {
      let first = written
      let old = Int(starts[column])..<Int(starts[column + 1])
      starts[column] = Int32(first)
      for entry in old {
        let row = Int(rows[entry])
        if place[row] >= first && place[row] < written {
          values[place[row]] += values[entry]
        } else {
          place[row] = written
          rows[written] = rows[entry]
          values[written] = values[entry]
          written += 1
        }
      }
      for entry in first..<written { place[Int(rows[entry])] = -1 }
      var kept = first
      for entry in first..<written where values[entry] != 0 {
        rows[kept] = rows[entry]
        values[kept] = values[entry]
        kept += 1
      }
      written = kept
    }
    starts[starts.count - 1] = Int32(written)
    rows.removeLast(rows.count - written)
    values.removeLast(values.count - written)
  }

  private func hasDoubles(rowCount: Int) -> Bool {
    var latestColumn = [Int32](repeating: -1, count: rowCount)
    for column in 0..<(starts.count - 1) {
      let mark = Int32(column)
      for entry in Int(starts[column])..<Int(starts[column + 1]) {
        let row = Int(rows[entry])
        if latestColumn[row] == mark { return true }
        latestColumn[row] = mark
      }
    }
    return false
  }
}
