import Foundation
import Generation

/// What was asked for.
struct Options {
  var millwright = ""
  var highs = ""
  var examples = ""
  var work = ""
  var programs = ["tiny", "XS", "S", "stargate"]
  var limit = 120.0
  var gap = 0.01
  var repeats = 3
  var seed = 1

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst() else { throw Fault("\(name) needs a value") }
      switch name {
      case "--millwright": millwright = value
      case "--highs": highs = value
      case "--examples": examples = value
      case "--work": work = value
      case "--programs": programs = value.split(separator: ",").map(String.init)
      case "--limit": limit = try number(name, value)
      case "--gap": gap = try number(name, value)
      case "--repeat": repeats = max(1, Int(try number(name, value)))
      case "--seed": seed = Int(try number(name, value))
      default:
        throw Fault(
          "unknown option \(name); there are --programs, --limit, --gap, --repeat, --seed")
      }
    }
  }

  private func number(_ name: String, _ value: String) throws -> Double {
    guard let number = Double(value), number >= 0 else { throw Fault("\(name) takes a number") }
    return number
  }
}

/// Why nothing could be measured.
struct Fault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// One program: planned by the command, then its model solved by HiGHS alone.
struct Macro {
  let options: Options

  static let header = """
    | program | rows | columns | nonzeros | load s | build s | solve s | write s | all s | outside solve | gap | HiGHS s | HiGHS gap | solve / HiGHS |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    """

  /// A row of the table.
  func row(_ name: String) throws -> String {
    let folder = try folder(name)
    let model = options.work + "/\(name).mps"
    let command = try Run(
      options.millwright,
      [
        "plan", folder, "--out", options.work + "/\(name)-out", "--json", "--threads", "2",
        "--gap", "\(options.gap)", "--time-limit", "\(options.limit)", "--write-model", model,
      ], log: options.work + "/\(name).json")
    guard command.status == 0 || command.status == 4 else {
      throw Fault("millwright ended with \(command.status) on \(name)")
    }
    let summary =
      try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any] ?? [:]
    let seconds = summary["seconds"] as? [String: Double] ?? [:]
    let solve = seconds["solve"] ?? .nan
    let solved = try highs(model, name)
    let outside = (command.seconds - solve) / command.seconds
    let cells =
      [name, solved.rows, solved.columns, solved.nonzeros]
      + ["load", "build", "solve", "write"].map { Measure.figure(seconds[$0] ?? .nan) } + [
        Measure.figure(command.seconds), "\(Measure.figure(100 * outside)) %",
        (summary["gap"] as? Double).map { "\(Measure.figure(100 * $0)) %" } ?? "no plan",
        Measure.figure(solved.seconds), solved.gap, Measure.figure(solve / solved.seconds),
      ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// The folder of an example, or of a generated program of that size.
  private func folder(_ name: String) throws -> String {
    guard let size = Size.named(name) else { return options.examples + "/" + name }
    let folder = options.work + "/" + name
    var generator = Generator(size: size, seed: options.seed)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (file, text) in generator.files() {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + file))
    }
    return folder
  }

  private struct Solved {
    var rows = "-"
    var columns = "-"
    var nonzeros = "-"
    var seconds = Double.nan
    var gap = "-"
  }

  private func highs(_ model: String, _ name: String) throws -> Solved {
    guard FileManager.default.fileExists(atPath: model) else { return Solved() }
    let file = options.work + "/highs.options"
    let text = "mip_rel_gap = \(options.gap)\nthreads = 2\ntime_limit = \(options.limit)\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    let run = try Run(
      options.highs + "/bin/highs", ["--model_file", model, "--options_file", file],
      log: options.work + "/\(name).highs.log",
      environment: ["LD_LIBRARY_PATH": options.highs + "/lib"])
    var solved = Solved()
    solved.seconds = run.seconds
    for line in run.output.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if line.contains(" has "), line.contains(" rows"), solved.rows == "-",
        let has = words.firstIndex(of: "has"), words.count > has + 5
      {
        (solved.rows, solved.columns, solved.nonzeros) =
          (words[has + 1], words[has + 3], words[has + 5])
      }
      if words.first == "Gap", words.count > 1 {
        solved.gap = words[1] == "inf" ? "no plan" : words[1].replacing("%", with: " %")
      }
      if words.first == "Timing", words.count > 1 { solved.seconds = Double(words[1]) ?? .nan }
    }
    return solved
  }
}

/// Prints a line at once: a row may be minutes after the one before.
func say(_ line: String) throws {
  try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
}

func run() throws {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  try say("gap \(options.gap), limit \(options.limit) s each, 2 threads, seed \(options.seed)\n")
  try say(Macro.header)
  for name in options.programs {
    try say(Macro(options: options).row(name))
  }
  try say("\n| part | median | spread of \(options.repeats) |\n| --- | --- | --- |")
  var generator = Generator(
    size: Size(parts: 60, offers: 180, plants: 3, weeks: 52), seed: options.seed)
  try say(Micro.load(files: generator.files(), repeats: options.repeats))
  try say(Micro.build(repeats: options.repeats))
  try say(Micro.writeMPS(repeats: options.repeats))
}

do {
  try run()
} catch {
  try? FileHandle.standardError.write(contentsOf: Data("measure: \(error)\n".utf8))
  exit(1)
}
