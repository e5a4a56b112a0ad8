import Foundation
import Synchronization
import Testing

/// Where a stream of a command goes.
enum Sink {
  /// To the test.
  case pipe
  /// To a file, such as `/dev/full`.
  case file(String)
  /// To a terminal that the test reads.
  case terminal
}

/// A command that runs.
final class RunningTool {
  /// Kept while the command runs.
  var workshop: Workshop?
  private let process: pid_t
  private var readers: [(descriptor: Int32, isErrors: Bool)] = []
  private var output: [UInt8] = []
  private var errors: [UInt8] = []

  init(
    _ arguments: [String], folder: String, environment: [String: String], output: Sink,
    errors: Sink
  ) throws {
    var inherited = ProcessInfo.processInfo.environment
    inherited["NO_COLOR"] = nil
    inherited["TERM"] = "xterm"
    inherited.merge(environment) { $1 }
    // One start at a time: no other child may inherit the ends of these pipes.
    let started = try Self.starting.withLock { _ in
      try Self.start(arguments, folder: folder, environment: inherited, sinks: [output, errors])
    }
    process = started.process
    readers = started.readers
  }

  private static let starting = Mutex(())

  private static func start(
    _ arguments: [String], folder: String, environment: [String: String], sinks: [Sink]
  ) throws -> (process: pid_t, readers: [(descriptor: Int32, isErrors: Bool)]) {
    let ends = try sinks.map(Self.ends)
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (number, end) in ends.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, end.child, Int32(number + 1))
    }
    // A thread of the test library blocks signals, and a child inherits that.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var pid: pid_t = 0
    let line = ["/usr/bin/env", "-C", folder] + arguments
    let argv = unsafe line.map { unsafe strdup($0) } + [nil]
    let envp = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer { unsafe (argv + envp).forEach { unsafe free($0) } }
    let fault = unsafe posix_spawn(&pid, line[0], &actions, &attributes, argv, envp)
    for end in ends { close(end.child) }
    try #require(fault == 0, "cannot start \(arguments[0]): error \(fault)")
    return (
      pid, ends.enumerated().compactMap { number, end in end.parent.map { ($0, number == 1) } }
    )
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process, signal) }

  /// Closes the test's end of standard output, as `head` does.
  func closeOutput() {
    for reader in readers where !reader.isErrors { close(reader.descriptor) }
    readers.removeAll { !$0.isErrors }
  }

  /// Reads until standard error holds `text`; `false` if the command ended before.
  func wait(forErrors text: String) -> Bool {
    while !String(decoding: errors, as: UTF8.self).contains(text) {
      guard readSome() else { return false }
    }
    return true
  }

  /// Reads to the end and waits.
  func finish() -> Outcome {
    while readSome() {}
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Outcome(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
      output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  /// Reads what is there; `false` at the end of both streams.
  private func readSome() -> Bool {
    guard !readers.isEmpty else { return false }
    var polls = readers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    guard unsafe poll(&polls, nfds_t(polls.count), 120_000) > 0 else {
      Issue.record("the command was silent for two minutes")
      kill(process, SIGKILL)
      return false
    }
    for (number, entry) in polls.enumerated().reversed() where entry.revents != 0 {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe read(entry.fd, &buffer, buffer.count)
      if count > 0 {
        let text = buffer[..<count]
        if readers[number].isErrors { errors += text } else { output += text }
      } else {
        close(entry.fd)
        readers.remove(at: number)
      }
    }
    return true
  }

  /// The child's end of a stream and the test's.
  private static func ends(_ sink: Sink) throws -> (child: Int32, parent: Int32?) {
    switch sink {
    case .pipe:
      var pair: [Int32] = [0, 0]
      try #require(unsafe pipe(&pair) == 0)
      for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return (pair[1], pair[0])
    case .file(let path):
      return (try opened(path, O_WRONLY | O_CREAT | O_TRUNC), nil)
    case .terminal:
      // What `openpty` does; Swift's map of glibc leaves it out.
      let master = try opened("/dev/ptmx", O_RDWR | O_NOCTTY)
      var lock: Int32 = 0
      var number: Int32 = 0
      try #require(unsafe ioctl(master, 0x4004_5431, &lock) == 0)  // TIOCSPTLCK
      try #require(unsafe ioctl(master, 0x8004_5430, &number) == 0)  // TIOCGPTN
      return (try opened("/dev/pts/\(number)", O_RDWR | O_NOCTTY), master)
    }
  }

  private static func opened(_ path: String, _ flags: Int32) throws -> Int32 {
    let descriptor = unsafe open(path, flags | O_CLOEXEC, 0o644)
    try #require(descriptor >= 0, "cannot open \(path): error \(errno)")
    return descriptor
  }
}
