import LinearModel
import Program

/// Moves the flows of every bought item to a vertex, with all else held.
///
/// The point of an interior point method lies inside the optimal face: each offer that costs the
/// same gets something, and what should be 0 is nearly 0. For a planner that is a trickle of orders
/// and awards that mean nothing. With the rest of the plan held, each item is a small linear
/// program, which the simplex method takes to a vertex in milliseconds, at the same cost or less.
///
/// (V1) The whole numbers x̄ may fall: 0 ≤ x ≤ x̄. What falls to 0 is not needed.
/// (V2) With those at 0 and the others at x̄, the flows are solved again.
/// (V3) An offer that is left with less than half a unit, and less than a ten-thousandth of what is
///      ordered of the item, is done without, where that costs the plan no more than 1e-9 of itself:
///      a rule on shares that holds just so would otherwise keep it.
struct ItemVertices<S: Solver> {
  let formulation: Formulation
  let solver: S

  /// The point with its bought items at vertices.
  ///
  /// - Parameter point: A feasible point, its integers whole; shape `[columns]`.
  /// - Returns: A point that costs no more and breaks no row by more than the solver's tolerance.
  /// - Throws: ``SolverError`` where the solver refuses a model.
  func moved(_ point: [Double]) throws(SolverError) -> [Double] {
    var values = point
    let slack = 1e-9 * abs(formulation.model.objective(of: point))
    let offers = offerOfColumn()
    for model in ItemModel.all(of: formulation) {
      guard let own = try vertex(of: model, at: point, offers, slack) else { continue }
      for (position, column) in model.columns.enumerated() { values[Int(column)] = own[position] }
    }
    return values
  }

  /// The offer that each column orders from, -1 for other columns; shape `[columns]`.
  private func offerOfColumn() -> [Int32] {
    var offers = [Int32](repeating: -1, count: formulation.model.columnCount)
    for order in formulation.orders {
      for column in order.track.columns { offers[column] = order.route.offer.position }
    }
    return offers
  }

  /// The values of the item's columns; `nil` where the solver finds none that cost as little.
  private func vertex(
    of item: ItemModel, at point: [Double], _ offers: [Int32], _ slack: Double
  ) throws(SolverError) -> [Double]? {
    var model = item.held(at: point)
    let own = item.own(of: point)
    let whole = (0..<model.columnCount).filter { model.isInteger[$0] }
      .map { (column: $0, value: own[$0].rounded()) }
    let cost = model.objective(of: own)
    let limit = cost + 1e-9 * abs(cost)
    guard let values = try cheapest(model, whole, limit) else { return nil }
    let trickles = trickles(values, item, offers)
    guard !trickles.isEmpty else { return values }
    for (position, column) in item.columns.enumerated() where trickles.contains(offers[Int(column)])
    {
      model.columnUpper[position] = 0
    }
    return try cheapest(model, whole, limit + slack) ?? values
  }

  /// A vertex with as few whole numbers as it needs; `nil` where it costs more than `limit`.
  private func cheapest(
    _ model: LinearModel, _ whole: [(column: Int, value: Double)], _ limit: Double
  ) throws(SolverError) -> [Double]? {
    if let needed = try needed(model, whole), let fewer = try held(model, needed, limit) {
      return fewer
    }
    return try held(model, whole, limit)
  }

  // (V3): the offers to do without.
  private func trickles(_ values: [Double], _ item: ItemModel, _ offers: [Int32]) -> Set<Int32> {
    let scale = formulation.scale(item.items[0])
    var units: [Int32: Double] = [:]
    var all = 0.0
    for (value, column) in zip(values, item.columns) where offers[Int(column)] >= 0 {
      units[offers[Int(column)], default: 0] += value * scale
      all += value * scale
    }
    // Without those that have nothing, another one would take the trickle.
    let idle = units.filter { $0.value < min(0.5, 1e-4 * all) }
    return idle.contains { $0.value > 0 } ? Set(idle.keys) : []
  }

  // (V1): what is left of the whole numbers; `nil` where all of them stay.
  private func needed(
    _ model: LinearModel, _ whole: [(column: Int, value: Double)]
  ) throws(SolverError) -> [(column: Int, value: Double)]? {
    guard whole.contains(where: { $0.value > 0 }) else { return nil }
    var model = model
    for (column, value) in whole { model.columnUpper[column] = value }
    guard let least = try optimum(of: model) else { return nil }
    let needed = whole.map { (column: $0.column, value: least[$0.column] < 1e-9 ? 0 : $0.value) }
    return zip(needed, whole).allSatisfy { $0.value == $1.value } ? nil : needed
  }

  // (V2): the flows at a vertex; `nil` where they cost more than `limit`.
  private func held(
    _ model: LinearModel, _ whole: [(column: Int, value: Double)], _ limit: Double
  ) throws(SolverError) -> [Double]? {
    var model = model
    for (column, value) in whole {
      model.columnLower[column] = value
      model.columnUpper[column] = value
    }
    guard let values = try optimum(of: model), model.objective(of: values) <= limit else {
      return nil
    }
    return values
  }

  /// A vertex of least cost; `nil` where there is none or the solver breaks down.
  private func optimum(of model: LinearModel) throws(SolverError) -> [Double]? {
    var options = SolveOptions()
    options.ignoresIntegrality = true
    options.method = .simplex
    options.threads = 1
    guard let solution = try solver.attempt(model, options), solution.stop == .optimal,
      solution.hasPoint
    else { return nil }
    return solution.columnValues
  }
}
