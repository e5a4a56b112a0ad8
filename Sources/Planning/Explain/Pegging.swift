public import Program

/// Units that a use drew from a source: which orders, starts and lots serve what.
///
/// Stock is drawn first in, first out at every place. One link is one level; the chain from an
/// order to a demand is the join of links over starts and dispatches.
public struct PegLink: Hashable, Sendable {
  /// Where units came from; positions are those in the plan's flows.
  public enum Source: Hashable, Sendable {
    /// A row of `stock.csv`.
    case given(Int)
    case order(Int)
    case start(Int)
    case dispatch(Int)
  }

  /// What units went into; positions are those in the plan's flows.
  public enum Use: Hashable, Sendable {
    case start(Int)
    case dispatch(Int)
    case delivery(Int)
    /// Still in stock at the horizon's end.
    case leftOver
  }

  public var site: SiteIndex
  public var item: ItemIndex
  public var source: Source
  public var use: Use
  public var units: Double

  package init(
    site: SiteIndex, item: ItemIndex, source: Source, use: Use, units: Double
  ) {
    self.site = site
    self.item = item
    self.source = source
    self.use = use
    self.units = units
  }
}

/// Links sources and uses of a plan's flows, place by place.
struct Pegging {
  let program: BuildProgram
  let grid: TimeGrid
  let recipes: Recipes
  let flows: Flows

  private struct Arrival {
    let bucket: Int
    let source: PegLink.Source
    let units: Double
  }

  private struct Drawing {
    let bucket: Int
    let use: PegLink.Use
    let units: Double
  }

  private struct Place: Hashable {
    let site: SiteIndex
    let item: ItemIndex
  }

  /// Every link, by site, item and time.
  func links() -> [PegLink] {
    var arrivals: [Place: [Arrival]] = [:]
    var drawings: [Place: [Drawing]] = [:]
    collectArrivals(&arrivals)
    collectDrawings(&drawings)
    var links: [PegLink] = []
    let places = Set(arrivals.keys).sorted { ($0.site, $0.item) < ($1.site, $1.item) }
    for place in places {
      let sorted = (arrivals[place] ?? []).sorted { $0.bucket < $1.bucket }
      let uses = (drawings[place] ?? []).sorted { $0.bucket < $1.bucket }
      link(place, sorted, uses, &links)
    }
    return links
  }

  private func collectArrivals(_ arrivals: inout [Place: [Arrival]]) {
    for (n, row) in program.stock.enumerated() where row.quantity > 0 {
      guard program.holdsStock(row.site), let b = program.bucket(of: row, on: grid) else {
        continue
      }
      arrivals[Place(site: row.site, item: row.item), default: []].append(
        Arrival(bucket: b, source: .given(n), units: row.quantity))
    }
    func release(
      _ place: Place, _ source: PegLink.Source, from b: Int, leadDays: Int, units: Double
    ) {
      grid.forEachArrival(of: b, leadDays: leadDays) { arrival, share in
        arrivals[place, default: []].append(
          Arrival(bucket: arrival, source: source, units: units * share))
      }
    }
    for (n, order) in flows.orders.enumerated() {
      let offer = program.offers[order.offer]
      let days = offer.leadDays + (order.lane.map { program.lanes[$0].days } ?? 0)
      release(
        Place(site: order.site, item: offer.item), .order(n), from: order.bucket, leadDays: days,
        units: order.units)
    }
    for (n, start) in flows.starts.enumerated() {
      let operation = program.operations[start.operation]
      release(
        Place(site: operation.site, item: operation.item), .start(n), from: start.bucket,
        leadDays: operation.leadDays, units: start.units * operation.yield)
    }
    for (n, dispatch) in flows.dispatches.enumerated() {
      let lane = program.lanes[dispatch.lane]
      release(
        Place(site: lane.to, item: dispatch.item), .dispatch(n), from: dispatch.bucket,
        leadDays: lane.days, units: dispatch.units)
    }
  }

  /// Deliveries draw first, by the priority and due date of their demand, then starts, then
  /// dispatches.
  private func collectDrawings(_ drawings: inout [Place: [Drawing]]) {
    let deliveries = flows.deliveries.indices.sorted { left, right in
      let first = program.demands[flows.deliveries[left].demand]
      let second = program.demands[flows.deliveries[right].demand]
      return (first.priority, first.due, left) < (second.priority, second.due, right)
    }
    for n in deliveries {
      let delivery = flows.deliveries[n]
      drawings[Place(site: delivery.site, item: delivery.item), default: []].append(
        Drawing(bucket: delivery.bucket, use: .delivery(n), units: delivery.units))
    }
    for (n, start) in flows.starts.enumerated() {
      let operation = program.operations[start.operation]
      for row in recipes.components(of: operation) where row.buckets.contains(start.bucket) {
        drawings[Place(site: operation.site, item: row.component), default: []].append(
          Drawing(bucket: start.bucket, use: .start(n), units: start.units * row.quantity))
      }
    }
    for (n, dispatch) in flows.dispatches.enumerated() {
      let lane = program.lanes[dispatch.lane]
      drawings[Place(site: lane.from, item: dispatch.item), default: []].append(
        Drawing(bucket: dispatch.bucket, use: .dispatch(n), units: dispatch.units))
    }
  }

  private func link(
    _ place: Place, _ arrivals: [Arrival], _ drawings: [Drawing], _ links: inout [PegLink]
  ) {
    guard !arrivals.isEmpty else { return }
    var lot = 0
    var left = arrivals[0].units
    func add(_ use: PegLink.Use, _ units: Double) {
      guard units > 1e-9 else { return }
      if let last = links.last, last.site == place.site, last.item == place.item,
        last.source == arrivals[lot].source, last.use == use
      {
        links[links.count - 1].units += units
        return
      }
      links.append(
        PegLink(
          site: place.site, item: place.item, source: arrivals[lot].source, use: use, units: units))
    }
    for drawing in drawings {
      var wanted = drawing.units
      while wanted > 0, lot < arrivals.count {
        let taken = min(wanted, left)
        add(drawing.use, taken)
        wanted -= taken
        left -= taken
        guard left <= 1e-12 else { continue }
        guard lot + 1 < arrivals.count else { return }
        lot += 1
        left = arrivals[lot].units
      }
    }
    while true {
      add(.leftOver, left)
      lot += 1
      guard lot < arrivals.count else { return }
      left = arrivals[lot].units
    }
  }
}

/// What serves a demand, summed over all levels of the bill of materials.
public struct DemandSupply: Sendable {
  /// Units by offer.
  public var orders: [OfferIndex: Double] = [:]
  /// Started units by operation.
  public var starts: [OperationIndex: Double] = [:]
  /// Units by lane and item.
  public var dispatches: [LaneIndex: [ItemIndex: Double]] = [:]
  /// Units by row of `stock.csv`.
  public var given: [Int: Double] = [:]
}

extension Plan {
  /// What serves the demand at `index`, traced through the pegging of the plan.
  ///
  /// - Complexity: O(links).
  public func supply(of index: DemandIndex) -> DemandSupply {
    PegTrace(flows: flows, links: explanations.pegging).supply { $0.demand == index }
  }
}

/// Follows links back from deliveries: the share of each flow that ends in them.
///
/// Level by level: a round follows every flow that the round before drew on.
private struct PegTrace {
  let flows: Flows
  let links: [PegLink]

  func supply(of isWanted: (DeliveryFlow) -> Bool) -> DemandSupply {
    var linksOfUse: [PegLink.Use: [Int]] = [:]
    var outputs: [PegLink.Source: Double] = [:]
    for (n, link) in links.enumerated() {
      outputs[link.source, default: 0] += link.units
      if link.use != .leftOver { linksOfUse[link.use, default: []].append(n) }
    }
    var supply = DemandSupply()
    var pending: [(use: PegLink.Use, share: Double)] = []
    for (n, delivery) in flows.deliveries.enumerated() where isWanted(delivery) {
      pending.append((.delivery(n), 1))
    }
    while !pending.isEmpty {
      var shares: [PegLink.Use: Double] = [:]
      for (use, share) in pending {
        for n in linksOfUse[use] ?? [] {
          let link = links[n]
          let units = link.units * share
          let part = units / max(outputs[link.source] ?? 0, 1e-12)
          add(link, units, part, to: &supply)
          guard part > 1e-9 else { continue }
          switch link.source {
          case .start(let n): shares[.start(n), default: 0] += part
          case .dispatch(let n): shares[.dispatch(n), default: 0] += part
          case .given, .order: break
          }
        }
      }
      pending = shares.map { (use: $0.key, share: $0.value) }
    }
    return supply
  }

  private func add(
    _ link: PegLink, _ units: Double, _ part: Double, to supply: inout DemandSupply
  ) {
    switch link.source {
    case .given(let row): supply.given[row, default: 0] += units
    case .order(let n): supply.orders[flows.orders[n].offer, default: 0] += units
    case .start(let n):
      supply.starts[flows.starts[n].operation, default: 0] += flows.starts[n].units * part
    case .dispatch(let n):
      supply.dispatches[flows.dispatches[n].lane, default: [:]][link.item, default: 0] += units
    }
  }
}
