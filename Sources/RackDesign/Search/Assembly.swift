import LinearModel
import Program

/// One model of all generations of a search.
struct Assembled {
  var model = SearchModel()
  var formulations: [Formulation] = []
  /// What is minimised, in the search's unit.
  var objective = Expression()
  /// The objective's unit: the model's objective times this is the search's.
  var scale = 1.0
  /// The least that the denominator of a ratio can be.
  var leastDenominator: Double?
  /// Rows of (J1): a generation that uses a component.
  var sharing: [(component: RackComponentIndex, block: Int, row: Int)] = []
}

extension Searcher {
  /// The model of an aim with all that the search has learnt.
  func assemble(
    _ aim: Aim, level: Double, _ sides: [Side], _ seen: [[Refinements.Exclusion]]
  ) -> Assembled {
    var made = Assembled()
    let knowsCost =
      aim.objective == .cost || sides.contains { $0.objective == .cost }
    for (block, space) in spaces.enumerated() {
      var refinements = refinements[block]
      refinements.exclusions += seen[block]
      var formulation = Formulation(
        space, block: block, hasRules: hasRules(block), refinements: refinements,
        into: &made.model)
      for requirement in space.generation.allRequirements {
        if requirement.isMust {
          if isEnforced(requirement, block) { formulation.addMust(requirement, to: &made.model) }
        } else if knowsCost {
          formulation.addShould(requirement, to: &made.model)
        }
      }
      for outcome in refinements.outcomes {
        formulation.remember(outcome, knowsPenalty: knowsCost, in: &made.model)
      }
      made.formulations.append(formulation)
    }
    for side in sides {
      let terms = made.formulations[0].terms(of: side.objective)
      made.model.require(terms.row(atLeastAsGoodAs: side.limit))
    }
    setObjective(aim, level, in: &made)
    return made
  }

  private func hasRules(_ block: Int) -> Bool {
    guard let enforced else { return true }
    return [Quantity.shelfLoadHeadroom, .shelfLoadFloor].allSatisfy {
      enforced[block].contains("rule \($0.rawValue)")
    }
  }

  private func setObjective(_ aim: Aim, _ level: Double, in made: inout Assembled) {
    guard let objective = aim.objective else { return }
    var sum = Expression()
    var size = 0.0
    for formulation in made.formulations {
      let terms = formulation.terms(of: objective)
      let part = terms.minimised(at: level) - formulation.discount(discounts)
      sum += part
      let limits = formulation.range(of: terms.under ?? part, in: made.model)
      if terms.under != nil { made.leastDenominator = limits.lowerBound }
      let known = [limits.lowerBound, limits.upperBound].filter(\.isFinite).map(abs)
      size += known.max() ?? 0
    }
    if isJoint { sum = sum - savings(&made) }
    // Near a thousand, so that gaps of a millionth can be told from rounding.
    made.scale = max(size, 1e-3) / 1000
    made.objective = sum
    made.model.minimise(sum * (1 / made.scale))
  }

  /// (J1) saving = Σ_k s[k] (Σ_g shared[k,g] − any[k]), shared[k,g] ≤ Σ_c use[c],
  /// any[k] ≥ shared[k,g]: one less than the number of generations that use component k.
  private func savings(_ made: inout Assembled) -> Expression {
    let commonality = folder.settings.commonality
    var sum = Expression()
    for index in folder.components.rowIndices {
      let each =
        commonality.saving(of: folder.components[index].kind)
        / Double(max(1, commonality.racks))
      guard each > 0 else { continue }
      let members = made.formulations.enumerated().map { block, formulation in
        (block, uses: formulation.uses(of: index))
      }.filter { !$0.uses.isEmpty }
      guard members.count > 1 else { continue }
      let any = Expression(made.model.column(0, 1))
      sum = sum - any * each
      for (block, uses) in members {
        var shared = Expression(uses[0])
        if uses.count > 1 {
          shared = Expression(made.model.binary())
          made.model.require(uses.reduce(shared * -1) { $0 + Expression($1) })
        }
        made.model.require(any - shared)
        made.sharing.append((index, block, made.model.model.rowCount - 1))
        sum += shared * each
      }
    }
    return sum
  }
}

extension Formulation {
  /// Money off for the components in use.
  func discount(_ discounts: [Double]) -> Expression {
    var sum = Expression()
    guard !discounts.isEmpty else { return sum }
    for (candidate, use) in zip(candidates, uses) {
      let each = discounts[Int(candidate.index.position)]
      if each != 0 { sum.terms.append((use, each)) }
    }
    return sum
  }

  /// Columns that say whether a component is in use, by role.
  func uses(of component: RackComponentIndex) -> [ColumnIndex] {
    candidates.indices.filter { candidates[$0].index == component }.map { uses[$0] }
  }

  /// Roles on which failed verdicts depend: all, unless every one is about power and heat.
  func roles(of failures: [Verdict]) -> [Int] {
    let all = Array(generation.roles.indices)
    guard failures.allSatisfy({ $0.requirement.quantity.dependsOnMode }),
      !failures.contains(where: { $0.requirement.quantity.isCompute })
    else { return all }
    return all.filter { role in
      space.ofRole[role].contains { position in
        let candidate = candidates[position]
        let component = candidate.component
        switch candidate.kind {
        case .powerShelf, .sidecar, .busbar, .manifold, .quickDisconnect, .cdu: return true
        default: break
        }
        return component.powerKw.contains { $0 > 0 } || component.electrical.energyKj > 0
          || component.electrical.dischargeKw > 0 || component.cooling.airFlow > 0
      }
    }
  }
}

extension Quantity {
  /// Whether it is about what the rack computes.
  fileprivate var isCompute: Bool {
    switch self {
    case .pflopsFP4, .pflopsFP8, .pflopsFP16, .pflopsPerKw: true
    default: false
    }
  }
}

extension DesignMeasures {
  /// What a verdict's value is a share of; `nil` of what is no ratio.
  func denominator(of verdict: Verdict) -> Double? {
    let mode = modes[verdict.mode ?? 0]
    switch verdict.requirement.quantity {
    case .domesticContent, .domesticValue: return content.componentCost
    case .addressableContent: return content.addressableCost
    case .pflopsPerKw, .liquidShare: return mode.power.rackKw
    case .shelfLoad: return mode.power.capacityKw
    case .returnTemperature: return mode.coolant.flowLpm
    case .holdUpTime: return mode.power.outputKw
    case .floorLoad: return mechanics.floorLoad.map { mechanics.massKg / $0 }
    case .scaleOutBandwidth: return value(of: .accelerators, mode: 0)
    default: return nil
    }
  }
}
