import LinearModel

/// Yes-or-no columns between the items about which the rows leave no choice.
///
/// A supplier who must have a share of a scope, and whose bids there are worth less, does not win
/// there; nor does its bundle. In fractions it may, so that without this the bound is lower than it
/// need be, and prices of such rows grow without end.
///
/// ```text
/// x = 0  where  Σ_{z ≠ x} min(a[z] lower[z], a[z] upper[z]) + a[x] > upper[r], and so for lower[r] and for x = 1,
///        or where ``DecisionRows`` cannot be kept beside x = 1
/// ```
struct SureDecisions {
  /// By column of the cut model, its one value; `nil` where there is a choice.
  private(set) var values: [Double?]

  /// - Parameters:
  ///   - model: The cut model.
  ///   - matrix: Its entries.
  ///   - candidates: Yes-or-no columns between the items.
  ///   - rows: Rows in which only such columns stand.
  init(
    _ model: LinearModel, _ matrix: SparseColumns, _ candidates: [Int], _ rows: DecisionRows
  ) {
    values = Array(repeating: nil, count: model.columnCount)
    for column in candidates where model.columnLower[column] == model.columnUpper[column] {
      values[column] = model.columnLower[column]
    }
    decideByRow(model, matrix, candidates)
    var isNew = true
    while isNew {
      isNew = false
      for column in candidates where values[column] == nil {
        for value in [0.0, 1] where rows.consequences(of: column, at: value, values) == nil {
          values[column] = 1 - value
          isNew = true
        }
      }
    }
  }

  /// What one row alone says.
  private mutating func decideByRow(
    _ model: LinearModel, _ matrix: SparseColumns, _ candidates: [Int]
  ) {
    var ranges = [RowRange](repeating: RowRange(), count: model.rowCount)
    for column in 0..<model.columnCount {
      let (lower, upper) = (model.columnLower[column], model.columnUpper[column])
      for place in matrix.range(of: ColumnIndex(column)) {
        ranges[Int(matrix.rows[place])].add(matrix.values[place], lower, upper)
      }
    }
    for column in candidates where values[column] == nil {
      for place in matrix.range(of: ColumnIndex(column)) {
        let row = Int(matrix.rows[place])
        let (range, value) = (ranges[row], matrix.values[place])
        // Its own part of the row goes from 0 to the value.
        let least = range.least - min(0, value)
        let most = range.most - max(0, value)
        for end in [0.0, 1] {
          let isMissed =
            least + end * value > model.rowUpper[row] + range.tolerance
            || most + end * value < model.rowLower[row] - range.tolerance
          if isMissed { values[column] = 1 - end }
        }
      }
    }
  }

  /// What a row can be.
  private struct RowRange {
    private(set) var least = 0.0
    private(set) var most = 0.0
    private var size = 0.0

    mutating func add(_ value: Double, _ lower: Double, _ upper: Double) {
      least += min(value * lower, value * upper)
      most += max(value * lower, value * upper)
      size += max(abs(value * lower), abs(value * upper))
    }

    /// More than the sums' rounding.
    var tolerance: Double { 1e-9 * (1 + size) }
  }
}
