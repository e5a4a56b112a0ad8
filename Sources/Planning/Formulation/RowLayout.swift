import LinearModel
import Program

/// Where the rows of the formulation stand, and their right-hand sides.
struct RowLayout: Sendable {
  // (S1) by stock point, from its earliest bucket on.
  var stock: [RowTrack] = []
  // (R1) by resource.
  var resource: [RowTrack] = []
  // (O1) by offer.
  var offerCapacity: [RowTrack] = []
  // (O2) by offer.
  var offerTotal: [RowIndex?] = []
  // (O3) by offer.
  var offerMinimum: [RowIndex?] = []
  // (B1) by offer.
  var breakTotal: [RowIndex?] = []
  // (L1) by lane.
  var lane: [RowTrack] = []
  // (D1) by demand; (D2) for one that is never due.
  var demand: [DemandRows] = []
  // (P1) by site: one row a step; `nil` where the site is not limited.
  var power: [PowerRows?] = []
  // (X1) by expansion.
  var modules: [RowIndex] = []
  // (C…) by policy and, where the rule is per item, by item.
  var policies: [PolicyRow] = []

  /// The row of one demand.
  struct DemandRows: Sendable {
    /// The bucket from which it is due; `nil`: never.
    let due: Int?
    let row: RowIndex
  }

  /// The rows of one site's power.
  struct PowerRows: Sendable {
    let steps: PowerSteps
    let first: Int
    /// The step of each bucket; shape `[B]`.
    let stepOfBucket: [Int]
  }
}

extension RowLayout {
  /// Adds every row of the formulation to `model`.
  init(
    program: BuildProgram, grid: TimeGrid, points: StockPoints, needs: Needs,
    routes: [OrderRoute], offerLimits: [Double], into model: inout LinearModel
  ) {
    addStock(program, grid, points, needs, &model)
    addResources(program, grid, &model)
    addOffers(program, grid, needs, routes, offerLimits, &model)
    addLanes(program, grid, &model)
    addDemands(program, grid, &model)
    addPower(program, grid, &model)
    for expansion in program.expansions {
      modules.append(model.addRow(lower: -.infinity, upper: Double(expansion.maxCount)))
    }
    addPolicies(program, grid, needs, offerLimits, &model)
  }

  // (S1) Σ arrivals + stock[b−1] − uses − stock[b] = −given[p,b]
  private mutating func addStock(
    _ program: BuildProgram, _ grid: TimeGrid, _ points: StockPoints, _ needs: Needs,
    _ model: inout LinearModel
  ) {
    for point in points.points {
      let buckets = point.earliest..<grid.count
      let first = model.addRows(buckets.count, lower: 0, upper: 0)
      stock.append(RowTrack(first: Int(first.position), buckets: buckets))
    }
    for row in program.stock {
      guard let p = points.index(row.site, row.item), let b = program.bucket(of: row, on: grid),
        let index = stock[p].row(b)
      else { continue }
      let given = row.quantity / needs.scale[Int(row.item.position)]
      model.rowLower[Int(index.position)] -= given
      model.rowUpper[Int(index.position)] -= given
    }
  }

  // (R1) Σ_v per_unit start[v,b] − Σ_x added[x,·,b] module[x,·] ≤ capacity[r,b]
  private mutating func addResources(
    _ program: BuildProgram, _ grid: TimeGrid, _ model: inout LinearModel
  ) {
    var isLoaded = [Bool](repeating: false, count: program.resources.count)
    for load in program.loads { isLoaded[Int(load.resource.position)] = true }
    for index in program.resources.rowIndices {
      guard isLoaded[Int(index.position)] else {
        resource.append(.none)
        continue
      }
      let first = model.addRows(grid.count, lower: -.infinity, upper: 0)
      let capacity = program.capacity(of: index, on: grid)
      for b in 0..<grid.count { model.rowUpper[Int(first.position) + b] = capacity[b] }
      resource.append(RowTrack(first: Int(first.position), buckets: 0..<grid.count))
    }
  }

  // (O1) Σ_q order[q,b] ≤ capacity[o,b] (· award[o]); (O2) Σ order ≤ M_o award[o];
  // (O3) Σ order ≥ minimum_o award[o]; (B1) Σ order = Σ segments
  private mutating func addOffers(
    _ program: BuildProgram, _ grid: TimeGrid, _ needs: Needs, _ routes: [OrderRoute],
    _ offerLimits: [Double], _ model: inout LinearModel
  ) {
    var routeCount = [Int](repeating: 0, count: program.offers.count)
    var buckets = [Range<Int>](repeating: 0..<0, count: program.offers.count)
    let broken = Set(program.priceBreaks.map(\.offer))
    for route in routes {
      routeCount[Int(route.offer.position)] += 1
      buckets[Int(route.offer.position)] = route.buckets
    }
    for index in program.offers.rowIndices {
      let position = Int(index.position)
      let offer = program.offers[index]
      let scale = needs.scale[Int(offer.item.position)]
      let isDecision = program.needsAward(index)
      offerCapacity.append(
        Self.capacityRows(
          offer, grid, buckets[position], scale: scale,
          isNeeded: routeCount[position] > 1 || isDecision, isDecision: isDecision, &model))
      let hasRoute = routeCount[position] > 0
      let isLimited = isDecision || offer.maximum != nil
      let upper = isDecision ? 0 : offerLimits[position] / scale
      offerTotal.append(
        hasRoute && isLimited ? model.addRow(lower: -.infinity, upper: upper) : nil)
      let hasMinimum = offer.awarded != false && offer.minimum > 0
      offerMinimum.append(hasMinimum ? model.addRow(lower: 0, upper: .infinity) : nil)
      let hasBreaks = hasRoute && broken.contains(index)
      breakTotal.append(hasBreaks ? model.addRow(lower: 0, upper: 0) : nil)
    }
  }

  private static func capacityRows(
    _ offer: Offer, _ grid: TimeGrid, _ buckets: Range<Int>, scale: Double, isNeeded: Bool,
    isDecision: Bool, _ model: inout LinearModel
  ) -> RowTrack {
    guard let perWeek = offer.perWeek, isNeeded, !buckets.isEmpty else { return .none }
    let first = model.addRows(buckets.count, lower: -.infinity, upper: 0)
    if !isDecision {
      for b in buckets {
        model.rowUpper[Int(first.position) + b - buckets.lowerBound] =
          perWeek * grid.weeks[b] / scale
      }
    }
    return RowTrack(first: Int(first.position), buckets: buckets)
  }

  // (L1) Σ_i dispatch[l,i,b] + Σ_q order[q,b] ≤ per_week w_b, in units
  private mutating func addLanes(
    _ program: BuildProgram, _ grid: TimeGrid, _ model: inout LinearModel
  ) {
    for each in program.lanes {
      guard let perWeek = each.perWeek else {
        lane.append(.none)
        continue
      }
      let first = model.addRows(grid.count, lower: -.infinity, upper: 0)
      for b in 0..<grid.count {
        model.rowUpper[Int(first.position) + b] = perWeek * grid.weeks[b]
      }
      lane.append(RowTrack(first: Int(first.position), buckets: 0..<grid.count))
    }
  }

  // (D1) Σ_b amount + lost = quantity.   (D2) never due: Σ_b amount ≤ quantity
  private mutating func addDemands(
    _ program: BuildProgram, _ grid: TimeGrid, _ model: inout LinearModel
  ) {
    for each in program.demands {
      let due = program.dueBucket(of: each)
      let row = model.addRow(lower: due == nil ? -.infinity : each.quantity, upper: each.quantity)
      demand.append(DemandRows(due: due, row: row))
    }
  }

  // (P1) deployed[s,n] − deployed[s,n−1] − Σ_{b in step n} MW deliver = 0, deployed ≤ limit
  private mutating func addPower(
    _ program: BuildProgram, _ grid: TimeGrid, _ model: inout LinearModel
  ) {
    for site in program.sites.rowIndices {
      guard let steps = PowerSteps(of: site, in: program) else {
        power.append(nil)
        continue
      }
      let first = model.addRows(steps.steps.count, lower: 0, upper: 0)
      var stepOfBucket = [Int](repeating: 0, count: grid.count)
      for (n, step) in steps.steps.enumerated() {
        for b in step.buckets { stepOfBucket[b] = n }
      }
      power.append(
        PowerRows(steps: steps, first: Int(first.position), stepOfBucket: stepOfBucket))
    }
  }
}

extension BuildProgram {
  /// Whether the award of an offer is a variable of the model.
  func needsAward(_ index: OfferIndex) -> Bool {
    let offer = offers[index]
    guard offer.awarded != false else { return false }
    return offer.awarded == true || offer.fixedCost > 0 || offer.minimum > 0
      || policies.contains { $0.kind == .suppliersMin && covers($0.scope, offer.item) }
  }
}
