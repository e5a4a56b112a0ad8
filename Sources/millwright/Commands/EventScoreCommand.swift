import ArgumentParser
import Program
import Reporting
import Sourcing
import Tables

/// `millwright event score`: score cards, and how far weights can move.
struct EventScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Shows score cards by lot: points, spread of evaluators, and how stable ranks are.",
    discussion: """
      Scores come from criteria.csv, scores.csv and evidence.csv. Points order the cards; they \
      decide no award, which is found by money and the published quality_value. Suppliers below a \
      minimum can be kept out of an award by the rules that --forbid writes.

      EXAMPLES
        millwright event score my-event
        millwright event score my-event --lot cooling --json
        millwright event score my-event --forbid my-event/scenarios/qualified.yaml
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Option(help: ArgumentHelp("Only this lot.", valueName: "lot"))
  var lot: String?

  @Option(
    help: ArgumentHelp(
      "Write a scenario that forbids suppliers that do not qualify.", valueName: "file"))
  var forbid: String?

  @Flag(help: "Print the scores as JSON.")
  var json = false

  func validate() throws {
    try OutputOption.check(forbid, of: "--forbid", "the scenario needs a file")
  }

  func run() throws {
    let event = try LoadedEvent.read(folder, otherwise: "nothing was scored")
    let lot = try index(of: lot, in: event)
    let scoring = Scoring(event)
    let written = try forbid.map { path throws(CommandFailure) in
      try write(scoring, event, lot, to: path)
    }
    try Console.printResult(
      json
        ? ScoreReport(scoring, lot: lot).json.text(isPretty: true)
        : ScoreText(scoring: scoring, lot: lot).text + (written.map { "\n" + $0 } ?? ""))
  }

  /// Writes the scenario; what was written, in words.
  private func write(
    _ scoring: Scoring, _ event: Event, _ lot: LotIndex?, to path: String
  ) throws(CommandFailure) -> String {
    guard !event.review.criteria.isEmpty else {
      throw CommandFailure(
        .badInput,
        "\(folder) has no criteria.csv, so nobody can be below a minimum; \(path) was not written")
    }
    let rules = scoring.forbidRules.filter { lot == nil || $0.lot == lot }
    try reporting { () throws(FileFault) in
      try OutputFile.write(
        ForbidRule.scenario(rules, event), to: path, overOnly: ForbidRule.heading,
        noun: "scenario that --forbid wrote")
    }
    return "\(path): \(Format.count(rules.count, "rule")) written\n"
  }

  private func index(of name: String?, in event: Event) throws(CommandFailure) -> LotIndex? {
    guard let name else { return nil }
    if let row = event.lots.firstIndex(where: { $0.id == name }) { return TableIndex(row) }
    let near = nearestName(to: name, among: event.lots.map(\.id))
    let hint = near.map { "; did you mean '\($0)'?" } ?? ""
    throw CommandFailure(.badInput, "\(folder) has no lot '\(name)'\(hint)")
  }
}
