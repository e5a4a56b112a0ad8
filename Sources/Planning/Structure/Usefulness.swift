import Program

/// Which flows can be left out of the formulation without changing its optimum.
///
/// An item is *useful* at a site where an operation consumes it, a demand can take it, or a lane
/// leads to a site where it is useful. What reaches any other place stays there for good.
///
/// (U1) An order to a place where the item is useless costs and brings nothing. It is left out
///      unless something can force the order: a minimum of its offer, or a policy over shares or
///      content that covers the item.
/// (U2) A forced order of an offer that is delivered everywhere may as well go to a useful site of
///      the same country, where price, duty and holding cost are the same. It is left out where
///      such a site exists and nothing could be gained by moving it on.
/// (U3) A dispatch to a useless place can save no more than the holding cost of the days in which
///      the unit is in no stock: value × holding_rate × (days + l_max) / 365, with l_max the
///      longest bucket. It is left out where the lane costs at least that.
struct Usefulness: Sendable {
  private let isHome: [Bool]
  private let isUseful: [Bool]
  private let isForceable: [Bool]
  private let itemCount: Int
  private let program: BuildProgram
  private let longestBucket: Int

  init(program: BuildProgram, recipes: Recipes) {
    self.program = program
    itemCount = program.items.count
    longestBucket = (0..<program.horizon.count).map { program.horizon.days(of: $0) }.max() ?? 0
    isForceable = program.items.rowIndices.map { item in
      program.policies.contains { $0.kind.concernsShares && program.covers($0.scope, item) }
    }
    var useful = [Bool](repeating: false, count: program.sites.count * program.items.count)
    for operation in program.operations where program.holdsStock(operation.site) {
      for row in recipes.components(of: operation) {
        useful[Int(operation.site.position) * itemCount + Int(row.component.position)] = true
      }
    }
    for demand in program.demands {
      let items = program.items(meeting: demand)
      for site in program.sites.rowIndices where program.serves(site, demand) {
        for item in items {
          useful[Int(site.position) * itemCount + Int(item.position)] = true
        }
      }
    }
    isHome = useful
    isUseful = Self.spread(useful, over: program)
  }

  /// Whether an operation at `site` consumes `item`, or a demand can take it there.
  func isHome(_ item: ItemIndex, at site: SiteIndex) -> Bool {
    isHome[Int(site.position) * itemCount + Int(item.position)]
  }

  /// Whether `item` is useful at `site`.
  func isUseful(_ item: ItemIndex, at site: SiteIndex) -> Bool {
    isUseful[Int(site.position) * itemCount + Int(item.position)]
  }

  /// Usefulness against the direction of the lanes.
  private static func spread(_ direct: [Bool], over program: BuildProgram) -> [Bool] {
    var useful = direct
    let itemCount = program.items.count
    var isChanging = true
    while isChanging {
      isChanging = false
      for lane in program.lanes where program.carriesStock(lane) {
        let from = Int(lane.from.position) * itemCount
        let to = Int(lane.to.position) * itemCount
        let carried = lane.item.map { Int($0.position)..<Int($0.position) + 1 } ?? 0..<itemCount
        for item in carried where useful[to + item] && !useful[from + item] {
          useful[from + item] = true
          isChanging = true
        }
      }
    }
    return useful
  }

  /// Whether the formulation has dispatches of `item` over `lane` (U3).
  func keeps(_ item: ItemIndex, over lane: Lane) -> Bool {
    guard program.carriesStock(lane), lane.item == nil || lane.item == item else { return false }
    guard !isUseful(item, at: lane.to) else { return true }
    let days = Double(lane.days + longestBucket)
    let saving = program.items[item].value * program.settings.holdingRate * days / 365
    return program.freight(of: item, over: lane) < saving
  }

  /// The routes that the formulation has (U1, U2), in their order.
  func kept(_ routes: [OrderRoute]) -> [OrderRoute] {
    routes.filter { route in
      if isUseful(route.item, at: route.site) { return true }
      guard isForceable[Int(route.item.position)] || program.offers[route.offer].minimum > 0 else {
        return false
      }
      return route.lane != nil || !hasUsefulTwin(route) || canMoveOn(route)
    }
  }

  private func hasUsefulTwin(_ route: OrderRoute) -> Bool {
    let country = program.sites[route.site].country
    return program.sites.rowIndices.contains { site in
      program.holdsStock(site) && program.sites[site].country == country
        && isUseful(route.item, at: site)
    }
  }

  private func canMoveOn(_ route: OrderRoute) -> Bool {
    program.lanes.contains { $0.from == route.site && keeps(route.item, over: $0) }
  }
}

extension PolicyKind {
  /// Whether the rule weighs orders against each other, so that buying more can help to meet it.
  var concernsShares: Bool {
    switch self {
    case .domesticContentMin, .addressableContentMin, .countryShareMax, .supplierShareMax,
      .suppliersMin:
      true
    case .capexMax, .spendMax: false
    }
  }
}

extension BuildProgram {
  /// Whether `scope` covers `item`.
  func covers(_ scope: PolicyScope, _ item: ItemIndex) -> Bool {
    switch scope {
    case .all: true
    case .item(let one): one == item
    case .category(let text): items[item].category == text
    case .pillar(let pillar): items[item].pillar == pillar
    }
  }

  /// Whether `demand` can be delivered at `site`.
  func serves(_ site: SiteIndex, _ demand: Demand) -> Bool {
    if let wanted = demand.site { return wanted == site && holdsStock(site) }
    return sites[site].kind == .datacenter || sites[site].kind == .hub
  }

  /// The items that can meet `demand`, in order.
  func items(meeting demand: Demand) -> [ItemIndex] {
    if case .item(let wanted) = demand.wanted { return [wanted] }
    return items.rowIndices.filter { canMeet(demand, with: $0) }
  }

  /// Whether units of `item` count toward `demand`.
  func canMeet(_ demand: Demand, with item: ItemIndex) -> Bool {
    switch demand.wanted {
    case .item(let wanted): wanted == item
    case .measure: items[item].kind == .product
    }
  }
}
