import LinearModel

/// Rows of the cut model in which only yes-or-no columns between the items stand: how many may win,
/// that a bundle wins only with its supplier, what a winner's only bundle is worth.
struct DecisionRows {
  /// By row, its columns; empty for others.
  private var entries: [[(column: Int, value: Double)]]
  /// By column, its rows of this kind.
  private var rowsOf: [[Int]]
  private let lower: [Double]
  private let upper: [Double]

  /// - Parameters:
  ///   - model: The cut model.
  ///   - matrix: Its entries.
  ///   - isInside: By column, whether it is one of an option's.
  init(_ model: LinearModel, _ matrix: SparseColumns, isInside: [Bool]) {
    (lower, upper) = (model.rowLower, model.rowUpper)
    var isMixed = [Bool](repeating: false, count: model.rowCount)
    entries = Array(repeating: [], count: model.rowCount)
    rowsOf = Array(repeating: [], count: model.columnCount)
    for column in 0..<model.columnCount {
      let isBetween = model.isInteger[column] && !isInside[column]
      for place in matrix.range(of: ColumnIndex(column)) {
        let row = Int(matrix.rows[place])
        if isBetween {
          entries[row].append((column, matrix.values[place]))
        } else {
          isMixed[row] = true
        }
      }
    }
    for row in entries.indices {
      if isMixed[row] { entries[row] = [] }
      for entry in entries[row] { rowsOf[entry.column].append(row) }
    }
  }

  /// Whether a row of the blocks is of this kind.
  func contains(_ row: Int) -> Bool { row < entries.count && !entries[row].isEmpty }

  /// What follows from a column at a value, row by row, whatever is still open.
  ///
  /// - Parameters:
  ///   - column: A yes-or-no column between the items.
  ///   - value: 0 or 1.
  ///   - values: By column, the value at which it is held; `nil`: open.
  /// - Returns: The column, and open ones that can have one value only then; `nil` where a row is
  ///   missed.
  func consequences(
    of column: Int, at value: Double, _ values: [Double?]
  ) -> [(column: Int, value: Double)]? {
    var held = [(column: column, value: value)]
    func now(_ column: Int) -> Double? {
      held.first { $0.column == column }?.value ?? values[column]
    }
    var next = 0
    while next < held.count {
      for row in rowsOf[held[next].column] {
        guard let range = range(row, now) else { return nil }
        for entry in entries[row] where now(entry.column) == nil {
          let (least, most) = (min(0, entry.value), max(0, entry.value))
          let isNeverOn =
            range.least - least + entry.value > upper[row] + Self.tolerance
            || range.most - most + entry.value < lower[row] - Self.tolerance
          let isNeverOff =
            range.least - least > upper[row] + Self.tolerance
            || range.most - most < lower[row] - Self.tolerance
          if isNeverOn, isNeverOff { return nil }
          if isNeverOn { held.append((entry.column, 0)) }
          if isNeverOff { held.append((entry.column, 1)) }
        }
      }
      next += 1
    }
    return held
  }

  /// Columns that are held at 1 and that a missed row would rather have at 0.
  ///
  /// - Parameters:
  ///   - column: One of the row's columns.
  ///   - values: By column, the value at which it is held; `nil`: open.
  /// - Returns: The columns, once for each such row.
  func excess(beside column: Int, _ values: [Double?]) -> [Int] {
    rowsOf[column].flatMap { row -> [Int] in
      let least = entries[row].reduce(0) { sum, entry in
        sum + (values[entry.column].map { $0 * entry.value } ?? min(0, entry.value))
      }
      guard least > upper[row] + Self.tolerance else { return [] }
      return entries[row].filter { $0.value > 0 && $0.column != column && values[$0.column] == 1 }
        .map(\.column)
    }
  }

  /// What a row can still be; `nil` where that is beyond its bounds.
  private func range(_ row: Int, _ now: (Int) -> Double?) -> (least: Double, most: Double)? {
    var (least, most) = (0.0, 0.0)
    for entry in entries[row] {
      if let held = now(entry.column) {
        least += entry.value * held
        most += entry.value * held
      } else {
        least += min(0, entry.value)
        most += max(0, entry.value)
      }
    }
    let isKept = least <= upper[row] + Self.tolerance && most >= lower[row] - Self.tolerance
    return isKept ? (least, most) : nil
  }

  private static var tolerance: Double { 1e-9 }
}
