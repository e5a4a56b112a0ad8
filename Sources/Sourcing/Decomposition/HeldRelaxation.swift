/// An optimum of the master program's relaxation under held decisions.
struct HeldRelaxation {
  /// By row of the blocks.
  var duals: [Double]
  /// By item, what its plans cost when the rows are paid for.
  var itemDuals: [Double]
  /// By plan of the pool, as far as plans had joined the program.
  var shares: [Double]
  /// By column of the cut model; 0 for those of options.
  var between: [Double]
  /// Rows of the blocks that are missed.
  var missedRows: [Int]
  /// Money.
  var value: Double
}
