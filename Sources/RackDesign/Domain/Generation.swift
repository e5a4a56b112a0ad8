package import Program
package import Tables

package typealias GenerationIndex = TableIndex<Generation>

/// A generation of racks: what `requirements/GENERATION.yaml` says.
package struct Generation: Hashable, Sendable {
  /// The identifier, unique in the folder.
  package var id: String
  package var name: String
  /// From 1; each change of the file counts one up.
  package var version: Int
  package var changed: RequirementChange
  /// Platforms whose components fit; empty: every platform.
  package var platforms: [String]
  /// The width class of its slots; empty: any.
  package var widthClass: String
  package var conditions: Conditions
  /// At least one, in the order of the file.
  package var modes: [RackMode]
  /// In the order of `roles.csv`.
  package var roles: [Role]
  /// In the order of the file.
  package var requirements: [Requirement]
}

/// Who changed the requirements last, when and why.
package struct RequirementChange: Hashable, Sendable {
  package var on: Day
  /// A role, not a person: `model systems`.
  package var by: String
  package var why: String
}

/// Under what circumstances the rack runs.
package struct Conditions: Hashable, Sendable {
  /// Supplies that a site may have; at least one.
  package var supplies: [Supply]
  /// Nominal volts of the bus in the rack.
  package var busVolts: Double
  package var coolant: Coolant
  /// Coolant that enters the rack, degC.
  package var coolantSupplyC: Double
  /// Coolant that leaves it, at most, degC.
  package var coolantReturnLimitC: Double
  /// Static pressure of the coolant, kPa.
  package var coolantPressureKpa: Double
  /// Air that enters the rack, degC.
  package var airInletC: Double
  /// How much warmer the air may leave, K.
  package var airRiseK: Double
  /// How long the peak of the power lasts, ms.
  package var transientMs: Double
  /// Power shelves or sidecars that may fail.
  package var sparePowerShelves: Int
  /// CDUs of the cluster that may fail.
  package var spareCDUs: Int
  /// Whether the cluster's network is checked against a network without oversubscription.
  package var hasScaleOutNetwork: Bool
}

/// What flows through the cold plates; the density and heat of each are in docs/rack-design.md.
package enum Coolant: String, CaseIterable, Hashable, Sendable {
  case water, pg25

  /// kg/m3 at 40 °C.
  package var density: Double {
    switch self {
    case .water: 992.2
    case .pg25: 1012
    }
  }

  /// J/(kg K) at 40 °C.
  package var specificHeat: Double {
    switch self {
    case .water: 4178
    case .pg25: 3930
    }
  }
}

/// A way to run the rack, such as Max-Q.
package struct RackMode: Hashable, Sendable {
  /// Position in ``DesignFolder/modeNames``.
  package var mode: Int
  package var name: String
  /// Rack power at most, kW; `nil`: none.
  package var ceilingKw: Double?
}

/// What one place of the architecture takes: a row of `roles.csv`.
package struct Role: Hashable, Sendable {
  /// The name, unique in its generation.
  package var id: String
  package var kind: ComponentKind
  /// The form that its components have; empty: any.
  package var form: String
  package var minimum: Int
  package var maximum: Int
  package var scope: RoleScope
  /// Which depth a search gives its components; designs say it of each slot.
  package var face: Face
  /// Whether components of several types may fill it at once.
  package var isMixed: Bool

  /// Whether a component is of the role's kind and form.
  package func takes(_ component: RackComponent) -> Bool {
    component.kind == kind && (form.isEmpty || component.form == form)
  }
}

/// What a role's pieces serve.
package enum RoleScope: String, CaseIterable, Hashable, Sendable {
  /// They stand in the rack.
  case rack
  /// They stand beside it, one set for each rack.
  case beside
  /// One set serves all racks of the cluster.
  case cluster
}

/// One demand on a design.
package struct Requirement: Hashable, Sendable {
  /// Unique in its generation; of physics' own rules the quantity's name.
  package var id: String
  package var quantity: Quantity
  /// Position in ``DesignFolder/modeNames``; `nil`: it holds in every mode.
  package var mode: Int?
  package var bound: Bound
  /// In the quantity's unit; a date as its day's number.
  package var value: Double
  /// `nil`: a must; else the cost per unit by which it is missed.
  package var penalty: Double?
  package var reason: String
  /// Whether physics asks for it, not the file.
  package var isRule: Bool
  /// Where it stands; `nil` for a rule.
  package var place: Place?

  /// Whether a design that misses it fails.
  package var isMust: Bool { penalty == nil }
}
