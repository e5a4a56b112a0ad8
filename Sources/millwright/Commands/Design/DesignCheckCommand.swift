import ArgumentParser
import RackDesign
import Reporting

/// `millwright design check`: designs against the requirements of their generations.
struct DesignCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Holds designs against their requirements, with margins and the cheapest mends.",
    discussion: """
      Of a requirement that holds in several modes the one with the least margin is shown; --json \
      has all. For a design that fails, every single change that the architecture allows is tried, \
      and where none helps, pairs of them; the cheapest that mends each failure is named.

      EXAMPLES
        millwright design check Examples/racks
        millwright design check Examples/racks --design gb300 --content 0.65

      EXIT STATUS
        0 every must is met   1 a must fails   2 bad input
      """)

  @Argument(help: ArgumentHelp("The design folder.", valueName: "folder"))
  var folder: String

  @Option(help: ArgumentHelp("Check this design only.", valueName: "name"))
  var design: String?

  @Option(
    help: ArgumentHelp(
      "Show the cheapest next swaps towards this share of home content.", valueName: "share"))
  var content: Double?

  @Option(
    help: ArgumentHelp(
      "What --content speaks of: domestic_content, domestic_value or addressable_content.",
      valueName: "measure"))
  var measure: String = ContentMeasure.domestic.rawValue

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    if let content, !(0...1).contains(content) {
      throw ValidationError("--content is a share, 0 to 1")
    }
    guard ContentMeasure(rawValue: measure) != nil else {
      let known = ContentMeasure.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--measure is one of \(known)")
    }
  }

  func run() throws {
    let loaded = try LoadedDesigns(folder, json: json)
    let reports = try loaded.designs(named: design).map { design in
      DesignReport(
        design, in: loaded.folder,
        target: content.flatMap { share in
          ContentMeasure(rawValue: measure).map { ContentTarget(measure: $0, share: share) }
        })
    }
    if json {
      let result: JSONValue = [
        "format": 1, "folder": .string(folder), "title": .string(loaded.folder.settings.title),
        "currency": .string(loaded.folder.settings.currency), "is_sound": true,
        "diagnostics": DiagnosticText.json(loaded.warnings),
        "designs": .array(reports.map { DesignReportJSON(report: $0).value }),
      ]
      try Console.printResult(result.text(isPretty: true))
    } else {
      try Console.printResult(
        reports.map { DesignReportText(report: $0).text }.joined(separator: "\n"))
    }
    if reports.contains(where: { !$0.check.isCompliant }) { throw CommandFailure(.notMet) }
  }
}
