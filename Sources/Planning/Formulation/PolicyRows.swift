import LinearModel
import Program

/// The rows of one inequality of a policy.
///
/// With q̄ the orders for items in scope placed in the policy's buckets:
/// (C1) domestic_content_min     Σ (domestic − value) price q̄ + shortfall ≥ 0
/// (C2) addressable_content_min  the same over addressable items
/// (C3) country_share_max, per item    Σ (value − [origin = subject]) price q̄ + shortfall ≥ 0
/// (C4) supplier_share_max, per item   Σ (value − [supplier = subject]) price q̄ + shortfall ≥ 0
/// (C5) suppliers_min, per item:
///      (C5a) Σ q̄ ≤ M bought             (C5b) Σ_f counted[f] − value bought + shortfall ≥ 0
///      (C5c) counted[f] ≤ Σ_{o of f} award[o]
///      (C5d) Σ_{q of f} q̄ − min_share Σ q̄ ≥ −min_share M (1 − counted[f])
/// (C6) capex_max   Σ capex module − shortfall ≤ value
/// (C7) spend_max   Σ price (1 + duty) q̄ + Σ fixed_cost award − shortfall ≤ value
///
/// Rows in money are divided by a power of two near their largest coefficient.
struct PolicyRow: Sendable {
  let policy: PolicyIndex
  /// The item where the rule holds per item.
  let item: ItemIndex?
  // (C1…C4), (C5b), (C6), (C7)
  let row: RowIndex
  /// What one unit of the row stands for: money, or 1 for a number of suppliers.
  let scale: Double
  /// The buckets of the policy.
  let buckets: Range<Int>
  /// Only for `suppliers_min`.
  let dual: SupplierRows?
}

/// The further rows of `suppliers_min` for one item.
struct SupplierRows: Sendable {
  // (C5a)
  let bought: RowIndex
  /// M of the item, in its column units.
  let most: Double
  /// The suppliers with an offer for the item, in order; (C5c), (C5d) of each.
  let suppliers: [(supplier: SupplierIndex, awarded: RowIndex, share: RowIndex?)]
}

extension RowLayout {
  // (C1…C7), in the order of the policies and, inside one, of the items.
  mutating func addPolicies(
    _ program: BuildProgram, _ grid: TimeGrid, _ needs: Needs, _ offerLimits: [Double],
    _ model: inout LinearModel
  ) {
    let offersOf = program.offersByItem
    let all = Array(program.offers.rowIndices)
    for index in program.policies.rowIndices {
      let policy = program.policies[index]
      let buckets = program.horizon.buckets(startingFrom: policy.from, to: policy.to)
      switch policy.kind {
      case .domesticContentMin, .addressableContentMin:
        let row = model.addRow(lower: 0, upper: .infinity)
        policies.append(
          PolicyRow(
            policy: index, item: nil, row: row, scale: program.moneyScale(of: policy, among: all),
            buckets: buckets, dual: nil))
      case .capexMax, .spendMax:
        let scale = program.moneyScale(of: policy, among: all)
        let row = model.addRow(lower: -.infinity, upper: policy.value / scale)
        policies.append(
          PolicyRow(
            policy: index, item: nil, row: row, scale: scale, buckets: buckets, dual: nil))
      case .countryShareMax, .supplierShareMax:
        for item in program.itemsOnOffer(in: policy) {
          let row = model.addRow(lower: 0, upper: .infinity)
          policies.append(
            PolicyRow(
              policy: index, item: item, row: row,
              scale: program.moneyScale(of: policy, among: offersOf[Int(item.position)]),
              buckets: buckets, dual: nil))
        }
      case .suppliersMin:
        for item in program.itemsOnOffer(in: policy) {
          let row = model.addRow(lower: 0, upper: .infinity)
          let dual = Self.supplierRows(
            program, policy, offersOf[Int(item.position)], needs.scale[Int(item.position)],
            offerLimits, &model)
          policies.append(
            PolicyRow(
              policy: index, item: item, row: row, scale: 1, buckets: buckets, dual: dual))
        }
      }
    }
  }

  private static func supplierRows(
    _ program: BuildProgram, _ policy: Policy, _ offers: [OfferIndex], _ scale: Double,
    _ offerLimits: [Double], _ model: inout LinearModel
  ) -> SupplierRows {
    var suppliers: Set<SupplierIndex> = []
    var most = 0.0
    for index in offers where program.offers[index].awarded != false {
      suppliers.insert(program.offers[index].supplier)
      most += offerLimits[Int(index.position)]
    }
    most /= scale
    let bought = model.addRow(lower: -.infinity, upper: 0)
    let rows = suppliers.sorted().map { supplier in
      let awarded = model.addRow(lower: -.infinity, upper: 0)
      let hasShare = policy.minShare > 0
      let share =
        hasShare ? model.addRow(lower: -policy.minShare * most, upper: .infinity) : nil
      return (supplier: supplier, awarded: awarded, share: share)
    }
    return SupplierRows(bought: bought, most: most, suppliers: rows)
  }
}

extension BuildProgram {
  /// The items in the policy's scope for which there is any offer, in order.
  func itemsOnOffer(in policy: Policy) -> [ItemIndex] {
    let offered = Set(offers.filter { $0.awarded != false }.map(\.item))
    return offered.filter { covers(policy.scope, $0) }.sorted()
  }

  /// A power of two near the largest coefficient of the policy's row in money, over the offers
  /// of `candidates` that it covers.
  func moneyScale(of policy: Policy, among candidates: [OfferIndex]) -> Double {
    let largest: Double
    if policy.kind == .capexMax {
      largest = expansions.map(\.capex).max() ?? 1
    } else {
      largest =
        candidates.filter { covers(policy.scope, offers[$0].item) }.map { offers[$0].price }.max()
        ?? 1
    }
    return largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
  }
}
