import LinearModel

/// Rows of quantities that are no sum, ratio or extreme of single values.
extension Formulation {
  /// Expressions that must be 0 or more; `nil` for other quantities.
  mutating func special(
    _ requirement: Requirement, mode: Int, in model: inout SearchModel
  ) -> [Expression]? {
    let isLeast = requirement.bound == .atLeast
    let value = requirement.value
    switch requirement.quantity {
    case .misfits, .roleFaults, .overlaps: return []
    case .shelfLoadHeadroom:
      return isLeast ? loadRows(mode, sign: 1, in: model) { $0.loadMax - value } : []
    case .shelfLoadFloor:
      return isLeast ? loadRows(mode, sign: -1, in: model) { $0.loadMin + value } : []
    case .sparePowerShelves:
      return isLeast ? spareSources(value, mode, in: &model) : []
    case .spareCDUs: return isLeast ? spareUnits(value, mode, in: &model) : []
    case .headHeadroom: return isLeast ? headRows(value, mode, in: &model) : []
    case .holdUpTime:
      guard isLeast, value > 0 else { return [] }
      let output = modes[mode].output
      return [discharge - output, energy * 1000 - output * value]
    case .noise: return noiseRows(requirement)
    case .switchHeadroom: return isLeast ? switchRows(value, in: &model) : []
    case .opticHeadroom: return isLeast ? opticRows(value, in: &model) : []
    default: return nil
    }
  }

  /// (L1) output ≤ limit[c] capacity whenever source c is in use, or with sign −1 the other way;
  /// of one role of one type summed up: output ≤ Σ_c limit[c] capacity[c] pieces[c].
  private func loadRows(
    _ mode: Int, sign: Double, in model: SearchModel, _ limit: (ElectricalData) -> Double
  ) -> [Expression] {
    let output = modes[mode].output
    if let role = space.soleRole(where: \.isSource), generation.roles[role].minimum > 0 {
      let most = sum { $0.isSource ? capacity($0) * limit($0.component.electrical) : 0 }
      return [(most - output) * sign]
    }
    return space.positions(where: \.isSource).map { source in
      let row = (allCapacity * limit(candidates[source].component.electrical) - output) * sign
      let slack = -range(of: row, in: model).lowerBound
      return row + unless(Expression(uses[source]), slack)
    }
  }

  /// At least so many sources may fail.
  mutating func spareSources(_ value: Double, _ mode: Int, in model: inout SearchModel)
    -> [Expression]
  {
    let count = Int(max(0, (value - 1e-9).rounded(.up)))
    let left = capacity(without: count, in: &model)
    return [
      left - modes[mode].output, sum { $0.isSource ? 1 : 0 } - Double(count),
    ]
  }

  /// At least so many CDUs may fail.
  mutating func spareUnits(_ value: Double, _ mode: Int, in model: inout SearchModel)
    -> [Expression]
  {
    let count = Int(max(0, (value - 1e-9).rounded(.up)))
    let terms = modes[mode]
    let heat = safePlant(count, \.coolingKw, "heat", in: &model)
    let flow = safePlant(count, \.coolingLpm, "flow", in: &model)
    return [
      heat - terms.liquid - terms.besideLiquid, flow - terms.flow,
      sum { $0.kind == .cdu ? 1 : 0 } - Double(count),
    ]
  }

  // (W6)
  private mutating func headRows(_ value: Double, _ mode: Int, in model: inout SearchModel)
    -> [Expression]
  {
    let drop = drop(mode, in: &model) + value
    let units = space.positions { $0.kind == .cdu }
    let heads = candidates.map(\.component.cooling.headKpa)
    guard space.soleRole(where: { $0.kind == .cdu }) == nil else {
      return [units.reduce(drop * -1) { $0 + Expression(uses[$1], heads[$1]) }]
    }
    let best = units.map { heads[$0] }.max() ?? 0
    return [used(units) * best - drop]
      + units.map { unit in
        Expression(heads[unit]) - drop + unless(Expression(uses[unit]), best - heads[unit])
      }
  }

  /// Levels add up by their powers.
  private func noiseRows(_ requirement: Requirement) -> [Expression] {
    func isHeard(_ candidate: Candidate) -> Bool {
      candidate.scope == .rack && candidate.component.cooling.noise != nil
    }
    let power = sum { candidate in
      guard isHeard(candidate), let noise = candidate.component.cooling.noise else { return 0 }
      return Mathematics.power(10, (noise - requirement.value) / 10)
    }
    let sign: Double = requirement.bound == .atLeast ? 1 : -1
    return [(power - 1) * sign, used(space.positions(where: isHeard)) - 1]
  }
}
