package import Program

/// What flows cost and bring, computed from the program and the flows alone.
///
/// Nothing here reads the linear model: that both agree is checked for every plan.
struct Accounts {
  let program: BuildProgram
  let grid: TimeGrid
  let flows: Flows
  let isAwarded: [Bool]
  private(set) var cost = CostBreakdown()
  private(set) var awards: [Award]
  private(set) var demands: [DemandOutcome] = []
  private(set) var policies: [PolicyOutcome] = []

  init(program: BuildProgram, grid: TimeGrid, flows: Flows, isAwarded: [Bool]) {
    self.program = program
    self.grid = grid
    self.flows = flows
    self.isAwarded = isAwarded
    awards = isAwarded.map { Award(isAwarded: $0, units: 0, spend: 0, duty: 0) }
    let ledger = PurchaseLedger(program: program, flows: flows)
    addPurchases(ledger)
    addFlows()
    addDecisions()
    addDemands()
    policies = PolicyAccounts(program: program, ledger: ledger, flows: flows, awards: isAwarded)
      .outcomes()
    cost[.penalty] = policies.reduce(0) { $0 + $1.penalty }
  }

  private mutating func addPurchases(_ ledger: PurchaseLedger) {
    for entry in ledger.entries {
      let discount = grid.discount[entry.bucket]
      cost[.purchases] += discount * entry.money
      cost[.duty] += discount * entry.duty
      cost[.freight] += discount * entry.freight
      let position = Int(entry.offer.position)
      awards[position].units += entry.units
      awards[position].spend += entry.money
      awards[position].duty += entry.duty
    }
    let last = grid.discount[grid.count - 1]
    for index in program.offers.rowIndices {
      let position = Int(index.position)
      if let prices = PriceSegments(of: index, in: program) {
        let settled = prices.difference(of: awards[position].units)
        cost[.purchases] += last * settled
        awards[position].spend += settled
      }
      let offer = program.offers[index]
      guard isAwarded[position] else { continue }
      cost[.fixed] += offer.fixedCost * grid.discount[program.firstOrderBucket(of: offer)]
    }
  }

  private mutating func addFlows() {
    for start in flows.starts {
      let operation = program.operations[start.operation]
      cost[.operations] += grid.discount[start.bucket] * operation.cost * start.units
    }
    for dispatch in flows.dispatches {
      let freight = program.freight(of: dispatch.item, over: program.lanes[dispatch.lane])
      cost[.freight] += grid.discount[dispatch.bucket] * freight * dispatch.units
    }
    for stock in flows.stocks {
      let value = program.items[stock.item].value * program.settings.holdingRate
      cost[.holding] +=
        grid.discount[stock.bucket] * grid.years[stock.bucket] * value * stock.units
    }
  }

  private mutating func addDecisions() {
    for decision in flows.modules {
      let expansion = program.expansions[decision.expansion]
      let count = Double(decision.count)
      cost[.capex] += grid.discount[decision.bucket] * expansion.capex * count
      cost[.fixed] += expansion.fixedCost(decidedIn: decision.bucket, on: grid) * count
    }
  }

  private mutating func addDemands() {
    let last = grid.count - 1
    var open = [Double](repeating: 0, count: program.demands.count)
    for row in flows.open {
      let demand = program.demands[row.demand]
      let discount = grid.discount[row.bucket]
      cost[.late] += discount * demand.lateCost * grid.weeks[row.bucket] * row.quantity
      guard row.bucket == last else { continue }
      cost[.lost] += discount * demand.lostCost * row.quantity
      open[Int(row.demand.position)] = row.quantity
    }
    demands = program.demands.indices.map {
      DemandOutcome(
        quantity: program.demands[$0].quantity, onTime: 0, late: 0, lost: open[$0])
    }
    let due = program.demands.map { program.dueBucket(of: $0) }
    for delivery in flows.deliveries {
      let position = Int(delivery.demand.position)
      let amount = program.amount(of: delivery)
      if let due = due[position], delivery.bucket > due {
        demands[position].late += amount
      } else {
        demands[position].onTime += amount
      }
    }
  }
}

/// Every order with what it costs, undiscounted.
struct PurchaseLedger {
  /// One order.
  struct Entry {
    let offer: OfferIndex
    let bucket: Int
    let units: Double
    /// At the offer's own price, before breaks.
    let money: Double
    let duty: Double
    let freight: Double
  }

  let entries: [Entry]

  init(program: BuildProgram, flows: Flows) {
    var duties = Duties(program: program)
    entries = flows.orders.map { order in
      let offer = program.offers[order.offer]
      let rate = duties.rate(of: order.offer, at: order.site, in: order.bucket)
      let money = offer.price * order.units
      let freight = order.lane.map { program.freight(of: offer.item, over: program.lanes[$0]) } ?? 0
      return Entry(
        offer: order.offer, bucket: order.bucket, units: order.units, money: money,
        duty: rate * money, freight: freight * order.units)
    }
  }
}

extension PriceSegments {
  /// What `units` cost in all beyond the offer's own price.
  func difference(of units: Double) -> Double {
    var left = units
    var total = 0.0
    for segment in segments where left > 0 {
      let taken = min(left, segment.width)
      total += taken * segment.difference
      left -= taken
    }
    return total
  }
}

extension BuildProgram {
  /// What a delivery counts toward its demand: units, MW or PFLOPS.
  package func amount(of delivery: DeliveryFlow) -> Double {
    delivery.units * coefficient(of: run(of: delivery), toward: demands[delivery.demand])
  }

  /// How the delivered units run.
  func run(of delivery: DeliveryFlow) -> Run {
    guard let mode = delivery.mode else {
      let item = items[delivery.item]
      return Run(
        item: delivery.item, mode: nil, powerKw: item.powerKw, computePflops: item.computePflops)
    }
    return Run(
      item: delivery.item, mode: mode, powerKw: modes[mode].powerKw,
      computePflops: modes[mode].computePflops)
  }
}
