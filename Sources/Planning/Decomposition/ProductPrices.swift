import LinearModel
import Program

/// The best prices of what demands take, for given prices of all else.
///
/// Most of what a first-order method's duals lose when they are mended is lost at the top: a demand is
/// worth the least that any delivery costs, so it takes the worst of the noise of all weeks and
/// plants. But the top is small. With the duals y of all other rows held, the bound is
///
///     min Σ_j (c_j − Σ_{i ∉ I} a_ij y_i) x_j   over the columns J and their bounds, subject to the rows I
///
/// and what does not depend on it, for
/// J: starts, dispatches and stock of the items that demands take, deliveries, lost, deployed, and
///    modules of resources that only such starts load;
/// I: the stock balances of those items, demands, power, such resources, module limits.
/// Its duals are the best for I.
struct ProductPrices<S: Solver> {
  private let formulation: Formulation
  private let matrix: SparseColumns
  private let solver: S
  /// J and I.
  private let columns: [Int32]
  private let rows: [Int32]
  /// The place of each row in I, -1 for others; shape `[rows]`.
  private let place: [Int32]
  private let model: LinearModel

  init(_ formulation: Formulation, _ matrix: SparseColumns, solver: S) {
    self.formulation = formulation
    self.matrix = matrix
    self.solver = solver
    let top = Top(formulation)
    columns = top.columns
    rows = top.rows
    var place = [Int32](repeating: -1, count: formulation.model.rowCount)
    for (position, row) in top.rows.enumerated() { place[Int(row)] = Int32(position) }
    self.place = place
    var model = LinearModel()
    for row in top.rows {
      let i = Int(row)
      model.addRow(lower: formulation.model.rowLower[i], upper: formulation.model.rowUpper[i])
    }
    for column in top.columns {
      let j = Int(column)
      model.addColumn(
        cost: 0, lower: formulation.model.columnLower[j], upper: formulation.model.columnUpper[j])
      for entry in matrix.range(of: ColumnIndex(j)) where place[Int(matrix.rows[entry])] >= 0 {
        model.addEntry(
          RowIndex(Int(place[Int(matrix.rows[entry])])), matrix.values[entry])
      }
    }
    self.model = model
  }

  /// `duals` with those of I replaced by the best; `nil` where the solver finds none.
  func improved(_ duals: [Double]) throws(SolverError) -> [Double]? {
    var problem = model
    for (position, column) in columns.enumerated() {
      let j = Int(column)
      var cost = formulation.model.cost[j]
      for entry in matrix.range(of: ColumnIndex(j)) where place[Int(matrix.rows[entry])] < 0 {
        cost -= matrix.values[entry] * duals[Int(matrix.rows[entry])]
      }
      problem.cost[position] = cost
    }
    for method in [SolveMethod.interiorPoint(crossover: false), .simplex] {
      var options = SolveOptions()
      options.method = method
      guard let solution = try solver.attempt(problem, options), solution.stop == .optimal,
        solution.hasDuals
      else { continue }
      var better = duals
      for (position, row) in rows.enumerated() { better[Int(row)] = solution.rowDuals[position] }
      return better
    }
    return nil
  }
}

/// J and I of ``ProductPrices``.
private struct Top {
  var columns: [Int32] = []
  var rows: [Int32] = []

  init(_ f: Formulation) {
    var isTaken = [Bool](repeating: false, count: f.program.items.count)
    for delivery in f.deliveries { isTaken[Int(delivery.run.item.position)] = true }
    var isOwn = [Bool](repeating: true, count: f.program.resources.count)
    for load in f.program.loads
    where !isTaken[Int(f.program.operations[load.operation].item.position)] {
      isOwn[Int(load.resource.position)] = false
    }
    addRows(f, isTaken, isOwn)
    addColumns(f, isTaken, isOwn)
  }

  private mutating func addRows(_ f: Formulation, _ isTaken: [Bool], _ isOwn: [Bool]) {
    func add(_ track: RowTrack) {
      for b in track.buckets { if let row = track.row(b) { rows.append(row.position) } }
    }
    for (track, point) in zip(f.rows.stock, f.points.points)
    where isTaken[Int(point.item.position)] { add(track) }
    for (track, isOwn) in zip(f.rows.resource, isOwn) where isOwn { add(track) }
    for demand in f.rows.demand { rows.append(demand.row.position) }
    for power in f.rows.power {
      guard let power else { continue }
      for n in power.steps.steps.indices { rows.append(Int32(power.first + n)) }
    }
    for (expansion, row) in zip(f.program.expansions, f.rows.modules)
    where isOwn[Int(expansion.resource.position)] { rows.append(row.position) }
  }

  private mutating func addColumns(_ f: Formulation, _ isTaken: [Bool], _ isOwn: [Bool]) {
    func add(_ columns: Range<Int>) { self.columns += columns.map { Int32($0) } }
    for (operation, track) in zip(f.program.operations, f.starts)
    where isTaken[Int(operation.item.position)] { add(track.columns) }
    for dispatch in f.dispatches where isTaken[Int(dispatch.item.position)] {
      add(dispatch.track.columns)
    }
    for (track, point) in zip(f.stocks, f.points.points)
    where isTaken[Int(point.item.position)] { add(track.columns) }
    for delivery in f.deliveries { add(delivery.track.columns) }
    for lost in f.lost { if let lost { columns.append(lost.position) } }
    for deployed in f.deployed { add(deployed.first..<deployed.first + deployed.count) }
    for (expansion, track) in zip(f.program.expansions, f.modules)
    where isOwn[Int(expansion.resource.position)] { add(track.columns) }
  }
}
