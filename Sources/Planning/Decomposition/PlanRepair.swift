import LinearModel
import Program

/// A feasible point near one that nearly is.
///
/// A first-order method ends at a point that breaks rows by a little. With the starts held, the rest
/// of the plan falls apart into items (``ItemModel``): each has a balance of its own, and what it
/// cannot bring shortens the starts that ask for it. So a pass over the items, each a small linear
/// program, makes the point feasible. Starts only ever meet in resources.
///
/// With e[p,b] ≥ 0 an emergency supply for what starts use at stock point p in bucket b:
///
/// (T1) The starts of the point within their bounds; where they ask for more of a resource than it
///      has with the modules held, they are cut in proportion. Whole numbers are held.
/// (T2) Parents first: an item that is made, with its uses held, may have more starts, as far as the
///      resources have room. They cost a quarter of what an emergency does, so they rise only where
///      what there is cannot bring what the parents need. Of a demand, no less may be lost than at
///      the point: what stopped more there may stop more here.
/// (T3) Components first: each item with its starts and uses held, at least cost, emergencies
///      included. Where it needs one, the starts that use it there are cut by e / use.
///      It brings to shared rows what the point brings. A slack is handed on from item to item, what
///      is missing is made up by all in proportion to what they have in the row, and where a policy
///      has a penalty, each may leave its part missing at that price.
/// (T4) Demands belong to the items that they take: they get less, and lose the rest.
/// (T5) Where starts were cut, what they no longer use could be kept in stock; the item is solved
///      again, without emergencies.
/// (T6) Shortfalls of policies over several items are what the orders leave missing.
///
/// An emergency costs twice what a lost unit of demand does (``EmergencyPrices``, T7).
struct PlanRepair<S: Solver> {
  let formulation: Formulation
  let solver: S

  /// Passes over the items at most: one is enough, unless items that demands take are also
  /// components.
  private static var mostPasses: Int { 8 }

  /// A feasible point near `point`.
  ///
  /// - Parameters:
  ///   - point: All columns, nearly feasible; shape `[columns]`.
  ///   - whole: A value for each integer column, 0 where there is none; they hold.
  ///   - isSettled: By owner, in the order of ``Ownership/owners``: whether its columns are as good as
  ///     they can be in `point`, so that it stays as it is where all its rows hold. Empty: none is.
  /// - Returns: A point that keeps the bounds, and every row to 1e-6 of what is in it; `nil` where a
  ///   hard rule cannot be kept with these whole numbers, or the solver breaks down.
  /// - Throws: ``SolverError`` where the solver refuses a model.
  /// - Complexity: Two small linear programs an item and one for all that demands take.
  func repaired(
    _ point: [Double], whole: [ColumnIndex: Double], isSettled: [Bool] = []
  ) throws(SolverError) -> [Double]? {
    var state = RepairState(formulation, point, whole: whole)
    state.cutStartsToResources()
    let prices = EmergencyPrices(formulation)
    let order = state.componentsFirst()
    let settled = isSettled.isEmpty ? order.map { _ in false } : isSettled
    for owner in order.reversed() where !(settled[owner] && state.holds(owner)) {
      try raiseStarts(of: owner, &state, prices)
    }
    for owner in order where settled[owner] && state.holds(owner) { state.keep(owner) }
    for _ in 0..<Self.mostPasses where state.isShort.contains(true) {
      for owner in order where state.isShort[owner] {
        guard try supply(owner, &state, prices) else { return nil }
      }
    }
    guard !state.isShort.contains(true) else { return nil }
    // What a start is cut by rounding alone is no surplus.
    for owner in order where state.hasSurplus[owner] && !(settled[owner] && state.holds(owner)) {
      guard let found = try solved(owner, state, prices, mayCut: false) else { return nil }
      state.take(found, of: owner)
    }
    state.takeShortfalls()
    return state.isFeasible ? state.values : nil
  }

  // (T2)
  private func raiseStarts(
    of owner: Int, _ state: inout RepairState, _ prices: EmergencyPrices
  ) throws(SolverError) {
    guard state.models[owner].isMade else { return }
    var program = RepairProgram(of: owner, state, prices, mayCut: true)
    program.keepLost(state)
    let starts = program.addStarts(of: owner, state, prices)
    guard !starts.isEmpty, let found = try program.optimum(solver, from: nil) else { return }
    for start in starts where found.values[start.position] > 1e-9 {
      state.setStart(start.column, to: state.values[start.column] + found.values[start.position])
    }
  }

  // (T3), (T4)
  private func supply(
    _ owner: Int, _ state: inout RepairState, _ prices: EmergencyPrices
  ) throws(SolverError) -> Bool {
    guard let found = try solved(owner, state, prices, mayCut: true) else { return false }
    state.take(found, of: owner)
    state.cutStarts(by: found.emergencies, of: owner)
    return true
  }

  /// An owner's optimum; `nil` where there is none.
  private func solved(
    _ owner: Int, _ state: RepairState, _ prices: EmergencyPrices, mayCut: Bool
  ) throws(SolverError) -> RepairOptimum? {
    var program = RepairProgram(of: owner, state, prices, mayCut: mayCut)
    if let found = try program.optimum(solver, from: state.bases[owner]) { return found }
    program.softenSharedRows()
    return try program.optimum(solver, from: nil)
  }
}
