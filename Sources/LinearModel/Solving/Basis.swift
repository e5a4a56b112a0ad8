/// Which bound each column and row rests on: where the simplex method stands.
public struct Basis: Equatable, Sendable {
  /// Where one column or row stands.
  public enum Status: Int32, Sendable {
    /// At its lower bound.
    case lower = 0

    /// Between its bounds, solved for.
    case basic = 1

    /// At its upper bound.
    case upper = 2

    /// Free and at 0.
    case zero = 3

    /// At a bound, the solver finds which.
    case nonbasic = 4
  }

  /// Status of each column.
  public var columns: [Status]

  /// Status of each row.
  public var rows: [Status]

  /// Makes a basis; as many are basic as there are rows.
  public init(columns: [Status], rows: [Status]) {
    self.columns = columns
    self.rows = rows
  }
}
