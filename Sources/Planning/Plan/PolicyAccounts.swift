import Program

/// What each policy attains and by how much it is missed, from the orders themselves.
struct PolicyAccounts {
  let program: BuildProgram
  let ledger: PurchaseLedger
  let flows: Flows
  let awards: [Bool]

  /// One outcome a policy, in the program's order.
  func outcomes() -> [PolicyOutcome] {
    program.policies.map { policy in
      let buckets = program.horizon.buckets(startingFrom: policy.from, to: policy.to)
      let entries = ledger.entries.filter {
        buckets.contains($0.bucket) && program.covers(policy.scope, program.offers[$0.offer].item)
      }
      let measured = measure(policy, entries, buckets)
      let shortfall = measured.shortfall
      return PolicyOutcome(
        attained: measured.attained, value: policy.value, shortfall: shortfall,
        penalty: (policy.penalty ?? 0) * shortfall)
    }
  }

  private typealias Measured = (attained: Double?, shortfall: Double)

  private func measure(
    _ policy: Policy, _ entries: [PurchaseLedger.Entry], _ buckets: Range<Int>
  ) -> Measured {
    switch policy.kind {
    case .domesticContentMin: content(policy, entries)
    case .addressableContentMin:
      content(
        policy, entries.filter { program.items[program.offers[$0.offer].item].isAddressable })
    case .countryShareMax, .supplierShareMax: share(policy, entries)
    case .suppliersMin: suppliers(policy, entries)
    case .capexMax: capex(policy, buckets)
    case .spendMax: spend(policy, entries, buckets)
    }
  }

  private func content(_ policy: Policy, _ entries: [PurchaseLedger.Entry]) -> Measured {
    let money = entries.reduce(0) { $0 + $1.money }
    let domestic = entries.reduce(0) { $0 + $1.money * program.offers[$1.offer].domestic }
    guard money > 0 else { return (nil, 0) }
    return (domestic / money, max(0, policy.value * money - domestic))
  }

  private func byItem(_ entries: [PurchaseLedger.Entry]) -> [[PurchaseLedger.Entry]] {
    let groups = Dictionary(grouping: entries) { program.offers[$0.offer].item }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  private func share(_ policy: Policy, _ entries: [PurchaseLedger.Entry]) -> Measured {
    var worst: Double?
    var shortfall = 0.0
    for group in byItem(entries) {
      let money = group.reduce(0) { $0 + $1.money }
      let subject = group.reduce(0) {
        $0 + (program.isSubject(program.offers[$1.offer], of: policy) ? $1.money : 0)
      }
      guard money > 0 else { continue }
      worst = max(worst ?? 0, subject / money)
      shortfall += max(0, subject - policy.value * money)
    }
    return (worst, shortfall)
  }

  private func suppliers(_ policy: Policy, _ entries: [PurchaseLedger.Entry]) -> Measured {
    var fewest: Double?
    var shortfall = 0.0
    for group in byItem(entries) {
      let total = group.reduce(0) { $0 + $1.units }
      guard total > 1e-6, let first = group.first else { continue }
      let item = program.offers[first.offer].item
      var units: [SupplierIndex: Double] = [:]
      for (position, offer) in program.offers.enumerated()
      where offer.item == item && awards[position] {
        units[offer.supplier, default: 0] += 0
      }
      for entry in group { units[program.offers[entry.offer].supplier, default: 0] += entry.units }
      let least = policy.minShare * total * (1 - 1e-6)
      let count = Double(units.values.count { $0 >= least })
      fewest = min(fewest ?? .infinity, count)
      shortfall += max(0, policy.value - count)
    }
    return (fewest, shortfall)
  }

  private func capex(_ policy: Policy, _ buckets: Range<Int>) -> Measured {
    let total = flows.modules.filter { buckets.contains($0.bucket) }
      .reduce(0) { $0 + program.expansions[$1.expansion].capex * Double($1.count) }
    return (total, max(0, total - policy.value))
  }

  private func spend(
    _ policy: Policy, _ entries: [PurchaseLedger.Entry], _ buckets: Range<Int>
  ) -> Measured {
    var total = entries.reduce(0) { $0 + $1.money + $1.duty }
    for (position, offer) in program.offers.enumerated() where awards[position] {
      guard program.covers(policy.scope, offer.item),
        buckets.contains(program.firstOrderBucket(of: offer))
      else { continue }
      total += offer.fixedCost
    }
    return (total, max(0, total - policy.value))
  }
}
