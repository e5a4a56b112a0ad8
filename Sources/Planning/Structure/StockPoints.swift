import Program

/// A place where an item can lie: the unit of the stock balance.
struct StockPoint: Hashable, Sendable {
  let site: SiteIndex
  let item: ItemIndex
  /// The first bucket in which anything of the item can be there.
  let earliest: Int
}

/// Which items can ever lie where, and from which bucket on.
///
/// Absent is not zero: a site that can never hold an item has no balance, no stock and no flow of
/// it. The earliest buckets are the least fixed point of
///
/// (E1) stock row: its bucket;
/// (E2) order route: first arrival of the first bucket in which it may be ordered;
/// (E3) operation: first arrival of the first bucket in its window in which every component that
///      its recipe uses then can be there;
/// (E4) lane: first arrival of the first bucket in which the item can be at its start.
///
/// Nothing can be anywhere earlier, so leaving those columns out changes no optimum.
struct StockPoints: Sendable {
  /// The points, by site and then item.
  let points: [StockPoint]
  private let position: [Int32]
  private let itemCount: Int

  /// The position of the point of `item` at `site`; `nil` where the item can never be there.
  @inline(__always)
  func index(_ site: SiteIndex, _ item: ItemIndex) -> Int? {
    let found = position[Int(site.position) * itemCount + Int(item.position)]
    return found < 0 ? nil : Int(found)
  }

  /// Finds the points; `keeps` says whether there are dispatches of an item over a lane.
  init(
    program: BuildProgram, grid: TimeGrid, recipes: Recipes, routes: [OrderRoute],
    keeps: (ItemIndex, Lane) -> Bool
  ) {
    itemCount = program.items.count
    var search = EarliestSearch(program: program, grid: grid, recipes: recipes)
    search.seedStock()
    search.seedOrders(routes)
    search.run(keeps)
    var points: [StockPoint] = []
    var position = [Int32](repeating: -1, count: program.sites.count * program.items.count)
    for (cell, earliest) in search.earliest.enumerated() where earliest < grid.count {
      position[cell] = Int32(points.count)
      points.append(
        StockPoint(
          site: SiteIndex(cell / itemCount), item: ItemIndex(cell % itemCount),
          earliest: Int(earliest)))
    }
    self.points = points
    self.position = position
  }
}

/// The fixed point of ``StockPoints``: buckets only fall, each fall is propagated once.
private struct EarliestSearch {
  let program: BuildProgram
  let grid: TimeGrid
  let recipes: Recipes
  /// The earliest bucket of each (site, item); `grid.count` for never.
  var earliest: [Int32]
  private var queue: [Int] = []
  private var isQueued: [Bool]
  private let lanesFrom: [[Int]]
  /// Operations by (site, component) cell that they consume there.
  private let consumers: [Int: [Int]]

  init(program: BuildProgram, grid: TimeGrid, recipes: Recipes) {
    self.program = program
    self.grid = grid
    self.recipes = recipes
    let cells = program.sites.count * program.items.count
    earliest = [Int32](repeating: Int32(grid.count), count: cells)
    isQueued = [Bool](repeating: false, count: cells)
    var lanesFrom = [[Int]](repeating: [], count: program.sites.count)
    for (position, lane) in program.lanes.enumerated() where program.carriesStock(lane) {
      lanesFrom[Int(lane.from.position)].append(position)
    }
    self.lanesFrom = lanesFrom
    var consumers: [Int: [Int]] = [:]
    for (position, operation) in program.operations.enumerated() {
      let site = Int(operation.site.position) * program.items.count
      for component in recipes.components(of: operation) {
        consumers[site + Int(component.component.position), default: []].append(position)
      }
    }
    self.consumers = consumers
  }

  private func cell(_ site: SiteIndex, _ item: ItemIndex) -> Int {
    Int(site.position) * program.items.count + Int(item.position)
  }

  private mutating func lower(_ cell: Int, to bucket: Int?) {
    guard let bucket, Int32(bucket) < earliest[cell] else { return }
    earliest[cell] = Int32(bucket)
    guard !isQueued[cell] else { return }
    isQueued[cell] = true
    queue.append(cell)
  }

  // (E1)
  mutating func seedStock() {
    for row in program.stock where row.quantity > 0 && program.holdsStock(row.site) {
      lower(cell(row.site, row.item), to: program.bucket(of: row, on: grid))
    }
  }

  // (E2)
  mutating func seedOrders(_ routes: [OrderRoute]) {
    for route in routes where !route.buckets.isEmpty {
      let arrival = grid.firstArrival(of: route.buckets.lowerBound, leadDays: route.leadDays)
      lower(cell(route.site, route.item), to: arrival)
    }
  }

  // (E3), (E4)
  mutating func run(_ keeps: (ItemIndex, Lane) -> Bool) {
    for position in program.operations.indices { tryOperation(position) }
    while let cell = queue.popLast() {
      isQueued[cell] = false
      let site = cell / program.items.count
      let item = ItemIndex(cell % program.items.count)
      for position in lanesFrom[site] {
        let lane = program.lanes[position]
        guard keeps(item, lane) else { continue }
        let arrival = grid.firstArrival(of: Int(earliest[cell]), leadDays: lane.days)
        lower(self.cell(lane.to, item), to: arrival)
      }
      for position in consumers[cell] ?? [] { tryOperation(position) }
    }
  }

  private mutating func tryOperation(_ position: Int) {
    let operation = program.operations[position]
    guard program.holdsStock(operation.site) else { return }
    let site = operation.site
    let first = recipes.firstStart(of: operation, horizon: program.horizon) { item in
      Int(earliest[cell(site, item)])
    }
    guard let first else { return }
    lower(
      cell(site, operation.item),
      to: grid.firstArrival(of: first, leadDays: operation.leadDays))
  }
}
