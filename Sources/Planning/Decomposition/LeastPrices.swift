import LinearModel
import Program

/// The least prices of what lies at stock points, for ``DualRepair``.
///
/// A unit that nobody wants costs what the cheapest way to be rid of it does: to hold it to the end, to
/// send it elsewhere, to make something of it. With W the cost of that,
///
/// (W1) W[p,b] ≤ cost of holding it in b + W[p,b+1], with W = 0 after the horizon;
/// (W2) W[p,b] ≤ freight + Σ φ W of where a dispatch brings it;
/// (W3) quantity n W[p,b] ≤ cost of a start + Σ φ yield W of what it makes, for n components;
/// (W4) W[p,b] = 0 where it can be delivered for nothing.
///
/// So the prices −W are feasible duals by themselves, and a price that is no lower can always be
/// mended by lowering others to no less than theirs.
struct LeastPrices {
  private let matrix: SparseColumns
  private let cost: [Double]
  private let itemOfRow: [Int32]
  /// W; shape `[rows]`, `Double.infinity` outside of stock balances.
  private var burden: [Double]

  /// −W by stock balance, 0 for other rows; shape `[rows]`.
  var perUnit: [Double] { burden.map { $0.isFinite ? -$0 : 0 } }

  /// - Parameters:
  ///   - formulation: The formulation.
  ///   - matrix: Its matrix.
  ///   - itemOfRow: The item of each stock balance, -1 for other rows; shape `[rows]`.
  ///   - topDown: The items, what is made before its components.
  ///   - flows: What brings each item.
  init(
    _ formulation: Formulation, _ matrix: SparseColumns, itemOfRow: [Int32],
    topDown: some Sequence<Int>, flows: [ItemFlows]
  ) {
    self.matrix = matrix
    self.itemOfRow = itemOfRow
    cost = formulation.model.cost
    burden = [Double](repeating: .infinity, count: itemOfRow.count)
    guard formulation.program.settings.holdingRate > 0 else { return }
    // (W4)
    let demandRows = Set(formulation.rows.demand.map { Int32($0.row.offset) })
    for column in formulation.deliveries.flatMap(\.track.columns) {
      let range = matrix.range(of: ColumnIndex(column))
      let isCounted = range.contains { demandRows.contains(matrix.rows[$0]) }
      if !isCounted { ease(column, sources: 1) }
    }
    for item in topDown {
      settle(flows[item], formulation)
      for column in flows[item].starts.flatMap(\.columns) {
        ease(column, sources: matrix.range(of: ColumnIndex(column)).count { isSource($0) })
      }
    }
  }

  // (W1), (W2)
  private mutating func settle(_ flows: ItemFlows, _ formulation: Formulation) {
    for b in (0..<formulation.grid.count).reversed() {
      for track in flows.stocks { if let column = track.column(b) { ease(column, sources: 1) } }
      let columns = flows.dispatches.compactMap { $0.column(b) }
      var rounds = 0
      while columns.reduce(false, { ease($1, sources: 1) || $0 }) {
        rounds += 1
        guard rounds == 100 else { continue }
        // Places that pass it round for nothing: 0 is low enough for all.
        for column in flows.stocks.compactMap({ $0.column(b) }) {
          for entry in matrix.range(of: ColumnIndex(column)) where isSource(entry) {
            burden[Int(matrix.rows[entry])] = 0
          }
        }
      }
    }
  }

  /// Lowers W of what a column uses to what the column costs; says whether it did.
  @discardableResult
  private mutating func ease(_ column: Int, sources: Int) -> Bool {
    let range = matrix.range(of: ColumnIndex(column))
    var most = cost[column]
    for entry in range where itemOfRow[Int(matrix.rows[entry])] >= 0 && matrix.values[entry] > 0 {
      most += matrix.values[entry] * burden[Int(matrix.rows[entry])]
    }
    var isChanged = false
    for entry in range where isSource(entry) {
      let share = most / (-matrix.values[entry] * Double(sources))
      let row = Int(matrix.rows[entry])
      if share < burden[row] {
        isChanged = isChanged || burden[row] - share > 1e-12 * burden[row]
        burden[row] = share
      }
    }
    return isChanged
  }

  private func isSource(_ entry: Int) -> Bool {
    matrix.values[entry] < 0 && itemOfRow[Int(matrix.rows[entry])] >= 0
  }
}

/// What brings an item to a stock point, and the columns of its orders by route.
struct ItemFlows: Sendable {
  var starts: [ColumnTrack] = []
  var orders: [Int] = []
  var dispatches: [ColumnTrack] = []
  var stocks: [ColumnTrack] = []
}
