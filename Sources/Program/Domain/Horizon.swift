public import Tables

/// The horizon: consecutive buckets of time.
///
/// Bucket b covers [s_b, e_b), l_b = e_b − s_b days and w_b = l_b / 7 weeks. Days inside the
/// horizon are counted from its start: bucket b covers the day offsets
/// `offsets[b] ..< offsets[b + 1]`.
public struct Horizon: Hashable, Sendable {
  /// A run of buckets of one length.
  public struct Block: Hashable, Sendable {
    /// Buckets in the block, at least 1.
    public var count: Int
    /// Days of each bucket, at least 1.
    public var days: Int

    public init(count: Int, days: Int) {
      self.count = count
      self.days = days
    }
  }

  /// The first day of the first bucket.
  public let start: Day
  /// The blocks, as the program wrote them.
  public let blocks: [Block]
  /// Day offsets from `start` of each bucket's first day and, last, of the horizon's end;
  /// shape `[count + 1]`.
  public let offsets: [Int]

  /// Lays out the buckets of `blocks` from `start`.
  public init(start: Day, blocks: [Block]) {
    self.start = start
    self.blocks = blocks
    var offsets = [0]
    for block in blocks {
      precondition(block.count >= 1 && block.days >= 1, "a block is empty: \(block)")
      for _ in 0..<block.count {
        offsets.append(offsets[offsets.count - 1] + block.days)
      }
    }
    self.offsets = offsets
  }

  /// How many buckets there are.
  public var count: Int { offsets.count - 1 }

  /// The day after the last one.
  public var end: Day { start.advanced(byDays: offsets[count]) }

  /// The first day of bucket `b`.
  public func firstDay(of b: Int) -> Day { start.advanced(byDays: offsets[b]) }

  /// l_b, in days.
  public func days(of b: Int) -> Int { offsets[b + 1] - offsets[b] }

  /// w_b, in weeks.
  public func weeks(of b: Int) -> Double { Double(days(of: b)) / 7 }

  /// The bucket that contains `day`; `nil` before the start and after the end.
  ///
  /// - Complexity: O(log buckets).
  public func bucket(containing day: Day) -> Int? {
    let offset = day.days(since: start)
    guard offset >= 0, offset < offsets[count] else { return nil }
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The buckets whose first day lies in `from...to`; an end that is `nil` is open.
  ///
  /// - Complexity: O(log buckets).
  public func buckets(startingFrom from: Day?, to: Day?) -> Range<Int> {
    let low = from.map { firstBucket(startingAtOrAfter: $0) } ?? 0
    let high = to.map { firstBucket(startingAtOrAfter: $0.advanced(byDays: 1)) } ?? count
    return low..<max(low, high)
  }

  /// The first bucket that starts on or after `day`; `count` where none does.
  private func firstBucket(startingAtOrAfter day: Day) -> Int {
    let offset = day.days(since: start)
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
