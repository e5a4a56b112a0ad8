import ArgumentParser
import RackDesign
import Reporting
import Tables

/// `millwright design report`: designs as a page to open in a browser.
struct DesignReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes a report of designs: elevation, power, coolant, margins, home content.",
    discussion: """
      OUT gets report.html, one file that opens offline. Several designs are also set side by side.

      --front shows what a search found: a CSV file with a header of four columns, the design's \
      name, two figures with their units as titles, and proven (true or false).

      EXAMPLES
        millwright design report Examples/racks --out racks-report
        millwright design report Examples/racks --design vr-home --out vr-report
      """)

  @OptionGroup var choice: DesignChoice

  @Option(help: ArgumentHelp("The folder for the report.", valueName: "dir"))
  var out: String

  @Option(help: ArgumentHelp("Points of a Pareto front to show.", valueName: "file.csv"))
  var front: String?

  func validate() throws {
    try OutputOption.check(out, of: "--out", "the report needs a folder")
  }

  func run() throws {
    let (loaded, chosen) = try choice.load()
    var points: DesignFront?
    if let front { points = try FrontFile.read(front) }
    let context = RunContext(
      warnings: loaded.warnings.map(\.summary), version: Version.text, command: CommandText.current)
    do throws(FileFault) {
      try DesignReportWriter.write(
        chosen, of: loaded.folder, front: points, to: out, context: context)
    } catch {
      throw CommandFailure(.cannotReadOrWrite, "\(error)")
    }
    try Console.printResult(
      "\(out)/\(DesignReportWriter.reportName) shows \(Format.count(chosen.count, "design"))")
  }
}

/// A CSV file of points.
enum FrontFile {
  /// Reads the points.
  ///
  /// - Throws: ``CommandFailure`` that names the line that cannot be read.
  static func read(_ path: String) throws(CommandFailure) -> DesignFront {
    let text: String
    do throws(FileFault) {
      text = String(decoding: try FileAccess.read(path), as: UTF8.self)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first, head.count == 4, head[3] == "proven" else {
      throw CommandFailure(
        .badInput, "\(path):1:1: error: the header has four columns, of which the last is 'proven'")
    }
    var points: [DesignFront.Point] = []
    for (index, cells) in lines.enumerated().dropFirst() {
      guard cells.count == 4, let x = DecimalText.parse(cells[1]),
        let y = DecimalText.parse(cells[2]), ["true", "false"].contains(cells[3])
      else {
        throw CommandFailure(
          .badInput,
          "\(path):\(index + 1):1: error: a point is a name, two numbers, and true or false")
      }
      points.append(
        DesignFront.Point(label: cells[0], x: x, y: y, isProven: cells[3] == "true"))
    }
    return DesignFront(xTitle: head[1], yTitle: head[2], points: points)
  }
}
