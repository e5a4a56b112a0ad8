/// One value that an override changed, for the report.
public struct OverrideChange: Hashable, Sendable {
  /// The override's number in the order given, from 1.
  public var override: Int
  /// `capacity`, or `program` for the settings.
  public var table: String
  /// The row's identifier, or its first columns where it has none; empty for the settings.
  public var row: String
  public var column: String
  /// As text; empty for none.
  public var before: String
  /// As text; empty for none.
  public var after: String
}
