import LinearModel
import Program

/// Chooses the awards of every bought item anew, with all else held.
///
/// Awards that were rounded from the relaxation are too many: each pays its fixed cost for what
/// another one could bring. With the starts held, which offers to award is a question of each item
/// alone, a mixed-integer program of a few binaries (``ItemModel``, I1 and I2).
struct ItemAwards<S: Solver> {
  let formulation: Formulation
  let solver: S

  /// How far from its best an item may stay, in money.
  var tolerance = 0.0

  /// The most seconds for one item: what it has by then is taken.
  private static var secondsPerItem: Double { 3 }

  /// The point with the awards and flows of every bought item chosen anew: a plan as it stands.
  ///
  /// - Parameters:
  ///   - point: A feasible point, its integers whole; shape `[columns]`.
  ///   - concerns: The items to look at.
  /// - Returns: A feasible point that costs no more.
  /// - Throws: ``SolverError`` where the solver refuses a model.
  func improved(
    _ point: [Double], where concerns: (ItemModel) -> Bool = { _ in true }
  ) throws(SolverError) -> [Double] {
    var values = point
    try forEachItem(of: point, where: concerns) { item, chosen in
      for (position, column) in item.columns.enumerated() {
        values[Int(column)] =
          item.model.isInteger[position] ? chosen[position].rounded() : chosen[position]
      }
    }
    return values
  }

  /// Whole numbers for the bought items that cost no more than those of `point`.
  ///
  /// - Parameter point: A feasible point, its integers whole; shape `[columns]`.
  /// - Returns: A value for each integer column of a bought item.
  /// - Throws: ``SolverError`` where the solver refuses a model.
  func chosen(at point: [Double]) throws(SolverError) -> [ColumnIndex: Double] {
    var whole: [ColumnIndex: Double] = [:]
    try forEachItem(of: point, where: { _ in true }) { item, chosen in
      for (position, column) in item.columns.enumerated() where item.model.isInteger[position] {
        whole[ColumnIndex(Int(column))] = chosen[position].rounded()
      }
    }
    return whole
  }

  /// Calls `take` with the best values of each bought item that has a choice.
  private func forEachItem(
    of point: [Double], where concerns: (ItemModel) -> Bool,
    _ take: (ItemModel, [Double]) -> Void
  ) throws(SolverError) {
    var activity = formulation.model.activity(of: point)
    for item in ItemModel.all(of: formulation)
    where item.model.isMixedInteger && concerns(item) {
      let own = item.own(of: point)
      let values = try best(item, own, at: point, activity) ?? own
      take(item, values)
      // What this item takes of a shared row, the next one cannot.
      let change = zip(item.model.activity(of: values), item.model.activity(of: own)).map {
        $0 - $1
      }
      for (n, row) in item.shared.enumerated() {
        activity[Int(row.row)] += change[item.ownRowCount + n]
      }
    }
  }

  private func best(
    _ item: ItemModel, _ own: [Double], at point: [Double], _ activity: [Double]
  ) throws(SolverError) -> [Double]? {
    let rows = formulation.model
    let slack = item.shared.map { shared in
      let row = Int(shared.row)
      let left =
        shared.isFloor
        ? activity[row] - rows.rowLower[row] : rows.rowUpper[row] - activity[row]
      // A row with both bounds keeps what it has.
      return shared.isFloor && shared.isCeiling ? 0 : max(0, left)
    }
    let model = item.held(at: point, slack: slack)
    var options = SolveOptions()
    options.threads = 1
    options.timeLimit = Self.secondsPerItem
    options.absoluteGap = max(options.absoluteGap, tolerance)
    options.integralityTolerance = 1e-9
    guard let solution = try solver.attempt(model, options, from: own), solution.hasPoint,
      let cost = solution.objective
    else { return nil }
    return cost < model.objective(of: own) ? solution.columnValues : nil
  }
}
