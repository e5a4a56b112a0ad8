import LinearModel
import Program

/// The plan's mixed-integer program, column for column as FORMAT.md states it.
///
/// Sets: o offers, q order routes (offer, receiving site, lane), v operations, r resources,
/// l lanes, i items, p stock points (site, item), d demands, k runs of an item, x expansions,
/// s sites, b buckets.  φ, δ, w: ``TimeGrid``.
///
/// Variables ≥ 0: order[q,b], start[v,b], dispatch[l,i,b], stock[p,b] in units of their item;
/// deliver[d,s,k,b] in units; lost[d] in the demand's unit; module[x,b] integer; award[o] binary
/// where something needs it.  Flows of an item are counted in `scale_i` units (``Needs``).
///
///     minimise  Σ δ_b (price + duty + freight) order + Σ δ_b freight dispatch + Σ δ_b cost start
///             + Σ δ_b value holding_rate l_b/365 stock + Σ (δ_b capex + fixed) module
///             + Σ δ_first fixed_cost award + Σ late[b] amount deliver + Σ lost cost lost
///             + Σ δ_last (break price − price) segment + Σ penalty shortfall
///
/// Rows, in the order of ``RowLayout``:
/// (S1) stock balance       p, b    (R1) resource      r, b    (O1) offer capacity  o, b
/// (O2) offer total ≤ M     o       (O3) offer minimum o       (B1) break total     o
/// (B2) segment order       o, k    (L1) lane capacity l, b    (D1) demand          d
/// (D2) demand never due    d       (P1) site power    s, step (X1) modules         x
/// (C1…C7) policies
struct Formulation: Sendable {
  let program: BuildProgram
  let grid: TimeGrid
  let recipes: Recipes
  let points: StockPoints
  let needs: Needs
  let rows: RowLayout
  var model: LinearModel

  var orders: [OrderColumns] = []
  /// start[v, ·] by operation.
  var starts: [ColumnTrack] = []
  var dispatches: [DispatchColumns] = []
  /// stock[p, ·] by stock point.
  var stocks: [ColumnTrack] = []
  var deliveries: [DeliveryColumns] = []
  /// lost[d] by demand; `nil` for one that is never due.
  var lost: [ColumnIndex?] = []
  /// module[x, ·] by expansion.
  var modules: [ColumnTrack] = []
  /// award[o] by offer; `nil` where the award is no question.
  var awards: [ColumnIndex?] = []
  var segments: [SegmentColumns] = []
  /// The deployed IT power in MW at the end of each step, by site.
  var deployed: [DeployedColumns] = []
  var policyColumns: [PolicyColumns] = []

  /// What the largest sensible total of each offer is, in units; shape `[offers]`.
  let offerLimits: [Double]

  /// The size of one column unit of `item`, in units.
  func scale(_ item: ItemIndex) -> Double { needs.scale[Int(item.position)] }
}

/// order[q, ·] of a route.
struct OrderColumns: Sendable {
  let route: OrderRoute
  /// Duty rate by bucket; shape `[B]`.
  let dutyRates: [Double]
  let track: ColumnTrack
}

/// dispatch[l, i, ·].
struct DispatchColumns: Sendable {
  let lane: LaneIndex
  let item: ItemIndex
  let track: ColumnTrack
}

/// deliver[d, s, k, ·].
struct DeliveryColumns: Sendable {
  let demand: DemandIndex
  let site: SiteIndex
  let run: Run
  let track: ColumnTrack
}

/// Price segments of an offer: units in each, and the binaries that keep their order.
struct SegmentColumns: Sendable {
  let offer: OfferIndex
  let prices: PriceSegments
  /// The first of one column per segment.
  let first: Int
}

/// Deployed power of a site, one column a step.
struct DeployedColumns: Sendable {
  let site: SiteIndex
  let first: Int
  let count: Int
}

/// The columns that belong to one policy row (or, for `suppliers_min`, one item of it).
struct PolicyColumns: Sendable {
  let policy: PolicyIndex
  /// The item where the rule holds per item.
  let item: ItemIndex?
  /// By how much the inequality is missed; `nil` where it is hard.
  var shortfall: ColumnIndex?
  /// Whether the item is bought, for `suppliers_min`.
  var bought: ColumnIndex?
  /// Whether a supplier counts, for `suppliers_min`.
  var counted: [(supplier: SupplierIndex, column: ColumnIndex)] = []
}

extension Formulation {
  /// Builds the program's model.
  ///
  /// Models of one program that differ in the rule have the same columns and rows.
  ///
  /// - Parameters:
  ///   - program: A checked program.
  ///   - rule: Which limits the awards get.
  ///   - keepsDetours: Whether to keep what `Detours` leaves out, to check it against.
  /// - Complexity: O(columns + nonzeros), each column written once.
  init(_ program: BuildProgram, limits rule: OfferLimits.Rule, keepsDetours: Bool = false) {
    let grid = TimeGrid(horizon: program.horizon, discountRate: program.settings.discountRate)
    let recipes = Recipes(program: program)
    let usefulness = Usefulness(program: program, recipes: recipes)
    let useful = usefulness.kept(OrderRoute.all(of: program))
    let all = StockPoints(
      program: program, grid: grid, recipes: recipes, routes: useful,
      keeps: { usefulness.keeps($0, over: $1) })
    let detours =
      keepsDetours
      ? Detours(all: useful, usefulness: usefulness, program: program)
      : Detours(
        among: useful, program: program, grid: grid, recipes: recipes, usefulness: usefulness,
        points: all)
    let routes = detours.routes
    let points = StockPoints(
      program: program, grid: grid, recipes: recipes, routes: routes,
      keeps: { detours.keeps($0, over: $1) })
    let needs = Needs(program: program, recipes: recipes, grid: grid)
    let limits = OfferLimits(
      rule, program: program, grid: grid, needs: needs, routes: routes)
    var model = LinearModel()
    let rows = RowLayout(
      program: program, grid: grid, points: points, needs: needs, routes: routes,
      offerLimits: limits.totals, into: &model)
    self.init(
      program: program, grid: grid, recipes: recipes, points: points, needs: needs, rows: rows,
      model: model, offerLimits: limits.totals)
    addAwards()
    addOrders(routes)
    addSegments()
    addStarts()
    addDispatches(detours)
    addStocks()
    addDeployed()
    addDeliveries()
    addLost()
    addModules()
    addPolicyColumns()
  }

  private init(
    program: BuildProgram, grid: TimeGrid, recipes: Recipes, points: StockPoints, needs: Needs,
    rows: RowLayout, model: LinearModel, offerLimits: [Double]
  ) {
    self.program = program
    self.grid = grid
    self.recipes = recipes
    self.points = points
    self.needs = needs
    self.rows = rows
    self.model = model
    self.offerLimits = offerLimits
  }

  /// Opens one column per bucket of `buckets` and lets `fill` add its entries.
  mutating func addTrack(
    _ buckets: Range<Int>, cost: (Int) -> Double, upper: (Int) -> Double = { _ in .infinity },
    isInteger: Bool = false, fill: (inout LinearModel, Int) -> Void
  ) -> ColumnTrack {
    let first = model.columnCount
    for b in buckets {
      _ = model.addColumn(cost: cost(b), lower: 0, upper: upper(b), isInteger: isInteger)
      fill(&model, b)
    }
    return ColumnTrack(first: first, buckets: buckets)
  }
}
