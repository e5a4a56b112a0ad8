import LinearModel
import Program

/// What one unit of an offer, ordered in certain buckets, adds to the rows of the policies.
struct PolicyTerm: Sendable {
  let row: RowIndex
  /// Per unit of the item.
  let perUnit: Double
  /// Per unit and duty rate of 1, for `spend_max`; else 0.
  let perDuty: Double
  let buckets: Range<Int>
}

extension Formulation {
  /// The terms of each offer; shape `[offers]`.
  func policyTerms() -> [[PolicyTerm]] {
    var terms = [[PolicyTerm]](repeating: [], count: program.offers.count)
    let offersOf = program.offersByItem
    let all = Array(program.offers.rowIndices)
    for entry in rows.policies {
      let policy = program.policies[entry.policy]
      for index in entry.item.map({ offersOf[Int($0.position)] }) ?? all {
        let offer = program.offers[index]
        guard concerns(entry, policy, offer) else { continue }
        terms[Int(index.position)].append(contentsOf: self.terms(of: offer, in: entry, policy))
      }
    }
    return terms
  }

  private func concerns(_ entry: PolicyRow, _ policy: Policy, _ offer: Offer) -> Bool {
    if entry.item != nil { return true }
    guard policy.kind != .capexMax, program.covers(policy.scope, offer.item) else { return false }
    return policy.kind != .addressableContentMin || program.items[offer.item].isAddressable
  }

  private func terms(of offer: Offer, in entry: PolicyRow, _ policy: Policy) -> [PolicyTerm] {
    func term(_ row: RowIndex, _ perUnit: Double, perDuty: Double = 0) -> PolicyTerm {
      PolicyTerm(row: row, perUnit: perUnit, perDuty: perDuty, buckets: entry.buckets)
    }
    if policy.kind == .spendMax {
      let price = offer.price / entry.scale
      return [term(entry.row, price, perDuty: price)]
    }
    guard let dual = entry.dual else {
      return [term(entry.row, program.shareCoefficient(of: offer, in: policy) / entry.scale)]
    }
    let perUnit = 1 / scale(offer.item)
    var terms = [term(dual.bought, perUnit)]
    for each in dual.suppliers {
      guard let share = each.share else { continue }
      let own = each.supplier == offer.supplier ? 1.0 : 0
      terms.append(term(share, (own - policy.minShare) * perUnit))
    }
    return terms
  }

  /// Shortfalls of every policy with a penalty, and the binaries of `suppliers_min`.
  mutating func addPolicyColumns() {
    for entry in rows.policies {
      let policy = program.policies[entry.policy]
      var columns = PolicyColumns(policy: entry.policy, item: entry.item)
      if let penalty = policy.penalty {
        let isCeiling = policy.kind == .capexMax || policy.kind == .spendMax
        columns.shortfall = model.addColumn(cost: penalty * entry.scale, lower: 0, upper: .infinity)
        model.addEntry(entry.row, isCeiling ? -1 : 1)
      }
      if let dual = entry.dual {
        columns.bought = model.addColumn(cost: 0, lower: 0, upper: 1, isInteger: true)
        model.addEntry(dual.bought, -dual.most)
        model.addEntry(entry.row, -policy.value)
        for each in dual.suppliers {
          let column = model.addColumn(cost: 0, lower: 0, upper: 1, isInteger: true)
          model.addEntry(entry.row, 1)
          model.addEntry(each.awarded, 1)
          if let share = each.share {
            model.addEntry(share, -policy.minShare * dual.most)
          }
          columns.counted.append((each.supplier, column))
        }
      }
      policyColumns.append(columns)
    }
  }
}
