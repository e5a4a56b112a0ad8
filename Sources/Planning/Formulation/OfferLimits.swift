import Program

/// The largest total of each offer that an optimal plan can want: the M of its award.
///
/// (M1) M_o = min(maximum_o, Σ_b capacity_{o,b}, max(need_i, minimum_o))
/// (M2) Where a policy over shares or content covers the item, more than the need may be bought so
///      that a share comes out right. With c_{o,k} the coefficient of a unit of o in policy k
///      (positive where it helps), at most Σ_{o'} max(0, −c_{o',k}) M_{o'} / c_{o,k} is added.
/// (M3) Where `suppliers_min` asks for a share f of each counted supplier, the minimum of another
///      offer may call for more: at most f / (1 − f) Σ_{o' ≠ o} M_{o'} is added.
struct OfferLimits: Sendable {
  /// M_o in units; shape `[offers]`; 0 for an offer without a route.
  let totals: [Double]

  init(program: BuildProgram, grid: TimeGrid, needs: Needs, routes: [OrderRoute]) {
    var capacities = [Double](repeating: 0, count: program.offers.count)
    var hasRoute = [Bool](repeating: false, count: program.offers.count)
    for route in routes where !hasRoute[Int(route.offer.position)] {
      let position = Int(route.offer.position)
      hasRoute[position] = true
      let offer = program.offers[position]
      let weeks = route.buckets.reduce(0) { $0 + grid.weeks[$1] }
      capacities[position] = min(
        offer.maximum ?? .infinity, offer.perWeek.map { $0 * weeks } ?? .infinity)
    }
    var totals = program.offers.indices.map { position in
      let offer = program.offers[position]
      let need = needs.units[Int(offer.item.position)]
      return hasRoute[position] ? min(capacities[position], max(need, offer.minimum)) : 0
    }
    let dilution = Self.dilution(program: program, totals: totals)
    let matching = Self.matching(program: program, totals: totals)
    for position in totals.indices where hasRoute[position] {
      let extra = dilution[position] + matching[position]
      totals[position] = min(capacities[position], totals[position] + extra)
    }
    self.totals = totals
  }

  // (M2), in units; shape `[offers]`.
  private static func dilution(program: BuildProgram, totals: [Double]) -> [Double] {
    var extra = [Double](repeating: 0, count: totals.count)
    for policy in program.policies where policy.kind.concernsShares {
      let scopes = program.groups(of: policy)
      for items in scopes {
        var coefficients: [(position: Int, value: Double)] = []
        for (position, offer) in program.offers.enumerated() where items(offer.item) {
          coefficients.append((position, program.shareCoefficient(of: offer, in: policy)))
        }
        let missed = coefficients.reduce(0) { $0 + max(0, -$1.value) * totals[$1.position] }
        guard missed > 0 else { continue }
        for (position, value) in coefficients where value > 0 {
          extra[position] += missed / value
        }
      }
    }
    return extra
  }

  // (M3), in units; shape `[offers]`.
  private static func matching(program: BuildProgram, totals: [Double]) -> [Double] {
    var extra = [Double](repeating: 0, count: totals.count)
    for policy in program.policies where policy.kind == .suppliersMin && policy.minShare < 1 {
      let factor = policy.minShare / (1 - policy.minShare)
      for item in program.itemsOnOffer(in: policy) {
        let offers = program.offers.indices.filter { program.offers[$0].item == item }
        let all = offers.reduce(0) { $0 + totals[$1] }
        for position in offers { extra[position] += factor * (all - totals[position]) }
      }
    }
    return extra
  }
}

extension BuildProgram {
  /// The sets of items over each of which the policy is one inequality.
  func groups(of policy: Policy) -> [(ItemIndex) -> Bool] {
    switch policy.kind {
    case .domesticContentMin: return [{ self.covers(policy.scope, $0) }]
    case .addressableContentMin:
      return [{ self.covers(policy.scope, $0) && self.items[$0].isAddressable }]
    case .countryShareMax, .supplierShareMax:
      return items.rowIndices.filter { covers(policy.scope, $0) }.map { item in { $0 == item } }
    case .suppliersMin, .capexMax, .spendMax: return []
    }
  }

  /// What a unit of `offer` adds to the left side of the policy's inequality, written as
  /// "… ≥ 0"; in money.
  func shareCoefficient(of offer: Offer, in policy: Policy) -> Double {
    switch policy.kind {
    case .domesticContentMin, .addressableContentMin:
      (offer.domestic - policy.value) * offer.price
    case .countryShareMax, .supplierShareMax:
      (policy.value - (isSubject(offer, of: policy) ? 1 : 0)) * offer.price
    case .suppliersMin, .capexMax, .spendMax: 0
    }
  }

  /// Whether `offer` belongs to the policy's supplier or country.
  func isSubject(_ offer: Offer, of policy: Policy) -> Bool {
    switch policy.subject {
    case .supplier(let supplier): offer.supplier == supplier
    case .country(let country): offer.origin == country
    case nil: false
    }
  }
}
