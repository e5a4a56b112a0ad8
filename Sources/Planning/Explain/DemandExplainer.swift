import LinearModel
import Program
import Tables

/// Explains each demand: what one more unit in its due bucket would save and cost, and the chain
/// from the demand down to what decides.
struct DemandExplainer {
  let formulation: Formulation
  let found: FoundPoint
  private let wording: Wording
  private let columnOwners: ColumnOwners
  private var tree: MarginalTree

  init(formulation: Formulation, found: FoundPoint) {
    self.formulation = formulation
    self.found = found
    wording = Wording(program: formulation.program)
    columnOwners = ColumnOwners(formulation)
    tree = MarginalTree(formulation: formulation, found: found)
  }

  private var program: BuildProgram { formulation.program }

  /// A way to deliver in the due bucket and what a unit of the demand costs by it.
  private struct Offering {
    let delivery: DeliveryColumns
    let column: Int
    /// Units of the demand per unit of the column.
    let amount: Double
    var cost = 0.0
  }

  /// The explanation of the demand at `index`.
  mutating func explanation(of index: DemandIndex) -> DemandExplanation {
    var result = DemandExplanation(
      demand: index, cause: .neverDue, saving: 0, cost: 0, rents: [], chain: [])
    guard let due = formulation.rows.demand[Int(index.position)].due else { return result }
    let open = program.demands[index].quantity - delivered(to: index, upTo: due)
    let isOpen = open > 1e-6 * max(1, program.demands[index].quantity)
    result.cause = isOpen ? .unknown : .onTime
    if isOpen { result.chain.append(opening(index, due, open)) }
    let offerings = offerings(of: index, at: due)
    if offerings.isEmpty {
      guard isOpen else { return result }
      explainTime(index, due, &result)
      return result
    }
    guard !found.rowDuals.isEmpty,
      let best = offerings.min(by: { $0.cost < $1.cost })
    else { return result }
    result.saving = found.rowDuals[Int(formulation.rows.demand[Int(index.position)].row.position)]
    result.cost = best.cost
    let rents = rents(of: best)
    result.rents = rents.filter { $0.value > 1e-6 * max(1, best.cost) }
      .map { (limit: $0.key, amount: $0.value) }
      .sorted { ($0.amount, "\($1.limit)") > ($1.amount, "\($0.limit)") }
    guard isOpen else { return result }
    let scarcity = result.rents.reduce(0) { $0 + $1.amount }
    // Without the rents one more unit would pay: then limits stand in the way, else its price does.
    let isWorthwhile = best.cost - scarcity < result.saving - 1e-6 * max(1, abs(result.saving))
    result.cause = isWorthwhile ? .scarcity : .price
    result.chain.append(offered(best, due, scarcity: scarcity))
    follow(best, into: &result)
    return result
  }

  private func delivered(to index: DemandIndex, upTo due: Int) -> Double {
    var sum = 0.0
    for delivery in formulation.deliveries where delivery.demand == index {
      let amount = program.coefficient(of: delivery.run, toward: program.demands[index])
      let scale = formulation.scale(delivery.run.item)
      for b in delivery.track.buckets where b <= due {
        guard let column = delivery.track.column(b) else { continue }
        sum += found.values[column] * scale * amount
      }
    }
    return sum
  }

  private func opening(_ index: DemandIndex, _ due: Int, _ open: Double) -> ChainLink {
    let demand = program.demands[index]
    let outstanding = Wording.quantity(open)
    let wanted = Wording.quantity(demand.quantity)
    return ChainLink(
      subject: .demand(index), bucket: due, amount: nil,
      sentence:
        "Demand \(demand.id): \(outstanding) of \(wanted) \(wording.unit(demand)) are open at the "
        + "end of \(wording.bucket(due)), in which it is due.")
  }

  /// Every way to deliver in bucket `due` that counts, with its cost per unit of the demand.
  private func offerings(of index: DemandIndex, at due: Int) -> [Offering] {
    formulation.deliveries.compactMap { delivery in
      guard delivery.demand == index, let column = delivery.track.column(due) else { return nil }
      let amount =
        program.coefficient(of: delivery.run, toward: program.demands[index])
        * formulation.scale(delivery.run.item)
      guard amount > 0 else { return nil }
      var offering = Offering(delivery: delivery, column: column, amount: amount)
      guard !found.rowDuals.isEmpty else { return offering }
      for entry in tree.matrix.range(of: ColumnIndex(column)) {
        let row = Int(tree.matrix.rows[entry])
        if case .demand = tree.owners[row] { continue }
        offering.cost -= found.rowDuals[row] * tree.matrix.values[entry] / amount
      }
      return offering
    }
  }

  private mutating func rents(of offering: Offering) -> [Limit: Double] {
    var value = MarginalTree.Value()
    for entry in tree.matrix.range(of: ColumnIndex(offering.column)) {
      let row = Int(tree.matrix.rows[entry])
      let quantity = -tree.matrix.values[entry]
      switch tree.owners[row] {
      case .stock: value.add(tree.value(ofRow: row), times: quantity)
      case .limit(let limit, _): value.rents[limit, default: 0] += found.rowDuals[row] * quantity
      case .demand, .other: break
      }
    }
    return value.rents.mapValues { $0 / offering.amount }
  }

  private func offered(_ offering: Offering, _ due: Int, scarcity: Double) -> ChainLink {
    let delivery = offering.delivery
    let item = program.items[delivery.run.item].id
    let site = program.sites[delivery.site].id
    let unit = wording.unit(program.demands[delivery.demand])
    return ChainLink(
      subject: .item(delivery.run.item, delivery.site), bucket: due, amount: offering.cost,
      sentence:
        "One more \(unit) in time would come as \(item) at \(site) and cost "
        + "\(wording.money(offering.cost)), of which \(wording.money(scarcity)) is what limits "
        + "elsewhere make it worth.")
  }

  // MARK: - Down the tree

  private mutating func follow(_ offering: Offering, into result: inout DemandExplanation) {
    var row: Int?
    var factor = 1 / offering.amount
    var strongest: (limit: Limit, bucket: Int?, amount: Double)?
    for entry in tree.matrix.range(of: ColumnIndex(offering.column)) {
      let each = Int(tree.matrix.rows[entry])
      let quantity = -tree.matrix.values[entry]
      switch tree.owners[each] {
      case .stock:
        row = each
        factor = quantity / offering.amount
      case .limit(let limit, let bucket):
        let amount = found.rowDuals[each] * quantity / offering.amount
        if amount > strongest?.amount ?? 0 { strongest = (limit, bucket, amount) }
      case .demand, .other: break
      }
    }
    let floor = max(1e-9, 0.02 * result.rents.reduce(0) { $0 + $1.amount })
    while let current = row, result.chain.count < 40 {
      let scarcity = tree.value(ofRow: current).scarcity * factor
      if let strongest, strongest.amount >= scarcity { break }
      guard scarcity > floor, let supply = tree.supply(ofRow: current) else { break }
      append(supply, factor, into: &result)
      let own = supply.own.rents.max { ($0.value, "\($1.key)") < ($1.value, "\($0.key)") }
      strongest = own.map { ($0.key, nil, $0.value * factor) }
      row = nil
      var next = 0.0
      for input in supply.inputs {
        let rents = tree.value(ofRow: input.row).scarcity * input.quantity
        if rents > next {
          next = rents
          row = input.row
        }
      }
      if let row { factor *= supply.inputs.first { $0.row == row }?.quantity ?? 1 }
    }
    if let strongest, strongest.amount > floor { result.chain.append(end(strongest)) }
  }

  private func end(_ limit: (limit: Limit, bucket: Int?, amount: Double)) -> ChainLink {
    ChainLink(
      subject: .limit(limit.limit), bucket: limit.bucket, amount: limit.amount,
      sentence:
        "What decides is \(wording.limit(limit.limit)): widening it would be worth "
        + "\(wording.money(limit.amount)) per unit of the demand.")
  }

  private func append(
    _ supply: MarginalTree.Supply, _ factor: Double, into result: inout DemandExplanation
  ) {
    guard let owner = columnOwners.owner(supply.column) else { return }
    let isStock = if case .stock = owner { true } else { false }
    if isStock, case .stock = result.chain.last?.subject { result.chain.removeLast() }
    let amount = supply.own.total * factor
    result.chain.append(link(owner, amount: amount))
  }

  private func link(_ owner: ColumnOwners.Owner, amount: Double) -> ChainLink {
    switch owner {
    case .order(let q, let bucket):
      let route = formulation.orders[q].route
      let offer = program.offers[route.offer]
      return ChainLink(
        subject: .order(route.offer, route.site), bucket: bucket, amount: amount,
        sentence:
          "It is ordered from \(program.suppliers[offer.supplier].id) (offer \(offer.id)) in "
          + "\(wording.bucket(bucket)), \(route.leadDays) days ahead, for "
          + "\(program.sites[route.site].id).")
    case .start(let index, let bucket):
      let operation = program.operations[index]
      return ChainLink(
        subject: .start(index), bucket: bucket, amount: amount,
        sentence:
          "\(program.items[operation.item].id) is made at \(program.sites[operation.site].id) by "
          + "operation \(operation.id), started in \(wording.bucket(bucket)).")
    case .dispatch(let n, let bucket):
      let dispatch = formulation.dispatches[n]
      return ChainLink(
        subject: .dispatch(dispatch.lane, dispatch.item), bucket: bucket, amount: amount,
        sentence:
          "\(program.items[dispatch.item].id) comes over \(wording.lane(dispatch.lane)), sent in "
          + "\(wording.bucket(bucket)).")
    case .stock(let p, let bucket):
      let point = formulation.points.points[p]
      return ChainLink(
        subject: .stock(point.item, point.site), bucket: bucket, amount: amount,
        sentence:
          "\(program.items[point.item].id) has been in stock at \(program.sites[point.site].id) "
          + "since \(wording.bucket(bucket)) or before: later supply is short.")
    }
  }

  // MARK: - Lead times

  private func explainTime(
    _ index: DemandIndex, _ due: Int, _ result: inout DemandExplanation
  ) {
    let earliest = formulation.deliveries.filter { $0.demand == index && !$0.track.buckets.isEmpty }
      .min { $0.track.buckets.lowerBound < $1.track.buckets.lowerBound }
    guard let earliest,
      let point = formulation.points.index(earliest.site, earliest.run.item)
    else {
      result.cause = .unreachable
      result.chain.append(
        ChainLink(
          subject: .demand(index), bucket: nil, amount: nil,
          sentence: "Nothing that meets it can ever be there: no offer, operation or lane leads to "
            + "it inside the horizon."))
      return
    }
    result.cause = .leadTime
    var current: Int? = point
    while let p = current, result.chain.count < 40 {
      let here = formulation.points.points[p]
      result.chain.append(
        ChainLink(
          subject: .item(here.item, here.site), bucket: here.earliest, amount: nil,
          sentence:
            "\(program.items[here.item].id) can be at \(program.sites[here.site].id) in "
            + "\(wording.bucket(here.earliest)) at the earliest."))
      current = firstCause(of: p, into: &result)
    }
  }

  /// Appends what brings the first unit to a stock point; returns the point it waits for.
  private func firstCause(of p: Int, into result: inout DemandExplanation) -> Int? {
    let point = formulation.points.points[p]
    guard let row = formulation.rows.stock[p].row(point.earliest) else { return nil }
    for (column, _) in tree.supplies(ofRow: Int(row.position)) {
      guard let owner = columnOwners.owner(column) else { continue }
      switch owner {
      case .stock: continue
      case .order:
        result.chain.append(link(owner, amount: 0))
        return nil
      case .dispatch(let n, _):
        result.chain.append(link(owner, amount: 0))
        let lane = program.lanes[formulation.dispatches[n].lane]
        return formulation.points.index(lane.from, point.item)
      case .start(let index, let bucket):
        result.chain.append(link(owner, amount: 0))
        let operation = program.operations[index]
        let inputs = formulation.recipes.components(of: operation)
          .filter { $0.buckets.contains(bucket) }
          .compactMap { formulation.points.index(operation.site, $0.component) }
        return inputs.max {
          formulation.points.points[$0].earliest < formulation.points.points[$1].earliest
        }
      }
    }
    return nil
  }
}
