/// The position of a column (variable) of a ``LinearModel``, counted from 0.
@frozen
public struct ColumnIndex: Hashable, Comparable, Sendable {
  /// Columns before this one.
  public let position: Int32

  /// Makes the index of the column that `position` columns precede.
  ///
  /// - Parameter position: In `0 ..< Int32.max`.
  @inlinable public init(_ position: Int) {
    self.position = Int32(position)
  }

  /// The position as an array index.
  @inlinable public var offset: Int { Int(position) }

  @inlinable public static func < (left: ColumnIndex, right: ColumnIndex) -> Bool {
    left.position < right.position
  }

  /// The column `count` places further on.
  @inlinable public static func + (column: ColumnIndex, count: Int) -> ColumnIndex {
    ColumnIndex(column.offset + count)
  }
}

/// The position of a row (constraint) of a ``LinearModel``, counted from 0.
@frozen
public struct RowIndex: Hashable, Comparable, Sendable {
  /// Rows before this one.
  public let position: Int32

  /// Makes the index of the row that `position` rows precede.
  ///
  /// - Parameter position: In `0 ..< Int32.max`.
  @inlinable public init(_ position: Int) {
    self.position = Int32(position)
  }

  /// The position as an array index.
  @inlinable public var offset: Int { Int(position) }

  @inlinable public static func < (left: RowIndex, right: RowIndex) -> Bool {
    left.position < right.position
  }

  /// The row `count` places further on.
  @inlinable public static func + (row: RowIndex, count: Int) -> RowIndex {
    RowIndex(row.offset + count)
  }
}

extension Array {
  /// The element that belongs to a column, in an array with one element a column.
  @inlinable public subscript(column: ColumnIndex) -> Element {
    get { self[column.offset] }
    _modify { yield &self[column.offset] }
  }

  /// The element that belongs to a row, in an array with one element a row.
  @inlinable public subscript(row: RowIndex) -> Element {
    get { self[row.offset] }
    _modify { yield &self[row.offset] }
  }
}
