import LinearModel
import Program
import Testing

@testable import Sourcing

/// What is let go where rows stay missed, and when a point under decisions ends its way.
@Suite struct LettingGoTests {
  /// Of the winners and bundles that push a row beyond its bound the most doubtful lose, as many as
  /// it is missed by.
  @Test func theMostDoubtfulLoseUntilTheRowIsKept() throws {
    var (rows, alone, losers, stayers) = (0, 0, 0, 0)
    for seed in 0..<500 {
      var random = RandomEvent(seed: seed)
      guard let event = random.texts().load().event else { continue }
      let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
      var numbers = SeededNumbers(seed)
      let relaxed = (0..<blocks.model.model.columnCount).map { _ in
        Double(numbers.next(51...100)) / 100
      }
      let held = HeldDecisions(blocks, relaxed, margin: 0.5)
      for row in 0..<blocks.model.model.rowCount where !blocks.decisionRows.contains(row) {
        let pushing = Self.pushing(row, held, blocks)
        guard pushing.count > 1 else { continue }
        let by = pushing.reduce(0) { $0 + $1.amount } * Double(numbers.next(1...9)) / 10
        var now = held
        #expect(now.letGo([MissedRow(row: row, by: by)], relaxed: relaxed) > 0)
        let lost = pushing.filter { now.values[$0.column] == 0 }
        let kept = pushing.filter { now.values[$0.column] == 1 }
        #expect(lost.reduce(0) { $0 + $1.amount } >= by - 1e-9, "seed \(seed)")
        rows += 1
        losers += lost.count
        stayers += kept.count
        // One that cannot stay without another would lose with it.
        let isAlone = pushing.allSatisfy { column, _ in
          var without = held.values
          without[column] = 0
          return blocks.decisionRows.excess(beside: column, without)
            .allSatisfy { without[$0] != 1 }
        }
        guard isAlone else { continue }
        alone += 1
        let doubtful = lost.map { relaxed[$0.column] }.max() ?? 0
        #expect(kept.allSatisfy { relaxed[$0.column] >= doubtful }, "seed \(seed)")
      }
    }
    #expect(
      rows > 50 && alone > 20 && losers > 50 && stayers > 20,
      "\(rows) rows, \(alone) of columns alone, \(losers) lost, \(stayers) stayed")
  }

  /// Columns held at 1 by choice that bring a row nearer to its one bound, or beyond.
  private static func pushing(
    _ row: Int, _ held: HeldDecisions, _ blocks: AwardBlocks
  ) -> [(column: Int, amount: Double)] {
    let own = blocks.model.model
    guard own.rowLower[row] == -.infinity || own.rowUpper[row] == .infinity else { return [] }
    let sign = own.rowUpper[row] < .infinity ? 1.0 : -1.0
    return held.values.indices.flatMap { column in
      blocks.matrix.range(of: ColumnIndex(column)).compactMap { place in
        let amount = sign * blocks.matrix.values[place]
        let isOne =
          held.values[column] == 1 && !held.isTier[column] && !held.isForced[column]
          && blocks.isBetween(column)
        return isOne && Int(blocks.matrix.rows[place]) == row && amount > 0 ? (column, amount) : nil
      }
    }
  }

  /// A rule that half of the money is value made at home, missed with a bundle from home and one from
  /// abroad.
  @Test func whatRelievesARowStays() throws {
    let event = try #require(
      EventTexts(files: [
        "event.yaml": "format: 1\nevent: home\ndomestic: US\n", "lots.csv": "lot\nracks\n",
        "items.csv": "item,lot,quantity\nrack,racks,100\n",
        "suppliers.csv": "supplier,country\na,US\nb,TW\n",
        "lines.csv": "line,supplier,item,domestic\nla,a,rack,0.6\nlb,b,rack,0\n",
        "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,9\n",
        "bundles.csv": "bundle,supplier,price,domestic_value\nhome,a,100,100\naway,b,90,0\n",
        "bundle_items.csv": "bundle,item,quantity\nhome,rack,10\naway,rack,10\n",
        "scenarios/half.yaml": "rules:\n  - {rule: half, kind: domestic_min, value: 0.5}\n",
      ]).load().event)
    let blocks = AwardBlocks(event, event.scenarios[0], AwardVariant())
    let values = [Double](repeating: 1, count: blocks.model.model.columnCount)
    var held = HeldDecisions(blocks, values, margin: 0.5)
    let row = try #require(blocks.model.ruleParts.first?.rows.lowerBound)
    let columns = try blocks.model.won.map { try #require($0).offset }
    #expect(columns.allSatisfy { held.values[$0] == 1 })
    #expect(held.letGo([MissedRow(row: row, by: 1e9)], relaxed: values) == 1)
    #expect(columns.map { held.values[$0] } == [1, 0])
  }

  /// A tier whose floor is missed by much falls below all floors that are out of reach.
  @Test func aTierFallsAsFarAsItsBasisIsShort() throws {
    let event = try #require(
      EventTexts(files: [
        "event.yaml": "format: 1\nevent: tiers\n", "lots.csv": "lot\nracks\n",
        "items.csv": "item,lot,quantity\nrack,racks,100\n",
        "suppliers.csv": "supplier,country\na,US\n",
        "lines.csv": "line,supplier,item\nla,a,rack\n",
        "steps.csv": "line,from_quantity,price\nla,0,10\n",
        "discounts.csv": "discount,supplier,basis\nvolume,a,units\n",
        "discount_tiers.csv":
          "discount,at_least,rate\nvolume,10,0.01\nvolume,40,0.02\nvolume,90,0.03\n",
      ]).load().event)
    let blocks = AwardBlocks(event, Scenario.cheapest, AwardVariant())
    let tiers = try #require(blocks.model.tiers.first)
    #expect(tiers.count == 4)
    var values = [Double](repeating: 0, count: blocks.model.model.columnCount)
    values[tiers[3].reached.offset] = 1
    let held = HeldDecisions(blocks, values, margin: 0.5)
    let floor = try #require(
      blocks.matrix.range(of: tiers[3].reached).first {
        let row = Int(blocks.matrix.rows[$0])
        return blocks.matrix.values[$0] < 0 && blocks.model.model.rowUpper[row] == .infinity
      })
    let unit = -blocks.matrix.values[floor] / 90
    // Of 90 units so many are short: 85 allow the tier from 40, 45 too, 35 that from 10.
    for (short, place) in [(5.0, 2), (50, 2), (51, 1), (80, 1), (81, 0), (0, 2)] {
      var now = held
      let missed = MissedRow(row: Int(blocks.matrix.rows[floor]), by: short * unit)
      #expect(now.letGo([missed], relaxed: values) == 1)
      #expect(now.values[tiers[place].reached.offset] == 1, "short of \(short)")
    }
  }

  @Test func aPointEndsItsWayWhereItIsStillOrHopeless() {
    func steps(_ missed: (Int) -> Double, _ value: (Int) -> Double, worst: Bool) -> Int {
      var pace = MissPace(calm: 10, still: 1)
      while !pace.isOver {
        let step = pace.steps
        pace.add(missed: missed(step), value: value(step), hasWorst: worst)
      }
      return pace.steps
    }
    #expect(steps({ _ in 1 }, { _ in 5 }, worst: false) == 4)
    // It moves by 3 in two steps: calm, but not still.
    #expect(steps({ _ in 1 }, { Double($0) * 1.5 }, worst: false) == 8)
    #expect(steps({ 20 + Double($0) }, { _ in 5 }, worst: true) == 8)
    // Below what is calm, or falling now and then, more and more missed is no sign yet.
    #expect(steps({ Double($0) / 10 }, { _ in 5 }, worst: true) == 24)
    #expect(steps({ 20 + Double($0 % 3) }, { _ in 5 }, worst: true) == 24)
    #expect(steps({ $0 < 11 ? 20 - Double($0) : 1 }, { _ in 5 }, worst: false) == 12)
  }
}
