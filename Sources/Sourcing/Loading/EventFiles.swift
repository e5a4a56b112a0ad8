public import Program
public import Tables

/// The files of an event folder, wherever they are kept.
public protocol EventFiles: ProgramFiles {
  /// The names of the files that stand directly in the folder `folder` of the event, in any order;
  /// none where there is no such folder.
  func names(in folder: String) throws -> [String]
}

extension MemoryFiles: EventFiles {
  public func names(in folder: String) -> [String] {
    names().compactMap { name in
      guard name.hasPrefix(folder + "/") else { return nil }
      return String(name.dropFirst(folder.utf8.count + 1))
    }
  }
}

/// What reading an event folder gave.
public struct EventLoadResult: Sendable {
  /// The event; `nil` where any diagnostic is an error.
  public let event: Event?
  /// Every fault and doubt of the whole folder: by file, line and column.
  public let diagnostics: [Diagnostic]

  /// The warnings among the diagnostics.
  public var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }
}
