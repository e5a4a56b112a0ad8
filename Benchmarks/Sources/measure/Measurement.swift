import Foundation

/// What was measured of one program.
struct Measurement {
  let trial: Trial
  let parts: Int
  let command: Run
  /// What `summary.json` holds.
  let summary: [String: Any]
  /// `nil` where HiGHS was not asked.
  let highs: Solved?

  /// What HiGHS made of the same model by itself.
  struct Solved {
    var seconds: Double
    var gap = "-"
    /// Rows, columns and nonzeros, as it counts them.
    var sizes: [String: String] = [:]
  }

  /// Seconds of a phase of the command; NaN where it did not come to that.
  func seconds(_ phase: String) -> Double {
    let seconds = (summary["seconds"] as? [String: Double])?[phase] ?? 0
    return seconds > 0 ? seconds : .nan
  }

  /// Rows, columns or nonzeros; `-` where neither a plan nor HiGHS tells.
  func size(_ what: String) -> String {
    (summary["model"] as? [String: Int])?[what].map { "\($0)" } ?? highs?.sizes[what] ?? "-"
  }

  /// The gap that was proven, as a share; `nil` without a plan.
  var gap: Double? { summary["gap"] as? Double }

  /// The plan's cost or its bound, in millions.
  func millions(_ key: String) -> String {
    (summary[key] as? Double).map { String(format: "%.2f", $0 / 1e6) } ?? "-"
  }

  /// The line of a CSV file with these numbers.
  var csv: String {
    let gap = gap.map { String(format: "%.6f", $0) } ?? ""
    let columns = size("columns")
    return [
      trial.program, "\(parts)", columns == "-" ? "" : columns,
      String(format: "%.2f", command.seconds), gap,
    ].joined(separator: ",")
  }

  static let csvHeader = "program,parts,columns,seconds,gap"
}

/// A Markdown table of measurements.
struct Layout {
  private typealias Column = (title: String, cell: (Measurement) -> String)

  private let columns: [Column]

  private init(columns: [Column]) { self.columns = columns }

  var header: String {
    Self.line(columns.map(\.title)) + "\n" + Self.line(columns.map { _ in "---" })
  }

  func row(_ measurement: Measurement) -> String {
    Self.line(columns.map { $0.cell(measurement) })
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  /// How the command compares with the solver alone.
  static var ordinary: Layout {
    let start: [Column] = [("program", { $0.trial.program })]
    let end: [Column] = [
      ("outside solve", { Measure.percent(1 - $0.seconds("solve") / $0.command.seconds) }),
      gap, highsSeconds, highsGap,
      ("solve / HiGHS", { Measure.figure($0.seconds("solve") / ($0.highs?.seconds ?? .nan)) }),
    ]
    return Layout(columns: start + sizes + phases + end)
  }

  /// How far the command comes on large programs.
  static var large: Layout {
    let start: [Column] = [
      ("program", { $0.trial.program }), ("parts", { "\($0.parts)" }),
      ("gap asked", { Measure.percent($0.trial.gap) }),
      ("limit s", { String(format: "%.0f", $0.trial.limit) }),
    ]
    let end: [Column] = [
      ("plan, millions", { $0.millions("objective") }),
      ("bound, millions", { $0.millions("bound") }), gap,
      ("memory GB", { Measure.figure(Double($0.command.peakBytes) / 1e9) }), highsSeconds,
      highsGap,
    ]
    return Layout(columns: start + sizes + phases + end)
  }

  private static var sizes: [Column] {
    ["rows", "columns", "nonzeros"].map { what in (what, { $0.size(what) }) }
  }

  private static var phases: [Column] {
    let phases: [Column] = ["load", "build", "solve", "write"].map { phase in
      ("\(phase) s", { Measure.figure($0.seconds(phase)) })
    }
    return phases + [("all s", { Measure.figure($0.command.seconds) })]
  }

  private static var gap: Column { ("gap", { $0.gap.map(Measure.percent) ?? "no plan" }) }

  private static var highsSeconds: Column {
    ("HiGHS s", { $0.highs.map { Measure.figure($0.seconds) } ?? "-" })
  }

  private static var highsGap: Column { ("HiGHS gap", { $0.highs?.gap ?? "-" }) }
}
