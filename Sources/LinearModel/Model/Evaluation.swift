/// By how much values break a model, each the worst case, 0 where nothing is broken.
public struct Violation: Equatable, Sendable {
  /// Furthest that a column's value lies outside its bounds, in the column's unit.
  public var column: Double

  /// Furthest that a row's activity lies outside its bounds, in the row's unit.
  public var row: Double

  /// Furthest that an integer column's value lies from a whole number.
  public var integrality: Double

  /// Makes a violation; nothing is broken unless said so.
  public init(column: Double = 0, row: Double = 0, integrality: Double = 0) {
    self.column = column
    self.row = row
    self.integrality = integrality
  }

  /// The worst of the three.
  public var worst: Double { max(column, row, integrality) }
}

extension LinearModel {
  /// The activity of each row at a point: `A x`.
  ///
  /// - Parameter values: One value a column.
  /// - Returns: One value a row, in the row's unit.
  /// - Complexity: O(rows + entries).
  public func activity(of values: [Double]) -> [Double] {
    precondition(values.count == columnCount, "\(values.count) values, \(columnCount) columns")
    var result = [Double](repeating: 0, count: rowCount)
    for column in 0..<columnCount {
      let value = values[column]
      guard value != 0 else { continue }
      let end = column + 1 < columnCount ? Int(starts[column + 1]) : entryRows.count
      for entry in Int(starts[column])..<end {
        result[Int(entryRows[entry])] += entryValues[entry] * value
      }
    }
    for entry in late.values.indices {
      result[Int(late.rows[entry])] += late.values[entry] * values[Int(late.columns[entry])]
    }
    return result
  }

  /// The objective at a point, the offset included.
  ///
  /// - Parameter values: One value a column.
  /// - Returns: The cost, in the objective's unit.
  public func objective(of values: [Double]) -> Double {
    precondition(values.count == columnCount, "\(values.count) values, \(columnCount) columns")
    var sum = offset
    for column in values.indices { sum += costStore[column] * values[column] }
    return sum
  }

  /// By how much a point breaks bounds, rows and integrality.
  ///
  /// - Parameter values: One value a column.
  /// - Returns: The worst of each kind.
  /// - Complexity: O(rows + entries).
  public func violation(of values: [Double]) -> Violation {
    let activities = activity(of: values)
    var violation = Violation()
    for column in values.indices {
      let value = values[column]
      violation.column = max(
        violation.column, columnLowerStore[column] - value, value - columnUpperStore[column])
      if isIntegerStore[column] {
        violation.integrality = max(violation.integrality, abs(value - value.rounded()))
      }
    }
    for row in activities.indices {
      violation.row = max(
        violation.row, rowLowerStore[row] - activities[row], activities[row] - rowUpperStore[row])
    }
    return violation
  }

  /// A lower bound of the objective that follows from any row duals, right or wrong.
  ///
  /// By weak duality no feasible point costs less than
  /// `offset + Σ_i min(y_i r : r in row i's bounds) + Σ_j min(d_j x : x in column j's bounds)` with
  /// `d = cost - Aᵀ y`. Optimal duals give the optimum of the relaxation; worse ones less. It does
  /// not rest on a solver's tolerances, only on this sum's rounding.
  ///
  /// - Parameter rowDuals: One value a row, in the sign convention of ``Solution/rowDuals``.
  /// - Returns: The bound; `-Double.infinity` where a dual leans on an absent bound.
  /// - Complexity: O(rows + columns + entries).
  public func lagrangianBound(rowDuals: [Double]) -> Double {
    var sum = offset
    for row in rowDuals.indices where rowDuals[row] != 0 {
      sum += rowDuals[row] * (rowDuals[row] > 0 ? rowLowerStore[row] : rowUpperStore[row])
    }
    let reduced = reducedCosts(rowDuals: rowDuals)
    for column in reduced.indices where reduced[column] != 0 {
      let bound = reduced[column] > 0 ? columnLowerStore[column] : columnUpperStore[column]
      sum += reduced[column] * bound
    }
    return sum
  }

  /// The reduced costs that belong to row duals: `cost - Aᵀ y`.
  ///
  /// - Parameter rowDuals: One value a row.
  /// - Returns: One value a column.
  /// - Complexity: O(columns + entries).
  public func reducedCosts(rowDuals: [Double]) -> [Double] {
    precondition(rowDuals.count == rowCount, "\(rowDuals.count) duals, \(rowCount) rows")
    var result = costStore
    for column in 0..<columnCount {
      let end = column + 1 < columnCount ? Int(starts[column + 1]) : entryRows.count
      var sum = result[column]
      for entry in Int(starts[column])..<end {
        sum -= entryValues[entry] * rowDuals[Int(entryRows[entry])]
      }
      result[column] = sum
    }
    for entry in late.values.indices {
      result[Int(late.columns[entry])] -= late.values[entry] * rowDuals[Int(late.rows[entry])]
    }
    return result
  }
}
