import Testing

/// Score cards and open contracting on the command line.
@Suite struct EventScoreTests {
  /// Three suppliers: `b` leads, `c` misses the minimum of quality.
  private func shop() throws -> Workshop {
    let shop = try Workshop()
    let files = [
      "event.yaml": "format: 1\nevent: small\nbuyer: Made-up Buyer\nselection: 2026-03-01\n"
        + "published: 2026-01-05T09:00:00Z\n",
      "lots.csv": "lot,title\npower,Power\n", "items.csv": "item,lot,quantity\nrack,power,100\n",
      "suppliers.csv": "supplier,country\na,US\nb,TW\nc,US\n",
      "lines.csv": "line,supplier,item\nla,a,rack\nlb,b,rack\nlc,c,rack\n",
      "steps.csv": "line,from_quantity,price\nla,0,10\nlb,0,12\nlc,0,9\n",
      "criteria.csv": "criterion,weight,scale_max,minimum\nquality,3,10,4\ndelivery,2,5,\n",
      "scores.csv": """
      criterion,supplier,evaluator,score,reason
      quality,a,buyer,8,sound
      delivery,a,buyer,3,slow
      quality,b,buyer,7,sound
      quality,b,engineer,6,young
      delivery,b,buyer,5,quick
      quality,c,buyer,3,no process
      delivery,c,buyer,5,quick

      """,
    ]
    for (name, text) in files { try shop.write(text, to: "e/" + name) }
    return shop
  }

  @Test func cardsInText() throws {
    let run = try shop().run("event", "score", "e")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == EventScoreTests.cards)
  }

  /// b: 0.6 x 65 + 0.4 x 100; a: 0.6 x 80 + 0.4 x 60; b - a is -15 and 40 points.
  static let cards = """
    power: Power
      rank  supplier  points       quality  delivery
            weight                  60.0 %    40.0 %
         1  b           79.0  65.0 sd 0.71     100.0
         2  a           72.0          80.0      60.0
       out  c           58.0        30.0 !     100.0
      b leads while one weight is within, the others in proportion:
        quality 0 % to 72.7 %  (above: a)
        delivery 27.3 % to 100.0 %  (below: a)
      the smallest change of weights that draws level: 12.7 % of the weight moves, \
    then a has as many points

    To look at
      c is below the minimum, 4, of quality: 3 (power)

    Points order these cards only. Awards are found by money; one point of quality of a unit is \
    worth USD 0.

    """

  @Test func cardsAsJSON() throws {
    let shop = try shop()
    let run = try shop.run("event", "score", "e", "--json", "--lot", "power")
    #expect(run.status == 0)
    #expect(run.output.contains("\"leaders\": [\"b\"]"))
    #expect(run.output.contains("\"kind\": \"below_minimum\""))
  }

  @Test func unknownLotIsNamed() throws {
    let run = try shop().run("event", "score", "e", "--lot", "powr")
    #expect(run.status == 2)
    #expect(run.errors == "millwright: e has no lot 'powr'; did you mean 'power'?\n")
  }

  /// The rule that `--forbid` writes keeps the cheapest supplier out of the award.
  @Test func forbidAndPublish() throws {
    let shop = try shop()
    try shop.run("event", "score", "e", "--forbid", "e/scenarios.yaml")
    try shop.write(try shop.text("e/scenarios.yaml"), to: "e/scenarios/qualified.yaml")
    let award = try shop.run("event", "award", "e", "--scenario", "qualified", "--out", "award")
    #expect(award.status == 0, "\(award.errors)")
    let export = try shop.run("event", "export", "e", "--award", "award", "--ocds", "o.json")
    #expect(export.status == 0 && export.output == "e: written to o.json\n", "\(export.errors)")
    let text = try shop.text("o.json")
    #expect(text.contains("\"id\": \"award-a\"") && !text.contains("award-c"))
    try shop.run("event", "export", "e", "--award", "award", "--ocds", "again.json")
    #expect(try shop.text("again.json") == text)
  }

  /// A file that another command or somebody wrote is not overwritten.
  @Test func onlyOwnFilesAreReplaced() throws {
    let shop = try shop()
    let first = try shop.run("event", "score", "e", "--forbid", "q.yaml")
    #expect(first.status == 0 && first.output.hasSuffix("\nq.yaml: 1 rule written\n"))
    #expect(try shop.run("event", "score", "e", "--forbid", "q.yaml").status == 0)
    let suppliers = try shop.text("e/suppliers.csv")
    for arguments in ["score e --forbid", "export e --ocds"] {
      let run = try shop.shell("millwright event \(arguments) e/suppliers.csv")
      #expect(run.status == 74 && run.errors.contains("cannot replace e/suppliers.csv"))
      #expect(try shop.text("e/suppliers.csv") == suppliers)
    }
    #expect(try shop.run("event", "export", "e", "--ocds", "o.json").status == 0)
    #expect(try shop.run("event", "export", "e", "--ocds", "o.json").status == 0)
    let none = try shop.shell(
      "rm e/criteria.csv e/scores.csv; millwright event score e --forbid n.yaml")
    #expect(none.status == 2 && none.errors.contains("no criteria.csv"))
    #expect(throws: (any Error).self) { try shop.text("n.yaml") }
  }

  /// A bid that came after the award changes no number of it, and is a reason to award again.
  @Test func laterBidsAreRefused() throws {
    let shop = try shop()
    try shop.run("event", "award", "e", "--out", "award")
    try shop.write(try shop.text("e/lines.csv") + "late,a,rack\n", to: "e/lines.csv")
    try shop.write(try shop.text("e/steps.csv") + "late,0,99\n", to: "e/steps.csv")
    let run = try shop.run("event", "export", "e", "--award", "award", "--ocds", "o.json")
    #expect(run.status == 2)
    #expect(run.errors.contains("file lines.csv: it was changed after the award; award the event"))
    #expect(throws: (any Error).self) { try shop.text("o.json") }
  }

  /// An award that is no longer the event's is not published.
  @Test func changedEventIsRefused() throws {
    let shop = try shop()
    try shop.run("event", "award", "e", "--out", "award")
    try shop.write("line,from_quantity,price\nla,0,10\nlb,0,12\nlc,0,9.5\n", to: "e/steps.csv")
    let run = try shop.run("event", "export", "e", "--award", "award", "--ocds", "o.json")
    #expect(run.status == 2 && run.errors.contains("award does not hold for e"), "\(run.errors)")
    #expect(throws: (any Error).self) { try shop.text("o.json") }
    try shop.write("format: 1\nevent: small\n", to: "e/event.yaml")
    let bare = try shop.run("event", "export", "e", "--ocds", "o.json")
    #expect(bare.status == 2)
    #expect(bare.errors.contains("e/event.yaml has no 'published', 'buyer'"))
  }
}
