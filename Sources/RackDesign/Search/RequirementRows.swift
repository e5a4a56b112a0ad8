import LinearModel

/// Rows of requirements that must be met.
extension Formulation {
  /// Adds the rows of a must in each mode that it speaks of.
  ///
  /// What the model has no words for (an upper limit of a headroom, say) gets no rows: the checker
  /// rejects such a design, and (N1) excludes it.
  mutating func addMust(_ requirement: Requirement, to model: inout SearchModel) {
    for mode in modePositions(of: requirement) {
      guard canBeTold(requirement.quantity) else {
        if !requirement.isRule { model.require(Expression(-1)) }
        continue
      }
      for row in rows(of: requirement, mode: mode, in: &model) { model.require(row) }
    }
  }

  /// Modes in which a requirement is judged; the first for what is the same in all.
  func modePositions(of requirement: Requirement) -> [Int] {
    guard requirement.quantity.dependsOnMode else { return [0] }
    return generation.modes.indices.filter {
      requirement.mode == nil || requirement.mode == generation.modes[$0].mode
    }
  }

  /// Whether the architecture has what the quantity speaks of.
  func canBeTold(_ quantity: Quantity) -> Bool {
    func hasRole(_ kind: ComponentKind) -> Bool { generation.roles.contains { $0.kind == kind } }
    switch quantity {
    case .busbarHeadroom: return hasRole(.busbar)
    case .headHeadroom, .flowHeadroom, .coolingHeadroom, .spareCDUs: return hasRole(.cdu)
    case .scaleUpCableHeadroom: return hasRole(.cableCartridge)
    case .managementPortHeadroom: return hasRole(.managementSwitch)
    case .transientHeadroom: return conditions.transientMs > 0
    case .switchHeadroom, .opticHeadroom: return conditions.hasScaleOutNetwork
    default: return true
    }
  }

  /// Expressions that must be 0 or more.
  private mutating func rows(
    of requirement: Requirement, mode: Int, in model: inout SearchModel
  ) -> [Expression] {
    let value = requirement.value
    if let special = special(requirement, mode: mode, in: &model) { return special }
    let sign: Double = requirement.bound == .atLeast ? 1 : -1
    switch measure(requirement.quantity, mode: mode, in: &model) {
    case .linear(let expression):
      var row = (expression - value) * sign
      if requirement.isRule, requirement.quantity == .payloadHeadroom {
        row += withoutFrame(row, in: model)
      }
      return [row] + leastCounts(requirement, mode: mode, in: model)
    case .ratio(let over, let under): return [(over - under * value) * sign]
    case .least(let values, let none):
      return extremeRows(requirement, values, none, isLeast: true, mode: mode)
    case .greatest(let values, let none):
      return extremeRows(requirement, values, none, isLeast: false, mode: mode)
    case .smaller(let parts):
      return requirement.bound == .atLeast ? parts.map { $0 - value } : []
    case .special: return []
    }
  }

  /// A rack without a frame is not asked what its frame carries.
  private func withoutFrame(_ row: Expression, in model: SearchModel) -> Expression {
    let frames = space.positions(where: \.isFrame)
    let isCertain = generation.roles.contains {
      $0.kind == .frame && $0.scope == .rack && $0.minimum > 0
    }
    guard !isCertain else { return Expression() }
    let slack = max(0, -range(of: row, in: model).lowerBound)
    guard !frames.isEmpty else { return Expression(slack) }
    // With several roles of frames the slack only shrinks further, so count one of them.
    return space.ofRole.indices.filter { generation.roles[$0].kind == .frame }.count == 1
      && !generation.roles[candidates[frames[0]].role].isMixed
      ? (Expression(1) - used(frames)) * slack : Expression(slack)
  }

  /// The least of values is at least so much if no candidate in use has less; the other side asks
  /// for one candidate in use.
  private func extremeRows(
    _ requirement: Requirement, _ values: [(candidate: Int, value: Double)], _ none: Double?,
    isLeast: Bool, mode: Int
  ) -> [Expression] {
    func meets(_ value: Double) -> Bool {
      Verdict(requirement: requirement, mode: mode, value: value).isMet
    }
    let good = values.filter { meets($0.value) }.map(\.candidate)
    let bad = values.filter { !meets($0.value) }.map(\.candidate)
    if isLeast == (requirement.bound == .atLeast) {
      let isAnyNeeded = none.map { !meets($0) } ?? true
      return [used(bad) * -1] + (isAnyNeeded ? [used(good) - 1] : [])
    }
    if let none, meets(none) { return [] }
    return [used(good) - 1]
  }
}
