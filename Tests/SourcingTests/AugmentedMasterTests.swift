import LinearModel
import Program
import Testing

@testable import Sourcing

/// Random prices of (J1), (J2) and (J3), of a sign that they can have.
private func randomDuals(_ blocks: AwardBlocks, seed: Int) -> [Double] {
  var numbers = SeededNumbers(seed)
  var duals = [Double](repeating: 0, count: blocks.rowCount)
  for row in blocks.model.model.rowCount..<blocks.rowCount {
    duals[row] = -Double(numbers.next(0...20))
  }
  for row in blocks.shareRows { duals[row] = Double(numbers.next(-20...20)) }
  return duals
}

@Suite("Prices by multipliers, by hand and against the simplex method")
struct AugmentedMasterTests {
  /// Rows 0 ≤ a ≤ 2, a = 1 and a ≤ 0, centers 5, 0 and -3, weights 10.
  private func rows() -> RowDuals {
    var rows = RowDuals(
      lower: [0, 1, -.infinity], upper: [2, 1, 0], center: [5, 0, -3])
    for row in 0..<3 { rows.setWeight(row, 10) }
    return rows
  }

  @Test func dualsOfRowsByHand() {
    var rows = rows()
    // At 0: 5 + 10 (0 - 0), 0 + 10 (1 - 0), -3 + 10 (0 - 0).
    #expect(rows.dual == [5, 10, -3])
    for row in 0..<3 { rows.move(row, by: 1) }
    // 5 - 10 < 0 and 5 + 10 (2 - 1) > 0; 10 (1 - 1); -3 - 10.
    #expect(rows.dual == [0, 0, -13])
    rows.move(0, by: 2)
    rows.move(2, by: -2)
    // 5 + 10 (2 - 3); -3 + 10 (0 + 1) > 0.
    #expect(rows.dual == [-5, 0, 0])
    #expect(rows.missed == 5)
    rows.recenter()
    #expect(rows.center == [-5, 0, 0] && rows.dual == [-15, 0, 0])
  }

  /// From a = 0 along row 2: slope -20 + 3, and -20 + 3 + 10 per unit from there.
  @Test(arguments: [(1.0, 1.0), (10, 1.7), (.infinity, 1.7)])
  func goesAsFarAsItPays(most: Double, length: Double) {
    var rows = rows()
    var columns = PricedColumns()
    columns.addEntry(2, 1)
    columns.close(cost: -20)
    let cost = columns.reducedCost(0, rows.dual)
    #expect(cost == -17)
    var move = RowMove(rowCount: 3)
    move.add(0, of: columns, times: 1)
    let gone = move.go(cost, most: most, &rows)
    #expect(abs(gone - length) < 0.01)
    #expect(abs(rows.activity[2] - gone) < 1e-12)
    // The direction is forgotten.
    move.add(0, of: columns, times: 1)
    #expect(move.go(-1, most: 0.5, &rows) <= 0.5)
  }

  /// Plans of random events: what the multipliers prove comes near the optimum of the same program
  /// by the simplex method, from below.
  @Test func comesToTheRelaxationsOptimum() throws {
    var compared = 0
    for seed in 0..<60 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      guard let pool = plans(blocks), let best = try optimum(blocks, pool) else { continue }
      var master = AugmentedMaster(blocks, center: centers(blocks, seed: seed))
      master.addPlans(of: pool)
      master.begin(shares: [], between: [])
      var bound = -Double.infinity
      for _ in 0..<400 {
        master.run(3)
        bound = max(bound, proven(master.duals, blocks, pool))
      }
      let size = max(1, abs(best))
      #expect(bound <= best + 1e-6 * size, "seed \(seed): \(bound), not \(best)")
      #expect(bound >= best - 1e-4 * size, "seed \(seed): \(bound), not \(best)")
      for item in 0..<blocks.itemCount {
        let sum = pool.item.indices.filter { Int(pool.item[$0]) == item }
          .reduce(0) { $0 + master.shares[$1] }
        #expect(abs(sum - 1) < 1e-9)
      }
      compared += 1
    }
    #expect(compared >= 20, "\(compared)")
  }

  /// A search that goes on in a thread of its own proves what it proves in this one, and can be
  /// stopped at any time.
  @Test func goesOnAside() throws {
    var (compared, raised) = (0, 0)
    for seed in 0..<40 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      guard let pool = plans(blocks) else { continue }
      let proof = PriceSearch.Proof(
        duals: centers(blocks, seed: seed),
        leastCosts: Array(repeating: 0, count: blocks.itemCount))
      var search = PriceSearch(
        blocks, DualMending(blocks), pool, proof, shares: [], between: [],
        pace: BoundPace(gap: 0.01, nearShare: 0.05), threads: 1)
      search.step()
      let begun = search.proof.bound
      let aside = BoundAside(search.slower(gap: 0.001))
      let stopped = BoundAside(search.slower(gap: 1e-6))
      stopped.stop()
      #expect(stopped.proof.bound >= begun)
      var here = search.slower(gap: 0.001)
      while !here.isOver { here.step() }
      while !aside.ends(within: 1) {}
      #expect(aside.proof.bound == here.proof.bound && here.proof.bound >= begun, "seed \(seed)")
      #expect(aside.proof.duals == here.proof.duals, "seed \(seed)")
      compared += 1
      if here.proof.bound > begun { raised += 1 }
    }
    #expect(compared >= 10 && raised >= 5, "\(compared), \(raised)")
  }

  /// None, those that a search begins with, or random ones, also of rows in which no plan stands.
  private func centers(_ blocks: AwardBlocks, seed: Int) -> [Double] {
    let none = [Double](repeating: 0, count: blocks.rowCount)
    if seed % 3 == 0 { return none }
    return seed % 3 == 1 ? FirstPrices(blocks).duals : randomDuals(blocks, seed: seed)
  }

  /// Three plans of each item at each of several prices; `nil` where an item has none.
  private func plans(_ blocks: AwardBlocks) -> PlanPool? {
    var pool = PlanPool(blocks)
    var numbers = SeededNumbers(7)
    for round in 0..<6 {
      let duals = (0..<blocks.rowCount).map { _ in
        round == 0 ? 0 : Double(numbers.next(-30...30))
      }
      let prices = OptionPrices(blocks, duals: duals)
      for item in 0..<blocks.itemCount {
        let found = ItemProgram(blocks, item: item, prices).found.plans
        if found.isEmpty { return nil }
        for plan in found { pool.add(plan.choices, item: item, blocks) }
      }
    }
    return pool
  }

  /// What prices prove of the plans of a pool.
  private func proven(_ duals: [Double], _ blocks: AwardBlocks, _ pool: PlanPool) -> Double {
    var duals = duals
    DualMending(blocks).mend(&duals, blocks)
    var least = [Double](repeating: .infinity, count: blocks.itemCount)
    for plan in 0..<pool.count {
      let item = Int(pool.item[plan])
      least[item] = min(least[item], pool.reducedCost(plan, duals: duals))
    }
    return OptionPrices(blocks, duals: duals).base + least.reduce(0, +)
  }

  /// The relaxation as a linear program; `nil` where no shares keep all rows.
  private func optimum(_ blocks: AwardBlocks, _ pool: PlanPool) throws -> Double? {
    let own = blocks.model.model
    var model = LinearModel()
    model.addRows(blocks.itemCount, lower: 1, upper: 1)
    for row in 0..<own.rowCount {
      let isOut = blocks.isLeftOut[row]
      model.addRow(
        lower: isOut ? -.infinity : own.rowLower[row], upper: isOut ? .infinity : own.rowUpper[row])
    }
    for place in blocks.joinedColumn.indices {
      let isShare = blocks.shareRows.contains(own.rowCount + place)
      model.addRow(lower: isShare ? 0 : -.infinity, upper: 0)
    }
    let first = blocks.itemCount
    for column in 0..<own.columnCount where !blocks.isInside[column] {
      model.addColumn(
        cost: blocks.model.cost[column], lower: own.columnLower[column],
        upper: own.columnUpper[column])
      for place in blocks.matrix.range(of: ColumnIndex(column)) {
        let row = first + Int(blocks.matrix.rows[place])
        model.addEntry(RowIndex(row), blocks.matrix.values[place])
      }
      for (place, joined) in blocks.joinedColumn.enumerated() where Int(joined) == column {
        model.addEntry(RowIndex(first + own.rowCount + place), -1)
      }
    }
    for plan in 0..<pool.count {
      model.addColumn(cost: pool.cost[plan], lower: 0, upper: .infinity)
      model.addEntry(RowIndex(Int(pool.item[plan])), 1)
      for place in pool.entries(plan) {
        model.addEntry(RowIndex(first + Int(pool.entryRow[place])), pool.entryValue[place])
      }
    }
    let solution = try HiGHSSolver().solve(model)
    return solution.stop == .optimal ? solution.objective.map { $0 + own.offset } : nil
  }
}

@Suite("What a search of a large event leaves to the next")
struct AwardMemoryTests {
  /// Prices come back for the same rules; without one rule the others keep theirs.
  @Test func pricesAreReadUnderOtherRules() throws {
    var kept = 0
    for seed in 0..<40 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let scenario = event.scenarios[0]
      let blocks = AwardBlocks(event, scenario, AwardVariant())
      let duals = (0..<blocks.rowCount).map { Double($0 % 7 + 1) }
      let prices = RowPrices(duals, blocks)
      let back = prices.duals(blocks)
      for row in blocks.shareRows { #expect(back[row] == duals[row]) }
      #expect(
        Array(back[..<blocks.model.model.rowCount]) == Array(duals[..<blocks.model.model.rowCount]))
      guard let last = blocks.model.ruleParts.last, !last.rows.isEmpty else { continue }
      var variant = AwardVariant()
      variant.dropped = [last.rule]
      let fewer = AwardBlocks(event, scenario, variant)
      let read = prices.duals(fewer)
      let before = last.rows.lowerBound
      if fewer.model.model.rowCount == before {
        #expect(Array(read[..<before]) == Array(duals[..<before]))
        kept += 1
      }
    }
    #expect(kept > 5, "\(kept)")
  }

  /// Values come back for the same rules; where one is left out, columns of rules that follow it are
  /// found in their new places, and those of the rule itself are not known.
  @Test func columnsAreReadUnderOtherRules() throws {
    var (kept, moved) = (0, 0)
    for seed in 0..<60 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let scenario = event.scenarios[0]
      let model = AwardBlocks(event, scenario, AwardVariant()).model
      let values = (0..<model.model.columnCount).map { Double($0 + 1) }
      let known = ColumnValues(values, model)
      let back = known.values(model)
      for column in model.ruleParts.flatMap(\.columns) { #expect(back[column] == values[column]) }
      for column in model.wins { if let column { #expect(back[column.offset] != nil) } }
      for tier in model.tiers.joined() {
        #expect(back[tier.benefit.offset] == values[tier.benefit.offset])
        kept += 1
      }
      guard let first = model.ruleParts.first, !first.columns.isEmpty else { continue }
      var variant = AwardVariant()
      variant.dropped = [first.rule]
      let fewer = AwardBlocks(event, scenario, variant).model
      let read = known.values(fewer)
      for part in fewer.ruleParts {
        let before = try #require(model.ruleParts.first { $0.rule == part.rule })
        #expect(part.columns.map { read[$0] } == before.columns.map { values[$0] })
        moved += part.columns.count
      }
    }
    #expect(kept > 20 && moved > 5, "\(kept) kept, \(moved) moved")
  }

  /// Where the master begins from the shares and columns that it ended with, as few rows are missed.
  @Test func mastersGoOnFromTheirValues() throws {
    var compared = 0
    for seed in 0..<60 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      var pool = PlanPool(blocks)
      for duals in [FirstPrices(blocks).duals] + (0..<4).map({ randomDuals(blocks, seed: $0) }) {
        pool.add(ItemPlans.all(blocks, OptionPrices(blocks, duals: duals), threads: 1), blocks)
      }
      guard Set(pool.item).count == blocks.itemCount else { continue }
      var master = AugmentedMaster(blocks, center: FirstPrices(blocks).duals)
      master.addPlans(of: pool)
      master.begin(shares: [], between: [])
      for _ in 0..<300 { master.run(3) }
      let size = max(1, abs(master.cost))
      guard master.missed < 1e-6 * size else { continue }
      var next = AugmentedMaster(blocks, center: master.duals)
      next.addPlans(of: pool)
      next.begin(shares: master.shares, between: master.values)
      #expect(next.missed < 1e-4 * size, "seed \(seed): \(next.missed) of \(size)")
      #expect(abs(next.cost - master.cost) < 1e-3 * size, "seed \(seed)")
      compared += 1
    }
    #expect(compared > 10, "\(compared)")
  }

  /// Plans that a rule of backup forbids do not come back under it.
  @Test func plansWithoutBackupAreNotRemembered() throws {
    let files = [
      "event.yaml": "format: 1\nevent: e\n", "lots.csv": "lot\nl\n",
      "items.csv": "item,lot,quantity\nrack,l,100\n",
      "suppliers.csv": "supplier,country\na,US\nb,US\n",
      "lines.csv": "line,supplier,item,minimum\nla,a,rack,10\nlb,b,rack,10\n",
      "steps.csv": "line,from_quantity,price\nla,0,4\nlb,0,5\n",
      "scenarios/free.yaml": "rules: []\n",
      "scenarios/safe.yaml": "rules:\n  - {rule: backup, kind: backup_min, value: 0.5}\n",
    ]
    let event = try #require(EventTexts(files: files).load().event)
    func blocks(_ id: String) throws -> AwardBlocks {
      AwardBlocks(event, try #require(event.scenario(id)), AwardVariant())
    }
    let free = try blocks("free")
    var pool = PlanPool(free)
    let (first, second) = (Int32(free.slots.starts[0]), Int32(free.slots.starts[1]))
    pool.add([(first, 100)], item: 0, free)
    pool.add([(first, 90), (second, 10)], item: 0, free)
    let memory = AwardMemory()
    memory.remember([0, 1], of: pool, shares: [0.75, 0.25], free)
    func restored(_ blocks: AwardBlocks) -> [Double] {
      var pool = PlanPool(blocks)
      return memory.restore(to: &pool, blocks)
    }
    #expect(restored(free) == [0.75, 0.25])
    #expect(try restored(blocks("safe")) == [0.25])
  }

  /// A second search begins with what the first knew, and proves as much at once.
  @Test(arguments: [3, 8, 21, 34, 55])
  func beginsWhereTheLastSearchEnded(seed: Int) throws {
    var random = RandomEvent(seed: seed)
    guard let event = random.texts().load().event else { return }
    let gap = 0.01
    let solver = solver(itemwiseLines: 0, gap: gap)
    let first = try solver.itemwise(event, event.scenarios[0], AwardVariant(), work: "award")
    let second = try solver.itemwise(event, event.scenarios[0], AwardVariant(), work: "award")
    guard let one = first.award, let two = second.award else { return }
    #expect(two.cost <= one.cost * (1 + 1e-9) + 1e-6)
    #expect(second.bound >= first.bound - gap * abs(first.bound))
  }
}

@Suite("Awards of which a part is decided anew")
struct PartialAwardTests {
  /// With nothing open an award is what it was; regrets are no more than what it costs above the
  /// bound that their prices prove.
  @Test func nothingOpenChangesNothing() throws {
    var (checked, wins) = (0, 0)
    for seed in 0..<60 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let scenario = event.scenarios[0]
      let variant = AwardVariant()
      guard
        let award = try solver(itemwiseLines: 0, gap: 0.01)
          .itemwise(event, scenario, variant, work: "award").award
      else { continue }
      let blocks = AwardBlocks(event, scenario, variant)
      let pool = PlanPool(blocks)
      let none = [[Int32]](repeating: [], count: blocks.itemCount)
      let part = PartialAward(award, blocks, pool, items: [], plans: none, most: 1)
      let model = part.model(variant)
      let solution = try HiGHSSolver().solve(model.model)
      // Units may be fractions here, and move between lines: never for more money.
      let value = try #require(solution.objective)
      let size = max(1, abs(award.cost))
      #expect(value <= award.cost + 1e-6 * size, "seed \(seed)")
      let whole = part.whole(model, solution.columnValues, variant, isTight: false)
      let second = try HiGHSSolver().solve(whole.model)
      if let found = second.objective { #expect(found >= value - 1e-6 * size, "seed \(seed)") }

      for duals in [FirstPrices(blocks).duals] + (0..<4).map({ randomDuals(blocks, seed: $0) }) {
        let prices = OptionPrices(blocks, duals: duals)
        let least = ItemPlans.all(blocks, prices, threads: 1).map(\.bound)
        let bound = prices.base + least.reduce(0, +)
        let regrets = Regrets(award, blocks, least: least, duals: duals)
        let sum = regrets.items.reduce(0, +) + regrets.bundles.reduce(0, +)
        #expect(sum <= award.cost - bound + 1e-6 * size, "seed \(seed)")
        wins += award.choice.bundles.count { $0 }
      }
      checked += 1
    }
    #expect(checked > 10 && wins > 10, "\(checked) events, \(wins) bundles")
  }
}
