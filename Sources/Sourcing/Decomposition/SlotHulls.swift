/// What slots may be used for while they are free: lower convex hulls, piece by piece in the order of
/// slope.
///
/// Few of an item's pieces are ever looked at: they are put in order as far as that goes.
struct SlotHulls {
  /// A piece of a free slot's hull.
  struct Segment {
    var slope: Double
    var length: Double
    var slot: Int32
    /// Its place in the hull: of equal slopes the first comes first.
    var place: Int32
    /// The option at its far end.
    var option: Int32
    /// Whether both ends belong to one option.
    var isWithin: Bool

    @inline(__always) func isBefore(_ other: Segment) -> Bool {
      if slope != other.slope { return slope < other.slope }
      return slot != other.slot ? slot < other.slot : place < other.place
    }
  }

  private struct Point {
    var units: Double
    var cost: Double
    var option: Int32
  }

  /// The pieces in order, as far as they were asked for.
  private var ordered: [Segment] = []
  /// The others: none is before the one at half its place.
  private var heap: [Segment] = []
  private var points: [Point] = []
  private var hull: [Point] = []

  // MARK: Hulls

  /// Adds the hull of (0, 0) and of the ends of a slot's options.
  ///
  /// - Parameters:
  ///   - slot: The slot.
  ///   - options: Its options.
  ///   - bounds: By option, units at least and at most.
  ///   - prices: By option, money per unit, and once.
  mutating func add(
    _ slot: Int, _ options: Range<Int>, bounds: borrowing AwardBlocks.Options,
    _ prices: borrowing OptionPrices
  ) {
    points.removeAll(keepingCapacity: true)
    for option in options {
      let (slope, fixed) = (prices.slope[option], prices.fixed[option])
      let (lower, upper) = (bounds.lower[option], bounds.upper[option])
      let position = Int32(option)
      points.append(Point(units: lower, cost: fixed + slope * lower, option: position))
      if upper > lower {
        points.append(Point(units: upper, cost: fixed + slope * upper, option: position))
      }
    }
    points.sort { $0.units != $1.units ? $0.units < $1.units : $0.cost < $1.cost }
    findHull()
    var slope = -Double.infinity
    for end in hull.indices.dropFirst() {
      let (a, b) = (hull[end - 1], hull[end])
      // Rounding can turn slopes round that are nearly equal.
      slope = max(slope, (b.cost - a.cost) / (b.units - a.units))
      // What stays unmet begins at no units and no money.
      let option = Int(b.option)
      let isFromNothing =
        a.option < 0 && bounds.lower[option] == 0 && prices.fixed[option] == 0
      heap.append(
        Segment(
          slope: slope, length: b.units - a.units, slot: Int32(slot), place: Int32(end),
          option: b.option, isWithin: a.option == b.option || isFromNothing))
    }
  }

  private mutating func findHull() {
    hull.removeAll(keepingCapacity: true)
    hull.append(Point(units: 0, cost: 0, option: -1))
    for point in points {
      let last = hull[hull.count - 1]
      if point.units <= last.units {
        // Units of 0 that are not free of charge, or a dearer point at the same units.
        guard point.cost < last.cost, hull.count > 1 || point.units > 0 else { continue }
        hull.removeLast()
      }
      while hull.count > 1 {
        let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
        let isBelow =
          (b.cost - a.cost) * (point.units - a.units) < (point.cost - a.cost) * (b.units - a.units)
        if isBelow { break }
        hull.removeLast()
      }
      hull.append(point)
    }
  }

  // MARK: Order

  /// Ends adding.
  mutating func close() {
    for place in (0..<heap.count / 2).reversed() { sink(place) }
  }

  /// The piece at a place in the order of slope; `nil` behind the last.
  @inline(__always) mutating func segment(_ place: Int) -> Segment? {
    if place < ordered.count { return ordered[place] }
    return next()
  }

  private mutating func next() -> Segment? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink(0)
    }
    ordered.append(first)
    return first
  }

  /// Moves a piece behind those that are before it.
  private mutating func sink(_ start: Int) {
    let segment = heap[start]
    var place = start
    while true {
      var child = 2 * place + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
      guard heap[child].isBefore(segment) else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = segment
  }
}
