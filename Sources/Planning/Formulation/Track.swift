import LinearModel

/// The columns of one flow, one for each bucket of a range.
struct ColumnTrack: Sendable {
  /// The column of the first bucket.
  let first: Int
  let buckets: Range<Int>

  /// No columns.
  static let none = ColumnTrack(first: 0, buckets: 0..<0)

  /// The column of bucket `b`; `nil` where the flow does not exist then.
  @inline(__always)
  func column(_ b: Int) -> Int? {
    buckets.contains(b) ? first + b - buckets.lowerBound : nil
  }

  /// The column positions, in the order of their buckets.
  var columns: Range<Int> { first..<first + buckets.count }
}

/// The rows of one limit or balance, one for each bucket of a range.
struct RowTrack: Sendable {
  /// The row of the first bucket.
  let first: Int
  let buckets: Range<Int>

  /// No rows.
  static let none = RowTrack(first: 0, buckets: 0..<0)

  /// The row of bucket `b`; `nil` where there is none.
  @inline(__always)
  func row(_ b: Int) -> RowIndex? {
    buckets.contains(b) ? RowIndex(first + b - buckets.lowerBound) : nil
  }
}
