import LinearModel

/// What is left after the largest have failed.
///
/// (F1) safe = Σ_c v[c] pieces[c] − worst
/// (F2) one role of one type with minimum ≥ F: worst = F Σ_c v[c] use[c]
/// (F3) else worst ≥ F t + Σ_{c, j ≤ F} s[c,j],  s[c,j] ≥ v[c] u[c,j] − t,  t, s ≥ 0, where
///      u[c,j] ∈ {0, 1} is 1 if there are j pieces or more: the dual of choosing the F largest
/// (F4) safe ≥ need, of the only role and one type: pieces[c] ≥ (F + ⌈least need / v[c]⌉) use[c]
extension Formulation {
  /// Output of the sources after the spare ones have failed, kW.
  mutating func safeCapacity(in model: inout SearchModel) -> Expression {
    capacity(without: conditions.sparePowerShelves, in: &model)
  }

  /// Output of the sources after `failed` have failed, kW.
  mutating func capacity(without failed: Int, in model: inout SearchModel) -> Expression {
    let inlet = conditions.airInletC
    let worst = worst(
      failed, "sources", space.positions(where: \.isSource),
      { PowerSources.derated($0.component.electrical, airInletC: inlet) }, in: &model)
    return allCapacity - worst
  }

  /// What the CDUs can do for one rack after `failed` of each group have failed.
  mutating func safePlant(
    _ failed: Int, _ value: (CoolingData) -> Double, _ name: String,
    in model: inout SearchModel
  ) -> Expression {
    var safe = Expression()
    for isShared in [false, true] {
      let members = space.positions { $0.kind == .cdu && ($0.scope == .cluster) == isShared }
      let scale = isShared ? 1 / Double(space.racks) : 1
      let all = sum {
        $0.kind == .cdu && ($0.scope == .cluster) == isShared
          ? value($0.component.cooling) : 0
      }
      let worst = worst(
        failed, "\(name) \(isShared)", members, { value($0.component.cooling) },
        in: &model)
      safe += (all - worst) * scale
    }
    return safe
  }

  // (F4)
  func leastCounts(_ requirement: Requirement, mode: Int, in model: SearchModel) -> [Expression] {
    guard requirement.bound == .atLeast else { return [] }
    let terms = modes[mode]
    let heat = terms.liquid + terms.besideLiquid
    func units(_ need: Expression, _ value: (CoolingData) -> Double) -> [Expression] {
      leastCounts(conditions.spareCDUs, need + requirement.value, { $0.kind == .cdu }, in: model) {
        value($0.component.cooling) / ($0.scope == .cluster ? Double(space.racks) : 1)
      }
    }
    switch requirement.quantity {
    case .powerHeadroom:
      return leastCounts(
        conditions.sparePowerShelves, terms.output + requirement.value, \.isSource, in: model,
        capacity)
    case .coolingHeadroom: return units(heat, \.coolingKw)
    case .flowHeadroom: return units(terms.flow, \.coolingLpm)
    default: return []
    }
  }

  private func leastCounts(
    _ failed: Int, _ need: Expression, _ isMember: (Candidate) -> Bool, in model: SearchModel,
    _ value: (Candidate) -> Double
  ) -> [Expression] {
    // A millionth less, so that what the checker takes for rounding does not ask for one more.
    let least = range(of: need, in: model).lowerBound * (1 - 1e-6)
    guard least > 0, let role = space.soleRole(where: isMember) else { return [] }
    return space.ofRole[role].map { position in
      let each = value(candidates[position])
      let count = each > 0 ? Double(failed) + (least / each).rounded(.up) : .infinity
      return count <= Double(maximum(position))
        ? pieces[position] - Expression(uses[position], count)
        : Expression(uses[position], -1)
    }
  }

  /// The sum of the `count` largest values of pieces.
  private mutating func worst(
    _ count: Int, _ name: String, _ members: [Int], _ value: (Candidate) -> Double,
    in model: inout SearchModel
  ) -> Expression {
    guard count > 0, !members.isEmpty else { return Expression() }
    let key = "\(count) \(name)"
    if let known = largest[key] { return known }
    let made: Expression
    let roles = Set(members.map { candidates[$0].role })
    if let role = roles.first, roles.count == 1, !generation.roles[role].isMixed,
      generation.roles[role].minimum >= count
    {
      made = members.reduce(Expression()) {
        $0 + Expression(uses[$1], Double(count) * value(candidates[$1]))
      }
    } else {
      made = dual(count, members, value, in: &model)
    }
    largest[key] = made
    return made
  }

  // (F3)
  private func dual(
    _ count: Int, _ members: [Int], _ value: (Candidate) -> Double, in model: inout SearchModel
  ) -> Expression {
    let most = members.map { value(candidates[$0]) }.max() ?? 0
    let limit = Expression(model.column(0, most))
    var sum = limit * Double(count)
    for member in members {
      let each = value(candidates[member])
      guard each > 0 else { continue }
      for rank in 1...count where rank <= maximum(member) {
        let isReached = hasPieces(member, rank, in: &model)
        let over = Expression(model.column(0, each))
        model.require(over - isReached * each + limit)
        sum += over
      }
    }
    return sum
  }

  /// 1 if there are `rank` pieces or more.
  private func hasPieces(_ member: Int, _ rank: Int, in model: inout SearchModel) -> Expression {
    let role = generation.roles[candidates[member].role]
    if rank == 1 || !isCounted(member) || (!role.isMixed && rank <= role.minimum) {
      return Expression(uses[member])
    }
    let reached = Expression(model.binary())
    let above = pieces[member] - Double(rank - 1)
    model.require(reached * Double(maximum(member)) - above)
    return reached
  }
}
