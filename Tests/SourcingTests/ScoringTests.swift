import Program
import Testing

@testable import Sourcing

func fraction(_ numerator: Int, _ denominator: Int) -> Rational {
  Rational(numerator) / Rational(denominator)
}

/// Three suppliers for one lot: `b` leads `a` by 7.5 points, `c` misses a minimum.
private let three = EventTexts.small.with([
  "suppliers.csv": "supplier,country\na,US\nb,TW\nc,US\n",
  "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlc,c,rack\n",
  "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\nlc,0,9\n",
  "criteria.csv": """
  criterion,weight,scale_min,scale_max,minimum,direction
  quality,3,0,10,4,
  delivery,2,0,5,,
  risk,1,1,5,,lower

  """,
  "scores.csv": """
  criterion,supplier,evaluator,score,reason
  quality,a,buyer,8,x
  delivery,a,buyer,3,x
  risk,a,buyer,2,x
  quality,b,buyer,6,x
  delivery,b,buyer,5,x
  risk,b,buyer,1,x
  quality,c,buyer,3,x
  delivery,c,buyer,5,x
  risk,c,buyer,1,x

  """,
])

@Suite struct ScoringTests {
  /// a: 80, 60, 75 by 1/2, 1/3, 1/6; b: 60, 100, 100; c: 30, 100, 100.
  @Test func totalsByHand() throws {
    let scoring = Scoring(try three.event())
    let lot = try #require(scoring.lots.first)
    #expect(lot.weights == [fraction(1, 2), fraction(1, 3), fraction(1, 6)])
    #expect(lot.cards.map(\.supplier.position) == [1, 0, 2])
    #expect(lot.cards.map(\.total) == [Rational(80), fraction(145, 2), Rational(65)])
    #expect(lot.cards.map { lot.rank(of: $0) } == [1, 2, nil])
    #expect(lot.leaders.map(\.position) == [1])
    #expect(scoring.findings().map(\.name) == ["below_minimum"])
    #expect(
      scoring.findings()[0].sentence(scoring.event) == "c is below the minimum, 4, of quality: 3")
  }

  /// b - a is -20, 40 and 25 points.
  @Test func stabilityByHand() throws {
    let lot = try #require(Scoring(try three.event()).lots.first)
    let stability = try #require(RankStability(lot))
    #expect(stability.leader.position == 1)
    #expect(stability.intervals.map(\.lower) == [.zero, fraction(7, 39), .zero])
    #expect(stability.intervals.map(\.upper) == [fraction(7, 11), .one, .one])
    #expect(stability.intervals.map(\.above?.position) == [0, nil, nil])
    #expect(stability.intervals.map(\.below?.position) == [nil, 0, nil])
    let change = try #require(stability.change)
    #expect(change.rival.position == 0 && change.distance == fraction(1, 4))
    #expect(change.weights == [fraction(5, 8), fraction(5, 24), fraction(1, 6)])
  }

  @Test func missingScoresLeaveARange() throws {
    let event = try three.with([
      "scores.csv": "criterion,supplier,evaluator,score,reason\nquality,a,buyer,8,x\n"
    ]).event()
    let scoring = Scoring(event)
    let lot = try #require(scoring.lots.first)
    let card = try #require(lot.cards.first { $0.supplier.position == 0 })
    #expect(card.total == nil && !card.isRanked)
    #expect(card.lowest == Rational(40) && card.highest == Rational(90))
    #expect(lot.leaders.isEmpty && RankStability(lot) == nil)
    #expect(scoring.findings().count { $0.name == "missing_score" } == 8)
  }

  @Test func scoresOfALotComeBeforeGeneralOnes() throws {
    let event = try EventTexts.reviewed.with([
      "scores.csv": """
      criterion,supplier,lot,evaluator,score,reason
      quality,a,,buyer,8,x
      quality,a,power,buyer,6,x
      quality,a,,engineer,10,x

      """
    ]).event()
    let lot = try #require(Scoring(event).lots.first)
    let card = try #require(lot.cards.first { $0.supplier.position == 0 })
    #expect(card.entries[0].panel?.votes.map(\.score) == [Rational(6), Rational(10)])
    #expect(card.entries[0].panel?.mean == Rational(8))
  }

  @Test func criteriaOfAnotherPillarDoNotCount() throws {
    let event = try EventTexts.reviewed.with([
      "criteria.csv": "criterion,pillar,weight\nquality,datacenter,3\nrisk,robotics,1\n"
    ]).event()
    let lot = try #require(Scoring(event).lots.first)
    #expect(lot.criteria.map(\.position) == [0] && lot.weights == [.one])
    let stability = try #require(RankStability(lot))
    #expect(stability.intervals.map(\.lower) == [.one])
  }

  // MARK: Panels

  @Test(arguments: [
    ([7, 9], [false, false]), ([6, 7, 8, 7, 1], [false, false, false, false, true]),
    ([6, 7, 8, 7, 2], [false, false, false, false, false]), ([5, 5, 5], [false, false, false]),
    ([7, 7, 7, 7, 2], [false, false, false, false, true]),
    ([7, 7, 8, 7, 2], [false, false, false, false, false]),
  ])
  func outliers(values: [Int], expected: [Bool]) {
    #expect(Panel.outliers(values.map { Rational($0) }) == expected)
  }

  @Test func spreadOfFiveScores() throws {
    let rows = [6, 7, 8, 7, 1].enumerated().map { "quality,a,e\($0.offset),\($0.element),x\n" }
    let event = try three.with([
      "scores.csv": "criterion,supplier,evaluator,score,reason\n" + rows.joined()
    ]).event()
    let scoring = Scoring(event)
    let card = try #require(scoring.lots.first?.cards.first { $0.supplier.position == 0 })
    let panel = try #require(card.entries[0].panel)
    #expect(panel.mean == fraction(29, 5))
    #expect(panel.range == Rational(1)...Rational(8))
    // The squares add up to 30.8; 30.8 / 4 = 7.7.
    #expect(abs(try #require(panel.standardDeviation) - 7.7.squareRoot()) <= 1e-12)
    let outlier = try #require(scoring.findings().first { $0.name == "outlier" })
    #expect(
      outlier.sentence(event) == "e4 gives a 1 for quality, far from the median 7")
  }

  // MARK: Minimums

  /// A mean that is just the minimum qualifies, whichever end of the scale is good.
  @Test(arguments: [
    ("higher", "6", true), ("higher", "5.9", false), ("higher", "7", true), ("lower", "6", true),
    ("lower", "6.1", false), ("lower", "5", true),
  ])
  func minimumIsGoodEnough(direction: String, score: String, qualifies: Bool) throws {
    let event = try EventTexts.small.with([
      "criteria.csv": "criterion,weight,minimum,direction\nrisk,1,6,\(direction)\n",
      "scores.csv": "criterion,supplier,evaluator,score,reason\nrisk,a,buyer,\(score),x\n",
    ]).event()
    let card = try #require(Scoring(event).lots.first?.cards.first { $0.supplier.position == 0 })
    #expect(card.qualifies == qualifies && card.entries[0].qualifies == qualifies)
  }

  /// Whoever is not ranked leads nobody, even with as many points as the best.
  @Test func whoDoesNotQualifyIsNoLeader() throws {
    let event = try EventTexts.small.with([
      "criteria.csv": "criterion,weight,minimum\nquality,1,5\ncare,1,\n",
      "scores.csv": """
      criterion,supplier,evaluator,score,reason
      quality,a,buyer,6,x
      care,a,buyer,6,x
      quality,b,buyer,4,x
      care,b,buyer,8,x

      """,
    ]).event()
    let lot = try #require(Scoring(event).lots.first)
    #expect(lot.cards.map(\.total) == [Rational(60), Rational(60)])
    #expect(lot.leaders.map(\.position) == [0])
    #expect(Scoring(event).forbidRules.map { $0.criteria.map(\.position) } == [[0]])
  }

  // MARK: Several lots

  /// `c` bids for the second lot by a bundle alone; what is wrong in both lots is told once.
  @Test func findingsOfSeveralLots() throws {
    let event = try EventTexts.small.with([
      "lots.csv": "lot\npower\ncooling\n",
      "items.csv": "item,lot,quantity\nrack,power,100\npump,cooling,5\n",
      "suppliers.csv": "supplier,country\na,US\nb,TW\nc,US\n",
      "lines.csv": "line,supplier,item\nla,a,rack\nlp,a,pump\n",
      "steps.csv": "line,from_quantity,price\nla,0,10\nlp,0,12\n",
      "bundles.csv": "bundle,supplier,price\nset,c,50\n",
      "bundle_items.csv": "bundle,item,quantity\nset,pump,5\n",
      "criteria.csv": "criterion,weight\nquality,1\n",
    ]).event()
    let scoring = Scoring(event)
    #expect(scoring.lots.map { $0.cards.map(\.supplier.position) } == [[0], [0, 2]])
    let all = scoring.findings()
    #expect(all.map(\.supplier.position) == [0, 2])
    #expect(all.map { $0.lots.map(\.position) } == [[0, 1], [1]])
    #expect(scoring.findings(of: .init(0)).map { $0.lots.map(\.position) } == [[0]])
  }

  // MARK: Evidence

  @Test(arguments: [
    ("third-party,2026-03-01,", "shown"), ("third-party,2026-02-28,", "expired"),
    ("document,2026-12-31,", "too_weak"), ("third-party,,", "shown"),
    ("third-party,,2026-03-01", "shown"), ("third-party,,2026-03-02", "expired"),
  ])
  func evidenceOnTheDayOfSelection(cells: String, expected: String) throws {
    let event = try EventTexts.reviewed.with([
      "evidence.csv": "certificate,supplier,standard,level,valid_to,valid_from\n"
        + "qa,a,ISO 9001,\(cells)\n"
    ]).event()
    let cards = try #require(Scoring(event).lots.first).cards.sorted { $0.supplier < $1.supplier }
    #expect(cards[0].entries[0].evidence.name == expected)
    #expect(cards[1].entries[0].evidence == .missing)
    #expect(cards[0].entries[1].evidence == .notNeeded)
  }

  @Test func evidenceOfAnotherStandardIsNone() throws {
    let event = try EventTexts.reviewed.with([
      "evidence.csv": "certificate,supplier,standard,level\nqa,a,ISO 14001,third-party\n"
    ]).event()
    let lot = try #require(Scoring(event).lots.first)
    #expect(lot.cards.allSatisfy { $0.entries[0].evidence == .missing })
  }

  // MARK: Rules

  @Test func forbidRulesKeepTheUnqualifiedOut() throws {
    let event = try three.event()
    let text = ForbidRule.scenario(Scoring(event).forbidRules, event)
    let again = try three.with(["scenarios/qualified.yaml": text]).event()
    let scenario = try #require(again.scenario("qualified"))
    #expect(scenario.rules.map(\.kind) == [.forbid])
    #expect(scenario.rules[0].subject.supplier?.position == 2)
    #expect(scenario.rules[0].scope.lot?.position == 0)
    // c is the cheapest, and not allowed.
    let award = try #require(try outcome(again, "qualified").award)
    #expect(content(award.choice, again) == "la 100")
    #expect(content(try #require(try outcome(again).award).choice, again) == "lc 100")
  }

  @Test func noUnqualifiedSupplierNoRule() throws {
    let event = try EventTexts.reviewed.event()
    let text = ForbidRule.scenario(Scoring(event).forbidRules, event)
    let again = try EventTexts.reviewed.with(["scenarios/q.yaml": text]).event()
    #expect(again.scenario("q")?.rules.isEmpty == true)
  }
}
