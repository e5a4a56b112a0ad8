/// Names of a model's columns and rows, made when asked for.
public protocol ModelNames {
  /// The name of a column: unique among columns, not empty, without white space.
  func columnName(_ column: ColumnIndex) -> String

  /// The name of a row: unique among rows, not empty, without white space.
  func rowName(_ row: RowIndex) -> String
}

/// Names by position: `c0` and on for columns, `r0` and on for rows.
public struct PositionNames: ModelNames {
  /// Makes the names.
  public init() {}

  /// `c` and the position.
  public func columnName(_ column: ColumnIndex) -> String { "c\(column.position)" }

  /// `r` and the position.
  public func rowName(_ row: RowIndex) -> String { "r\(row.position)" }
}
