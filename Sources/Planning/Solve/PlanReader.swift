import LinearModel
import Program

/// Reads a plan out of a point of the formulation.
struct PlanReader {
  let formulation: Formulation
  let found: FoundPoint

  /// The plan, its cost recomputed from its flows.
  func plan(gap: Double) -> Plan {
    let flows = formulation.flows(of: found.values)
    let accounts = Accounts(
      program: formulation.program, grid: formulation.grid, flows: flows,
      isAwarded: formulation.awarded(found.values, flows))
    let objective = accounts.cost.total
    precondition(
      abs(objective - found.objective) <= 1e-5 * max(1, abs(objective)),
      "the flows cost \(objective), the model \(found.objective)")
    var statistics = PlanStatistics()
    statistics.columns = formulation.model.columnCount
    statistics.rows = formulation.model.rowCount
    statistics.nonzeros = formulation.model.nonzeroCount
    statistics.integers = formulation.model.isInteger.count { $0 }
    statistics.steps = found.steps
    let prices = prices()
    var plan = Plan(
      status: .feasible, objective: objective, bound: min(found.bound, objective),
      cost: accounts.cost, flows: flows, demands: accounts.demands, awards: accounts.awards,
      prices: prices, policies: accounts.policies, stages: found.stages, timing: Timing(),
      statistics: statistics, explanations: explanations(flows, prices))
    plan.status = plan.gap <= gap + 1e-9 ? .optimal : .feasible
    return plan
  }

  private func explanations(_ flows: Flows, _ prices: ShadowPrices) -> Explanations {
    var explanations = Explanations()
    var explainer = DemandExplainer(formulation: formulation, found: found)
    explanations.demands = formulation.program.demands.rowIndices.map {
      explainer.explanation(of: $0)
    }
    explanations.bottlenecks = Bottlenecks(
      formulation: formulation, prices: prices, modules: flows.modules,
      demands: explanations.demands
    ).all()
    explanations.pegging = Pegging(
      program: formulation.program, grid: formulation.grid, recipes: formulation.recipes,
      flows: flows
    ).links()
    return explanations
  }

  /// The duals in the program's units: what each limit's relaxation saves.
  private func prices() -> ShadowPrices {
    guard !found.rowDuals.isEmpty else { return ShadowPrices() }
    var prices = ShadowPrices()
    prices.bucketCount = formulation.grid.count
    readLimits(into: &prices)
    readOffers(into: &prices)
    readPower(into: &prices)
    readItems(into: &prices)
    return prices
  }

  private func dual(_ row: RowIndex?) -> Double {
    row.map { found.rowDuals[Int($0.position)] } ?? 0
  }

  private func saved(_ track: RowTrack, perUnit: Double = 1) -> [Double] {
    (0..<formulation.grid.count).map { max(0, -dual(track.row($0)) * perUnit) }
  }

  private func readLimits(into prices: inout ShadowPrices) {
    let program = formulation.program
    let rows = formulation.rows
    for track in rows.resource { prices.resources += saved(track) }
    for track in rows.lane { prices.lanes += saved(track) }
    prices.expansions = program.expansions.indices.map { savedByModule($0) }
    prices.demands = rows.demand.map { dual($0.row) }
    prices.policies = [Double](repeating: 0, count: program.policies.count)
    for entry in rows.policies {
      prices.policies[Int(entry.policy.position)] += abs(dual(entry.row)) / entry.scale
    }
  }

  /// What one module more than the limit would save, decided when it saves most.
  ///
  /// The duals are taken with the modules held, so the row of their limit has none: the reduced
  /// cost of a held module is what one more would cost.
  private func savedByModule(_ expansion: Int) -> Double {
    let columns = formulation.modules[expansion].columns
    let count = columns.reduce(0) { $0 + found.values[$1].rounded() }
    let most = Double(formulation.program.expansions[expansion].maxCount)
    guard count >= most else { return 0 }
    return columns.reduce(0) { max($0, -found.reducedCosts[$1]) }
  }

  private func readOffers(into prices: inout ShadowPrices) {
    let program = formulation.program
    let count = formulation.grid.count
    for (position, offer) in program.offers.enumerated() {
      guard !formulation.isRefused(OfferIndex(position), at: found.values) else {
        prices.offers += [Double](repeating: 0, count: count)
        prices.offerMaximum.append(0)
        prices.offerMinimum.append(0)
        continue
      }
      let perUnit = 1 / formulation.scale(offer.item)
      prices.offers += saved(formulation.rows.offerCapacity[position], perUnit: perUnit)
      let total = -dual(formulation.rows.offerTotal[position]) * perUnit
      prices.offerMaximum.append(offer.maximum == nil ? 0 : max(0, total))
      prices.offerMinimum.append(
        max(0, dual(formulation.rows.offerMinimum[position]) * perUnit))
    }
    for order in formulation.orders {
      let offer = Int(order.route.offer.position)
      guard program.offers[offer].perWeek != nil,
        formulation.rows.offerCapacity[offer].buckets.isEmpty,
        !formulation.isRefused(order.route.offer, at: found.values)
      else { continue }
      let scale = formulation.scale(order.route.item)
      for b in order.track.buckets {
        guard let column = order.track.column(b) else { continue }
        prices.offers[offer * count + b] = max(0, -found.reducedCosts[column] / scale)
      }
    }
  }

  private func readPower(into prices: inout ShadowPrices) {
    let program = formulation.program
    let count = formulation.grid.count
    prices.power = [Double](repeating: 0, count: program.sites.count * count)
    for deployed in formulation.deployed {
      let site = Int(deployed.site.position)
      guard let power = formulation.rows.power[site] else { continue }
      for (n, step) in power.steps.steps.enumerated() {
        let perMegawatt = -found.reducedCosts[deployed.first + n] / program.sites[site].pue
        prices.power[site * count + step.buckets.upperBound - 1] = max(0, perMegawatt)
      }
    }
  }

  private func readItems(into prices: inout ShadowPrices) {
    for (position, point) in formulation.points.points.enumerated() {
      let scale = formulation.scale(point.item)
      let track = formulation.rows.stock[position]
      let values = (0..<formulation.grid.count).map { dual(track.row($0)) / scale }
      prices.items.append(
        ShadowPrices.ItemPrice(site: point.site, item: point.item, values: values))
    }
  }
}
