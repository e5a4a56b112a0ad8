import Program

/// Which orders to, and dispatches by, places that do not use an item can be left out.
///
/// A *home* of an item is a site where an operation consumes it or a demand can take it; a *stop*
/// is any other place. The rules say when a plan with stops can be changed into one without that
/// costs no more. Each is proven in `docs/planning.md`.
///
/// (U4) An order to a stop, where the same offer reaches the homes directly.
/// (U5) A dispatch to a stop, from a place from which lanes lead to the homes directly.
/// (U6) The same from a place with nothing but rows of stock, from which the homes are a bucket
///      away at most, while nobody can use the item yet.
struct Detours: Sendable {
  /// The routes that are left (U4), in their order.
  let routes: [OrderRoute]
  private let usefulness: Usefulness
  private let itemCount: Int
  /// By (site, item): what leaves there goes to homes only (U5, U6).
  private let isStraight: [Bool]

  /// Leaves nothing out beyond `usefulness`: what the rules are checked against.
  init(all routes: [OrderRoute], usefulness: Usefulness, program: BuildProgram) {
    self.routes = routes
    self.usefulness = usefulness
    itemCount = program.items.count
    isStraight = [Bool](repeating: false, count: program.sites.count * program.items.count)
  }

  /// Applies the rules to the useful routes (U1, U2), with which the items can be at `points`.
  init(
    among routes: [OrderRoute], program: BuildProgram, grid: TimeGrid, recipes: Recipes,
    usefulness: Usefulness, points: StockPoints
  ) {
    let itemCount = program.items.count
    var transit = Transit(grid: grid)
    let presence = Presence(program: program, grid: grid, recipes: recipes, points: points)
    var routesOf = [[OrderRoute]](repeating: [], count: itemCount)
    for route in routes { routesOf[Int(route.item.position)].append(route) }
    var isStraight = [Bool](repeating: false, count: program.sites.count * itemCount)
    var isRedirected: Set<RouteKey> = []
    for item in program.items.rowIndices {
      let position = Int(item.position)
      guard var search = ItemDetours(of: item, program, usefulness, &transit) else { continue }
      let redirected = search.redirected(routesOf[position], program, &transit)
      isRedirected.formUnion(redirected)
      let left = routesOf[position].filter { !redirected.contains(RouteKey($0)) }
      for site in search.straight(presence, routes: left, points) {
        isStraight[Int(site.position) * itemCount + position] = true
      }
    }
    self.routes = routes.filter { !isRedirected.contains(RouteKey($0)) }
    self.usefulness = usefulness
    self.itemCount = itemCount
    self.isStraight = isStraight
  }

  /// Whether the formulation has dispatches of `item` over `lane` (U3, U5, U6).
  func keeps(_ item: ItemIndex, over lane: Lane) -> Bool {
    guard usefulness.keeps(item, over: lane) else { return false }
    return !isStraight[Int(lane.from.position) * itemCount + Int(item.position)]
      || usefulness.isHome(item, at: lane.to)
  }
}

/// What tells a route from the others of the program.
struct RouteKey: Hashable {
  private let offer: OfferIndex
  private let site: SiteIndex
  private let lane: LaneIndex?

  init(_ route: OrderRoute) {
    offer = route.offer
    site = route.site
    lane = route.lane
  }
}

/// Where each item comes from other than by orders, and from when on it can be used.
struct Presence {
  /// By item: the sites where an operation makes it.
  private(set) var makers: [Set<SiteIndex>]
  /// By item: the sites with rows of stock, and the bucket of the last row.
  private(set) var stocked: [[SiteIndex: Int]]
  /// By (site, item): the first bucket in which the item can be used there.
  private var firstUse: [Int: Int] = [:]
  private let itemCount: Int

  init(program: BuildProgram, grid: TimeGrid, recipes: Recipes, points: StockPoints) {
    itemCount = program.items.count
    makers = [Set<SiteIndex>](repeating: [], count: itemCount)
    stocked = [[SiteIndex: Int]](repeating: [:], count: itemCount)
    for row in program.stock where row.quantity > 0 {
      guard let b = program.bucket(of: row, on: grid) else { continue }
      let known = stocked[Int(row.item.position)][row.site] ?? b
      stocked[Int(row.item.position)][row.site] = max(known, b)
    }
    for operation in program.operations where program.holdsStock(operation.site) {
      makers[Int(operation.item.position)].insert(operation.site)
      let first = recipes.firstStart(of: operation, horizon: program.horizon) { component in
        points.index(operation.site, component).map { points.points[$0].earliest } ?? grid.count
      }
      guard let first else { continue }
      for row in recipes.components(of: operation) {
        use(row.component, at: operation.site, from: first)
      }
    }
    for demand in program.demands {
      let allowed = program.horizon.buckets(startingFrom: demand.notBefore, to: nil)
      for item in program.items(meeting: demand) {
        for site in program.sites.rowIndices where program.serves(site, demand) {
          use(item, at: site, from: allowed.lowerBound)
        }
      }
    }
  }

  private mutating func use(_ item: ItemIndex, at site: SiteIndex, from bucket: Int) {
    let cell = Int(site.position) * itemCount + Int(item.position)
    firstUse[cell, default: bucket].formMinimum(bucket)
  }

  /// Whether nobody at `site` can use `item` up to the end of `bucket`.
  func isIdle(_ item: ItemIndex, at site: SiteIndex, through bucket: Int) -> Bool {
    (firstUse[Int(site.position) * itemCount + Int(item.position)] ?? .max) > bucket
  }
}

extension Comparable {
  /// Takes `other` where it is less.
  mutating func formMinimum(_ other: Self) { self = min(self, other) }
}
