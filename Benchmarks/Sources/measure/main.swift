import Foundation
import Generation

/// Prints a line at once: a row may be minutes after the one before.
func say(_ line: String) throws {
  try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
}

/// Adds `line` to the file `path`, which starts with `header`.
func append(_ line: String, to path: String, header: String) throws {
  let url = URL(fileURLWithPath: path)
  var text = ""
  if FileManager.default.fileExists(atPath: path) {
    text = try String(contentsOf: url, encoding: .utf8)
  }
  if text.isEmpty { text = header + "\n" }
  if !text.hasSuffix("\n") { text += "\n" }
  try Data((text + line + "\n").utf8).write(to: url, options: .atomic)
}

/// Events, as the command awards them and as one model.
///
/// - Returns: How many failed.
func measureEvents(_ options: Options) throws -> Int {
  let trials = try options.eventTrials()
  guard !trials.isEmpty else { return 0 }
  try say("\nevents: gap \(EventTrial.gap), limit \(EventTrial.limit) s each\n")
  try say(EventTrial.header)
  var failures = 0
  for trial in trials {
    do {
      try say(try trial.row(options))
    } catch let fault as Fault {
      try complain("\(fault)")
      failures += 1
    }
  }
  return failures
}

/// Single parts of the command, in process.
func measureParts(_ options: Options) throws {
  try say("\n| part | median | spread of \(options.repeats) |\n| --- | --- | --- |")
  var generator = Generator(
    size: Size(parts: 60, offers: 180, plants: 3, weeks: 52), seed: options.seed)
  try say(Micro.load(files: generator.files(), repeats: options.repeats))
  try say(Micro.build(repeats: options.repeats))
  try say(Micro.writeMPS(repeats: options.repeats))
}

func run() throws {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  let trials = try options.trials()
  let layout = options.isLarge ? Layout.large : Layout.ordinary
  let asked = trials.first.map { "gap \($0.gap), limit \($0.limit) s each, " }
  try say("\(options.isLarge ? "" : asked ?? "")2 threads, seed \(options.seed)\n")
  try say(layout.header)
  var failures = 0
  for trial in trials {
    do {
      let measurement = try Macro(options: options, trial: trial).measured()
      try say(layout.row(measurement))
      if let csv = options.csv {
        try append(measurement.csv, to: csv, header: Measurement.csvHeader)
      }
    } catch let fault as Fault {
      // The programs after it may take an hour; they are measured all the same.
      try complain("\(fault)")
      failures += 1
    }
  }
  failures += try measureEvents(options)
  if !options.isLarge { try measureParts(options) }
  guard failures == 0 else { throw Fault("\(failures) measurements failed") }
}

/// Prints a line on standard error.
func complain(_ line: String) throws {
  try FileHandle.standardError.write(contentsOf: Data("measure: \(line)\n".utf8))
}

do {
  try run()
} catch {
  try? complain("\(error)")
  exit(1)
}
