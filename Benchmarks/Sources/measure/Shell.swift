import Foundation

/// A command that ran.
struct Run {
  /// The exit status; 128 + the signal's number where a signal ended it.
  let status: Int32
  let output: String
  /// Wall clock.
  let seconds: Double
  /// The most memory that it held at once, in bytes.
  let peakBytes: Int

  /// Runs `path` with `arguments`; its output goes through a file, so that no pipe fills up.
  ///
  /// It is started and awaited by system calls, as `Process` does not tell what it used.
  init(_ path: String, _ arguments: [String], log: String, environment: [String: String] = [:])
    throws
  {
    let inherited = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let clock = ContinuousClock()
    let start = clock.now
    let process = try Self.start([path] + arguments, environment: inherited, log: log)
    var state: Int32 = 0
    var usage = rusage()
    while unsafe wait4(process, &state, 0, &usage) < 0 {
      guard errno == EINTR else { throw Fault("cannot wait for \(path): error \(errno)") }
    }
    seconds = Measure.seconds(clock.now - start)
    let signal = state & 0x7F
    status = signal == 0 ? (state >> 8) & 0xFF : 128 + signal
    // Linux counts it in KiB.
    peakBytes = usage.ru_maxrss * 1024
    output = try String(contentsOfFile: log, encoding: .utf8)
  }

  /// Starts `line` in the folder of `log`, where the solver leaves a log of its own.
  private static func start(_ line: [String], environment: [String: String], log: String) throws
    -> pid_t
  {
    let folder = URL(fileURLWithPath: log).deletingLastPathComponent().path
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    let line = ["/usr/bin/env", "-C", folder] + line
    let argv = unsafe line.map { unsafe strdup($0) } + [nil]
    let envp = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer { unsafe (argv + envp).forEach { unsafe free($0) } }
    var process: pid_t = 0
    let fault = unsafe posix_spawn(&process, line[0], &actions, nil, argv, envp)
    guard fault == 0 else { throw Fault("cannot start \(line[0]): error \(fault)") }
    return process
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

  /// A share as a percentage.
  static func percent(_ share: Double) -> String { "\(figure(100 * share)) %" }
}
