import Foundation

/// A file that could not be read or written, with the path and the reason in words.
public struct FileFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was tried.
  public enum Action: String, Hashable, Sendable {
    case read, write, replace, find
  }

  public var action: Action
  public var path: String
  /// Why it failed: `no space left on device`.
  public var reason: String

  public init(action: Action, path: String, reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  /// In one line: `cannot write out/plan.sqlite: no space left on device`.
  public var description: String {
    "cannot \(action.rawValue) \(path.isEmpty ? "''" : path): \(reason)"
  }

  /// The fault that `errno` tells after a failed system call.
  init(_ action: Action, _ path: String, errno code: Int32) {
    self.init(action: action, path: path, reason: Self.words(for: code))
  }

  /// The C library's words for an error number, in lower case.
  private static func words(for code: Int32) -> String {
    let text = POSIXErrorCode(rawValue: code).map { POSIXError($0).localizedDescription }
    let words = unsafe text == nil ? "error \(code)" : String(cString: strerror(code))
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
