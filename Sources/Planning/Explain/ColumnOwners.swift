import Program

/// What a column of the formulation does: the way back from a position to the program.
struct ColumnOwners: Sendable {
  /// A flow in a bucket.
  enum Owner: Sendable {
    case order(Int, bucket: Int)
    case start(OperationIndex, bucket: Int)
    case dispatch(Int, bucket: Int)
    case stock(Int, bucket: Int)
  }

  private struct Family {
    let track: ColumnTrack
    let make: @Sendable (Int) -> Owner
  }

  private let families: [Family]

  init(_ formulation: Formulation) {
    var families: [Family] = []
    for (q, order) in formulation.orders.enumerated() {
      families.append(Family(track: order.track) { .order(q, bucket: $0) })
    }
    for (v, track) in formulation.starts.enumerated() {
      families.append(Family(track: track) { .start(OperationIndex(v), bucket: $0) })
    }
    for (n, dispatch) in formulation.dispatches.enumerated() {
      families.append(Family(track: dispatch.track) { .dispatch(n, bucket: $0) })
    }
    for (p, track) in formulation.stocks.enumerated() {
      families.append(Family(track: track) { .stock(p, bucket: $0) })
    }
    self.families = families.filter { !$0.track.buckets.isEmpty }
      .sorted { $0.track.first < $1.track.first }
  }

  /// The flow of `column`; `nil` for a column that supplies nothing.
  func owner(_ column: Int) -> Owner? {
    var low = 0
    var high = families.count
    while low < high {
      let middle = (low + high) / 2
      if families[middle].track.first <= column { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let family = families[low - 1]
    let offset = column - family.track.first
    guard offset < family.track.buckets.count else { return nil }
    return family.make(family.track.buckets.lowerBound + offset)
  }
}
