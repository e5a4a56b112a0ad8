import LinearModel
import Program

/// The optimum of a ``RepairProgram``.
struct RepairOptimum {
  /// The item's columns, then those that the repair adds.
  let values: [Double]
  let cost: Double
  /// e by own row, where starts use the item.
  let emergencies: [(row: Int32, units: Double)]
  let basis: Basis?
  /// The most that a row is missed by, as a share of what is in it.
  let slip: Double

  /// Whether what the point misses is far below what a repair allows.
  var isClean: Bool { slip <= 2e-7 }

  /// A point that keeps its rows is better than one that does not, whatever they cost.
  func isBetter(than other: RepairOptimum?) -> Bool {
    guard let other else { return true }
    return isClean == other.isClean
      ? (isClean ? cost < other.cost : slip < other.slip) : isClean
  }
}

/// The linear program of one owner in a repair: (I1), (I2), whole numbers held, with emergencies.
struct RepairProgram {
  private(set) var model: LinearModel
  private let item: ItemModel
  private let bounds: [SharedBound]
  private let usedRows: [Int32]
  /// The first emergency; they stand in the order of `usedRows`.
  private let firstEmergency: Int
  private var isSoft = false

  /// - Parameters:
  ///   - owner: The owner's position.
  ///   - state: What is held.
  ///   - prices: Of emergencies.
  ///   - mayCut: Whether emergencies may supply anything.
  init(of owner: Int, _ state: RepairState, _ prices: EmergencyPrices, mayCut: Bool) {
    item = state.models[owner]
    usedRows = state.usedRows[owner]
    bounds = state.sharedBounds(of: owner)
    model = item.model
    let rows = item.rowBounds(at: state.values, asked: bounds.map(\.asked))
    model.rowLower = rows.lower
    model.rowUpper = rows.upper
    for (position, column) in item.columns.enumerated() where model.isInteger[position] {
      model.columnLower[position] = state.values[Int(column)]
      model.columnUpper[position] = state.values[Int(column)]
    }
    firstEmergency = model.columnCount
    let price = prices.price(of: item.items)
    let uses = state.uses(of: owner)
    for row in usedRows {
      _ = model.addColumn(cost: price, lower: 0, upper: mayCut ? uses[Int(row)] : 0)
      model.addEntry(RowIndex(Int(row)), 1)
    }
    for (n, bound) in bounds.enumerated() {
      guard let shortfall = bound.shortfall else { continue }
      _ = model.addColumn(cost: shortfall.cost, lower: 0, upper: .infinity)
      model.addEntry(RowIndex(item.ownRowCount + n), shortfall.entry)
    }
  }

  /// Lets the hard shared rows be missed, at a price above all others.
  mutating func softenSharedRows() {
    isSoft = true
    let dearest = model.cost.reduce(1) { max($0, $1) }
    for (n, bound) in bounds.enumerated() where bound.shortfall == nil {
      let row = item.shared[n]
      let price = 100 * dearest / max(bound.largestEntry, 1e-3)
      for (isNeeded, entry) in [(row.isFloor, 1.0), (row.isCeiling, -1)] where isNeeded {
        _ = model.addColumn(cost: price, lower: 0, upper: .infinity)
        model.addEntry(RowIndex(item.ownRowCount + n), entry)
      }
    }
  }

  /// Lets no less of any demand be lost than is lost at the state's point (T2).
  mutating func keepLost(_ state: RepairState) {
    let formulation = state.formulation
    var quantity: [Int32: Double] = [:]
    for (lost, rows) in zip(formulation.lost, formulation.rows.demand) {
      if let lost { quantity[lost.position] = formulation.model.rowUpper[rows.row] }
    }
    for (place, column) in item.columns.enumerated() {
      guard let quantity = quantity[column] else { continue }
      model.columnLower[place] = min(state.values[Int(column)], quantity)
    }
  }

  /// Adds a column for each start of the item that may rise, and what resources have left (T2).
  ///
  /// - Returns: The formulation's column of each, and its position here.
  mutating func addStarts(
    of owner: Int, _ state: RepairState, _ prices: EmergencyPrices
  ) -> [(column: Int, position: Int)] {
    let price = prices.price(of: item.items) / 4
    var supplies: [Int32: [ItemModel.Use]] = [:]
    for use in item.uses where use.value > 0 { supplies[use.column, default: []].append(use) }
    let columns = supplies.keys.sorted().filter { state.mayRise(Int($0)) }
    var rooms: [Int32: RowIndex] = [:]
    for column in columns {
      for load in state.loads(of: Int(column)) where rooms[load.row] == nil {
        rooms[load.row] = model.addRow(lower: -.infinity, upper: state.room(load.row))
      }
    }
    return columns.map { column in
      let made = supplies[column] ?? []
      let cost = state.formulation.model.cost[Int(column)]
      let position = model.addColumn(
        cost: cost + price * made.reduce(0) { $0 + $1.value }, lower: 0,
        upper: state.formulation.model.columnUpper[Int(column)] - state.values[Int(column)])
      for use in made { model.addEntry(RowIndex(Int(use.row)), use.value) }
      for load in state.loads(of: Int(column)) {
        if let row = rooms[load.row] { model.addEntry(row, load.value) }
      }
      return (Int(column), position.offset)
    }
  }

  private enum Answer {
    case optimum(RepairOptimum)
    case infeasible
    /// The solver gives up, perhaps with a feasible point.
    case breakdown(RepairOptimum?)
  }

  /// A method, whether the model is made smaller first, and what it starts from.
  private struct Way {
    let method: SolveMethod
    var presolve: Bool?
    var seed = 0
    var tolerance = 1e-7
    var basis: Basis?
  }

  /// Columns from which on the interior point method is quicker than the simplex method.
  private static var manyColumns: Int { 10_000 }

  /// The optimum at a vertex, or else a feasible point; `nil` where there is none, or none of
  /// several ways finds any.
  func optimum<S: Solver>(
    _ solver: S, from basis: Basis?
  ) throws(SolverError) -> RepairOptimum? {
    // One in some hundreds of these programs is too much for one way or another: the dual simplex
    // method runs into excessive values, the crossover fails, or rows are missed by a thousandth.
    var ways = [
      Way(method: .simplex), Way(method: .simplex, presolve: false),
      Way(method: .interiorPoint(crossover: true)), Way(method: .simplex, presolve: false, seed: 1),
      Way(method: .simplex, presolve: false, seed: 2, tolerance: 1e-9),
      Way(method: .hipo(crossover: true)), Way(method: .interiorPoint(crossover: false)),
    ]
    if model.columnCount >= Self.manyColumns { ways.swapAt(0, 2) }
    if let basis { ways.insert(Way(method: .simplex, basis: basis), at: 0) }
    var best: RepairOptimum?
    for way in ways {
      switch try attempt(solver, way) {
      case .optimum(let found): return found
      case .infeasible: return nil
      case .breakdown(let point):
        if let point, point.isBetter(than: best) { best = point }
      }
    }
    return best
  }

  private func attempt<S: Solver>(_ solver: S, _ way: Way) throws(SolverError) -> Answer {
    var options = SolveOptions()
    options.ignoresIntegrality = true
    options.method = way.method
    options.presolve = way.presolve
    options.seed = way.seed
    options.feasibilityTolerance = way.tolerance
    options.threads = 1
    do {
      let session = try solver.makeSession(for: model)
      if let basis = way.basis { try session.setBasis(basis) }
      let solution = try session.solve(options)
      if solution.stop == .infeasible { return .infeasible }
      guard solution.hasPoint else { return .breakdown(nil) }
      let basis = isSoft || solution.stop != .optimal ? nil : try session.basis()
      let found = read(solution.columnValues, basis)
      return solution.stop == .optimal && found.isClean ? .optimum(found) : .breakdown(found)
    } catch SolverError.callFailed {
      return .breakdown(nil)
    }
  }

  private func read(_ values: [Double], _ basis: Basis?) -> RepairOptimum {
    let emergencies = usedRows.enumerated().compactMap { n, row in
      let units = values[firstEmergency + n]
      return units > 1e-9 ? (row: row, units: units) : nil
    }
    return RepairOptimum(
      values: values, cost: model.objective(of: values), emergencies: emergencies, basis: basis,
      slip: slip(of: values))
  }

  private func slip(of values: [Double]) -> Double {
    var sums = [Double](repeating: 0, count: model.rowCount)
    var sizes = zip(model.rowLower, model.rowUpper).map { lower, upper in
      1 + max(lower.isFinite ? abs(lower) : 0, upper.isFinite ? abs(upper) : 0)
    }
    let matrix = model.sparseColumns()
    for column in values.indices where values[column] != 0 {
      for entry in matrix.range(of: ColumnIndex(column)) {
        let part = matrix.values[entry] * values[column]
        sums[Int(matrix.rows[entry])] += part
        sizes[Int(matrix.rows[entry])] += abs(part)
      }
    }
    return sums.indices.reduce(0) { most, row in
      let miss = max(model.rowLower[row] - sums[row], sums[row] - model.rowUpper[row], 0)
      return max(most, miss / sizes[row])
    }
  }
}
