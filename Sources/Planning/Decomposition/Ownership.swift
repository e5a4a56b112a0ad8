import LinearModel
import Program

/// Which columns and rows of the formulation belong to an item that is only bought.
///
/// An item that no operation makes and no demand takes meets the rest of the program in two places:
/// in the starts that use it, and in rows that weigh it against other items (content, spending,
/// shared lanes). Everything else about it is its own: orders, stock, dispatches, awards, price
/// segments and the rules per item.
struct Ownership: Sendable {
  /// The items with columns of their own, in the order of the stock points.
  let items: [ItemIndex]
  /// The position in ``items`` of each column's owner, or ``nobody``; shape `[columns]`.
  let ofColumn: [Int32]
  /// The same of each row; shape `[rows]`.
  let ofRow: [Int32]

  /// The owner of what belongs to no single item.
  static let nobody: Int32 = -1

  /// Finds the owners in O(columns + rows + entries).
  init(_ formulation: Formulation, _ matrix: SparseColumns) {
    let program = formulation.program
    var isBought = [Bool](repeating: true, count: program.items.count)
    for (operation, track) in zip(program.operations, formulation.starts)
    where !track.buckets.isEmpty {
      isBought[Int(operation.item.position)] = false
    }
    for delivery in formulation.deliveries {
      isBought[Int(delivery.run.item.position)] = false
    }
    var owners = [Int32](repeating: Self.nobody, count: program.items.count)
    var items: [ItemIndex] = []
    for point in formulation.points.points {
      let position = Int(point.item.position)
      guard isBought[position], owners[position] == Self.nobody else { continue }
      owners[position] = Int32(items.count)
      items.append(point.item)
    }
    self.items = items
    ofColumn = Self.columns(formulation, owners)
    ofRow = Self.rows(matrix, rowCount: formulation.model.rowCount, ofColumn, formulation, owners)
  }

  private static func columns(_ f: Formulation, _ owners: [Int32]) -> [Int32] {
    var result = [Int32](repeating: nobody, count: f.model.columnCount)
    func give(_ columns: Range<Int>, _ item: ItemIndex) {
      for column in columns { result[column] = owners[Int(item.position)] }
    }
    func give(_ column: ColumnIndex?, _ item: ItemIndex) {
      if let column { give(Int(column.position)..<Int(column.position) + 1, item) }
    }
    for order in f.orders { give(order.track.columns, order.route.item) }
    for dispatch in f.dispatches { give(dispatch.track.columns, dispatch.item) }
    for (stock, point) in zip(f.stocks, f.points.points) { give(stock.columns, point.item) }
    for (award, offer) in zip(f.awards, f.program.offers) { give(award, offer.item) }
    for segment in f.segments {
      let count = segment.prices.segments.count
      let columns = segment.prices.needsOrder ? 2 * count - 1 : count
      give(segment.first..<segment.first + columns, f.program.offers[segment.offer].item)
    }
    for policy in f.policyColumns {
      guard let item = policy.item else { continue }
      give(policy.shortfall, item)
      give(policy.bought, item)
      for each in policy.counted { give(each.column, item) }
    }
    return result
  }

  /// A stock balance is its item's; any other row is an item's where all its columns are.
  private static func rows(
    _ matrix: SparseColumns, rowCount: Int, _ ofColumn: [Int32], _ f: Formulation,
    _ owners: [Int32]
  ) -> [Int32] {
    let open: Int32 = -2
    var result = [Int32](repeating: open, count: rowCount)
    for column in ofColumn.indices {
      for entry in matrix.range(of: ColumnIndex(column)) {
        let row = Int(matrix.rows[entry])
        if result[row] == open { result[row] = ofColumn[column] }
        if result[row] != ofColumn[column] { result[row] = nobody }
      }
    }
    for row in result.indices where result[row] == open { result[row] = nobody }
    for (track, point) in zip(f.rows.stock, f.points.points) {
      for b in track.buckets {
        if let row = track.row(b) { result[Int(row.position)] = owners[Int(point.item.position)] }
      }
    }
    return result
  }
}
