import LinearModel
import Program

/// A proven bound from duals that are only nearly feasible.
///
/// For duals y with the right signs and reduced costs d = c − Aᵀ y,
///
///     bound(y) = Σ_i (y_i > 0 ? l_i : u_i) y_i + Σ_j (d_j > 0 ? lower_j : upper_j) d_j
///
/// is a lower bound of the relaxation. It is finite if d_j ≥ 0 wherever a column has no upper bound:
/// a price may not rise faster than stock costs, not differ by more than freight, and a rack not be
/// worth more than what goes into it. Duals of a first-order method break such rules by a little
/// everywhere. Here they are mended along the bill of materials, parts first, by lowering the price
/// of what a flow brings; what depends on prices alone is then chosen as well as can be:
///
/// (K1) Signs of rows; no price of a stock point below what it costs to be rid of a unit
///      (``LeastPrices``), none of power below 0; no more than its penalty for a policy; for price
///      breaks what an order is cheaper by at most in the relaxation; no more for a share of content,
///      country or supplier than an order without a limit costs.
/// (K2) For each item, components before what is made of them: the prices of what a start brings;
///      of what an order without a limit brings; then bucket by bucket of what dispatches and stock
///      bring. Of several arrivals those above the mean that the flow allows give: none falls below
///      what the flow costs, so that what is mended does not tear the next hole wider.
/// (K3) The price of an offer's capacity: the most that one of its routes earns in the bucket.
/// (K4) The price of a module limit: the most that a module earns.
/// (K5) The price of a demand: the least that a unit costs, by any delivery or lost.
///
/// Each of K3 to K5 maximises the bound over the prices that it chooses. All of it takes a few
/// passes over the matrix.
struct DualRepair: Sendable {
  /// A bound and the duals that prove it.
  struct Proof: Sendable {
    let bound: Double
    /// Feasible duals; shape `[rows]`.
    let duals: [Double]
    /// c − Aᵀ y; shape `[columns]`.
    let reducedCosts: [Double]
  }

  let formulation: Formulation
  let matrix: SparseColumns
  /// The items, components before what is made of them.
  private let order: [Int]
  private let flows: [ItemFlows]
  /// The item of each stock balance, -1 for other rows; shape `[rows]`.
  private let itemOfRow: [Int32]
  /// Whether a row is the inequality of a policy; shape `[rows]`.
  private let isPolicy: [Bool]
  /// Orders without a limit in rows of policies.
  private let shared: [Int]
  /// What the price of a stock point is at least, 0 for other rows; shape `[rows]`.
  private let least: [Double]
  /// Upper bounds of the columns, those of price segments by what the offer can bring.
  private let upper: [Double]

  init(_ formulation: Formulation) {
    self.formulation = formulation
    matrix = formulation.model.sparseColumns()
    var levels = ItemLevels(formulation)
    order = levels.componentsFirst()
    flows = Self.flows(of: formulation)
    var items = [Int32](repeating: -1, count: formulation.model.rowCount)
    for (track, point) in zip(formulation.rows.stock, formulation.points.points) {
      for b in track.buckets {
        if let row = track.row(b) { items[row.offset] = point.item.position }
      }
    }
    itemOfRow = items
    least =
      LeastPrices(
        formulation, matrix, itemOfRow: items, topDown: order.reversed(), flows: flows
      ).perUnit
    let upper = formulation.model.columnUpper
    self.upper = upper
    var isPolicy = [Bool](repeating: false, count: items.count)
    for policy in formulation.rows.policies { isPolicy[policy.row.offset] = true }
    self.isPolicy = isPolicy
    let matrix = matrix
    shared = formulation.orders.flatMap { $0.track.columns }.filter { column in
      upper[column] == .infinity
        && matrix.range(of: ColumnIndex(column)).contains { isPolicy[Int(matrix.rows[$0])] }
    }
  }

  /// The bound that `duals` prove once mended; `nil` where a column without an upper bound is left.
  ///
  /// - Parameters:
  ///   - duals: Nearly feasible; shape `[rows]`.
  ///   - products: Prices what demands take, once all else is mended; `nil` where it fails.
  /// - Returns: The proof.
  /// - Throws: What `products` throws.
  func proof(
    from duals: [Double], products: ([Double]) throws(SolverError) -> [Double]? = { _ in nil }
  ) throws(SolverError) -> Proof? {
    var y = duals
    mendSigns(&y)
    for item in order { mend(item, &y) }
    if let priced = try products(y) {
      y = priced
      mendSigns(&y)
      for item in order { mend(item, &y) }
    }
    priceCapacities(&y)
    priceModules(&y)
    priceDemands(&y)
    return evaluated(y)
  }

  /// What a reduced cost may be below 0 by rounding, as in the solvers.
  private static var tolerance: Double { 1e-7 }

  private func evaluated(_ y: [Double]) -> Proof? {
    let model = formulation.model
    var bound = model.offset
    for row in y.indices where y[row] != 0 {
      bound += y[row] * (y[row] > 0 ? model.rowLower[row] : model.rowUpper[row])
    }
    var reduced = model.cost
    for column in reduced.indices {
      reduced[column] = reducedCost(column, y)
      let cost = reduced[column]
      if cost > 0 {
        bound += cost * model.columnLower[column]
      } else if upper[column].isFinite {
        bound += cost * upper[column]
      } else if cost < -Self.tolerance * (1 + abs(model.cost[column])) {
        return nil
      }
    }
    return bound.isFinite ? Proof(bound: bound, duals: y, reducedCosts: reduced) : nil
  }

  @inline(__always)
  private func reducedCost(_ column: Int, _ y: [Double]) -> Double {
    var cost = formulation.model.cost[column]
    for entry in matrix.range(of: ColumnIndex(column)) {
      cost -= matrix.values[entry] * y[Int(matrix.rows[entry])]
    }
    return cost
  }
}

extension DualRepair {
  // (K1)
  private func mendSigns(_ y: inout [Double]) {
    let model = formulation.model
    for row in y.indices {
      if itemOfRow[row] >= 0 || !model.rowUpper[row].isFinite { y[row] = max(least[row], y[row]) }
      if !model.rowLower[row].isFinite { y[row] = min(0, y[row]) }
    }
    for power in formulation.rows.power {
      guard let power else { continue }
      for n in power.steps.steps.indices { y[power.first + n] = max(0, y[power.first + n]) }
    }
    for columns in formulation.policyColumns {
      if let shortfall = columns.shortfall { mendAlone(shortfall.offset, &y) }
    }
    for segment in formulation.segments {
      if segment.prices.needsOrder {
        priceSegments(segment, &y)
      } else {
        mendAlone(segment.first + segment.prices.segments.count - 1, &y)
        limitTotal(segment, &y)
      }
    }
    mendShares(&y)
  }

  /// The dual of (B1) where prices rise: no unit costs less than in the first segment.
  private func limitTotal(_ segment: SegmentColumns, _ y: inout [Double]) {
    guard let total = formulation.rows.breakTotal[Int(segment.offer.position)] else { return }
    y[total.offset] = min(y[total.offset], -formulation.model.cost[segment.first])
  }

  /// Lowers the prices of shares until no order without a limit pays for itself by them.
  private func mendShares(_ y: inout [Double]) {
    // Less for one share leaves less of what another one takes: all settle after a few rounds.
    for _ in 0..<100 {
      var isChanged = false
      for column in shared {
        if mendShares(of: column, &y) { isChanged = true }
      }
      if !isChanged { return }
    }
  }

  private func mendShares(of column: Int, _ y: inout [Double]) -> Bool {
    var left = formulation.model.cost[column]
    var given = 0.0
    for entry in matrix.range(of: ColumnIndex(column)) {
      let row = Int(matrix.rows[entry])
      guard itemOfRow[row] < 0 else { continue }
      let worth = matrix.values[entry] * y[row]
      if worth > 0, isPolicy[row] { given += worth } else { left -= worth }
    }
    guard given > 0, given - left > 1e-10 * (1 + formulation.model.cost[column]) else {
      return false
    }
    for entry in matrix.range(of: ColumnIndex(column)) where isPolicy[Int(matrix.rows[entry])] {
      let row = Int(matrix.rows[entry])
      if matrix.values[entry] * y[row] > 0 { y[row] *= max(0, left) / given }
    }
    return true
  }

  /// The duals of (B1) and (B2) where prices fall.
  ///
  /// The relaxation fills all segments alike: each unit saves the mean of all, v. With a_k ≥ 0 of
  /// segment_{k−1} ≥ width z_k and b_k ≥ 0 of segment_k ≤ width z_k, from the last one down,
  /// b_k = max(0, a_{k+1} − c_k − v) and a_k = b_k width_k / width_{k−1}: no reduced cost is negative.
  private func priceSegments(_ segment: SegmentColumns, _ y: inout [Double]) {
    let count = segment.prices.segments.count
    guard let total = formulation.rows.breakTotal[Int(segment.offer.position)], count > 1 else {
      return
    }
    let costs = (0..<count).map { formulation.model.cost[segment.first + $0] }
    // The entries of z_k are −width_{k−1} in the first row of (B2) and −width_k in the second.
    let starts = (1..<count).map { matrix.range(of: ColumnIndex(segment.first + count + $0 - 1)) }
    let widths =
      starts.map { -matrix.values[$0.lowerBound] }
      + [-matrix.values[starts[count - 2].lowerBound + 1]]
    let saved = -zip(costs, widths).reduce(0) { $0 + $1.0 * $1.1 } / widths.reduce(0, +)
    y[total.offset] = saved
    var after = 0.0
    for k in (1..<count).reversed() {
      let needed = max(0, after - costs[k] - saved)
      after = needed * widths[k] / widths[k - 1]
      y[Int(matrix.rows[starts[k - 1].lowerBound])] = after
      y[Int(matrix.rows[starts[k - 1].lowerBound + 1])] = -needed
    }
  }

  /// Moves the duals of a column's rows until its reduced cost is not negative.
  private func mendAlone(_ column: Int, _ y: inout [Double]) {
    guard upper[column] == .infinity else { return }
    for entry in matrix.range(of: ColumnIndex(column)) {
      let cost = reducedCost(column, y)
      if cost < 0 { y[Int(matrix.rows[entry])] += cost / matrix.values[entry] }
    }
  }

  // (K2)
  private func mend(_ item: Int, _ y: inout [Double]) {
    for track in flows[item].starts {
      for column in track.columns { lower(column, item, &y) }
    }
    for q in flows[item].orders { mendOrders(formulation.orders[q], item, &y) }
    for b in 0..<formulation.grid.count {
      // Places that supply each other in the same bucket settle after a few rounds.
      for _ in 0..<100 {
        var isChanged = false
        for track in flows[item].dispatches {
          guard let column = track.column(b) else { continue }
          if lower(column, item, &y) { isChanged = true }
        }
        if !isChanged { break }
      }
      for track in flows[item].stocks {
        if let column = track.column(b) { lower(column, item, &y) }
      }
    }
  }

  private func mendOrders(_ order: OrderColumns, _ item: Int, _ y: inout [Double]) {
    let offer = Int(order.route.offer.position)
    guard formulation.rows.offerCapacity[offer].buckets.isEmpty else { return }
    for column in order.track.columns where upper[column] == .infinity {
      if let total = formulation.rows.offerTotal[offer] {
        y[total.offset] += min(0, reducedCost(column, y))
      } else {
        lower(column, item, &y)
      }
    }
  }

  /// Lowers the prices of what a column brings of `item` until its reduced cost is not negative.
  ///
  /// With arrivals a_e at prices p_e above the least and Σ a_e p_e ≤ R asked, prices up to
  /// m = R / Σ a_e stay, and the others become m + s (p_e − m) with the largest s that does.
  @discardableResult
  private func lower(_ column: Int, _ item: Int, _ y: inout [Double]) -> Bool {
    let cost = reducedCost(column, y)
    guard cost < -1e-10 * (1 + abs(formulation.model.cost[column])) else { return false }
    let range = matrix.range(of: ColumnIndex(column))
    var arrivals = 0.0
    var value = 0.0
    for entry in range where isArrival(entry, of: item) {
      arrivals += matrix.values[entry]
      let row = Int(matrix.rows[entry])
      value += matrix.values[entry] * (y[row] - least[row])
    }
    guard arrivals > 0 else { return false }
    let mean = max(0, (value + cost) / arrivals)
    var room = value + cost
    var excess = 0.0
    for entry in range where isArrival(entry, of: item) {
      let row = Int(matrix.rows[entry])
      let price = y[row] - least[row]
      room -= matrix.values[entry] * min(price, mean)
      excess += matrix.values[entry] * max(0, price - mean)
    }
    let share = excess > 0 ? max(0, room / excess) : 0
    for entry in range where isArrival(entry, of: item) {
      let row = Int(matrix.rows[entry])
      let price = y[row] - least[row]
      if price > mean { y[row] = least[row] + mean + share * (price - mean) }
    }
    return true
  }

  @inline(__always)
  private func isArrival(_ entry: Int, of item: Int) -> Bool {
    matrix.values[entry] > 0 && itemOfRow[Int(matrix.rows[entry])] == Int32(item)
  }

  // (K3)
  private func priceCapacities(_ y: inout [Double]) {
    let capacities = formulation.rows.offerCapacity
    for track in capacities {
      for b in track.buckets { if let row = track.row(b) { y[row.offset] = 0 } }
    }
    var most = [Double](repeating: 0, count: y.count)
    for order in formulation.orders {
      let track = capacities[Int(order.route.offer.position)]
      for b in order.track.buckets {
        guard let row = track.row(b), let column = order.track.column(b) else { continue }
        most[row.offset] = min(most[row.offset], reducedCost(column, y))
      }
    }
    for track in capacities {
      for b in track.buckets { if let row = track.row(b) { y[row.offset] = most[row.offset] } }
    }
  }

  // (K4)
  private func priceModules(_ y: inout [Double]) {
    for (row, track) in zip(formulation.rows.modules, formulation.modules) {
      y[row.offset] = 0
      y[row.offset] = track.columns.reduce(0) { min($0, reducedCost($1, y)) }
    }
  }

  // (K5)
  private func priceDemands(_ y: inout [Double]) {
    let rows = formulation.rows.demand
    for (demand, lost) in zip(rows, formulation.lost) {
      y[demand.row.offset] = lost.map { formulation.model.cost[$0.offset] } ?? 0
    }
    for delivery in formulation.deliveries {
      let row = rows[Int(delivery.demand.position)].row.offset
      for column in delivery.track.columns {
        let cost = reducedCost(column, y)
        guard cost < 0 else { continue }
        for entry in matrix.range(of: ColumnIndex(column)) where Int(matrix.rows[entry]) == row {
          y[row] += cost / matrix.values[entry]
        }
      }
    }
  }
}

extension DualRepair {
  private static func flows(of f: Formulation) -> [ItemFlows] {
    var flows = [ItemFlows](repeating: ItemFlows(), count: f.program.items.count)
    for (operation, track) in zip(f.program.operations, f.starts) {
      flows[Int(operation.item.position)].starts.append(track)
    }
    for (q, order) in f.orders.enumerated() {
      flows[Int(order.route.item.position)].orders.append(q)
    }
    for dispatch in f.dispatches {
      flows[Int(dispatch.item.position)].dispatches.append(dispatch.track)
    }
    for (track, point) in zip(f.stocks, f.points.points) {
      flows[Int(point.item.position)].stocks.append(track)
    }
    return flows
  }
}
