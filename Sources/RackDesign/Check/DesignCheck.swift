import Program

/// A design held against the requirements of its generation.
package struct DesignCheck: Sendable {
  package var design: Design
  package var measures: DesignMeasures
  /// The file's requirements in its order, then ceilings of modes, then what physics asks.
  package var verdicts: [Verdict]

  /// Checks a design of the folder.
  ///
  /// - Complexity: O(slots × modes + requirements × modes).
  package init(_ design: Design, in folder: DesignFolder) {
    self.design = design
    let generation = folder.generations[design.generation]
    let measures = DesignMeasures(design, in: folder)
    self.measures = measures
    verdicts = generation.allRequirements.flatMap { requirement in
      DesignCheck.verdicts(on: requirement, generation, measures)
    }
  }

  private static func verdicts(
    on requirement: Requirement, _ generation: Generation, _ measures: DesignMeasures
  ) -> [Verdict] {
    guard requirement.quantity.dependsOnMode else {
      let value = measures.value(of: requirement.quantity, mode: 0)
      // A rule about what a rack does not have is no rule for it.
      if requirement.isRule, value == nil { return [] }
      return [Verdict(requirement: requirement, mode: nil, value: value)]
    }
    return generation.modes.indices.compactMap { mode in
      if let wanted = requirement.mode, wanted != generation.modes[mode].mode { return nil }
      let value = measures.value(of: requirement.quantity, mode: mode)
      if requirement.isRule, value == nil { return nil }
      return Verdict(requirement: requirement, mode: mode, value: value)
    }
  }

  /// Verdicts by which the design fails.
  package var failures: [Verdict] { verdicts.filter(\.isFailure) }

  /// Whether every must is met.
  package var isCompliant: Bool { !verdicts.contains(where: \.isFailure) }

  /// How many `should`s are missed.
  package var missedShoulds: Int {
    verdicts.count { !$0.isMet && !$0.isFailure }
  }

  /// What missed `should`s cost, money.
  package var penaltyCost: Double { verdicts.reduce(0) { $0 + $1.penaltyCost } }

  /// Price of a rack and the cost of what it misses, money.
  package var cost: Double { measures.price + penaltyCost }
}

extension DesignFolder {
  /// How many designs the folder has.
  public var designCount: Int { designs.count }

  /// How many musts a design fails.
  ///
  /// - Parameter position: Of the design in `designs.csv`, from 0.
  /// - Returns: Requirements of the file and rules of physics, each counted once in each mode.
  /// - Complexity: O(slots × modes + requirements × modes).
  public func failureCount(ofDesign position: Int) -> Int {
    DesignCheck(designs[position], in: self).verdicts.count(where: \.isFailure)
  }
}

extension Generation {
  /// The file's requirements, the ceilings of modes, and the rules of physics and architecture.
  package var allRequirements: [Requirement] {
    requirements + ceilings + Generation.rules
  }

  private var ceilings: [Requirement] {
    modes.compactMap { mode in
      mode.ceilingKw.map {
        Requirement(
          id: "ceiling-\(mode.name)", quantity: .rackPower, mode: mode.mode, bound: .atMost,
          value: $0, penalty: nil, reason: "the ceiling of mode \(mode.name)", isRule: false,
          place: nil)
      }
    }
  }

  private static let rules: [Requirement] = Quantity.rules.map { quantity, bound in
    Requirement(
      id: quantity.rawValue, quantity: quantity, mode: nil, bound: bound, value: 0, penalty: nil,
      reason: quantity.ruleReason, isRule: true, place: nil)
  }
}

extension Quantity {
  /// Why physics or the architecture asks for it.
  package var ruleReason: String {
    switch self {
    case .misfits: "each component fits platform, width, bus, supply and coolant"
    case .roleFaults: "each role holds as many components as it takes, of one type unless mixed"
    case .overlaps: "no rack unit is taken twice or lies outside the frame"
    case .spareUnits: "the components fit into the frame"
    case .powerHeadroom: "the sources carry the load after the spare ones have failed"
    case .shelfLoadHeadroom: "no source is loaded above its window"
    case .shelfLoadFloor: "no source is loaded below its window"
    case .busbarHeadroom: "the busbar carries the current"
    case .transientHeadroom: "sources and stores carry short peaks"
    case .coolingHeadroom: "the CDUs move the heat after the spare ones have failed"
    case .flowHeadroom: "the CDUs give the flow after the spare ones have failed"
    case .headHeadroom: "the CDUs overcome the pressure drop"
    case .airFlowHeadroom: "the fans move the air that carries the rest of the heat"
    case .payloadHeadroom: "the frame carries the mass"
    case .scaleUpPortHeadroom: "each scale-up port has a port of a switch"
    case .scaleUpCableHeadroom: "each scale-up port has a cable"
    case .managementPortHeadroom: "each management port has a port of a switch"
    case .switchHeadroom: "the cluster's network has no oversubscription"
    case .opticHeadroom: "each link of the cluster's network has its optics or cable"
    default: ""
    }
  }
}
