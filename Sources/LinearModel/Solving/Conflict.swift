/// One side of a row's or column's bounds.
public enum BoundSide: Hashable, Comparable, Sendable {
  /// A row's lower bound.
  case rowLower(RowIndex)

  /// A row's upper bound.
  case rowUpper(RowIndex)

  /// A column's lower bound.
  case columnLower(ColumnIndex)

  /// A column's upper bound.
  case columnUpper(ColumnIndex)
}

/// Bounds that cannot hold together; without any one group of them the rest can.
///
/// It is irreducible, not the smallest in number: finding that one is much harder.
public struct Conflict: Equatable, Sendable {
  /// Positions of the conflicting groups among those asked about, ascending.
  public var groups: [Int]

  /// The bounds of those groups, in the groups' order; infinite ones never stand here.
  public var bounds: [BoundSide]

  /// Whether each group was shown to be needed; false where time ran out before.
  public var isIrreducible: Bool

  /// Makes a conflict.
  public init(groups: [Int], bounds: [BoundSide], isIrreducible: Bool) {
    self.groups = groups
    self.bounds = bounds
    self.isIrreducible = isIrreducible
  }
}
