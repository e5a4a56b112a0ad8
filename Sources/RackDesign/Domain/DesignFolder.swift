import Program

/// The content of a design folder, checked and ready to work with.
///
/// What came from ``load(from:)`` has no dangling reference, no missing curve and no requirement
/// that contradicts itself. Rows stand in the order of their files.
public struct DesignFolder: Hashable, Sendable {
  package var settings: DesignSettings
  /// Names of all modes of all generations, in the order in which they are first met.
  package var modeNames: [String]
  package var components: [RackComponent]
  package var alternates: [Alternate]
  package var generations: [Generation]
  package var designs: [Design]

  /// The components that may fill a role, in the order of the catalogue.
  ///
  /// - Complexity: O(components).
  package func candidates(
    for role: Role, of generation: Generation, supply: Supply
  ) -> [RackComponentIndex] {
    components.rowIndices.filter {
      role.takes(components[$0])
        && components[$0].misfits(in: generation, supply: supply).isEmpty
    }
  }
}

/// Why a component does not fit a generation.
package enum Misfit: String, CaseIterable, Hashable, Sendable {
  case platform, width, bus, supply, coolantTemperature = "coolant_temperature"
  case coolantPressure = "coolant_pressure"
}

extension RackComponent {
  /// Why the component does not fit racks of `generation` that run on `supply`; empty if it does.
  package func misfits(in generation: Generation, supply: Supply) -> [Misfit] {
    var misfits: [Misfit] = []
    let conditions = generation.conditions
    if !platform.isEmpty, !generation.platforms.isEmpty, !generation.platforms.contains(platform) {
      misfits.append(.platform)
    }
    if !widthClass.isEmpty, !generation.widthClass.isEmpty, widthClass != generation.widthClass {
      misfits.append(.width)
    }
    if let busVolts, busVolts != conditions.busVolts { misfits.append(.bus) }
    if let input, !input.takes(supply) { misfits.append(.supply) }
    if cooling.isTooWarm(at: conditions.coolantSupplyC) { misfits.append(.coolantTemperature) }
    if let limit = cooling.pressureMaxKpa, limit < conditions.coolantPressureKpa {
      misfits.append(.coolantPressure)
    }
    return misfits
  }
}

extension CoolingData {
  /// Whether coolant of `supplyC` is too warm to enter, or beyond what is known of the least flow.
  func isTooWarm(at supplyC: Double) -> Bool {
    if let supplyMaxC, supplyMaxC < supplyC { return true }
    if let returnMaxC, returnMaxC <= supplyC { return true }
    return leastFlow.contains { curve in
      guard let last = curve?.x.last else { return false }
      return last < supplyC
    }
  }
}

/// What `design.yaml` says of the whole folder.
package struct DesignSettings: Hashable, Sendable {
  package var title: String
  /// ISO 4217.
  package var currency: String
  /// ISO 3166-1 alpha-2.
  package var domestic: String
  package var commonality: CommonalitySavings
  /// What was assumed, for reports.
  package var assumptions: [String]
}

/// What generations save by using the same component.
///
/// A component used by n ≥ 1 generations saves n − 1 times the savings of its kind.
package struct CommonalitySavings: Hashable, Sendable {
  /// Tooling and qualification that a further generation need not pay for.
  package var perComponent: Double
  /// A pool of spare parts that a further generation need not keep.
  package var perSparePool: Double
  /// By kind, in place of ``perComponent``.
  package var perKind: [ComponentKind: Double]
  /// Racks of each generation over which the savings are spread, at least 1.
  package var racks: Int

  /// What one further generation saves by sharing a component of that kind.
  package func saving(of kind: ComponentKind) -> Double {
    (perKind[kind] ?? perComponent) + perSparePool
  }
}

/// A row of `alternates.csv`: one component that may stand for another in form, fit and function.
package struct Alternate: Hashable, Sendable {
  package var component: RackComponentIndex
  package var alternate: RackComponentIndex
  /// Whether the replacement is qualified already.
  package var isQualified: Bool
  package var note: String
}
