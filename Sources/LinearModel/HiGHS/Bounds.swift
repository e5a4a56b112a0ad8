/// The bounds of a model, all of them.
struct Bounds {
  var columnLower: [Double]
  var columnUpper: [Double]
  var rowLower: [Double]
  var rowUpper: [Double]

  /// Whether a bound exists.
  func exists(_ side: BoundSide) -> Bool {
    switch side {
    case .rowLower(let row): rowLower[row] > -.infinity
    case .rowUpper(let row): rowUpper[row] < .infinity
    case .columnLower(let column): columnLower[column] > -.infinity
    case .columnUpper(let column): columnUpper[column] < .infinity
    }
  }

  /// Every bound that exists: those of rows first, lower before upper.
  func existingSides() -> [BoundSide] {
    var sides: [BoundSide] = []
    for row in rowLower.indices.lazy.map({ RowIndex($0) }) {
      sides += [.rowLower(row), .rowUpper(row)]
    }
    for column in columnLower.indices.lazy.map({ ColumnIndex($0) }) {
      sides += [.columnLower(column), .columnUpper(column)]
    }
    return sides.filter(exists)
  }

  /// Takes one bound away.
  mutating func remove(_ side: BoundSide) {
    switch side {
    case .rowLower(let row): rowLower[row] = -.infinity
    case .rowUpper(let row): rowUpper[row] = .infinity
    case .columnLower(let column): columnLower[column] = -.infinity
    case .columnUpper(let column): columnUpper[column] = .infinity
    }
  }

  /// Puts one bound back to what it is in `original`.
  mutating func restore(_ side: BoundSide, from original: Bounds) {
    switch side {
    case .rowLower(let row): rowLower[row] = original.rowLower[row]
    case .rowUpper(let row): rowUpper[row] = original.rowUpper[row]
    case .columnLower(let column): columnLower[column] = original.columnLower[column]
    case .columnUpper(let column): columnUpper[column] = original.columnUpper[column]
    }
  }

  /// The first pair of bounds that leaves no room, if any.
  func crossedPair() -> Set<BoundSide>? {
    for row in rowLower.indices.lazy.map({ RowIndex($0) }) where rowLower[row] > rowUpper[row] {
      return [.rowLower(row), .rowUpper(row)]
    }
    for column in columnLower.indices.lazy.map({ ColumnIndex($0) })
    where columnLower[column] > columnUpper[column] {
      return [.columnLower(column), .columnUpper(column)]
    }
    return nil
  }
}
