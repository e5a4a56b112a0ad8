import LinearModel

/// Rows of the cut model in which only yes-or-no columns between the items stand: how many may win,
/// and that a bundle wins only with its supplier.
struct DecisionRows {
  /// By row, its columns; empty for others.
  private var entries: [[(column: Int, value: Double)]]
  /// By column, its rows of this kind.
  private var rowsOf: [[Int]]
  private let lower: [Double]
  private let upper: [Double]

  init(_ blocks: AwardBlocks) {
    let model = blocks.model.model
    (lower, upper) = (model.rowLower, model.rowUpper)
    var isMixed = [Bool](repeating: false, count: model.rowCount)
    entries = Array(repeating: [], count: model.rowCount)
    rowsOf = Array(repeating: [], count: model.columnCount)
    for column in 0..<model.columnCount {
      for place in blocks.matrix.range(of: ColumnIndex(column)) {
        let row = Int(blocks.matrix.rows[place])
        guard blocks.isBetween(column) else {
          isMixed[row] = true
          continue
        }
        entries[row].append((column, blocks.matrix.values[place]))
      }
    }
    for row in entries.indices {
      if isMixed[row] { entries[row] = [] }
      for entry in entries[row] { rowsOf[entry.column].append(row) }
    }
  }

  /// Whether a row of the blocks is of this kind.
  func contains(_ row: Int) -> Bool { row < entries.count && !entries[row].isEmpty }

  /// Whether a column at a value leaves its rows something, whatever is still open.
  ///
  /// - Parameters:
  ///   - column: A yes-or-no column between the items.
  ///   - value: 0 or 1.
  ///   - values: By column, the value at which it is held; `nil`: open.
  /// - Returns: Whether each of its rows can be kept by itself.
  func allow(_ column: Int, at value: Double, _ values: [Double?]) -> Bool {
    rowsOf[column].allSatisfy { row in
      var (least, most) = (0.0, 0.0)
      for entry in entries[row] {
        if let held = entry.column == column ? value : values[entry.column] {
          least += entry.value * held
          most += entry.value * held
        } else {
          least += min(0, entry.value)
          most += max(0, entry.value)
        }
      }
      return least <= upper[row] + Self.tolerance && most >= lower[row] - Self.tolerance
    }
  }

  private static var tolerance: Double { 1e-9 }
}
