/// Row and column factors that bring the entries of a matrix near 1.
///
/// Ruiz' iteration divides each row and column by the root of its largest entry; a last step after
/// Pock and Chambolle (ICCV 2011) by the root of its absolute sum, which bounds the spectral norm
/// of R A C by 1.
struct Equilibration {
  /// R, by row.
  private(set) var rows: [Double]
  /// C, by column.
  private(set) var columns: [Double]

  private static var ruizSteps: Int { 4 }

  init(_ matrix: SparseColumns, rowCount: Int) {
    rows = [Double](repeating: 1, count: rowCount)
    columns = [Double](repeating: 1, count: matrix.starts.count - 1)
    for _ in 0..<Self.ruizSteps { step(matrix) { max($0, $1) } }
    step(matrix) { $0 + $1 }
  }

  private mutating func step(_ matrix: SparseColumns, _ join: (Double, Double) -> Double) {
    var byRow = [Double](repeating: 0, count: rows.count)
    var byColumn = [Double](repeating: 0, count: columns.count)
    for column in columns.indices {
      var own = 0.0
      for entry in matrix.range(of: ColumnIndex(column)) {
        let row = Int(matrix.rows[entry])
        let size = abs(matrix.values[entry]) * rows[row] * columns[column]
        own = join(own, size)
        byRow[row] = join(byRow[row], size)
      }
      byColumn[column] = own
    }
    for row in rows.indices where byRow[row] > 0 { rows[row] /= byRow[row].squareRoot() }
    for column in columns.indices where byColumn[column] > 0 {
      columns[column] /= byColumn[column].squareRoot()
    }
  }
}
