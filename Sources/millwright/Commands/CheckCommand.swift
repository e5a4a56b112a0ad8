import ArgumentParser
import Program
import Reporting

/// `millwright check`: every fault and doubt of a program folder.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks a program folder and shows every fault at once.",
    discussion: """
      Each fault is one line, file:line:column: error: what is wrong; what is allowed. On a \
      terminal the line of the file follows. Warnings have the same form.

      EXAMPLE
        millwright check Examples/tiny

      EXIT STATUS
        0 sound, perhaps with warnings   2 errors
      """)

  @Argument(help: ArgumentHelp("The program folder.", valueName: "folder"))
  var folder: String

  @Flag(help: "Print the counts and the diagnostics as JSON.")
  var json = false

  func run() throws {
    let loaded = try LoadedProgram(folder: folder)
    try Console.printResult(json ? report(loaded).text(isPretty: true) : text(loaded))
    if loaded.result.program == nil { throw CommandFailure(.badInput) }
  }

  private func text(_ loaded: LoadedProgram) -> String {
    let diagnostics = loaded.result.diagnostics
    let text = DiagnosticText.text(diagnostics, on: Console.standardOutput)
    let counts = DiagnosticText.counts(diagnostics)
    guard let program = loaded.result.program else { return text + "\(folder): \(counts)\n" }
    let rows = LoadedProgram.counts(program).map { "\($0.table) \($0.rows)" }
    let buckets = "\(program.horizon.count) buckets from \(program.horizon.start)"
    return text
      + "\(program.settings.name): \(counts); \(buckets); rows: \(rows.joined(separator: ", "))\n"
  }

  private func report(_ loaded: LoadedProgram) -> JSONValue {
    let program = loaded.result.program
    let rows = program.map(LoadedProgram.counts) ?? []
    return [
      "format": 1, "folder": .string(folder),
      "program": program.map { .string($0.settings.name) } ?? .null,
      "is_sound": .bool(program != nil),
      "errors": .int(loaded.result.errors.count), "warnings": .int(loaded.result.warnings.count),
      "rows": .object(rows.map { .init($0.table, .int($0.rows)) }),
      "diagnostics": DiagnosticText.json(loaded.result.diagnostics),
    ]
  }
}
