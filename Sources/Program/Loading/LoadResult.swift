public import Tables

/// What reading a program folder gave.
public struct LoadResult: Sendable {
  /// The program; `nil` where any diagnostic is an error.
  public let program: BuildProgram?
  /// Every fault and doubt of the whole folder: by file, line and column.
  public let diagnostics: [Diagnostic]
  /// What overrides changed, in the order given.
  public let changes: [OverrideChange]

  /// The errors among the diagnostics.
  public var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
  /// The warnings among the diagnostics.
  public var warnings: [Diagnostic] { diagnostics.filter { $0.severity == .warning } }
}
