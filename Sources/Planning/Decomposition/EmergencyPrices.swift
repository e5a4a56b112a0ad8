import LinearModel
import Program

/// What an emergency supply costs in a repair: above anything that can be had instead.
///
/// It is what a lost unit of demand costs, passed down the bill of materials as if nothing else were
/// missing. But a capacitor of which a rack may be short would cost a million times its price, more
/// than the digits of a linear program hold. For what no demand takes it is enough that it is
/// dearer than all that can be done with one unit of the item:
///
/// (T7) worth_i = max(max_d coefficient_{i,d} × lost cost_d over demands that take i,
///                    max_{operations v using i} worth_{item of v} × yield_v / quantity_{v,i})
/// (T8) price_i = 2 worth_i, but where no demand takes i within 2 … 100 times the dearest order,
///                dispatch or start of i
struct EmergencyPrices: Sendable {
  /// By item, per unit of its columns; shape `[items]`.
  let perUnit: [Double]

  init(_ formulation: Formulation) {
    var worth = ItemWorth(formulation)
    let dearest = Self.dearest(formulation)
    var isDelivered = [Bool](repeating: false, count: dearest.count)
    for delivery in formulation.deliveries {
      isDelivered[Int(delivery.run.item.position)] = true
    }
    perUnit = formulation.program.items.rowIndices.map { item in
      let lost = 2 * worth.of(item) * formulation.scale(item)
      let dear = dearest[Int(item.position)]
      guard dear > 0, !isDelivered[Int(item.position)] else { return max(lost, 1) }
      return min(max(lost, 2 * dear), 100 * dear)
    }
  }

  /// The largest cost of a column that orders, moves or makes each item, per unit of it.
  private static func dearest(_ formulation: Formulation) -> [Double] {
    let program = formulation.program
    var dearest = [Double](repeating: 0, count: program.items.count)
    func count(_ track: ColumnTrack, _ item: ItemIndex, per units: Double = 1) {
      for column in track.columns {
        dearest[Int(item.position)] = max(
          dearest[Int(item.position)], formulation.model.cost[column] / units)
      }
    }
    for order in formulation.orders { count(order.track, order.route.item) }
    for dispatch in formulation.dispatches { count(dispatch.track, dispatch.item) }
    for (operation, track) in zip(program.operations, formulation.starts) {
      count(track, operation.item, per: operation.yield)
    }
    return dearest
  }

  /// The highest of some items.
  func price(of items: [ItemIndex]) -> Double {
    items.reduce(0) { max($0, perUnit[Int($1.position)]) }
  }
}

/// The recursion (T7), each item once.
private struct ItemWorth {
  private let direct: [Double]
  /// Per component: the items made of it, and good units of each per unit of the component.
  private let parents: [[(item: Int, made: Double)]]
  private var known: [Double?]

  init(_ formulation: Formulation) {
    let program = formulation.program
    var direct = [Double](repeating: 0, count: program.items.count)
    for demand in program.demands {
      let lost = Lateness(of: demand, in: program, on: formulation.grid).costOfLost
      for item in program.items(meeting: demand) {
        let most = program.runs(of: item).map { program.coefficient(of: $0, toward: demand) }.max()
        direct[Int(item.position)] = max(direct[Int(item.position)], (most ?? 0) * lost)
      }
    }
    var parents = [[(item: Int, made: Double)]](repeating: [], count: program.items.count)
    for (operation, track) in zip(program.operations, formulation.starts)
    where !track.buckets.isEmpty {
      for row in formulation.recipes.components(of: operation) where row.quantity > 0 {
        parents[Int(row.component.position)].append(
          (Int(operation.item.position), operation.yield / row.quantity))
      }
    }
    self.direct = direct
    self.parents = parents
    known = [Double?](repeating: nil, count: program.items.count)
  }

  mutating func of(_ item: ItemIndex) -> Double { of(Int(item.position)) }

  private mutating func of(_ item: Int) -> Double {
    if let worth = known[item] { return worth }
    var worth = direct[item]
    for (parent, made) in parents[item] { worth = max(worth, of(parent) * made) }
    known[item] = worth
    return worth
  }
}
