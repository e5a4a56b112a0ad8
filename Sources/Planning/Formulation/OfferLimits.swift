import Program

/// The largest total of each offer that a plan can want: the M of its award.
///
/// (M1) likely: M_o = min(maximum_o, Σ_b capacity_{o,b}, max(use_i, minimum_o))
/// (M2) Where a policy over shares or content covers the item, more than the need may be bought so
///      that a share comes out right. With c_{o,k} the coefficient of a unit of o in policy k
///      (positive where it helps), at most Σ_{o'} max(0, −c_{o',k}) M_{o'} / c_{o,k} is added.
/// (M3) Where `suppliers_min` asks for a share f of each counted supplier, the minimum of another
///      offer may call for more: at most f / (1 − f) Σ_{o' ≠ o} M_{o'} is added.
/// (M4) proven: the same with need_i × spill(lead_o) for use_i, the lead being the one of the
///      offer's routes that spills most; but never more than ceiling / (δ_last × least price_o),
///      for no cost is negative, and a plan that spends more on one offer than a known plan costs
///      in all is not wanted.
///
/// The likely limits are tight and nearly always right, the proven ones never cut an optimum off.
/// Without a ceiling (under `service_first` cost is no limit) those of offers without capacity and
/// maximum stay within ``surplus`` times the likely ones.
struct OfferLimits: Sendable {
  /// Which of the two; and the proven ones of offers whose weekly capacity may give.
  enum Rule: Sendable {
    case likely
    case proven(ceiling: Double?)
    case withoutCapacity
  }

  /// M_o in units; shape `[offers]`; 0 for an offer without a route.
  let totals: [Double]

  private static let surplus = 100.0

  init(
    _ rule: Rule, program: BuildProgram, grid: TimeGrid, needs: Needs, routes: [OrderRoute]
  ) {
    var ceiling: Double?
    var hasCapacity = true
    var isLikely = false
    switch rule {
    case .likely: isLikely = true
    case .proven(let known): ceiling = known
    case .withoutCapacity: hasCapacity = false
    }
    let capacities = Self.capacities(
      program: program, grid: grid, routes: routes, hasCapacity: hasCapacity)
    let likely = Self.extended(
      program.offers.map { max(needs.uses[Int($0.item.position)], $0.minimum) },
      within: capacities, program: program)
    guard !isLikely else {
      totals = likely
      return
    }
    let spill = Self.spills(program: program, needs: needs, routes: routes)
    let wanted = zip(program.offers, spill).map { offer, spill in
      max(needs.units[Int(offer.item.position)] * spill, offer.minimum)
    }
    let last = grid.discount[grid.count - 1]
    let affordable = program.offers.rowIndices.map { index in
      let position = Int(index.position)
      guard let ceiling else {
        return capacities[position].isFinite ? .infinity : Self.surplus * likely[position]
      }
      let least = program.leastPrice(of: index) * last
      return least > 0 ? ceiling / least : .infinity
    }
    let proven = Self.extended(wanted, within: capacities, program: program)
    totals = proven.indices.map { max(likely[$0], min(proven[$0], affordable[$0])) }
  }

  /// What the offer itself allows, by offer; 0 without a route.
  private static func capacities(
    program: BuildProgram, grid: TimeGrid, routes: [OrderRoute], hasCapacity: Bool
  ) -> [Double] {
    var capacities = [Double](repeating: 0, count: program.offers.count)
    for route in routes {
      let offer = program.offers[route.offer]
      let weeks = route.buckets.reduce(0) { $0 + grid.weeks[$1] }
      capacities[Int(route.offer.position)] = min(
        offer.maximum ?? .infinity,
        hasCapacity ? offer.perWeek.map { $0 * weeks } ?? .infinity : .infinity)
    }
    return capacities
  }

  /// The largest spill of each offer's routes.
  private static func spills(
    program: BuildProgram, needs: Needs, routes: [OrderRoute]
  ) -> [Double] {
    var spill = [Double](repeating: 1, count: program.offers.count)
    for route in routes {
      let position = Int(route.offer.position)
      spill[position] = max(spill[position], needs.spill.releasing(leadDays: route.leadDays))
    }
    return spill
  }

  /// `wanted` within the capacities, then (M2) and (M3).
  private static func extended(
    _ wanted: [Double], within capacities: [Double], program: BuildProgram
  ) -> [Double] {
    let base = zip(wanted, capacities).map { min($0, $1) }
    let offersOf = program.offersByItem
    let dilution = dilution(program: program, offersOf, totals: base)
    let matching = matching(program: program, offersOf, totals: base)
    return base.indices.map { min(capacities[$0], base[$0] + dilution[$0] + matching[$0]) }
  }

  /// (M2), in units; shape `[offers]`.
  private static func dilution(
    program: BuildProgram, _ offersOf: [[OfferIndex]], totals: [Double]
  ) -> [Double] {
    var extra = [Double](repeating: 0, count: totals.count)
    for policy in program.policies where policy.kind.concernsShares {
      for items in program.groups(of: policy) {
        let coefficients = items.flatMap { offersOf[Int($0.position)] }.sorted().map { index in
          let value = program.shareCoefficient(of: program.offers[index], in: policy)
          return (position: Int(index.position), value: value)
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

  /// (M3), in units; shape `[offers]`.
  private static func matching(
    program: BuildProgram, _ offersOf: [[OfferIndex]], totals: [Double]
  ) -> [Double] {
    var extra = [Double](repeating: 0, count: totals.count)
    for policy in program.policies where policy.kind == .suppliersMin && policy.minShare < 1 {
      let factor = policy.minShare / (1 - policy.minShare)
      for item in program.itemsOnOffer(in: policy) {
        let offers = offersOf[Int(item.position)].map { Int($0.position) }
        let all = offers.reduce(0) { $0 + totals[$1] }
        for position in offers { extra[position] += factor * (all - totals[position]) }
      }
    }
    return extra
  }
}

extension BuildProgram {
  /// The least that any unit of an offer can cost, breaks included.
  func leastPrice(of index: OfferIndex) -> Double {
    priceBreaks.filter { $0.offer == index }.map(\.price).reduce(offers[index].price, min)
  }

  /// The offers for each item, in order; shape `[items]`.
  var offersByItem: [[OfferIndex]] {
    var result = [[OfferIndex]](repeating: [], count: items.count)
    for index in offers.rowIndices { result[Int(offers[index].item.position)].append(index) }
    return result
  }

  /// The sets of items over each of which the policy is one inequality.
  func groups(of policy: Policy) -> [[ItemIndex]] {
    let covered = items.rowIndices.filter { covers(policy.scope, $0) }
    switch policy.kind {
    case .domesticContentMin: return [covered]
    case .addressableContentMin: return [covered.filter { items[$0].isAddressable }]
    case .countryShareMax, .supplierShareMax: return covered.map { [$0] }
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
