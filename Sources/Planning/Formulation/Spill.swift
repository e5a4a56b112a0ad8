import Program

/// By how much more than its use an item may have to be supplied to be there in time.
///
/// What is released in a bucket arrives evenly over the span one lead later. Where that span covers
/// two buckets, a plan that needs u units in the first must release u / φ, and the rest comes too
/// late to be of use. So an optimum may supply more than its needs, in one step at most
///
/// (F1) spill(L) = max_{a, b: φ(a, L, b) > 0} 1 / φ(a, L, b)
///
/// times as much, and over several steps at most their product. It is 1 where the lead is a whole
/// number of equal buckets.
struct Spill: Sendable {
  private let grid: TimeGrid
  /// Per item: the product over the steps by lane, as many as a unit can make in a row.
  private let lanes: [Double]

  /// Steps by lane that are counted at most: nothing that pays is moved on more often.
  private static let mostHops = 3

  init(program: BuildProgram, grid: TimeGrid) {
    self.grid = grid
    var worst = [Double](repeating: 1, count: program.items.count)
    var hops = [Int](repeating: 0, count: program.items.count)
    for lane in program.lanes where program.carriesStock(lane) {
      let factor = Self.factor(lane.days, grid)
      let continues = program.lanes.contains { $0.from == lane.to && program.carriesStock($0) }
      let items = lane.item.map { [$0] } ?? program.items.rowIndices
      for item in items {
        worst[Int(item.position)] = max(worst[Int(item.position)], factor)
        hops[Int(item.position)] = max(hops[Int(item.position)], continues ? Self.mostHops : 1)
      }
    }
    lanes = zip(worst, hops).map { power($0, Double($1)) }
  }

  /// What moving `item` on may cost in surplus.
  func moving(_ item: ItemIndex) -> Double { lanes[Int(item.position)] }

  /// (F1) of a lead.
  func releasing(leadDays: Int) -> Double { Self.factor(leadDays, grid) }

  private static func factor(_ leadDays: Int, _ grid: TimeGrid) -> Double {
    var least = 1.0
    for a in 0..<grid.count {
      grid.forEachArrival(of: a, leadDays: leadDays) { _, share in least = min(least, share) }
    }
    return 1 / least
  }
}
