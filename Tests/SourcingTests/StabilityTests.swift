import LinearModel
import Program
import Testing

@testable import Sourcing

/// A seeded stream of small whole numbers (SplitMix64).
struct Dice {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    // Wrapping is what the generator is defined by.
    state = state &+ 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// 0 to 1.
  mutating func share() -> Double { Double(next() >> 11) / Double(1 << 53) }
}

/// A lot with random points and weights.
func randomLot(_ dice: inout Dice) -> LotScores {
  let criteria = dice.roll(1...5)
  let raw = (0..<criteria).map { _ in dice.roll(1...9) }
  let sum = raw.reduce(0, +)
  let weights = raw.map { fraction($0, sum) }
  let cards = (0..<dice.roll(2...5)).map { supplier -> ScoreCard in
    let points = (0..<criteria).map { _ in Rational(dice.roll(0...20) * 5) }
    let total = zip(weights, points).reduce(Rational.zero) { $0 + $1.0 * $1.1 }
    return ScoreCard(
      supplier: TableIndex(supplier),
      entries: points.map {
        .init(panel: nil, points: $0, qualifies: true, evidence: .notNeeded)
      }, lowest: total, highest: total)
  }
  return LotScores(
    lot: TableIndex(0), criteria: (0..<criteria).map { TableIndex($0) }, weights: weights,
    cards: cards.sorted { $0.lowest > $1.lowest })
}

/// By how much the leader is ahead of the nearest rival, in points.
func margin(_ lot: LotScores, _ weights: [Double]) -> Double {
  func total(_ card: ScoreCard) -> Double {
    zip(weights, card.entries).reduce(0) { $0 + $1.0 * ($1.1.points?.double ?? 0) }
  }
  return total(lot.cards[0]) - (lot.cards.dropFirst().map(total).max() ?? 0)
}

@Suite struct StabilityTests {
  /// Within its interval no weight ends the lead, and just outside each does.
  @Test func intervalsAgreeWithSampling() throws {
    var inside = 0
    var outside = 0
    for seed in 1...200 {
      var dice = Dice(seed: seed)
      let lot = randomLot(&dice)
      guard let stability = RankStability(lot) else { continue }
      for (position, interval) in stability.intervals.enumerated() where lot.weights.count > 1 {
        for _ in 0..<40 {
          let weight = dice.share()
          let given = lot.weights.map(\.double)
          let rest = (1 - weight) / (1 - given[position])
          let weights = given.indices.map { $0 == position ? weight : given[$0] * rest }
          let ahead = margin(lot, weights)
          if weight >= interval.lower.double, weight <= interval.upper.double {
            inside += 1
            #expect(ahead >= -1e-9, "seed \(seed), criterion \(position), weight \(weight)")
          } else {
            outside += 1
            #expect(ahead <= 1e-9, "seed \(seed), criterion \(position), weight \(weight)")
          }
        }
      }
    }
    #expect(inside > 1000 && outside > 1000)
  }

  /// min Σ (up + down), with weights + up - down of sum 1 at which a rival is level.
  private func smallestChange(_ lot: LotScores, _ rival: ScoreCard) throws -> Double? {
    var model = LinearModel()
    let sum = model.addRow(lower: 0, upper: 0)
    let level = model.addRow(lower: -.infinity, upper: 0)
    var lead = 0.0
    for (position, weight) in lot.weights.enumerated() {
      let points = [lot.cards[0], rival].map { $0.entries[position].points?.double ?? 0 }
      let difference = points[0] - points[1]
      lead += weight.double * difference
      for (sign, most) in [(1.0, 1 - weight.double), (-1.0, weight.double)] {
        _ = model.addColumn(cost: 1, lower: 0, upper: most)
        model.addEntry(sum, sign)
        model.addEntry(level, sign * difference)
      }
    }
    model.rowUpper[1] = -lead
    let solution = try HiGHSSolver().makeSession(for: model).solve()
    return solution.hasPoint ? solution.objective : nil
  }

  /// The closed form is the linear program's optimum.
  @Test func smallestChangeIsTheOptimum() throws {
    var changes = 0
    var none = 0
    for seed in 1...120 {
      var dice = Dice(seed: seed)
      let lot = randomLot(&dice)
      guard let stability = RankStability(lot) else { continue }
      let best = try lot.cards.dropFirst().compactMap { try smallestChange(lot, $0) }.min()
      guard let change = stability.change else {
        none += 1
        #expect(best == nil, "seed \(seed)")
        continue
      }
      changes += 1
      let distance = change.distance.double
      #expect(abs(distance - (try #require(best, "seed \(seed)"))) <= 1e-6, "seed \(seed)")
      #expect(change.weights.reduce(.zero, +) == .one, "seed \(seed)")
      let moved = zip(change.weights, lot.weights).reduce(Rational.zero) {
        $0 + ($1.0 - $1.1).magnitude
      }
      #expect(moved == change.distance, "seed \(seed)")
      #expect(abs(margin(lot, change.weights.map(\.double))) <= 1e-9, "seed \(seed)")
    }
    #expect(changes > 30 && none > 5)
  }
}

@Suite struct IrrelevantBidTests {
  /// An event of two items with random bids and scores of `suppliers`, without those of `left`.
  private static func event(_ seed: Int, suppliers: Int, leaving left: Int? = nil) throws -> Event {
    var dice = Dice(seed: seed)
    var files = EventTexts.small.files
    files["items.csv"] = "item,lot,quantity\nrack,power,60\nrail,power,40\n"
    var (lines, steps) = ("line,supplier,item,maximum,fixed_cost\n", "line,from_quantity,price\n")
    var (names, scores) = ("supplier,country\n", "criterion,supplier,evaluator,score,reason\n")
    for supplier in 0..<suppliers {
      names += "s\(supplier),US\n"
      var own = ("", "", "")
      for item in ["rack", "rail"] {
        let line = "l\(supplier)-\(item)"
        own.0 += "\(line),s\(supplier),\(item),\(dice.roll(30...60)),\(dice.roll(0...40))\n"
        own.1 += "\(line),0,\(dice.roll(80...120))\n"
        own.1 += "\(line),20,\(dice.roll(60...90))\n"
      }
      for criterion in ["quality", "risk"] {
        own.2 += "\(criterion),s\(supplier),buyer,\(dice.roll(0...10)),x\n"
      }
      guard supplier != left else { continue }
      lines += own.0
      steps += own.1
      scores += own.2
    }
    files["suppliers.csv"] = names
    files["lines.csv"] = lines
    files["steps.csv"] = steps
    files["scores.csv"] = scores
    files["criteria.csv"] = "criterion,weight\nquality,3\nrisk,2\n"
    files["scenarios/two.yaml"] =
      "objective: cost\nrules:\n  - {rule: two, kind: suppliers_min, value: 2}\n"
    return try EventTexts(files: files).event()
  }

  /// Without a bidder that wins nothing the award and its cost are the same.
  @Test func losingBidChangesNoAward() throws {
    var removed = 0
    for seed in 1...12 {
      let event = try IrrelevantBidTests.event(seed, suppliers: 5)
      let award = try #require(try outcome(event, "two").award, "seed \(seed)")
      let wins = award.choice.winners(in: event)
      for loser in wins.indices where !wins[loser] {
        let rest = try IrrelevantBidTests.event(seed, suppliers: 5, leaving: loser)
        let again = try #require(try outcome(rest, "two").award, "seed \(seed)")
        removed += 1
        #expect(again.cost.total == award.cost.total, "seed \(seed), without s\(loser)")
        #expect(
          content(again.choice, rest) == content(award.choice, event),
          "seed \(seed), without s\(loser)")
      }
    }
    #expect(removed > 12)
  }

  /// Without any other bidder a supplier has the same points, and the order is the same.
  @Test func otherBidsChangeNoPoints() throws {
    for seed in 1...60 {
      let all = Scoring(try IrrelevantBidTests.event(seed, suppliers: 5)).lots[0].cards
      for left in 0..<5 {
        let rest = Scoring(try IrrelevantBidTests.event(seed, suppliers: 5, leaving: left))
        let kept = all.filter { $0.supplier.position != left }
        #expect(rest.lots[0].cards.map(\.supplier) == kept.map(\.supplier), "seed \(seed)")
        #expect(rest.lots[0].cards.map(\.total) == kept.map(\.total), "seed \(seed)")
      }
    }
  }
}
