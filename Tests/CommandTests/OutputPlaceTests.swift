import Foundation
import Testing

/// Where results may go.
@Suite struct OutputPlaceTests {
  @Test func resultsStayOutOfTheFoldersTheyAreMadeOf() throws {
    let shop = try Workshop()
    for example in ["tiny-call", "racks"] { try shop.copyExample(example) }
    let lines = [
      ["event", "award", "tiny-call", "--out", "tiny-call/scenarios"],
      ["event", "report", "tiny-call", "--out", "tiny-call/scenarios/report"],
      ["design", "report", "racks", "--out", "racks/designs"],
      ["design", "search", "racks", "--out", "racks/requirements/found"],
    ]
    let before = try shop.shell("find tiny-call racks").output
    for line in lines {
      let run = try shop.start(line).finish()
      #expect(run.status == 74 && run.output.isEmpty, "\(line)")
      #expect(run.errors.contains(" belongs to a"), "\(run.errors)")
      #expect(run.errors.hasSuffix("; give a folder of its own\n"), "\(run.errors)")
    }
    #expect(try shop.shell("find tiny-call racks").output == before)
  }

  /// `-` is standard output for one option alone; elsewhere it would name a file.
  @Test func nothingIsNamedByADash() throws {
    let lines = [
      ["event", "export", "e", "--ocds", "-"], ["event", "score", "e", "--forbid", "-"],
      ["event", "award", "e", "--out", "-"], ["event", "report", "e", "--out", "-"],
      ["event", "bid-sheet", "e", "--all", "--out", "-"],
      ["event", "from-plan", "p", "--out", "-"], ["plan", "p", "--out", "-"],
      ["plan", "p", "--out", "o", "--write-model", "-"], ["design", "report", "d", "--out", "-"],
      ["design", "search", "d", "--out", "-"],
    ]
    for line in lines {
      try expectWrongUsage(
        line, "Error: \(line[line.count - 2]) is -, and nothing goes to standard output; ")
    }
  }

  /// Every command that writes makes the folders above, as those of whole folders do.
  @Test func foldersAboveAFileAreMade() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    try shop.copyExample("tiny-call")
    let racks = Workshop.checkout + "/Examples/racks"
    let bill = ["design", "bom", racks, "--design", "vr-home", "--out", "a/b/bill.json"]
    #expect(try shop.start(bill).finish().status == 0)
    let plan = ["plan", "tiny", "--out", "c/d/out", "--write-model", "c/e/model.mps", "--quiet"]
    #expect(try shop.start(plan).finish().status == 0)
    let settings = try shop.text("tiny-call/event.yaml")
    let more = settings.contains("published:") ? "" : "published: 2026-01-05T09:00:00Z\n"
    try shop.write(settings + more + "buyer: Made-up Buyer\n", to: "tiny-call/event.yaml")
    let export = try shop.run("event", "export", "tiny-call", "--ocds", "f/g/releases.json")
    #expect(export.status == 0, "\(export.errors)")
    #expect(try shop.names("a/b") == ["bill.json"])
    #expect(try shop.names("c") == ["d", "e"])
    #expect(try shop.names("c/e") == ["model.mps"])
    #expect(try shop.names("f/g") == ["releases.json"])
  }
}
