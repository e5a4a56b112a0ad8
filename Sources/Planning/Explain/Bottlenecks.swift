import LinearModel
import Program

/// What binds in a plan, with its worth and its weeks, from the shadow prices.
struct Bottlenecks {
  let formulation: Formulation
  let prices: ShadowPrices
  /// The plan's modules: what they add belongs to a resource's limit.
  let modules: [ModuleDecision]
  let demands: [DemandExplanation]

  /// Every limit with a price, the largest rent first.
  func all() -> [Bottleneck] {
    guard prices.isKnown else { return [] }
    let program = formulation.program
    let grid = formulation.grid
    var found: [Bottleneck] = []
    let added = program.addedCapacities(by: modules, on: grid)
    for index in program.resources.rowIndices {
      let capacity = formulation.rows.resource[Int(index.position)]
      let limits = (0..<grid.count).map { b in
        capacity.row(b).map {
          formulation.model.rowUpper[Int($0.position)] + added[Int(index.position)][b]
        } ?? 0
      }
      append(.resource(index), row(prices.resources, index.position), limits, &found)
    }
    for index in program.offers.rowIndices {
      let perWeek = program.offers[index].perWeek ?? 0
      append(
        .offer(index), row(prices.offers, index.position), grid.weeks.map { $0 * perWeek }, &found)
      let maximum = prices.offerMaximum[Int(index.position)]
      appendTotal(
        .offerMaximum(index), maximum, rent: maximum * (program.offers[index].maximum ?? 0), &found)
    }
    for index in program.lanes.rowIndices {
      let perWeek = program.lanes[index].perWeek ?? 0
      append(
        .lane(index), row(prices.lanes, index.position), grid.weeks.map { $0 * perWeek }, &found)
    }
    for index in program.sites.rowIndices { appendPower(index, &found) }
    for index in program.expansions.rowIndices {
      let price = prices.expansions[Int(index.position)]
      let most = Double(program.expansions[index].maxCount)
      appendTotal(.expansion(index), price, rent: price * most, &found)
    }
    for index in program.policies.rowIndices {
      let price = prices.policies[Int(index.position)]
      appendTotal(.policy(index), price, rent: 0, &found)
    }
    return found.sorted { ($0.rent, $0.value) > ($1.rent, $1.value) }
  }

  private func row(_ prices: [Double], _ position: Int32) -> ArraySlice<Double> {
    let count = formulation.grid.count
    return prices[Int(position) * count..<(Int(position) + 1) * count]
  }

  /// A limit per week: one unit more a week throughout.
  private func append(
    _ limit: Limit, _ prices: ArraySlice<Double>, _ limits: [Double], _ found: inout [Bottleneck]
  ) {
    let grid = formulation.grid
    var value = 0.0
    var rent = 0.0
    for (b, price) in prices.enumerated() {
      value += price * grid.weeks[b]
      rent += price * limits[b]
    }
    guard value > threshold else { return }
    let least = leastPrice(of: prices)
    let buckets = runs(prices.enumerated().filter { $0.element > least }.map(\.offset))
    found.append(
      Bottleneck(
        limit: limit, value: value, rent: rent, buckets: buckets, demands: demandsBehind(limit)))
  }

  /// From where on a price says that a limit binds: a dual of an interior point is never quite 0
  /// where a limit has room.
  private func leastPrice(of prices: some Collection<Double>) -> Double {
    1e-4 * (prices.max() ?? 0)
  }

  /// A site's power: one MW more throughout.
  ///
  /// The price of a step stands at its last bucket.
  private func appendPower(_ site: SiteIndex, _ found: inout [Bottleneck]) {
    guard let power = formulation.rows.power[Int(site.position)] else { return }
    let prices = Array(row(self.prices.power, site.position))
    let pue = formulation.program.sites[site].pue
    var value = 0.0
    var rent = 0.0
    var binding: [Int] = []
    let least = leastPrice(of: prices)
    for step in power.steps.steps {
      let price = prices[step.buckets.upperBound - 1]
      guard price > least else { continue }
      value += price
      rent += price * step.limit * pue
      binding.append(contentsOf: step.buckets)
    }
    guard value > threshold else { return }
    found.append(
      Bottleneck(
        limit: .power(site), value: value, rent: rent, buckets: runs(binding),
        demands: demandsBehind(.power(site))))
  }

  private func appendTotal(
    _ limit: Limit, _ price: Double, rent: Double, _ found: inout [Bottleneck]
  ) {
    guard price > threshold else { return }
    found.append(
      Bottleneck(
        limit: limit, value: price, rent: rent, buckets: [], demands: demandsBehind(limit)))
  }

  private var threshold: Double { 1e-7 }

  private func demandsBehind(_ limit: Limit) -> [DemandIndex] {
    var behind: [(demand: DemandIndex, amount: Double)] = []
    for demand in demands {
      guard let rent = demand.rents.first(where: { $0.limit == limit }) else { continue }
      let quantity = formulation.program.demands[demand.demand].quantity
      behind.append((demand.demand, rent.amount * quantity))
    }
    return behind.sorted { ($0.amount, $1.demand) > ($1.amount, $0.demand) }.map(\.demand)
  }

  /// Ascending buckets as runs.
  private func runs(_ buckets: [Int]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for b in buckets {
      if let last = runs.last, last.upperBound == b {
        runs[runs.count - 1] = last.lowerBound..<b + 1
      } else {
        runs.append(b..<b + 1)
      }
    }
    return runs
  }
}
