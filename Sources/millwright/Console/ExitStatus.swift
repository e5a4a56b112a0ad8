import ArgumentParser
import Foundation

/// The exit statuses of FORMAT.md; the last two, for what is no fault of the input, are those of
/// `sysexits.h`.
enum ExitStatus: Int32 {
  case done = 0
  /// What was checked does not hold: a design fails a must.
  case notMet = 1
  case badInput = 2
  case infeasible = 3
  case noPlan = 4
  case wrongUsage = 64
  case solverFailed = 70
  case cannotReadOrWrite = 74

  /// Prints what `error` says and ends the process with its status.
  static func end(with error: any Error) -> Never {
    exit(status(reporting: error))
  }

  /// Prints what `error` says; the status that goes with it.
  private static func status(reporting error: any Error) -> Int32 {
    if let failure = error as? CommandFailure {
      if let message = failure.message { Console.complain(message) }
      return failure.status.rawValue
    }
    let text = Millwright.fullMessage(for: error)
    let status = Millwright.exitCode(for: error).rawValue
    guard status == 0 else {
      let arguments = Array(CommandLine.arguments.dropFirst())
      Console.standardError.write(
        UnknownCommand.find(in: arguments)?.complaint(in: text) ?? text + "\n")
      return status
    }
    // Help and version are results: they go to standard output.
    do {
      try Console.printResult(text)
      return status
    } catch {
      Console.complain(error.message ?? "")
      return error.status.rawValue
    }
  }
}

/// The end of a command that is no success.
struct CommandFailure: Error {
  /// How the process ends.
  var status: ExitStatus
  /// What is still to be said, without a full stop; `nil` where all was said.
  var message: String?

  /// Makes a failure.
  init(_ status: ExitStatus, _ message: String? = nil) {
    self.status = status
    self.message = message
  }
}
