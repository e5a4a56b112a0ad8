import LinearModel

/// Adds up what stands several times in an expression.
struct TermMerger {
  /// By column, its place among the merged terms; -1 between merges.
  private var places: [Int32] = []

  /// The terms of an expression, each column once, in the order in which they came.
  ///
  /// - Parameters:
  ///   - expression: The expression.
  ///   - columnCount: Columns of its model.
  /// - Returns: Columns and their coefficients; what cancels out is 0.
  mutating func merged(
    _ expression: LinearExpression, columnCount: Int
  ) -> [(column: ColumnIndex, coefficient: Double)] {
    let missing = columnCount - places.count
    if missing > 0 { places.append(contentsOf: repeatElement(-1, count: missing)) }
    var merged: [(column: ColumnIndex, coefficient: Double)] = []
    merged.reserveCapacity(expression.terms.count)
    for term in expression.terms {
      let place = Int(places[term.column.offset])
      if place >= 0 {
        merged[place].coefficient += term.coefficient
      } else {
        places[term.column.offset] = Int32(merged.count)
        merged.append(term)
      }
    }
    for term in merged { places[term.column.offset] = -1 }
    return merged
  }
}
