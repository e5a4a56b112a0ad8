import LinearModel

/// What missed `should`s cost.
///
/// (S1) short ≥ value − quantity, short ≥ 0, penalty · short in the cost
/// (S2) of a ratio N/D at least v, with D ∈ [d, d'] and what is missed m = v − N/D ∈ [p, q]:
///      short ≥ (v D − N + p⁺ (d' − D)) / d',  short ≥ (v D − N − q (D − d)) / d,
///      for the whole range of D and each stretch that it is split into where the search looks
/// (S3) of a least value: short ≥ Σ_c (v − value[c])⁺ use[c] of each role of one type
/// (S4) of spares: short ≥ v − F − Σ_j spare[j], spare[j] ∈ {0, 1} only if j may fail
extension Formulation {
  mutating func addShould(_ requirement: Requirement, to model: inout SearchModel) {
    guard let penalty = requirement.penalty, penalty > 0 else { return }
    for mode in modePositions(of: requirement) {
      guard canBeTold(requirement.quantity) else {
        self.penalty += Expression(penalty * requirement.value)
        continue
      }
      let short = Expression(model.column(0, .infinity))
      addShortfall(short, requirement, mode: mode, to: &model)
      self.penalty += short * penalty
    }
  }

  private mutating func addShortfall(
    _ short: Expression, _ requirement: Requirement, mode: Int, to model: inout SearchModel
  ) {
    let isLeast = requirement.bound == .atLeast
    let sign: Double = isLeast ? 1 : -1
    let value = requirement.value
    switch requirement.quantity {
    case .sparePowerShelves where isLeast, .spareCDUs where isLeast:
      addSpares(short, requirement, mode: mode, to: &model)
      return
    case .holdUpTime where isLeast:
      let short = ratioShort(short, energy * 1000, modes[mode].output, value, sign)
      addRatio(short, requirement, mode: mode, to: &model)
      return
    default: break
    }
    switch measure(requirement.quantity, mode: mode, in: &model) {
    case .linear(let expression): model.require(short + (expression - value) * sign)
    case .ratio(let over, let under):
      let short = ratioShort(short, over, under, value, sign)
      addRatio(short, requirement, mode: mode, to: &model)
    case .least(let values, let none) where isLeast:
      let missing = values.map { ($0.candidate, value - $0.value) }
      addExtreme(short, missing, none, requirement, mode: mode, to: &model)
    case .greatest(let values, let none) where !isLeast:
      let missing = values.map { ($0.candidate, $0.value - value) }
      addExtreme(short, missing, none, requirement, mode: mode, to: &model)
    case .smaller(let parts) where isLeast:
      for part in parts { model.require(short + part - value) }
    default: break
    }
  }

  // MARK: Ratios

  /// What is missed of a ratio: `short · under ≥ missing`.
  private struct RatioShort {
    let short: Expression
    let under: Expression
    let missing: Expression

    /// What makes `short` enough where the denominator lies within `limits` and what is missed
    /// within `missed`: exact at both ends of the former.
    func rows(_ limits: ClosedRange<Double>, _ missed: ClosedRange<Double>?) -> [Expression] {
      let (low, high) = (limits.lowerBound, limits.upperBound)
      let least = max(0, missed?.lowerBound ?? 0)
      var rows = [short - (missing + (Expression(high) - under) * least) * (1 / high)]
      if low > 0, let most = missed?.upperBound {
        rows.append(short - (missing - (under - low) * most) * (1 / low))
      }
      return rows
    }
  }

  private func ratioShort(
    _ short: Expression, _ over: Expression, _ under: Expression, _ value: Double, _ sign: Double
  ) -> RatioShort {
    RatioShort(short: short, under: under, missing: (under * value - over) * sign)
  }

  // (S2)
  private mutating func addRatio(
    _ ratio: RatioShort, _ requirement: Requirement, mode: Int, to model: inout SearchModel
  ) {
    let key = "\(requirement.id) \(mode)"
    let limits = narrowed(range(of: ratio.under, in: model), key)
    let low = max(0, limits.lowerBound)
    let high = limits.upperBound
    guard high > 0, high.isFinite else { return }
    ratios[key] = Ratio(under: ratio.under, missing: ratio.missing, limits: low...high)
    let known = refinements.denominators[key] ?? []
    let missed = refinements.limits[key]?.missed
    for row in ratio.rows(low...high, missed) { model.require(row) }
    let inner = known.filter { $0 > low && $0 < high }.sorted()
    guard !inner.isEmpty else { return }
    let most = max(0, range(of: ratio.missing, in: model).upperBound)
    var chosen = Expression(-1)
    for (left, right) in zip([low] + inner, inner + [high]) {
      let isChosen = Expression(model.binary())
      chosen += isChosen
      // Both ends belong to it, so that rounding leaves no hole.
      model.require(ratio.under - isChosen * left + unless(isChosen, -low))
      model.require(isChosen * right + (Expression(1) - isChosen) * high - ratio.under)
      for row in ratio.rows(left...right, missed) {
        let slack = most / (left > 0 ? left : right) + max(0, missed?.upperBound ?? 0)
        model.require(row + unless(isChosen, slack))
      }
    }
    model.requireZero(chosen)
  }

  /// What a denominator can be, as far as it is known.
  private func narrowed(_ limits: ClosedRange<Double>, _ key: String) -> ClosedRange<Double> {
    guard let known = refinements.limits[key]?.under else { return limits }
    let low = max(limits.lowerBound, known.lowerBound)
    return low...max(low, min(limits.upperBound, known.upperBound))
  }

  // MARK: Extremes and spares

  // (S3)
  private func addExtreme(
    _ short: Expression, _ missing: [(Int, Double)], _ none: Double?, _ requirement: Requirement,
    mode: Int, to model: inout SearchModel
  ) {
    let byCandidate = Dictionary(uniqueKeysWithValues: missing)
    for (role, own) in space.ofRole.enumerated() {
      let rows = own.compactMap { position -> Expression? in
        guard let much = byCandidate[position], much > 0 else { return nil }
        return Expression(uses[position], much)
      }
      if generation.roles[role].isMixed {
        for row in rows { model.require(short - row) }
      } else if !rows.isEmpty {
        model.require(short - rows.reduce(Expression(), +))
      }
    }
    guard none == nil else { return }
    // What cannot be told counts in full.
    let value = requirement.value
    model.require(short + used(missing.map(\.0)) * value - value)
  }

  // (S4)
  private mutating func addSpares(
    _ short: Expression, _ requirement: Requirement, mode: Int, to model: inout SearchModel
  ) {
    let isPower = requirement.quantity == .sparePowerShelves
    let sure = hasRules ? (isPower ? conditions.sparePowerShelves : conditions.spareCDUs) : -1
    var sum = Expression(requirement.value - Double(sure))
    let last = Int(requirement.value.rounded(.up))
    for count in stride(from: sure + 1, through: last, by: 1) {
      let isSpare = Expression(model.binary())
      let rows =
        isPower
        ? spareSources(Double(count), mode, in: &model)
        : spareUnits(Double(count), mode, in: &model)
      for row in rows {
        let slack = -range(of: row, in: model).lowerBound
        model.require(row + unless(isSpare, slack))
      }
      sum = sum - isSpare
    }
    model.require(short - sum)
  }
}
