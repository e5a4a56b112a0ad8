import ArgumentParser
import Reporting
import Sourcing
import Tables

/// `millwright event check`: every fault and doubt of an event folder.
struct EventCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks an event folder and shows every fault at once.",
    discussion: """
      Each fault is one line, file:line:column: error: what is wrong; what is allowed. On a \
      terminal the line of the file follows. Warnings have the same form.

      EXAMPLE
        millwright event check my-event

      EXIT STATUS
        0 sound, perhaps with warnings   2 errors
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Flag(help: "Print the counts and the diagnostics as JSON.")
  var json = false

  func run() throws {
    let result = try LoadedEvent.load(folder)
    try Console.printResult(json ? report(result).text(isPretty: true) : text(result))
    if result.event == nil { throw CommandFailure(.badInput) }
  }

  private func text(_ result: EventLoadResult) -> String {
    let text = DiagnosticText.text(result.diagnostics, on: Console.standardOutput)
    let counts = DiagnosticText.counts(result.diagnostics)
    guard let event = result.event else { return text + "\(folder): \(counts)\n" }
    let rows = LoadedEvent.counts(event).map { "\($0.table) \($0.rows)" }
    let name = event.settings.title.isEmpty ? event.settings.event : event.settings.title
    return text + "\(name): \(counts); rows: \(rows.joined(separator: ", "))\n"
  }

  private func report(_ result: EventLoadResult) -> JSONValue {
    let rows = result.event.map(LoadedEvent.counts) ?? []
    return [
      "format": 1, "folder": .string(folder),
      "event": result.event.map { .string($0.settings.event) } ?? .null,
      "is_sound": .bool(result.event != nil),
      "errors": .int(result.diagnostics.count { $0.severity == .error }),
      "warnings": .int(result.warnings.count),
      "rows": .object(rows.map { .init($0.table, .int($0.rows)) }),
      "diagnostics": DiagnosticText.json(result.diagnostics),
    ]
  }
}

/// An event folder as read from disk.
enum LoadedEvent {
  /// Reads and checks `folder`.
  ///
  /// - Throws: ``CommandFailure`` where there is no such folder.
  static func load(_ folder: String) throws(CommandFailure) -> EventLoadResult {
    do throws(FileFault) {
      return Event.load(from: try EventFolder(path: folder))
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
  }

  /// The scenario of a name.
  ///
  /// - Throws: ``CommandFailure`` where there is none: with the nearest name, or those that there are.
  static func scenario(_ name: String, of event: Event) throws(CommandFailure) -> Scenario {
    if let scenario = event.scenario(name) { return scenario }
    let names = event.scenarios.map(\.name)
    let hint =
      nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? (names.isEmpty
        ? "the event has no scenarios/" : "there are " + names.formattedList(with: "and"))
    throw CommandFailure(.badInput, "no scenario '\(shown(name))'; \(hint)")
  }

  /// Reads an event without faults, to look at its bids; warnings go to standard error.
  ///
  /// - Parameters:
  ///   - folder: The event folder.
  ///   - isQuiet: Whether warnings are left out.
  ///   - action: What was not done where there is a fault.
  /// - Returns: The event.
  /// - Throws: ``CommandFailure`` where there is a fault: all are shown.
  static func read(
    _ folder: String, isQuiet: Bool = false, otherwise action: String
  ) throws(CommandFailure) -> Event {
    try read(try load(folder), folder, isQuiet: isQuiet, otherwise: action)
  }

  /// The same of what was loaded already; of the scenarios with warnings of some alone, by name, unless
  /// `nil`.
  static func read(
    _ result: EventLoadResult, _ folder: String, isQuiet: Bool, scenarios: [String]? = nil,
    otherwise action: String
  ) throws(CommandFailure) -> Event {
    guard let event = result.event else { throw refuse(result.diagnostics, folder, action) }
    guard !isQuiet else { return event }
    let console = Console.standardError
    let others = event.scenarios.map(\.name).filter { !(scenarios?.contains($0) ?? true) }
    let hidden = Set(others.map { "\(EventSchemas.scenarioFolder)/\($0).yaml" })
    let warnings = result.warnings.filter { !hidden.contains($0.file) }
    console.write(DiagnosticText.text(warnings, on: console))
    let now = WallClock.now
    if let opening = event.settings.seal(at: now) {
      console.write(
        "warning: the bids are sealed until \(opening.text), \(opening.wordsSince(now)) from now; "
          + "nobody is to read them before\n")
    }
    return event
  }

  /// Shows an event's errors; the end of the command.
  static func refuse(
    _ diagnostics: [Diagnostic], _ folder: String, _ action: String
  ) -> CommandFailure {
    let console = Console.standardError
    console.write(DiagnosticText.text(diagnostics, on: console))
    return CommandFailure(
      .badInput, "\(folder) has \(DiagnosticText.counts(diagnostics)); \(action)")
  }

  /// Rows of each table that has any, with the table's name, and how many scenarios there are.
  static func counts(_ event: Event) -> [(table: String, rows: Int)] {
    let counts: [(String, Int)] = [
      ("lots", event.lots.count), ("items", event.items.count),
      ("demand_profile", event.profile.count), ("suppliers", event.suppliers.count),
      ("lines", event.lines.count),
      ("steps", event.lines.reduce(0) { $0 + $1.steps.count }), ("bundles", event.bundles.count),
      ("bundle_items", event.bundles.reduce(0) { $0 + $1.items.count }),
      ("discounts", event.discounts.count),
      ("discount_tiers", event.discounts.reduce(0) { $0 + $1.tiers.count }),
      ("capacities", event.capacities.count), ("criteria", event.review.criteria.count),
      ("scores", event.review.scores.count), ("evidence", event.review.certificates.count),
      ("questions", event.review.questions.count), ("answers", event.review.answers.count),
      ("receipts", event.review.receipts.count),
      ("scenarios", event.scenarios.count),
    ]
    return counts.filter { $0.1 > 0 }.map { (table: $0.0, rows: $0.1) }
  }
}
