/// Columns of a program by columns, with what each costs when its rows are paid for.
struct PricedColumns {
  private(set) var cost: [Double] = []
  /// Where each column's entries start; one more than columns.
  private(set) var starts: [Int] = [0]
  private(set) var rows: [Int32] = []
  private(set) var values: [Double] = []

  var count: Int { cost.count }

  @inline(__always) func entries(_ column: Int) -> Range<Int> {
    starts[column]..<starts[column + 1]
  }

  /// Adds an entry to the column that is under way.
  mutating func addEntry(_ row: Int32, _ value: Double) {
    rows.append(row)
    values.append(value)
  }

  /// Ends the column that is under way.
  mutating func close(cost: Double) {
    self.cost.append(cost)
    starts.append(rows.count)
  }

  /// Cost less what the rows pay.
  @inline(__always) func reducedCost(_ column: Int, _ dual: [Double]) -> Double {
    var sum = cost[column]
    for entry in entries(column) { sum -= values[entry] * dual[Int(rows[entry])] }
    return sum
  }
}
