import Foundation
import Testing

/// The page of the commands ends with every help text, as the command prints it.
@Suite struct HelpTests {
  private static let commands = [
    "", "new", "check", "plan", "explain", "compare", "design", "design check", "design diff",
    "design search", "design export", "design bom", "design report",
    "event", "event from-plan", "event bid-sheet", "event import-bid", "event check",
    "event award", "event verify", "event score", "event export",
    "event report",
  ]
  private static let page = Workshop.checkout + "/docs/commands.md"
  private static let heading = "\n## The help texts\n"

  @Test func helpIsThatOfThePage() throws {
    let shop = try Workshop()
    var expected = Self.heading
    for command in Self.commands {
      let arguments = command.split(separator: " ").map(String.init) + ["--help"]
      let run = try shop.start(arguments, environment: ["COLUMNS": "80"]).finish()
      #expect(run.status == 0)
      expectWholeExamples(run.output, of: command)
      let line = (["$ millwright"] + arguments).joined(separator: " ")
      expected += "\n```text\n\(line)\n\(run.output)```\n"
    }
    let page = try String(contentsOfFile: Self.page, encoding: .utf8)
    let start = try #require(page.range(of: Self.heading)?.lowerBound)
    guard page[start...] != expected else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      let recorded = Data((page[..<start] + expected).utf8)
      try recorded.write(to: URL(fileURLWithPath: Self.page))
      Issue.record("docs/commands.md was recorded anew; look at it")
      return
    }
    Issue.record("docs/commands.md does not end with the help texts; RECORD_GOLDEN=1 writes them")
  }

  /// Each example can be copied: it is one line of an 80 column terminal.
  private func expectWholeExamples(_ help: String, of command: String) {
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
    guard let heading = lines.firstIndex(where: { $0.hasPrefix("EXAMPLE") }) else { return }
    for line in lines[(heading + 1)...].prefix(while: { !$0.isEmpty }) {
      let isWhole = line.hasPrefix("  millwright ") && line.count <= 80
      #expect(isWhole, "\(command): \(line)")
    }
  }

  /// What was mistyped, and what is said of it, at each level.
  @Test(arguments: [
    (["evnt", "check", "e"], "unknown command 'evnt'; did you mean 'event'?", "millwright"),
    (["event", "chek", "e"], "unknown command 'chek'; did you mean 'check'?", "millwright event"),
    (
      ["design", "serch", "--jointly"], "unknown command 'serch'; did you mean 'search'?",
      "millwright design"
    ),
    (
      ["design", "xyzzy"],
      "unknown command 'xyzzy'; there are check, diff, search, export, bom and report",
      "millwright design"
    ),
  ])
  func mistypedCommandsAreSuggested(line: [String], complaint: String, parent: String) throws {
    try expectWrongUsage(line, "Error: \(complaint)\nUsage: \(parent) <subcommand>\n")
  }
}
