/// What a run knows beside its program and its plan.
public struct RunContext: Sendable {
  /// The warnings of the check, one line each: `offers.csv:203:9: warning: ...`.
  public var warnings: [String]
  /// The what-ifs applied to the program: `capacity.integration-wi*=1.2`.
  public var overrides: [String]
  /// Wall clock so far; the time of writing is added by the writer.
  public var seconds: Summary.Seconds
  /// The version of millwright.
  public var version: String
  /// The command line that made the plan.
  public var command: String
  /// The solver and its version: `HiGHS 1.15.1`.
  public var solver: String

  public init(
    warnings: [String] = [], overrides: [String] = [], seconds: Summary.Seconds = .init(),
    version: String = "", command: String = "", solver: String = ""
  ) {
    self.warnings = warnings
    self.overrides = overrides
    self.seconds = seconds
    self.version = version
    self.command = command
    self.solver = solver
  }
}
