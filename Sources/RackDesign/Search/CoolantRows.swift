import LinearModel

/// Heat, flow and pressure.
///
/// (W1) taken[c,m] = s[c] loss[m] if busbar c is in use, else 0                (busbars that are wet)
/// (W2) liquid[m] = Σ_c s[c] power[c,m] pieces[c] + Σ_c taken[c,m] + Σ_c s[c] lost[c,m]
/// (W3) flow of what has a heat of its own: f[c,m] pieces[c], f = max(heat / (ρ c ΔT), least flow);
///      of busbars and sources: flow[c,m] ≥ heat[c,m] / (ρ c ΔT), ≥ least pieces[c], ≤ their sum
/// (W4) branch[m] ≥ own[c,m] + 2 Σ_q coupling[q](f[c,m]) use[q]   whenever c is in use
/// (W5) manifold[m] ≥ a flow[m] + b, a line below the curve of the manifold in use that touches it
/// (W6) head[k] ≥ branch[m] + manifold[m]                        whenever CDU k is in use
extension Formulation {
  mutating func addCoolant(_ mode: Int, to model: inout SearchModel) {
    modes[mode].liquid = sum(.rack) { $0.liquidKw[mode] }
    modes[mode].besideLiquid = sum(.beside) { $0.liquidKw[mode] }
    modes[mode].flow = sum { $0.flowLpm[mode] }
    addWetBusbars(mode, to: &model)
    addWetSources(mode, to: &model)
  }

  /// Busbars within the rack: their own power is heat of the rack, as is their part of the loss.
  private mutating func addWetBusbars(_ mode: Int, to model: inout SearchModel) {
    let isSole = space.soleRole(where: \.isBusbar) != nil
    let loss = modes[mode].loss
    let most = max(0, range(of: loss, in: model).upperBound)
    for bar in space.positions(where: \.isBusbar) {
      let share = candidates[bar].component.cooling.liquidShare
      guard share > 0 else { continue }
      let use = Expression(uses[bar])
      var heat =
        pieces[bar]
        * (share * candidates[bar].component.powerKw[generation.modes[mode].mode])
      if !loss.terms.isEmpty {
        let taken = Expression(model.column(0, share * most))
        model.require(use * (share * most) - taken)  // (W1)
        model.require(loss * share - taken)
        if isSole { model.require(taken - loss * share + unless(use, share * most)) }
        heat += taken
      }
      modes[mode].liquid += heat
      addFlow(bar, heat, mode, to: &model)
    }
  }

  private mutating func addWetSources(_ mode: Int, to model: inout SearchModel) {
    for (source, lost) in modes[mode].lost.sorted(by: { $0.key < $1.key }) {
      let share = candidates[source].component.cooling.liquidShare
      guard share > 0 else { continue }
      let heat = lost * share
      if candidates[source].scope == .rack {
        modes[mode].liquid += heat
      } else {
        modes[mode].besideLiquid += heat
      }
      addFlow(source, heat, mode, to: &model)
    }
  }

  // (W3)
  private mutating func addFlow(
    _ position: Int, _ heat: Expression, _ mode: Int, to model: inout SearchModel
  ) {
    let component = candidates[position].component
    let index = generation.modes[mode].mode
    let limit = min(conditions.coolantReturnLimitC, component.cooling.returnMaxC ?? .infinity)
    let rise = limit - conditions.coolantSupplyC
    guard rise > 0 else { return }
    let perKw = conditions.coolant.flow(heatKw: 1, riseK: rise)
    let least = CoolantLoop.flow(of: component, heatKw: 0, conditions, mode: index)
    let most = range(of: heat, in: model).upperBound * perKw + least * Double(maximum(position))
    let flow = Expression(model.column(0, max(0, most)))
    model.require(flow - heat * perKw)
    // Without heat there is no branch and no least flow.
    if least > 0, isWarm(position, mode, in: model) {
      model.require(flow - pieces[position] * least)
    }
    model.require(heat * perKw + pieces[position] * least - flow)
    modes[mode].flow += flow
  }

  /// Whether a busbar or source in use is sure to have heat.
  private func isWarm(_ position: Int, _ mode: Int, in model: SearchModel) -> Bool {
    let candidate = candidates[position]
    let electrical = candidate.component.electrical
    if candidate.component.powerKw[generation.modes[mode].mode] > 0 { return true }
    guard range(of: modes[mode].it, in: model).lowerBound > 0 else { return false }
    guard candidate.isSource else { return electrical.resistanceMilliohm > 0 }
    let best = electrical.efficiencyCurve?.y.max() ?? electrical.efficiency
    return best < 1 && capacity(candidate) > 0
  }

  // MARK: Pressure

  /// The drop of branch and manifold, kPa; its columns are made when first asked for.
  mutating func drop(_ mode: Int, in model: inout SearchModel) -> Expression {
    if let drop = modes[mode].drop { return drop }
    let branch = Expression(model.column(0, .infinity))
    let manifold = Expression(model.column(0, .infinity))
    addBranches(branch, mode, to: &model)
    let seen = refinements.points.filter { $0.mode == mode }
    for position in candidates.indices where seen.contains(where: { $0.pieces[position] > 0 }) {
      addBranch(position, branch, mode, to: &model)
    }
    addManifold(manifold, mode, to: &model)
    modes[mode].drop = branch + manifold
    return branch + manifold
  }

  /// By role, with the least that any coupling drops.
  private func addBranches(_ branch: Expression, _ mode: Int, to model: inout SearchModel) {
    let couplings = couplings
    let isCertain = couplings.contains { generation.roles[candidates[$0].role].minimum > 0 }
    for own in space.ofRole {
      var least = Expression()
      var isAny = false
      for position in own where candidates[position].flowLpm[mode] > 0 {
        let flow = candidates[position].flowLpm[mode]
        var drop = candidates[position].component.cooling.pressureDrop?.drop(at: flow) ?? 0
        if isCertain { drop += 2 * leastCouplingDrop(at: flow) }
        isAny = true
        if let first = own.first, generation.roles[candidates[first].role].isMixed {
          model.require(branch - Expression(uses[position], drop))
        } else {
          least += Expression(uses[position], drop)
        }
      }
      if isAny, !least.terms.isEmpty { model.require(branch - least) }
    }
  }

  private var couplings: [Int] { space.positions { $0.kind == .quickDisconnect } }

  /// The least that the couplings of a role that must be filled drop at a flow, kPa.
  private func leastCouplingDrop(at flow: Double) -> Double {
    space.ofRole.indices.compactMap { role -> Double? in
      guard generation.roles[role].kind == .quickDisconnect, generation.roles[role].minimum > 0
      else { return nil }
      return space.ofRole[role].map { couplingDrop($0, at: flow) }.min()
    }.max() ?? 0
  }

  private func couplingDrop(_ coupling: Int, at flow: Double) -> Double {
    candidates[coupling].component.cooling.pressureDrop?.drop(at: flow) ?? 0
  }

  // (W4)
  private func addBranch(
    _ position: Int, _ branch: Expression, _ mode: Int, to model: inout SearchModel
  ) {
    let flow = candidates[position].flowLpm[mode]
    guard flow > 0 else { return }
    let own = candidates[position].component.cooling.pressureDrop?.drop(at: flow) ?? 0
    // Of couplings of several roles or types the worst counts.
    var groups: [[Int]] = []
    for (role, members) in space.ofRole.enumerated()
    where generation.roles[role].kind == .quickDisconnect && !members.isEmpty {
      if generation.roles[role].isMixed {
        groups.append(contentsOf: members.map { [$0] })
      } else {
        groups.append(members)
      }
    }
    for group in groups {
      var drop = Expression(own)
      for coupling in group {
        drop.terms.append((uses[coupling], 2 * couplingDrop(coupling, at: flow)))
      }
      let most = group.map { 2 * couplingDrop($0, at: flow) }.max() ?? 0
      model.require(branch - drop + unless(Expression(uses[position]), own + most))
    }
  }

  // (W5)
  private func addManifold(_ manifold: Expression, _ mode: Int, to model: inout SearchModel) {
    let members = space.positions { $0.kind == .manifold && $0.scope == .rack }
    guard !members.isEmpty else { return }
    let flow = modes[mode].flow
    let ends = range(of: flow, in: model)
    let high = max(0, ends.upperBound)
    if let role = space.soleRole(where: { $0.kind == .manifold && $0.scope == .rack }) {
      var least = Expression()
      for member in members {
        let each = max(0, ends.lowerBound) / Double(generation.roles[role].maximum)
        least += Expression(uses[member], drop(of: member, at: each))
      }
      model.require(manifold - least)
    }
    let points = refinements.points(of: mode) { [$0.flowLpm] + $0.counts(of: members) }
    for point in points {
      let count = members.reduce(0) { $0 + point.pieces[$1] }
      let types = members.filter { point.pieces[$0] > 0 }
      guard let member = types.first, types.count == 1,
        space.soleRole(where: { $0.kind == .manifold && $0.scope == .rack }) != nil,
        let curve = candidates[member].component.cooling.pressureDrop
      else { continue }
      let line = curve.supportingLine(
        at: point.flowLpm / Double(count), upTo: high / Double(count))
      let value = flow * (line.slope / Double(count)) + line.intercept
      let slack = max(0, line.slope * high / Double(count) + line.intercept)
      var row = manifold - value + unless(Expression(uses[member]), slack)
      if let more = isMore(member, than: count, in: &model) { row += more * slack }
      model.require(row)
    }
  }

  private func drop(of member: Int, at flow: Double) -> Double {
    candidates[member].component.cooling.pressureDrop?.drop(at: flow) ?? 0
  }
}

extension PressureCurve {
  /// A line that is nowhere above the curve, from no flow up to `most`, with the curve's slope at
  /// `rate`.
  ///
  /// It touches the curve at `rate` where the curve is convex up to `most`.
  func supportingLine(at rate: Double, upTo most: Double) -> (slope: Double, intercept: Double) {
    guard rate > 0 else { return (0, 0) }
    let stretch = stretch(at: rate)
    let slope = exponent[stretch] * drop(at: rate) / rate
    var lowest = min(0, drop(at: most) - slope * most)
    lowest = min(lowest, drop(at: rate) - slope * rate)
    for point in flow where point < most { lowest = min(lowest, drop(at: point) - slope * point) }
    for (index, power) in exponent.enumerated() where power > 1 {
      // Where the stretch's own law has this slope.
      let ratio = slope * flow[index] / (pressure[index] * power)
      let turn = flow[index] * Mathematics.power(ratio, 1 / (power - 1))
      if turn < most, self.stretch(at: turn) == index {
        lowest = min(lowest, drop(at: turn) - slope * turn)
      }
    }
    return (slope, lowest)
  }

  private func stretch(at rate: Double) -> Int {
    var stretch = 0
    while stretch + 1 < exponent.count, rate > flow[stretch + 1] { stretch += 1 }
    return stretch
  }
}
