import LinearModel

/// The relaxation of the ``MasterProgram`` by the method of multipliers.
///
/// ```text
/// minimise   Σ_p cost[p] share[p] + Σ_z cost[z] between[z] + Σ_r penalty[r](activity[r])
/// over       Σ_{p of item i} share[p] = 1 ∀ i, Σ_t reached[d,t] = 1 ∀ d (D1), between[z] in its bounds
/// with       activity[r] = Σ_p entries[r,p] share[p] + Σ_z a[r,z] between[z], penalty'[r] = - (A1)
///
/// (A2) In turn: the shares of an item or the tiers of a discount go from the dearest in use to the
///      cheapest, each other column between the items goes its own way, as far as it pays.
/// (A3) After some rounds of (A2) the duals of (A1) are the next centers.
/// ```
///
/// The centers go to an optimum of the dual of the relaxation, whatever the weights (Rockafellar
/// 1976, *Mathematics of Operations Research* 1, 97–116). New plans may come at any time: the rest
/// stays where it is. A round of (A2) looks at each entry of the plans a few times, where a simplex
/// method takes thousands of iterations that look at all.
struct AugmentedMaster {
  let blocks: AwardBlocks
  var rows: RowDuals
  private var move: RowMove
  /// Money: what an item costs, roughly.
  private let itemCost: [Double]

  /// Plans of the pool, by position there.
  private var plans = PricedColumns()
  var share: [Double] = []
  /// By item, its plans; under decisions, those that suit.
  var members: [[Int32]]

  /// Columns between the items: the column of the cut model, and its value.
  private var between = PricedColumns()
  let columnOf: [Int32]
  var value: [Double]
  /// Tiers of a discount, by position among the columns between; under decisions, those that are
  /// not ruled out.
  var groups: [[Int32]]
  let allGroups: [[Int32]]
  /// The row (D1) of each.
  let groupRows: [Int]
  /// Other columns between; under decisions, those that are open.
  var singles: [Int]
  let allSingles: [Int]
  /// By row, whether it is a (J1).
  let isShareRow: [Bool]
  /// What plans must suit; `nil`: nothing is decided.
  var held: HeldDecisions?
  /// Whether decisions leave an item no plan.
  var isStuck = false
  /// By row, whether it is looked at: a plan stands in it, or it began with a price.
  private var isLive: [Bool]
  private var isBetweenOld = true

  init(_ blocks: AwardBlocks, center: [Double]) {
    self.blocks = blocks
    let own = blocks.model.model
    let joined = blocks.joinedColumn.count
    let columns = (0..<own.columnCount).filter { !blocks.isInside[$0] }
    (allGroups, groupRows) = AugmentedMaster.groups(blocks, columns)
    groups = allGroups
    let ends = AugmentedMaster.ends(blocks, groupRows)
    rows = RowDuals(lower: ends.lower, upper: ends.upper, center: center)
    move = RowMove(rowCount: blocks.rowCount)
    itemCost = FirstPrices.itemCosts(blocks)
    members = Array(repeating: [], count: blocks.itemCount)
    columnOf = columns.map(Int32.init)
    value = Array(repeating: 0, count: columns.count)
    isLive = Array(repeating: true, count: own.rowCount) + Array(repeating: false, count: joined)
    var isShareRow = [Bool](repeating: false, count: blocks.rowCount)
    for row in blocks.shareRows { isShareRow[row] = true }
    self.isShareRow = isShareRow
    for row in blocks.shareRows { isLive[row] = true }
    for row in center.indices where center[row] != 0 { isLive[row] = true }
    var isGrouped = [Bool](repeating: false, count: columns.count)
    for member in groups.joined() { isGrouped[Int(member)] = true }
    allSingles = columns.indices.filter { !isGrouped[$0] }
    singles = allSingles
  }

  /// Bounds of the rows; none for those that are kept otherwise.
  static func ends(
    _ blocks: AwardBlocks, _ groupRows: [Int]
  ) -> (lower: [Double], upper: [Double]) {
    let own = blocks.model.model
    let joined = blocks.joinedColumn.count
    var lower = own.rowLower + Array(repeating: -Double.infinity, count: joined)
    var upper = own.rowUpper + Array(repeating: 0, count: joined)
    for row in blocks.shareRows { lower[row] = 0 }
    for row in groupRows + blocks.isLeftOut.indices.filter({ blocks.isLeftOut[$0] }) {
      lower[row] = -.infinity
      upper[row] = .infinity
    }
    return (lower, upper)
  }

  /// Rows that say that one of several columns between is 1, with these columns.
  private static func groups(
    _ blocks: AwardBlocks, _ columns: [Int]
  ) -> (groups: [[Int32]], rows: [Int]) {
    let own = blocks.model.model
    var position = [Int32](repeating: -1, count: own.columnCount)
    for (place, column) in columns.enumerated() { position[column] = Int32(place) }
    var members = [[Int32]](repeating: [], count: own.rowCount)
    for tiers in blocks.model.tiers {
      for tier in tiers {
        for place in blocks.matrix.range(of: tier.reached) {
          let row = Int(blocks.matrix.rows[place])
          guard own.rowLower[row] == 1, own.rowUpper[row] == 1, blocks.matrix.values[place] == 1
          else { continue }
          members[row].append(position[tier.reached.offset])
        }
      }
    }
    let found = members.indices.filter { !members[$0].isEmpty }
    return (found.map { members[$0] }, found)
  }
}

// MARK: - Plans

extension AugmentedMaster {
  /// Takes up plans of the pool that it does not know, at no share.
  mutating func addPlans(of pool: PlanPool) {
    guard pool.count > plans.count else { return }
    for plan in plans.count..<pool.count {
      for entry in pool.entries(plan) {
        let row = pool.entryRow[entry]
        plans.addEntry(row, pool.entryValue[entry])
        if !isLive[Int(row)] {
          isLive[Int(row)] = true
          isBetweenOld = true
        }
      }
      plans.close(cost: pool.cost[plan])
      share.append(0)
      guard held?.allow(plan, of: pool) ?? true else { continue }
      members[Int(pool.item[plan])].append(Int32(plan))
    }
  }

  /// Columns between, with rows of the blocks only where a plan stands in them.
  private mutating func renewBetween() {
    guard isBetweenOld else { return }
    isBetweenOld = false
    let own = blocks.model.model
    var isGroupRow = [Bool](repeating: false, count: own.rowCount)
    for row in groupRows { isGroupRow[row] = true }
    var joined = [[Int32]](repeating: [], count: own.columnCount)
    for (place, column) in blocks.joinedColumn.enumerated() where isLive[own.rowCount + place] {
      joined[Int(column)].append(Int32(own.rowCount + place))
    }
    between = PricedColumns()
    for column in columnOf {
      for place in blocks.matrix.range(of: ColumnIndex(Int(column))) {
        let row = blocks.matrix.rows[place]
        guard !blocks.isLeftOut[Int(row)], !isGroupRow[Int(row)] else { continue }
        between.addEntry(row, blocks.matrix.values[place])
      }
      for row in joined[Int(column)] { between.addEntry(row, -1) }
      between.close(cost: blocks.model.cost[Int(column)])
    }
  }
}

// MARK: - Rounds

extension AugmentedMaster {
  /// Begins with known shares of plans, or the plan that is cheapest at the centers, and with known
  /// columns, or those that are cheapest there.
  ///
  /// - Parameters:
  ///   - known: By plan of the pool, its share, as far as it is known.
  ///   - values: By column of the cut model, its value, as far as it is known.
  mutating func begin(shares known: [Double], between values: [Double?]) {
    renewBetween()
    beginPlans(known)
    beginBetween(values)
    beginFromHere()
    for _ in 0..<Self.roundsBetween { moveBetween() }
  }

  private mutating func beginPlans(_ known: [Double]) {
    var sums = [Double](repeating: 0, count: members.count)
    for item in members.indices {
      for plan in members[item] where Int(plan) < known.count { sums[item] += known[Int(plan)] }
      for plan in members[item] where sums[item] > 0 && Int(plan) < known.count {
        share[Int(plan)] = known[Int(plan)] / sums[item]
      }
    }
    for item in members.indices where sums[item] == 0 {
      if let best = cheapest(members[item]) { share[best] = 1 }
    }
  }

  private mutating func beginBetween(_ values: [Double?]) {
    let known = columnOf.map { Int($0) < values.count ? values[Int($0)] : nil }
    for group in groups {
      let values = group.map { known[Int($0)] ?? 0 }
      if abs(values.reduce(0, +) - 1) < 1e-6 {
        for (member, value) in zip(group, values) { self.value[Int(member)] = value }
        continue
      }
      let best = group.min {
        between.reducedCost(Int($0), rows.center) < between.reducedCost(Int($1), rows.center)
      }
      if let best { value[Int(best)] = 1 }
    }
    let own = blocks.model.model
    for single in singles {
      let column = Int(columnOf[single])
      let (lower, upper) = (own.columnLower[column], own.columnUpper[column])
      let pays = between.reducedCost(single, rows.center) < 0 && upper < .infinity
      value[single] = max(lower, min(known[single] ?? (pays ? upper : 0), upper))
    }
  }

  /// Activities and weights as the shares and columns have them now.
  mutating func beginFromHere() {
    renewBetween()
    setActivities()
    weigh()
  }

  /// The cheapest of some plans at the centers.
  func cheapest(_ members: [Int32]) -> Int? {
    members.min {
      plans.reducedCost(Int($0), rows.center) < plans.reducedCost(Int($1), rows.center)
    }.map(Int.init)
  }

  /// Rounds by which columns between the items find their places beside known shares.
  private static var roundsBetween: Int { 10 }

  /// Activities counted anew: rounding does not add up.
  private mutating func setActivities() {
    var sums = [Double](repeating: 0, count: isLive.count)
    for plan in share.indices where share[plan] > 0 {
      for entry in plans.entries(plan) {
        sums[Int(plans.rows[entry])] += share[plan] * plans.values[entry]
      }
    }
    for place in value.indices where value[place] != 0 {
      for entry in between.entries(place) {
        sums[Int(between.rows[entry])] += value[place] * between.values[entry]
      }
    }
    rows.setActivities(sums)
  }

  /// Weights of the rows: missing a row by a part of what is in it changes its dual by a like part
  /// of what its plans cost, times ``firmness``.
  private mutating func weigh() {
    let count = isLive.count
    var money = [Double](repeating: 0, count: count)
    var amount = money
    var inUse = money
    var largest = money
    // No plan need stand in these.
    for (row, item) in zip(blocks.shareRows, blocks.shareItem) {
      money[row] = itemCost[Int(item)]
      amount[row] = 1
    }
    for item in members.indices {
      for plan in members[item] {
        for entry in plans.entries(Int(plan)) {
          let row = Int(plans.rows[entry])
          let size = abs(plans.values[entry])
          money[row] += itemCost[item]
          amount[row] += size
          inUse[row] += share[Int(plan)] * size
          largest[row] = max(largest[row], size)
        }
      }
    }
    for entry in between.rows.indices {
      let row = Int(between.rows[entry])
      largest[row] = max(largest[row], abs(between.values[entry]))
    }
    let mean = money.reduce(0, +) / max(amount.reduce(0, +), 1e-9)
    for row in 0..<count where isLive[row] {
      let each = amount[row] > 0 ? money[row] / amount[row] : mean
      rows.setWeight(row, max(1e-9, Self.firmness * each / max(inUse[row], largest[row], 1e-9)))
    }
  }

  private static var firmness: Double { 0.3 }

  /// Some rounds of (A2), then (A3).
  mutating func run(_ rounds: Int) {
    if isBetweenOld { beginFromHere() }
    for _ in 0..<rounds { round() }
    rows.recenter()
  }

  private mutating func moveBetween() {
    for single in singles { moveSingle(single) }
    for group in groups {
      Self.settle(group, between, &value, &rows, &move, most: 3, tolerance: 1e-6)
    }
  }

  private mutating func round() {
    moveBetween()
    for item in members.indices {
      Self.settle(
        members[item], plans, &share, &rows, &move, most: 4, tolerance: 1e-6 * itemCost[item])
    }
  }

  /// (A2) of an item or a discount.
  private static func settle(
    _ members: [Int32], _ columns: PricedColumns, _ value: inout [Double], _ rows: inout RowDuals,
    _ move: inout RowMove, most: Int, tolerance: Double
  ) {
    for _ in 0..<most {
      var (cheapest, dearest) = (-1, -1)
      var (least, largest) = (Double.infinity, -Double.infinity)
      for member in members {
        let column = Int(member)
        let cost = columns.reducedCost(column, rows.dual)
        if cost < least { (cheapest, least) = (column, cost) }
        if value[column] > 0, cost > largest { (dearest, largest) = (column, cost) }
      }
      guard dearest >= 0, cheapest != dearest, largest - least > tolerance else { return }
      move.add(cheapest, of: columns, times: 1)
      move.add(dearest, of: columns, times: -1)
      let all = value[dearest]
      let length = move.go(least - largest, most: all, &rows)
      value[cheapest] += length
      value[dearest] = length < all ? all - length : 0
    }
  }

  /// (A2) of a column with bounds of its own.
  private mutating func moveSingle(_ single: Int) {
    let cost = between.reducedCost(single, rows.dual)
    let own = blocks.model.model
    let column = Int(columnOf[single])
    let end = cost > 0 ? own.columnLower[column] : own.columnUpper[column]
    let most = abs(end - value[single])
    guard cost != 0, most > 0 else { return }
    let sign = cost > 0 ? -1.0 : 1.0
    move.add(single, of: between, times: sign)
    let length = move.go(-abs(cost), most: most, &rows)
    value[single] = length < most ? value[single] + sign * length : end
  }
}

// MARK: - Reading

extension AugmentedMaster {
  /// Duals by row of the blocks: the present centers.
  var duals: [Double] {
    var duals = rows.center
    for (row, members) in zip(groupRows, groups) {
      duals[row] = members.reduce(.infinity) { least, member in
        min(least, between.reducedCost(Int(member), rows.center))
      }
    }
    return duals
  }

  /// By plan of the pool, its share.
  var shares: [Double] { share }

  /// By column of the cut model, its value; 0 for those of options.
  var values: [Double] {
    var values = [Double](repeating: 0, count: blocks.model.model.columnCount)
    for (place, column) in columnOf.enumerated() { values[Int(column)] = value[place] }
    return values
  }

  /// Money: what shares and columns cost.
  var cost: Double {
    let planned = share.indices.reduce(0) { $0 + share[$1] * plans.cost[$1] }
    return value.indices.reduce(planned + blocks.model.model.offset) {
      $0 + value[$1] * between.cost[$1]
    }
  }

  /// Money: what missed rows would cost at the duals.
  var missed: Double { rows.missed }

  /// Rows of the blocks that stay missed: their duals grow and grow.
  ///
  /// - Parameter money: What missing such a row costs at the least.
  /// - Returns: Their positions.
  func rows(missingAtLeast money: Double) -> [Int] {
    rows.activity.indices.filter { rows.missed($0) >= money && rows.growth($0) >= Self.growth }
  }

  /// Less is the way of a row to its dual.
  private static var growth: Double { 0.003 }
}
