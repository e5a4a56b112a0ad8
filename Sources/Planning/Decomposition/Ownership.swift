import LinearModel
import Program

/// Which columns and rows of the formulation belong to an item.
///
/// An item that no operation makes and no demand takes meets the rest of the program in two places:
/// in the starts that use it, and in rows that weigh it against other items (content, spending,
/// shared lanes). Everything else about it is its own: orders, stock, dispatches, awards, price
/// segments and the rules per item. One that is made meets the starts that make it as well. Items
/// that demands take meet in the demands and in the power of sites, so all of them are one owner,
/// with the deliveries, what is lost and the deployed power.
struct Ownership: Sendable {
  /// Whose columns are given out; those of all others are nobody's.
  enum Scope: Sendable {
    /// The items that are only bought.
    case bought
    /// All items.
    case all
  }

  /// The items of each owner, the owners in the order of the stock points.
  let owners: [[ItemIndex]]
  /// The position in ``owners`` of each column's owner, or ``nobody``; shape `[columns]`.
  let ofColumn: [Int32]
  /// The same of each row; shape `[rows]`.
  let ofRow: [Int32]

  /// The owner of what belongs to no single item.
  static let nobody: Int32 = -1

  /// Finds the owners in O(columns + rows + entries).
  init(_ formulation: Formulation, _ matrix: SparseColumns, scope: Scope) {
    let count = formulation.program.items.count
    let isDelivered = Self.isDelivered(formulation)
    let isLeftOut = scope == .bought ? Self.isMadeOrDelivered(formulation) : nil
    var ownerOf = [Int32](repeating: Self.nobody, count: count)
    var owners: [[ItemIndex]] = []
    var deliverer: Int32?
    for point in formulation.points.points {
      let position = Int(point.item.position)
      guard isLeftOut?[position] != true, ownerOf[position] == Self.nobody else { continue }
      if isDelivered[position], let deliverer {
        ownerOf[position] = deliverer
        owners[Int(deliverer)].append(point.item)
        continue
      }
      ownerOf[position] = Int32(owners.count)
      if isDelivered[position] { deliverer = ownerOf[position] }
      owners.append([point.item])
    }
    self.owners = owners
    ofColumn = Self.columns(formulation, ownerOf, deliverer: deliverer ?? Self.nobody)
    ofRow = Self.rows(
      matrix, rowCount: formulation.model.rowCount, ofColumn, formulation, ownerOf)
  }

  private static func isDelivered(_ formulation: Formulation) -> [Bool] {
    var result = [Bool](repeating: false, count: formulation.program.items.count)
    for delivery in formulation.deliveries { result[Int(delivery.run.item.position)] = true }
    return result
  }

  private static func isMadeOrDelivered(_ formulation: Formulation) -> [Bool] {
    var result = isDelivered(formulation)
    for (operation, track) in zip(formulation.program.operations, formulation.starts)
    where !track.buckets.isEmpty {
      result[Int(operation.item.position)] = true
    }
    return result
  }

  private static func columns(
    _ f: Formulation, _ owners: [Int32], deliverer: Int32
  ) -> [Int32] {
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
    guard deliverer != nobody else { return result }
    for delivery in f.deliveries { give(delivery.track.columns, delivery.run.item) }
    for column in f.lost { if let column { result[column] = deliverer } }
    for site in f.deployed {
      for column in site.first..<site.first + site.count { result[column] = deliverer }
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
