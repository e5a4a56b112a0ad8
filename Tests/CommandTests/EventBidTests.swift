import Foundation
import Testing

/// A call from a plan, its sheets, and bids that come back, as a user does it.
@Suite struct EventBidTests {
  private static let tiny = Workshop.checkout + "/Examples/tiny"

  /// `Examples/tiny`, planned, and the call that is made of it.
  ///
  /// The plan orders 30 modules, 26 of one supplier and 4 of another, and 15 frames of one supplier
  /// alone, which are told by year and with one digit.
  @Test func callFromAPlan() throws {
    let shop = try Workshop()
    #expect(try shop.run("plan", Self.tiny, "--out", "out", "--quiet").status == 0)
    let made = try shop.run("event", "from-plan", "out", "--out", "call")
    #expect(made.status == 0 && made.errors.isEmpty)
    #expect(
      made.output == """
        The event call asks for 2 items in 2 lots, 2026-01-05 to 2026-12-31.
          compute: module 30
          frame: frame 20
        Quantities are rounded up to 2 digits a quarter, 11.1 % above the plan in all.
        More than a tenth above it: frame 33.3 %.
        Told by year, with one digit and without a value, because the plan buys them from one \
        supplier alone: frame.
        Next: dates and buyer in call/event.yaml, who may bid in call/suppliers.csv, then \
        millwright event check call

        """)
    #expect(
      try shop.text("call/items.csv") == """
        item,lot,quantity,need_by,unmet_cost,hts,specification
        module,compute,30,2026-01-05,98,847330,Compute module
        frame,frame,20,2026-01-05,,732690,Frame

        """)
    #expect(try shop.run("event", "check", "call").status == 0)
    let report = try shop.run("event", "report", "call", "--out", "report", "--no-progress")
    #expect(report.output == "no rules: no bids yet\nReport: report/event-report.html\n")
    let again = try shop.run("event", "from-plan", "out", "--out", "call")
    #expect(again.status == 74 && again.errors.contains("the folder is not empty"))
    let none = try shop.run("event", "from-plan", "out", "--out", "other", "--pillar", "robotics")
    #expect(none.status == 2 && none.errors.contains("there is nothing to ask for"))
    let wrong = try shop.run("event", "from-plan", "out", "--out", "x", "--round", "0")
    #expect(wrong.status == 64)
  }

  private func event() throws -> Workshop {
    let shop = try Workshop()
    try shop.write("format: 1\nevent: spring\nselection: 2026-05-01\n", to: "spring/event.yaml")
    try shop.write("lot\npower\n", to: "spring/lots.csv")
    try shop.write("item,lot,quantity\nshelf,power,100\n", to: "spring/items.csv")
    try shop.write("supplier,country\nalpha,US\nbeta,TW\n", to: "spring/suppliers.csv")
    return shop
  }

  /// A workbook that differs may be filled in: it stays, and so do all others of the folder.
  @Test func filledWorkbooksStay() throws {
    let shop = try event()
    let sheets = "millwright event bid-sheet spring --all --out sheets"
    #expect(try shop.shell(sheets).status == 0)
    #expect(try shop.shell(sheets).status == 0)
    try shop.write("filled", to: "sheets/beta.xlsx")
    let run = try shop.shell("rm sheets/alpha.xlsx; \(sheets)")
    #expect(run.status == 74 && run.errors.contains("cannot replace sheets/beta.xlsx"))
    #expect(try shop.text("sheets/beta.xlsx") == "filled")
    #expect(throws: (any Error).self) { try shop.text("sheets/alpha.xlsx") }
    #expect(try shop.shell(sheets + " --replace").status == 0)
    #expect(try shop.shell("cmp sheets/alpha.xlsx sheets/beta.xlsx").status == 1)
    let none = try shop.shell(
      "rm spring/suppliers.csv; millwright event bid-sheet spring --all --out others")
    #expect(none.status == 2 && none.errors.contains("suppliers.csv"), "\(none.errors)")
  }

  @Test func sheetsGoOutAndBidsComeBack() throws {
    let shop = try event()
    let sheets = try shop.run("event", "bid-sheet", "spring", "--all", "--out", "sheets")
    #expect(sheets.status == 0 && sheets.output == "2 bid sheets in sheets\n")
    let one = try shop.run(
      "event", "bid-sheet", "spring", "--supplier", "alpha", "--out", "alpha.xlsx")
    #expect(one.status == 0)
    #expect(try shop.shell("cmp alpha.xlsx sheets/alpha.xlsx").status == 0)
    let unknown = try shop.run(
      "event", "bid-sheet", "spring", "--supplier", "alph", "--out", "a.xlsx")
    #expect(unknown.status == 2)
    #expect(unknown.errors == "millwright: unknown supplier 'alph'; did you mean 'alpha'?\n")

    try shop.write("line,item,price,maximum\np,shelf,12.5,60\n", to: "bid.csv")
    let missing = try shop.run("event", "import-bid", "spring", "bid.csv")
    #expect(missing.status == 64)
    let dry = try shop.run(
      "event", "import-bid", "spring", "bid.csv", "--supplier", "beta", "--dry-run")
    #expect(
      dry.output == """
        The bid of beta for spring would be taken: lines: 1 added; no bundles.
          added: p, 60 of shelf, 750
        All lines, each for as many units as it offers of what is wanted: USD 750.

        """)
    #expect(try shop.shell("test -e spring/lines.csv").status == 1)
    let taken = try shop.run(
      "event", "import-bid", "spring", "bid.csv", "--supplier", "beta", "--json")
    #expect(taken.status == 0 && taken.output.contains("\"taken\": true"))
    #expect(try shop.text("spring/lines.csv") == "line,supplier,item,maximum\np,beta,shelf,60\n")
    #expect(try shop.run("event", "check", "spring").status == 0)

    // A sheet that bids nothing withdraws what was bid; the one of before was made from the same
    // event, so it may be taken.
    let withdrawn = try shop.run("event", "import-bid", "spring", "sheets/beta.xlsx")
    #expect(withdrawn.status == 0 && withdrawn.output.contains("lines: 1 withdrawn"))
    #expect(try shop.text("spring/lines.csv") == "line,supplier,item,maximum\n")
  }

  @Test func answersAreCheckedAndCounted() throws {
    let shop = try event()
    try shop.write("criterion,weight\ncare,2\nspeed,1\n", to: "spring/criteria.csv")
    try shop.write("line,item,price\np,shelf,12.5\n", to: "bid/lines.csv")
    try shop.write("criterion,answer\nspede,Six weeks\nhaste,Much\n", to: "bid/answers.csv")
    let command = ["event", "import-bid", "spring", "bid", "--supplier", "beta"]
    let refused = try shop.start(command).finish()
    #expect(refused.status == 2)
    #expect(
      refused.errors == """
        bid/answers.csv:2:1: error: unknown criterion 'spede'; did you mean 'speed'?
        bid/answers.csv:3:1: error: unknown criterion 'haste'; criteria.csv has no such row
        millwright: bid has 2 errors; nothing was taken

        """)
    try shop.write("criterion,answer\nspeed,Six weeks\n", to: "bid/answers.csv")
    let taken = try shop.start(command).finish()
    #expect(taken.output.contains("lines: 1 added; no bundles; answers: 1 added.\n"))
    try shop.write("criterion,answer\nspeed,Five weeks\ncare,Tests\n", to: "bid/answers.csv")
    let json = try object(try shop.start(command + ["--json"]).finish().output)
    #expect(
      json["answers"] as? [String: Int]
        == ["added": 1, "changed": 1, "withdrawn": 0, "unchanged": 0])
    let check = try shop.run("event", "check", "spring")
    #expect(check.status == 0 && check.output.contains(" criteria 2, answers 2\n"))
  }

  @Test func lateBidsAreRefusedUnlessAReasonIsGiven() throws {
    let shop = try event()
    let settings = try shop.text("spring/event.yaml")
    try shop.write(settings + "deadline: 2020-03-31T17:00:00-05:00\n", to: "spring/event.yaml")
    try shop.write("line,item,price\np,shelf,12.5\n", to: "bid.csv")
    let command = ["event", "import-bid", "spring", "bid.csv", "--supplier", "beta"]
    let late = try shop.start(command).finish()
    #expect(late.status == 2 && late.output.isEmpty)
    #expect(late.errors.contains("bid.csv:1:1: error: the bid came 20"))
    #expect(late.errors.contains(" after the deadline 2020-03-31T17:00:00-05:00; "))
    #expect(late.errors.hasSuffix("millwright: bid.csv has 1 error; nothing was taken\n"))
    #expect(try shop.shell("ls spring/lines.csv spring/receipts.csv").status == 2)

    let kept = try shop.start(
      command + ["--received", "2020-04-01T09:00:00Z", "--late", "snow, roads closed"]
    ).finish()
    #expect(kept.status == 0)
    let warning =
      "warning: the bid of 'beta' came 11 h after the deadline and was taken: snow, roads closed\n"
    #expect(kept.errors == "bid.csv:1:1: " + warning)
    let register = try shop.text("spring/receipts.csv")
    #expect(register.hasPrefix("supplier,received,file,digest,reason\nbeta,2020-04-01T09:00:00Z,"))
    #expect(register.hasSuffix(",\"snow, roads closed\"\n"))
    #expect(
      try shop.shell(
        "sha256sum < bid.csv | cut -d' ' -f1 | xargs -I{} grep -c {} spring/receipts.csv"
      )
      .output == "1\n")
    #expect(
      try shop.run("event", "check", "spring").output.contains("receipts.csv:2:6: " + warning))

    let inTime = try shop.start(command + ["--received", "2020-03-31T23:00:00+01:00"]).finish()
    #expect(inTime.status == 0)
    #expect(try shop.run("event", "check", "spring").output.contains("receipts 2"))
  }

  @Test(arguments: [
    (["--received", "2020-03-31"], "Error: --received is '2020-03-31'; it is a date and time"),
    (
      ["--received", "2999-01-01T00:00:00Z"], "Error: --received is 2999-01-01T00:00:00Z, which is"
    ),
    (["--late", " "], "Error: --late is empty"),
    (["--late", "a\nb"], "Error: --late has a line break"),
  ])
  func wrongWordsOfWhenABidCame(options: [String], complaint: String) throws {
    try expectWrongUsage(["event", "import-bid", "e", "b.csv"] + options, complaint)
  }

  /// Whoever takes sealed bids in sees no price, and whoever awards them is warned.
  @Test func sealedBidsAreNotShown() throws {
    let shop = try event()
    let settings = try shop.text("spring/event.yaml")
      .replacingOccurrences(of: "selection: 2026", with: "selection: 2999")
    try shop.write(
      settings + "opening: sealed\ndeadline: 2999-03-31T17:00:00-05:00\n", to: "spring/event.yaml")
    try shop.write("line,item,price\np,shelf,12.5\n", to: "bid.csv")
    let taken = try shop.run("event", "import-bid", "spring", "bid.csv", "--supplier", "beta")
    #expect(
      taken.output == """
        The bid of beta for spring was taken: lines: 1 added; no bundles.
        Bids are sealed until 2999-03-31T17:00:00-05:00: what they offer is not shown.

        """)
    let json = try object(
      shop.run("event", "import-bid", "spring", "bid.csv", "--supplier", "beta", "--json").output)
    #expect(json["sealed"] as? Bool == true && json["total"] is NSNull)
    #expect((json["lines"] as? [Any])?.isEmpty == true)
    let award = try shop.run("event", "award", "spring", "--out", "award")
    #expect(award.status == 0)
    #expect(
      award.errors.hasPrefix("warning: the bids are sealed until 2999-03-31T17:00:00-05:00, "))
    #expect(try shop.run("event", "award", "spring", "--out", "award", "--quiet").errors.isEmpty)
    #expect(try shop.run("event", "verify", "award").errors.contains("the bids are sealed"))
    #expect(try shop.run("event", "check", "spring").errors.isEmpty)
  }

  @Test func wrongBidsAreRefused() throws {
    let shop = try event()
    _ = try shop.run("event", "bid-sheet", "spring", "--supplier", "alpha", "--out", "a.xlsx")
    try shop.write("format: 1\nevent: autumn\nselection: 2026-05-01\n", to: "spring/event.yaml")
    let other = try shop.run("event", "import-bid", "spring", "a.xlsx")
    #expect(other.status == 2)
    #expect(
      other.errors == """
        a.xlsx:Millwright!B2: error: the sheet is for the event 'spring', this is 'autumn'; import it \
        there
        millwright: a.xlsx has 1 error; nothing was taken

        """)
    try shop.write("no workbook", to: "b.xlsx")
    let broken = try shop.run("event", "import-bid", "spring", "b.xlsx", "--json")
    #expect(broken.status == 2 && broken.output.contains("\"bid.archive.broken\""))
    #expect(
      try shop.shell("ls -A spring").output == "event.yaml\nitems.csv\nlots.csv\nsuppliers.csv\n")
  }
}
