/// A direction in the joining rows, and how far it pays to go along it.
struct RowMove {
  private var delta: [Double]
  private var touched: [Int32] = []

  init(rowCount: Int) { delta = Array(repeating: 0, count: rowCount) }

  /// Adds a column's entries times a factor to the direction.
  @inline(__always) mutating func add(
    _ column: Int, of columns: PricedColumns, times factor: Double
  ) {
    for entry in columns.entries(column) {
      let row = columns.rows[entry]
      if delta[Int(row)] == 0 { touched.append(row) }
      delta[Int(row)] += factor * columns.values[entry]
    }
  }

  /// Goes along the direction to the least sum, and forgets it.
  ///
  /// - Parameters:
  ///   - slope: Money for the first bit of the way, below 0.
  ///   - most: The end of the way; infinite where there is none.
  ///   - rows: What moves.
  /// - Returns: How far it went.
  mutating func go(_ slope: Double, most: Double, _ rows: inout RowDuals) -> Double {
    let length = length(slope, most: most, rows)
    for row in touched {
      let amount = delta[Int(row)]
      guard amount != 0 else { continue }
      rows.move(Int(row), by: length * amount)
      delta[Int(row)] = 0
    }
    touched.removeAll(keepingCapacity: true)
    return length
  }

  private func length(_ slope: Double, most: Double, _ rows: RowDuals) -> Double {
    var end = most
    if end == .infinity {
      var curvature = 0.0
      for row in touched {
        curvature += rows.weight[Int(row)] * delta[Int(row)] * delta[Int(row)]
      }
      guard curvature > 0 else { return 0 }
      end = -slope / curvature
      for _ in 0..<60 where self.slope(at: end, slope, rows) < 0 { end *= 4 }
    }
    var atEnd = self.slope(at: end, slope, rows)
    guard atEnd > 0 else { return end }
    var (from, to, atStart) = (0.0, end, slope)
    var length = 0.0
    for _ in 0..<Self.mostLooks {
      length = from - (to - from) * atStart / (atEnd - atStart)
      let here = self.slope(at: length, slope, rows)
      if abs(here) < Self.precision * abs(slope) { break }
      if here < 0 { (from, atStart) = (length, here) } else { (to, atEnd) = (length, here) }
    }
    return length
  }

  private static var mostLooks: Int { 6 }
  private static var precision: Double { 0.005 }

  private func slope(at length: Double, _ slope: Double, _ rows: RowDuals) -> Double {
    var sum = slope
    for place in touched {
      let row = Int(place)
      sum +=
        delta[row] * (rows.dual[row] - rows.dual(row, at: rows.activity[row] + length * delta[row]))
    }
    return sum
  }
}
