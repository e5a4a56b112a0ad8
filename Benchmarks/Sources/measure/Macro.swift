import Foundation
import Generation
import Program

/// One program: planned by the command, then its model solved by HiGHS alone where that is asked.
struct Macro {
  let options: Options
  let trial: Trial

  /// Plans, and solves.
  func measured() throws -> Measurement {
    let folder = try folder()
    let model = options.work + "/\(trial.program).mps"
    let command = try Run(
      options.millwright,
      [
        "plan", folder, "--out", options.work + "/\(trial.program)-out", "--json",
        "--threads", "2", "--gap", "\(trial.gap)", "--time-limit", "\(trial.limit)",
      ] + (trial.asksHiGHS ? ["--write-model", model] : []),
      log: options.work + "/\(trial.program).json")
    guard command.status == 0 || command.status == 4 else {
      throw Fault("millwright ended with \(command.status) on \(trial.program)")
    }
    let object = try JSONSerialization.jsonObject(with: Data(command.output.utf8))
    guard let summary = object as? [String: Any] else {
      throw Fault("millwright printed no summary of \(trial.program)")
    }
    return Measurement(
      trial: trial, parts: try parts(folder), command: command, summary: summary,
      highs: trial.asksHiGHS ? try solved(model) : nil)
  }

  /// The folder of an example, or of a generated program of that size.
  private func folder() throws -> String {
    guard let size = Size.named(trial.program) else {
      return options.examples + "/" + trial.program
    }
    let folder = options.work + "/" + trial.program
    var generator = Generator(size: size, seed: options.seed)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (file, text) in generator.files() {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + file))
    }
    return folder
  }

  /// Parts of the program in `folder`.
  private func parts(_ folder: String) throws -> Int {
    if let size = Size.named(trial.program) { return size.parts }
    var files = MemoryFiles()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let place = URL(fileURLWithPath: folder + "/" + name)
      guard ["csv", "yaml"].contains(place.pathExtension) else { continue }
      files.contents[name] = [UInt8](try Data(contentsOf: place))
    }
    guard let program = BuildProgram.load(from: files).program else {
      throw Fault("\(folder) has errors")
    }
    return program.items.count { $0.kind == .part }
  }

  /// Has HiGHS solve the model of a file with the gap, the limit and the threads of the plan.
  private func solved(_ model: String) throws -> Measurement.Solved {
    let file = options.work + "/highs.options"
    let text = "mip_rel_gap = \(trial.gap)\nthreads = 2\ntime_limit = \(trial.limit)\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    let run = try Run(
      options.highs + "/bin/highs", ["--model_file", model, "--options_file", file],
      log: options.work + "/\(trial.program).highs.log",
      environment: ["LD_LIBRARY_PATH": options.highs + "/lib"])
    var solved = Measurement.Solved(seconds: run.seconds)
    // 1 is its word for a limit; a limit that comes while it reads the model is a fault to it.
    if run.status != 0, run.status != 1 { solved.gap = "ended with status \(run.status)" }
    for line in run.output.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      // LP NAME has 26 rows; 45 cols; 87 nonzeros
      if let has = words.firstIndex(of: "has"), words.count > has + 5, solved.sizes.isEmpty,
        words[has + 2].hasPrefix("rows")
      {
        solved.sizes = [
          "rows": words[has + 1], "columns": words[has + 3], "nonzeros": words[has + 5],
        ]
      }
      if words.first == "Gap", words.count > 1 {
        solved.gap = words[1] == "inf" ? "no plan" : words[1].replacing("%", with: " %")
      }
      if words.first == "Timing", words.count > 1 { solved.seconds = Double(words[1]) ?? .nan }
    }
    return solved
  }
}
