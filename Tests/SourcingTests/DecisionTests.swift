import LinearModel
import Program
import Testing

@testable import Sourcing

/// What rows say of decisions, against all that is possible.
@Suite struct DecisionTests {
  /// What follows from a decision holds in every way to keep all rows between decisions; where
  /// nothing can follow, there is none.
  @Test func consequencesHoldInAllThatIsPossible() throws {
    var (forbidden, allowed, followed) = (0, 0, 0)
    for seed in 0..<400 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      let columns = blocks.model.model.cost.indices.filter { blocks.isBetween($0) }
      guard columns.count <= 10 else { continue }
      var numbers = SeededNumbers(seed)
      var values = [Double?](repeating: nil, count: blocks.model.model.columnCount)
      for column in columns where numbers.next(0...3) == 0 {
        values[column] = Double(numbers.next(0...1))
      }
      for column in columns where values[column] == nil {
        for value in [0.0, 1] {
          var own = values
          own[column] = value
          let ways = Self.ways(own, columns, blocks)
          guard let found = blocks.decisionRows.consequences(of: column, at: value, values) else {
            #expect(ways.isEmpty, "seed \(seed)")
            forbidden += 1
            continue
          }
          allowed += 1
          #expect(found.first.map { $0.column == column && $0.value == value } == true)
          for (other, held) in found.dropFirst() {
            #expect(ways.allSatisfy { $0[other] == held }, "seed \(seed)")
            followed += 1
          }
        }
      }
    }
    #expect(
      forbidden > 20 && allowed > 100 && followed > 20,
      "\(forbidden) forbidden, \(allowed) allowed, \(followed) followed")
  }

  /// By way to decide what is open that keeps all rows between decisions: the value of each column.
  private static func ways(
    _ values: [Double?], _ columns: [Int], _ blocks: AwardBlocks
  ) -> [[Double]] {
    let model = blocks.model.model
    let open = columns.filter { values[$0] == nil }
    return (0..<(1 << open.count)).compactMap { bits in
      var point = values.map { $0 ?? 0 }
      for (place, column) in open.enumerated() { point[column] = Double((bits >> place) & 1) }
      var sums = [Double](repeating: 0, count: model.rowCount)
      for column in columns {
        for place in blocks.matrix.range(of: ColumnIndex(column)) {
          sums[Int(blocks.matrix.rows[place])] += point[column] * blocks.matrix.values[place]
        }
      }
      let isKept = sums.indices.filter(blocks.decisionRows.contains).allSatisfy { row in
        sums[row] >= model.rowLower[row] - 1e-9 && sums[row] <= model.rowUpper[row] + 1e-9
      }
      return isKept ? point : nil
    }
  }

  /// What is decided before the search is so in every award: the one model has none with it made
  /// the other way.
  @Test func sureDecisionsHaveNoOtherWay() throws {
    var (sure, bundles) = (0, 0)
    for seed in 0..<400 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let scenario = event.scenarios[0]
      let cut = AwardBlocks(event, scenario, AwardVariant()).model
      var whole = AwardModel(event, scenario)
      for column in 0..<cut.model.columnCount
      where cut.model.isInteger[column]
        && cut.model.columnLower[column] == cut.model.columnUpper[column]
      {
        var mark = [Double](repeating: 0, count: cut.model.columnCount)
        mark[column] = 1
        guard let same = ColumnValues(mark, cut).values(whole).firstIndex(of: 1) else { continue }
        let other = 1 - cut.model.columnLower[column]
        let before = whole.model
        whole.model.columnLower[same] = other
        whole.model.columnUpper[same] = other
        let solution = try HiGHSSolver().solve(whole.model)
        #expect(solution.stop == .infeasible, "seed \(seed), column \(same)")
        whole.model = before
        sure += 1
        if cut.won.contains(where: { $0?.offset == column }) { bundles += 1 }
      }
    }
    #expect(sure > 20 && bundles > 5, "\(sure) decisions, \(bundles) of bundles")
  }

  /// A supplier who must have half of all, and whose one bundle is worth less, cannot win: neither
  /// can its bundle, and no item is offered a share of it.
  @Test func bundlesOfThoseWhoCannotWinAreNotOffered() throws {
    let files = [
      "event.yaml": "format: 1\nevent: e\n", "lots.csv": "lot\nl\n",
      "items.csv": "item,lot,quantity\nrack,l,100\n",
      "suppliers.csv": "supplier,country\na,US\nb,US\n",
      "lines.csv": "line,supplier,item\nla,a,rack\n",
      "steps.csv": "line,from_quantity,price\nla,0,4\n",
      "bundles.csv": "bundle,supplier,price\nfew,b,30\n",
      "bundle_items.csv": "bundle,item,quantity\nfew,rack,10\n",
      "scenarios/free.yaml": "rules: []\n",
      "scenarios/half.yaml": "rules:\n  - {rule: worth, kind: win_min_share, value: 0.5}\n",
    ]
    let event = try #require(EventTexts(files: files).load().event)
    func upper(_ id: String) throws -> (bundle: Double, shares: Int) {
      let blocks = AwardBlocks(event, try #require(event.scenario(id)), AwardVariant())
      let column = try #require(blocks.model.won[0])
      return (blocks.model.model.columnUpper[column.offset], blocks.shareRows.count)
    }
    #expect(try upper("free") == (1, 1))
    #expect(try upper("half") == (0, 0))
  }

  /// A bundle beyond its supplier's capacity loses, whatever the row of its supplier's win says.
  @Test func bundlesBeyondCapacityStayOut() throws {
    let files = [
      "event.yaml": "format: 1\nevent: e\n", "lots.csv": "lot\nl\nm\n",
      "items.csv": "item,lot,quantity\nrack,l,100\nshelf,m,4\n",
      "suppliers.csv": "supplier,country\na,US\nb,US\n",
      "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,shelf\n",
      "steps.csv": "line,from_quantity,price\nla,0,4\nlb,0,4\n",
      "bundles.csv": "bundle,supplier,price\nmany,b,30\n",
      "bundle_items.csv": "bundle,item,quantity\nmany,rack,10\n",
      "capacities.csv": "supplier,items,maximum,to\nb,,5,\n",
      "scenarios/s.yaml": "rules:\n  - {rule: few, kind: suppliers_max, value: 2, lot: l}\n",
    ]
    let event = try #require(EventTexts(files: files).load().event)
    let blocks = AwardBlocks(event, try #require(event.scenario("s")), AwardVariant())
    let model = blocks.model.model
    let bundle = try #require(blocks.model.won[0])
    #expect(model.columnLower[bundle.offset] == 0 && model.columnUpper[bundle.offset] == 0)
    #expect(blocks.shareRows.isEmpty)
  }

  /// Where one more supplier must win than may, the others are decided anew: none is held out for
  /// what an item needs.
  @Test func forcedWinnersOpenTheOthers() throws {
    let files = [
      "event.yaml": "format: 1\nevent: e\n", "lots.csv": "lot\nl\nm\n",
      "items.csv": "item,lot,quantity\nrack,l,100\nshelf,m,100\n",
      "suppliers.csv": "supplier,country\na,US\nb,US\nc,US\n",
      "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlc,c,shelf\n",
      "steps.csv": "line,from_quantity,price\nla,0,4\nlb,0,5\nlc,0,5\n",
      "scenarios/s.yaml": "rules:\n  - {rule: few, kind: suppliers_max, value: 2}\n",
    ]
    let event = try #require(EventTexts(files: files).load().event)
    let blocks = AwardBlocks(event, try #require(event.scenario("s")), AwardVariant())
    let wins = try blocks.model.wins.map { try #require($0?.offset) }
    var relaxed = [Double](repeating: 0, count: blocks.model.model.columnCount)
    (relaxed[wins[0]], relaxed[wins[1]], relaxed[wins[2]]) = (0.9, 0.8, 0.1)
    var held = HeldDecisions(blocks, relaxed, margin: 0.5)
    #expect(wins.map { held.values[$0] } == [1, 1, 0])
    let needed = blocks.joinedColumn.indices.filter { Int(blocks.joinedColumn[$0]) == wins[2] }
      .map { blocks.model.model.rowCount + $0 }
    #expect(held.force(needed) == 1)
    #expect(wins.map { held.values[$0] } == [nil, nil, 1])
    held.decide(relaxed, share: 1)
    #expect(wins.map { held.values[$0] } == [1, 0, 1])
  }
}
