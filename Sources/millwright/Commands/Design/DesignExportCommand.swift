import ArgumentParser
import Program
import RackDesign
import Reporting
import Tables

/// `millwright design export`: designs as rows of a program.
struct DesignExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes designs into a program as recipes, so that a plan chooses between them.",
    discussion: """
      Each design becomes a recipe of its generation's product rack-GENERATION, with the items, \
      modes, operations and catalogue offers that it needs. The program changes whole or not at \
      all. Rows that it has already and that would change are listed: nothing is written then, \
      unless --existing says what to do with them, or --prefix gives the new rows names of their own.

      EXAMPLES
        millwright design export racks --design vr-home --into program --dry-run
        millwright design export racks --into program --load l11=integration
        millwright design export racks --into program --hour-cost 45 --prefix own-

      EXIT STATUS
        0 written, or nothing to write   2 bad input, or rows that would change
      """)

  @OptionGroup var choice: DesignChoice

  @Option(help: ArgumentHelp("The program folder.", valueName: "program"))
  var into: String

  @Option(
    name: .customLong("site"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A plant that may build; may be repeated. All without it.", valueName: "id"))
  var sites: [String] = []

  @Option(
    name: .customLong("load"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      A resource that limits a level of work: l10, l11, l12, l10-test, l11-test or l12-test; may \
      be repeated.
      """, valueName: "level=resource"))
  var loads: [String] = []

  @Option(help: ArgumentHelp("Money for an hour of assembly or test.", valueName: "money"))
  var hourCost = 0.0

  @Option(
    help: ArgumentHelp(
      "Rows that would change: refuse to write, keep them, or replace them.", valueName: "what"))
  var existing: String = ExistingRows.refuse.rawValue

  @Option(
    help: ArgumentHelp(
      "What stands before the new items, recipes, operations and offers.", valueName: "text"))
  var prefix = ""

  @Flag(help: "Make each design a product of its own.")
  var separate = false

  @Flag(help: "Leave qualified alternates of components out.")
  var noAlternates = false

  @Flag(help: "Show what would be written, and write nothing.")
  var dryRun = false

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    guard hourCost >= 0, hourCost.isFinite else {
      throw ValidationError("--hour-cost is \(hourCost); it is money, 0 or more")
    }
    guard ExistingRows(rawValue: existing) != nil else {
      let known = ExistingRows.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--existing is '\(existing)'; it is one of \(known)")
    }
    for load in loads { _ = try Self.load(load) }
  }

  private static func load(_ text: String) throws -> ExportOptions.Load {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let level = WorkLevel(rawValue: parts[0]) else {
      let known = WorkLevel.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--load is '\(text)'; it is LEVEL=RESOURCE with a level of \(known)")
    }
    return ExportOptions.Load(level: level, resource: parts[1])
  }

  func run() throws {
    let (loaded, chosen) = try choice.load(json: json)
    let program = try LoadedProgram(folder: into)
    guard let old = program.result.program else {
      let console = Console.standardError
      console.write(DiagnosticText.text(program.result.diagnostics, on: console))
      throw CommandFailure(
        .badInput, "\(into): \(DiagnosticText.counts(program.result.diagnostics))")
    }
    let options = ExportOptions(
      sites: sites, loads: try loads.map(Self.load), hourCost: hourCost, isSeparate: separate,
      withAlternates: !noAlternates, existing: ExistingRows(rawValue: existing) ?? .refuse,
      prefix: prefix)
    let export: ProgramExport
    do throws(ExportFault) {
      export = try ProgramExport(chosen, of: loaded.folder, into: old, options: options)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
    let report = ExportReport(
      export: export, program: into, existing: options.existing, isDryRun: dryRun)
    let files = ProgramUpdate.files(from: old, to: export.program)
    try check(export.program)
    if !dryRun, !export.isRefused { try write(files) }
    try Console.printResult(json ? report.json.text(isPretty: true) : report.text)
    if export.isRefused { throw CommandFailure(.badInput) }
  }

  /// What is written must load again: an export never leaves a program that does not.
  private func check(_ program: BuildProgram) throws(CommandFailure) {
    let result = BuildProgram.load(from: program.makeFiles())
    guard result.program == nil else { return }
    let console = Console.standardError
    console.write(DiagnosticText.text(result.errors, on: console))
    throw CommandFailure(.badInput, "the program would have errors; nothing was written")
  }

  private func write(_ files: [String: [UInt8]]) throws(CommandFailure) {
    do throws(FileFault) {
      try ProgramUpdate.write(files, to: into)
    } catch {
      throw CommandFailure(.cannotReadOrWrite, "\(error)")
    }
  }
}

/// What an export did, as text and as JSON.
struct ExportReport {
  let export: ProgramExport
  let program: String
  let existing: ExistingRows
  let isDryRun: Bool

  private var tables: [(name: String, rows: [ProgramExport.Addition])] {
    var tables: [(name: String, rows: [ProgramExport.Addition])] = []
    for addition in export.additions {
      if let known = tables.firstIndex(where: { $0.name == addition.table }) {
        tables[known].rows.append(addition)
      } else {
        tables.append((addition.table, [addition]))
      }
    }
    return tables
  }

  var text: String {
    var text = head + "\n"
    for table in tables {
      text += "  \(table.name).csv: \(Format.count(table.rows.count, "row")) new"
      if isDryRun {
        text += "\n" + table.rows.map { "    + \($0.row)\n" }.joined()
      } else {
        text += ", the first \(table.rows[0].row)\n"
      }
    }
    if !export.changes.isEmpty {
      text += "\nRows that the program has otherwise: \(fate)\n"
      for change in export.changes {
        text += "  \(change.table).csv \(change.row)\n"
        text += change.differences.map { "    \($0)\n" }.joined()
      }
    }
    if !export.notes.isEmpty {
      text += "\n" + export.notes.map { "note: \($0)\n" }.joined()
    }
    return text
  }

  private var head: String {
    let count = export.additions.count
    if export.isRefused {
      return
        "\(program): nothing written; \(Format.count(export.changes.count, "row")) would change"
    }
    if isDryRun { return "\(program): \(Format.count(count, "row")) would be new" }
    if count == 0, export.changes.isEmpty || existing == .keep { return "\(program): nothing new" }
    return "\(program): \(Format.count(count, "row")) new"
  }

  private var fate: String {
    switch existing {
    case .refuse: "refused (--existing keep or replace)"
    case .keep: "kept as they are"
    case .replace: isDryRun ? "would be replaced" : "replaced"
    }
  }

  var json: JSONValue {
    [
      "format": 1, "program": .string(program),
      "written": .bool(!isDryRun && !export.isRefused), "refused": .bool(export.isRefused),
      "existing": .string(existing.rawValue),
      "new": .array(
        export.additions.map { ["table": .string($0.table), "row": .string($0.row)] }),
      "changes": .array(
        export.changes.map {
          [
            "table": .string($0.table), "row": .string($0.row),
            "differences": .strings($0.differences),
          ]
        }), "notes": .strings(export.notes),
    ]
  }
}
