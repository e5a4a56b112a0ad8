import LinearModel
import Program
import Testing

@testable import Sourcing

/// What some items cost ex-works at the least, against the least that a solver finds.
@Suite struct LeastSpendTests {
  private struct Case {
    let event: Event
    let model: AwardModel
    let items: [Bool]

    init?(_ texts: EventTexts, items isWanted: (Int) -> Bool) {
      guard let event = texts.load().event else { return nil }
      self.event = event
      model = AwardModel(event, .cheapest, AwardVariant())
      items = event.items.indices.map(isWanted)
    }

    private var lines: [LineIndex] {
      event.lines.rowIndices.filter { items[Int(event.lines[$0].item.position)] }
    }

    private var bundles: [BundleIndex] {
      event.bundles.rowIndices.filter { bundle in
        event.bundles[bundle].items.contains { items[Int($0.item.position)] }
      }
    }

    var least: Double { LeastSpend(model, items, lines, bundles).total }

    /// The least spend as one model; `nil` where there is no award.
    func solved() throws -> Double? {
      var model = model
      var spend = LinearExpression()
      for line in lines { spend.add(model.spend(line)) }
      for bundle in bundles { spend.add(model.spend(bundle)) }
      model.setObjective(spend)
      let session = try HiGHSSolver().makeSession(for: model.model)
      return try session.solve(SolveOptions()).objective
    }
  }

  /// 60 of the cheapest line at 4 and 40 of the next at 5 come to 440.
  ///
  /// A bundle of 50 for 200 asks 4
  /// for each, so that no more than 4 counts; what need not be bought counts nothing.
  @Test func linesAreFilledFromTheCheapest() throws {
    let files = [
      "event.yaml": "format: 1\nevent: e\n", "lots.csv": "lot\nl\n",
      "items.csv": "item,lot,quantity\nrack,l,100\n",
      "suppliers.csv": "supplier,country\na,US\nb,US\nc,US\n",
      "lines.csv": "line,supplier,item,maximum\nla,a,rack,60\nlb,b,rack,\nlc,c,rack,\n",
      "steps.csv": "line,from_quantity,price\nla,0,6\nla,30,4\nlb,0,5\nlc,0,9\n",
    ]
    let plain = try #require(Case(EventTexts(files: files)) { _ in true })
    #expect(plain.least == 440)
    #expect(try plain.solved() == 440)
    var bundled = files
    bundled["bundles.csv"] = "bundle,supplier,price\nset,c,200\n"
    bundled["bundle_items.csv"] = "bundle,item,quantity\nset,rack,50\n"
    let other = try #require(Case(EventTexts(files: bundled)) { _ in true })
    #expect(other.least == 400)
    var open = files
    open["items.csv"] = "item,lot,quantity,unmet_cost\nrack,l,100,7\n"
    #expect(try #require(Case(EventTexts(files: open)) { _ in true }).least == 0)
  }

  @Test func noAwardSpendsLess() throws {
    var (cases, tight) = (0, 0)
    for seed in 0..<400 {
      var random = RandomEvent(seed: seed)
      let texts = random.texts()
      for some in [true, false] {
        guard let one = Case(texts, items: { some || $0 % 2 == 0 }), let solved = try one.solved()
        else { continue }
        cases += 1
        #expect(one.least <= solved + 1e-6 * max(1, abs(solved)), "seed \(seed)")
        if one.least > 0.9 * solved, solved > 0 { tight += 1 }
      }
    }
    #expect(cases > 300 && tight > 50, "\(cases) cases, \(tight) tight")
  }
}
