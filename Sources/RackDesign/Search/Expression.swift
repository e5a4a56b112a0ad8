import LinearModel

/// A sum of columns times factors, and a constant.
struct Expression: Sendable {
  var terms: [(column: ColumnIndex, factor: Double)] = []
  var constant = 0.0

  /// The constant `value`.
  init(_ value: Double = 0) { constant = value }

  /// One column times a factor.
  init(_ column: ColumnIndex, _ factor: Double = 1) { terms = [(column, factor)] }

  static func + (left: Expression, right: Expression) -> Expression {
    var sum = left
    sum += right
    return sum
  }

  static func - (left: Expression, right: Expression) -> Expression { left + right * -1 }

  static func + (left: Expression, right: Double) -> Expression { left + Expression(right) }

  static func - (left: Expression, right: Double) -> Expression { left + Expression(-right) }

  static func * (left: Expression, factor: Double) -> Expression {
    var product = left
    product.constant *= factor
    for index in product.terms.indices { product.terms[index].factor *= factor }
    return product
  }

  static func += (left: inout Expression, right: Expression) {
    left.constant += right.constant
    left.terms.append(contentsOf: right.terms)
  }
}

/// A model under construction, with what is needed to bound its expressions.
struct SearchModel: Sendable {
  /// Whose column it is, for bounds that know that a role holds one type only.
  struct Owner: Sendable {
    var block: Int
    var candidate: Int
    var isPieces: Bool
  }

  var model = LinearModel()
  /// By column; `nil` for what no candidate owns.
  private(set) var owners: [Owner?] = []

  /// Adds a column.
  mutating func column(
    _ lower: Double, _ upper: Double, isInteger: Bool = false, owner: Owner? = nil
  ) -> ColumnIndex {
    owners.append(owner)
    return model.addColumn(cost: 0, lower: lower, upper: upper, isInteger: isInteger)
  }

  /// Adds a column of 0 or 1.
  mutating func binary(owner: Owner? = nil) -> ColumnIndex {
    column(0, 1, isInteger: true, owner: owner)
  }

  /// Asks for `expression ≥ 0`.
  ///
  /// Rows are scaled by a power of two that brings the largest factor near 1; what is rounding to
  /// the checker (``Verdict/tolerance``) is allowed here too.
  mutating func require(_ expression: Expression) {
    guard let row = scaled(expression) else {
      // Nothing can be chosen: a row without columns says whether it holds.
      if expression.constant < -Verdict.tolerance { model.addRow(lower: 1, upper: .infinity) }
      return
    }
    let slack = Verdict.tolerance * max(1, abs(expression.constant)) * row.scale
    model.addRow(
      lower: -row.constant - slack, upper: .infinity,
      entries: row.terms.map { ($0.column, $0.factor) })
  }

  /// Asks for `expression = 0`.
  mutating func requireZero(_ expression: Expression) {
    guard let row = scaled(expression) else {
      if abs(expression.constant) > Verdict.tolerance { model.addRow(lower: 1, upper: .infinity) }
      return
    }
    let constant = row.constant - row.loosened
    model.addRow(
      lower: -constant - row.loosened, upper: -constant + row.loosened,
      entries: row.terms.map { ($0.column, $0.factor) })
  }

  private struct Row {
    var terms: [(column: ColumnIndex, factor: Double)]
    var constant: Double
    var scale: Double
    /// By how much factors that a solver would not take could have mattered.
    var loosened: Double
  }

  /// Factors of one column added up, the largest near 1; `nil` without a factor.
  ///
  /// Factors below 1e-9 of the largest are left out, with the row loosened by what they can add.
  private func scaled(_ expression: Expression) -> Row? {
    let merged = merged(expression)
    let lower = model.columnLower
    let upper = model.columnUpper
    let largest = merged.reduce(0) { max($0, abs($1.factor)) }
    guard largest > 0 else { return nil }
    let scale = 1 / Double(sign: .plus, exponent: largest.exponent, significand: 1)
    var row = Row(terms: [], constant: expression.constant * scale, scale: scale, loosened: 0)
    for (column, factor) in merged where factor != 0 {
      let value = factor * scale
      let ends = [lower[column.offset], upper[column.offset]]
      let most = ends.map { abs($0 * value) }.max() ?? 0
      if abs(value) < 1e-9, most.isFinite {
        row.loosened += most
      } else {
        row.terms.append((column, value))
      }
    }
    row.constant += row.loosened
    return row
  }

  private func merged(_ expression: Expression) -> [(column: ColumnIndex, factor: Double)] {
    var merged: [(column: ColumnIndex, factor: Double)] = []
    for term in expression.terms.sorted(by: { $0.column < $1.column }) {
      if let last = merged.last, last.column == term.column {
        merged[merged.count - 1].factor += term.factor
      } else {
        merged.append(term)
      }
    }
    return merged
  }

  /// Makes `expression` the objective, to be minimised.
  mutating func minimise(_ expression: Expression) {
    model.offset = expression.constant
    var costs = model.cost
    for term in expression.terms { costs[term.column.offset] += term.factor }
    model.cost = costs
  }
}
