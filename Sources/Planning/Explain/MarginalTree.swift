import LinearModel
import Program

/// What one more unit of an item at a place and time is made of, by the duals of the plan.
///
/// In an optimum every column j that carries flow pays exactly for itself:
///
///     Σ_arrivals share · π(arrival)  =  cost_j + Σ_inputs quantity · π(input) + Σ_limits rent + r_j
///
/// with π the dual of a stock balance, rent = −dual × entry of each limit's row, and r_j what its
/// own bound is worth. So the value of a unit is followed down: at each stock balance the column
/// that supplies it, at each column its inputs, until only prices and rents of limits are left.
struct MarginalTree {
  /// A unit's value: real cost (prices, duty, work, freight, holding) and rents by limit.
  struct Value {
    var real = 0.0
    var rents: [Limit: Double] = [:]

    var total: Double { rents.values.reduce(real, +) }
    var scarcity: Double { rents.values.reduce(0) { $0 + max(0, $1) } }

    mutating func add(_ other: Value, times factor: Double) {
      real += other.real * factor
      for (limit, amount) in other.rents { rents[limit, default: 0] += amount * factor }
    }
  }

  /// A column that supplies a balance, and what it is made of per unit supplied.
  struct Supply {
    let column: Int
    /// Units of supply per unit of the column.
    let yield: Double
    /// Rents of the column itself, per unit supplied.
    var own = Value()
    /// The balances it draws on, with quantities per unit supplied.
    var inputs: [(row: Int, quantity: Double)] = []
  }

  let formulation: Formulation
  let found: FoundPoint
  let owners: [RowOwners.Owner]
  let matrix: SparseColumns
  private let supplies: RowSupplies
  private let boundLimit: [Int: Limit]
  /// Columns of offers that are not awarded: they supply nothing, whatever their limits.
  private let refused: Set<Int>
  private var known: [Int: Value] = [:]
  private var isOpen: Set<Int> = []

  init(formulation: Formulation, found: FoundPoint) {
    self.formulation = formulation
    self.found = found
    owners = RowOwners(formulation).owners
    matrix = formulation.model.sparseColumns()
    supplies = RowSupplies(matrix: matrix, owners: owners, columns: formulation.model.columnCount)
    boundLimit = Self.boundLimits(formulation)
    refused = Set(
      formulation.orders.filter { formulation.isRefused($0.route.offer, at: found.values) }
        .flatMap { $0.track.columns })
  }

  /// The offers whose capacity is the upper bound of their only route, by column.
  private static func boundLimits(_ formulation: Formulation) -> [Int: Limit] {
    var limits: [Int: Limit] = [:]
    for order in formulation.orders {
      let offer = order.route.offer
      guard formulation.program.offers[offer].perWeek != nil,
        formulation.rows.offerCapacity[Int(offer.position)].buckets.isEmpty
      else { continue }
      for column in order.track.columns { limits[column] = .offer(offer) }
    }
    return limits
  }

  /// Column and share of everything that supplies a stock balance.
  func supplies(ofRow row: Int) -> [(column: Int, share: Double)] { supplies.entries(ofRow: row) }

  /// The value of one more column unit at a stock balance.
  mutating func value(ofRow row: Int) -> Value {
    if let value = known[row] { return value }
    guard isOpen.insert(row).inserted else { return Value(real: found.rowDuals[row]) }
    var value = Value()
    if let supply = supply(ofRow: row) {
      value = supply.own
      for input in supply.inputs { value.add(self.value(ofRow: input.row), times: input.quantity) }
      let total = value.total
      let factor = total > 1e-12 ? found.rowDuals[row] / total : 0
      var scaled = Value()
      scaled.add(value, times: factor)
      value = scaled
    } else {
      value.real = found.rowDuals[row]
    }
    isOpen.remove(row)
    known[row] = value
    return value
  }

  /// The column that supplies a balance at the margin.
  ///
  /// One that carries flow, the largest; else the one that comes closest to paying for itself;
  /// `nil` where nothing supplies it.
  func supply(ofRow row: Int) -> Supply? {
    var best: (column: Int, share: Double)?
    var bestRank = (isUsed: false, score: -Double.infinity)
    for (column, share) in supplies.entries(ofRow: row) where !refused.contains(column) {
      let amount = found.values[column] * share
      let rank =
        amount > 1e-9
        ? (isUsed: true, score: amount)
        : (isUsed: false, score: -found.reducedCosts[column] / share)
      let isBetter =
        rank.isUsed == bestRank.isUsed ? rank.score > bestRank.score : rank.isUsed
      if isBetter {
        best = (column, share)
        bestRank = rank
      }
    }
    return best.map { supply(by: $0.column) }
  }

  /// What a column is made of, per unit that it supplies in all.
  private func supply(by column: Int) -> Supply {
    var yield = 0.0
    var own = Value(real: formulation.model.cost[column])
    var inputs: [(row: Int, quantity: Double)] = []
    for entry in matrix.range(of: ColumnIndex(column)) {
      let row = Int(matrix.rows[entry])
      let value = matrix.values[entry]
      let charge = -found.rowDuals[row] * value
      switch owners[row] {
      case .stock where value > 0: yield += value
      case .stock: inputs.append((row, -value))
      case .limit(let limit, _): own.rents[limit, default: 0] += charge
      case .demand, .other: own.real += charge
      }
    }
    let bound = -found.reducedCosts[column]
    if bound > 0 {
      if let limit = boundLimit[column] {
        own.rents[limit, default: 0] += bound
      } else {
        own.real += bound
      }
    }
    let perUnit = yield > 0 ? 1 / yield : 0
    var supply = Supply(column: column, yield: yield)
    supply.own.add(own, times: perUnit)
    supply.inputs = inputs.map { ($0.row, $0.quantity * perUnit) }
    return supply
  }
}

/// The columns that supply each stock balance.
struct RowSupplies {
  private let starts: [Int32]
  private let columns: [Int32]
  private let shares: [Double]

  init(matrix: SparseColumns, owners: [RowOwners.Owner], columns count: Int) {
    func isSupply(_ entry: Int) -> Bool {
      guard matrix.values[entry] > 0, case .stock = owners[Int(matrix.rows[entry])] else {
        return false
      }
      return true
    }
    var starts = [Int32](repeating: 0, count: owners.count + 1)
    for entry in 0..<matrix.count where isSupply(entry) { starts[Int(matrix.rows[entry]) + 1] += 1 }
    for row in owners.indices { starts[row + 1] += starts[row] }
    var next = starts
    var columns = [Int32](repeating: 0, count: Int(starts[owners.count]))
    var shares = [Double](repeating: 0, count: columns.count)
    for column in 0..<count {
      for entry in matrix.range(of: ColumnIndex(column)) where isSupply(entry) {
        let row = Int(matrix.rows[entry])
        columns[Int(next[row])] = Int32(column)
        shares[Int(next[row])] = matrix.values[entry]
        next[row] += 1
      }
    }
    self.starts = starts
    self.columns = columns
    self.shares = shares
  }

  /// Column and share of each supply of a row.
  func entries(ofRow row: Int) -> [(column: Int, share: Double)] {
    (Int(starts[row])..<Int(starts[row + 1])).map { (Int(columns[$0]), shares[$0]) }
  }
}
