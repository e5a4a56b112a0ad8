import LinearModel

/// One plan of each item under held decisions, bettered plan by plan.
///
/// ```text
/// minimise   Σ_i cost[plan of i] + Σ_r penalty[r](activity[r])
/// (W3) In turn each item goes to the plan of its own that is cheapest with (W1).
/// (W4) After a sweep of (W3) the centers go a part of the way to the duals.
/// (W5) Now and then a copy mends what rows it misses: sweeps with (W2), of which rows that stay
///      missed cost twice as much each time, until none is missed and no item gains by itself.
/// ```
///
/// With good prices to begin with the plans of (W3) are near to an award: some thirty of 1,000 rows are missed
/// by little. (W4) lets them come and go, and each (W5) makes another award of what is there then.
struct WholePlans {
  private let blocks: AwardBlocks
  private let held: HeldDecisions
  private let rows: HeldRows
  /// By row (J1) of a bundle that wins, whether a plan must have it.
  private let isShareDue: [Bool]
  /// By item, how many of these it has.
  private let sharesDue: [Int]

  /// Plans of the pool, by position there.
  private var columns = PricedColumns()
  private var itemOf: [Int32] = []
  /// By item, its plans that suit.
  private var members: [[Int32]]
  /// By item, its plan.
  private(set) var plans: [Int32]
  private var penalties: RowPenalties
  private var sums: [Double]
  private var order: UInt64 = 1

  /// Begins with the plans that have the largest shares; `nil` where no plan of an item suits.
  ///
  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - pool: The plans.
  ///   - held: Decisions, none open.
  ///   - duals: Prices near those of the relaxation under these decisions, by row of the blocks.
  ///   - shares: By plan of the pool, as far as they are known.
  init?(
    _ blocks: AwardBlocks, _ pool: PlanPool, _ held: HeldDecisions,
    _ duals: [Double], shares: [Double]
  ) {
    self.blocks = blocks
    self.held = held
    let count = blocks.model.model.rowCount
    rows = HeldRows(blocks, held)
    var isShareDue = [Bool](repeating: false, count: blocks.rowCount)
    var sharesDue = [Int](repeating: 0, count: blocks.itemCount)
    for (row, item) in zip(blocks.shareRows, blocks.shareItem)
    where held.values[Int(blocks.joinedColumn[row - count])] == 1 {
      isShareDue[row] = true
      sharesDue[Int(item)] += 1
    }
    (self.isShareDue, self.sharesDue) = (isShareDue, sharesDue)
    members = Array(repeating: [], count: blocks.itemCount)
    plans = Array(repeating: -1, count: blocks.itemCount)
    sums = Array(repeating: 0, count: count)
    penalties = RowPenalties(rows, center: [], worth: [], largest: [])
    addPlans(of: pool)
    guard !members.contains(where: \.isEmpty) else { return nil }
    func share(_ plan: Int32) -> Double { Int(plan) < shares.count ? shares[Int(plan)] : 0 }
    for item in members.indices {
      plans[item] = members[item].max { share($0) < share($1) } ?? -1
    }
    penalties = makePenalties(duals)
  }

  private func makePenalties(_ duals: [Double]) -> RowPenalties {
    let count = blocks.model.model.rowCount
    let itemCosts = FirstPrices.itemCosts(blocks)
    var money = [Double](repeating: 0, count: count)
    var (amount, largest, activity) = (money, money, money)
    for item in members.indices {
      for plan in members[item] {
        for entry in columns.entries(Int(plan)) {
          let (row, size) = (Int(columns.rows[entry]), abs(columns.values[entry]))
          money[row] += itemCosts[item]
          amount[row] += size
          largest[row] = max(largest[row], size)
          if plan == plans[item] { activity[row] += columns.values[entry] }
        }
      }
    }
    let worth = zip(money, amount).map { $1 > 0 ? $0 / $1 : 0 }
    var made = RowPenalties(
      rows, center: Array(duals[..<count]), worth: worth, largest: largest)
    made.setActivities(activity)
    return made
  }

  /// Takes up plans of the pool that it does not know.
  mutating func addPlans(of pool: PlanPool) {
    for plan in columns.count..<pool.count {
      let cost = rows.entries(of: plan, pool, &sums) { columns.addEntry($0, $1) }
      columns.close(cost: cost)
      let shares = pool.entries(plan).count { isShareDue[Int(pool.entryRow[$0])] }
      let item = Int(pool.item[plan])
      itemOf.append(Int32(item))
      guard shares == sharesDue[item], held.allow(plan, of: pool) else { continue }
      members[item].append(Int32(plan))
    }
  }

  // MARK: Sweeps

  /// (W3) and (W4).
  mutating func follow() {
    sweep()
    penalties.recenter()
  }

  /// (W5); whether no row is missed in the end.
  mutating func mend() -> Bool {
    penalties.beginMending()
    defer { penalties.endMending() }
    var exchanges = 0
    for _ in 0..<Self.mostSweeps {
      let changed = sweep()
      let missed = penalties.missed
      if missed.isEmpty {
        if changed == 0 { return true }
      } else {
        if changed == 0, missed.count <= Self.fewMissed, exchanges < Self.mostExchanges {
          for row in missed { exchange(row) }
          exchanges += 1
        }
        penalties.insist()
      }
    }
    return penalties.missed.isEmpty
  }

  private static var mostSweeps: Int { 30 }
  /// So few missed rows are worth looking at all pairs of items.
  private static var fewMissed: Int { 4 }
  private static var mostExchanges: Int { 2 }
  /// More items have too many pairs.
  private static var mostPaired: Int { 60 }

  /// (W6) Two items of a row go to other plans at once, if that is cheaper.
  private mutating func exchange(_ row: Int) {
    let items = items(in: [row])
    guard items.count <= Self.mostPaired else { return }
    var best: (cost: Double, first: Int32, second: Int32)?
    for first in items {
      let now = plans[first]
      place(now, -1)
      let cost = cost(Int(now))
      for plan in members[first] where plan != now {
        let more = self.cost(Int(plan)) - cost
        place(plan, 1)
        for second in items where second != first {
          if let other = cheapestOther(second), more + other.cost < best?.cost ?? -Self.littleGain {
            best = (more + other.cost, plan, other.plan)
          }
        }
        place(plan, -1)
      }
      place(now, 1)
    }
    guard let best else { return }
    for plan in [best.first, best.second] {
      let item = Int(itemOf[Int(plan)])
      place(plans[item], -1)
      place(plan, 1)
      plans[item] = plan
    }
    penalties.settleWide()
  }

  /// Money.
  private static var littleGain: Double { 1e-6 }

  /// The cheapest plan of an item beside its own, with what it costs more.
  private mutating func cheapestOther(_ item: Int) -> (plan: Int32, cost: Double)? {
    let now = plans[item]
    guard members[item].count > 1 else { return nil }
    place(now, -1)
    var best: (plan: Int32, cost: Double)?
    for plan in members[item] where plan != now {
      let cost = cost(Int(plan))
      if cost < best?.cost ?? .infinity { best = (plan, cost) }
    }
    let cost = cost(Int(now))
    place(now, 1)
    return best.map { ($0.plan, $0.cost - cost) }
  }

  /// Adds a plan to the rows, or takes it out.
  private mutating func place(_ plan: Int32, _ sign: Double) {
    for entry in columns.entries(Int(plan)) {
      penalties.move(Int(columns.rows[entry]), by: sign * columns.values[entry])
    }
  }

  /// Lets each item go to its cheapest plan, in an order that is another one each time.
  ///
  /// - Returns: How many items changed.
  @discardableResult private mutating func sweep() -> Int {
    let count = members.count
    var changed = 0
    var (item, step) = nextOrder()
    for _ in 0..<count {
      item += step
      if item >= count { item -= count }
      if members[item].count > 1, settle(item) { changed += 1 }
    }
    penalties.settleWide()
    return changed
  }

  private mutating func settle(_ item: Int) -> Bool {
    let now = Int(plans[item])
    place(plans[item], -1)
    var (best, least) = (now, cost(now))
    least -= 1e-9 * abs(least)
    for member in members[item] where Int(member) != now {
      let cost = cost(Int(member))
      if cost < least { (best, least) = (Int(member), cost) }
    }
    place(Int32(best), 1)
    plans[item] = Int32(best)
    return best != now
  }

  /// What a plan costs beside the others.
  @inline(__always) private func cost(_ plan: Int) -> Double {
    var sum = columns.cost[plan]
    for entry in columns.entries(plan) {
      sum += penalties.change(Int(columns.rows[entry]), by: columns.values[entry])
    }
    return sum
  }

  /// A place to begin, and a step without a common factor with the number of items.
  private mutating func nextOrder() -> (Int, Int) {
    func factor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : factor(b, a % b) }
    let count = members.count
    order = order &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let first = Int(order >> 33) % count
    var step = count > 1 ? 1 + Int(order >> 40) % (count - 1) : 0
    while count > 1, factor(step, count) != 1 { step = step % (count - 1) + 1 }
    return (first, step)
  }

  // MARK: Reading

  /// Rows of the cut model that are missed.
  var missed: [Int] { penalties.missed }

  /// Items that have plans in some rows.
  func items(in some: [Int]) -> [Int] {
    var isOne = [Bool](repeating: false, count: rows.lower.count)
    for row in some { isOne[row] = true }
    return members.indices.filter { item in
      members[item].contains { plan in
        columns.entries(Int(plan)).contains { isOne[Int(columns.rows[$0])] }
      }
    }
  }

  /// Money of the plans and of all that follows from them.
  var cost: Double { plans.reduce(penalties.cost) { $0 + columns.cost[Int($1)] } }

  /// Duals by row of the blocks, with the present centers.
  func duals(_ duals: [Double]) -> [Double] { penalties.duals(duals) }

  /// The plans as an award.
  func choice(_ pool: PlanPool) -> Choice {
    let model = blocks.model
    var choice = Choice(nothingOf: model.event)
    for place in plans.flatMap({ pool.choices(Int($0)) }) {
      let line = blocks.line(ofOption: pool.choiceOption[place])
      if line >= 0 { choice.units[line] += pool.choiceUnits[place] }
    }
    for (bundle, column) in model.won.enumerated() {
      if let column { choice.bundles[bundle] = held.values[column.offset] == 1 }
    }
    return choice
  }
}
