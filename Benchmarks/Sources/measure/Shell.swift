import Foundation

/// A command that ran.
struct Run {
  let status: Int32
  let output: String
  /// Wall clock.
  let seconds: Double

  /// Runs `path` with `arguments`; its output goes through a file, so that no pipe fills up.
  init(_ path: String, _ arguments: [String], log: String, environment: [String: String] = [:])
    throws
  {
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = file
    // The solver leaves a log where it runs.
    process.currentDirectoryURL = URL(fileURLWithPath: log).deletingLastPathComponent()
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    process.waitUntilExit()
    seconds = Measure.seconds(clock.now - start)
    status = process.terminationStatus
    output = try String(contentsOfFile: log, encoding: .utf8)
  }
}

/// Times and their words.
enum Measure {
  static func seconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
  }

  /// Wall clock of `work` in each of `count` repeats, the shortest first.
  static func times(_ count: Int, _ work: () throws -> Void) rethrows -> [Double] {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<count { times.append(seconds(try clock.measure(work))) }
    return times.sorted()
  }

  /// `value` with two digits after the point, or four that count.
  static func figure(_ value: Double) -> String {
    value.isFinite ? String(format: abs(value) < 0.1 ? "%.3f" : "%.2f", value) : "-"
  }
}
