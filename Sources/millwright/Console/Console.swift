import Foundation

/// Where text for people goes: standard output for results, standard error for the rest.
///
/// Text is written in one piece by system calls, so that a fault is seen. A reader who closed the
/// pipe is no fault: the rest is dropped and the command ends with the status of its work.
struct Console {
  /// Results.
  static let standardOutput = Console(descriptor: 1)
  /// Complaints, warnings and progress.
  static let standardError = Console(descriptor: 2)

  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether a person looks at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Whether text may be coloured: on a terminal that is not dumb, unless `NO_COLOR` is set.
  var isColoured: Bool {
    let environment = ProcessInfo.processInfo.environment
    guard isTerminal, environment["TERM"] != "dumb" else { return false }
    return environment["NO_COLOR", default: ""].isEmpty
  }

  /// Columns of the terminal; 80 where there is none or it does not say.
  var width: Int {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes `text` as it is.
  ///
  /// - Returns: The number of the fault; `nil` if all was written or nobody reads any more.
  @discardableResult
  func write(_ text: String) -> Int32? {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 {
        written += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: usleep(1_000)
      case EPIPE: return nil
      default: return errno
      }
    }
    return nil
  }

  /// Prints a result and a line end on standard output.
  static func printResult(_ text: String) throws(CommandFailure) {
    let line = text.hasSuffix("\n") ? text : text + "\n"
    guard let fault = standardOutput.write(line) else { return }
    throw CommandFailure(
      .cannotReadOrWrite, "cannot write standard output: \(reason(fault))")
  }

  /// The words for the number of a fault: `no space left on device`.
  static func reason(_ fault: Int32) -> String {
    let words = unsafe String(cString: strerror(fault))
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// Prints `millwright: message` on standard error.
  static func complain(_ message: String) {
    standardError.write("millwright: \(message)\n")
  }
}
