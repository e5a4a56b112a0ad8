/// What changed from one design folder to another, and which designs fail now.
package struct DesignDiff: Sendable {
  /// Requirements of one generation, before and after.
  package struct OfGeneration: Sendable {
    package var id: String
    /// `nil` where the folder did not have it.
    package var before: Generation?
    package var after: Generation?
    package var changes: [RequirementDifference]
  }

  /// A design before and after: it is held against each folder's own requirements and catalogue.
  package struct OfDesign: Sendable {
    package var id: String
    /// `nil` where the folder did not have it.
    package var before: DesignCheck?
    package var after: DesignCheck?

    /// Whether it met every must before and does no longer.
    package var failsNow: Bool { before?.isCompliant == true && after?.isCompliant == false }

    /// Requirements whose margin differs; none where the design is new or gone.
    package var margins: [MarginDifference] { MarginDifference.all(from: before, to: after) }
  }

  package var generations: [OfGeneration]
  package var designs: [OfDesign]

  /// Compares two folders.
  package init(from old: DesignFolder, to new: DesignFolder) {
    generations = DesignDiff.names(old.generations.map(\.id), new.generations.map(\.id)).map { id in
      let before = old.generations.first { $0.id == id }
      let after = new.generations.first { $0.id == id }
      return OfGeneration(
        id: id, before: before, after: after,
        changes: RequirementDifference.all(from: before, to: after))
    }
    designs = DesignDiff.names(old.designs.map(\.id), new.designs.map(\.id)).map { id in
      OfDesign(
        id: id, before: DesignDiff.check(id, in: old), after: DesignDiff.check(id, in: new))
    }
  }

  /// Names of both, those of the second first and in its order.
  private static func names(_ old: [String], _ new: [String]) -> [String] {
    new + old.filter { !new.contains($0) }
  }

  private static func check(_ id: String, in folder: DesignFolder) -> DesignCheck? {
    folder.designs.first { $0.id == id }.map { DesignCheck($0, in: folder) }
  }
}

/// One thing that a generation's requirements say differently.
package struct RequirementDifference: Hashable, Sendable {
  /// What differs: a requirement's id, `ceiling of MODE`, or a condition.
  package var subject: String
  /// In words; `nil` where there was none, or is none any more.
  package var before: String?
  package var after: String?
  /// Of the requirement as it is now.
  package var reason: String?

  /// Everything that differs between two versions of a generation.
  static func all(from old: Generation?, to new: Generation?) -> [RequirementDifference] {
    guard let old, let new else { return [] }
    let (before, after) = (facts(old), facts(new))
    let gone = before.map(\.subject).filter { name in !after.contains { $0.subject == name } }
    return (after.map(\.subject) + gone).compactMap { name in
      let was = before.first { $0.subject == name }
      let now = after.first { $0.subject == name }
      guard was?.words != now?.words else { return nil }
      return RequirementDifference(
        subject: name, before: was?.words, after: now?.words, reason: now?.reason)
    }
  }

  private struct Fact {
    var subject: String
    var words: String
    var reason: String?
  }

  private static func facts(_ generation: Generation) -> [Fact] {
    let modes = generation.modes.map { mode in
      Fact(
        subject: "ceiling of \(mode.name)",
        words: mode.ceilingKw.map { ValueText.text($0, .power) } ?? "none")
    }
    let conditions = generation.conditions.words.map { Fact(subject: $0.name, words: $0.value) }
    let requirements = generation.requirements.map { requirement in
      Fact(
        subject: requirement.id,
        words: requirement.words(modes: generation.modes), reason: requirement.reason)
    }
    return requirements + modes + conditions
  }
}

extension Requirement {
  /// The requirement in words: `rack_power in low at most 20 kW, must`.
  package func words(modes: [RackMode]) -> String {
    let name = modes.first { $0.mode == mode }.map { " in \($0.name)" } ?? ""
    let weight = penalty.map { "should, \(ValueText.text($0, .money)) per unit" } ?? "must"
    return
      "\(quantity.rawValue)\(name) \(bound.words) \(ValueText.text(value, quantity.dimension)), "
      + weight
  }
}

extension Conditions {
  /// Every condition by its key.
  package var words: [(name: String, value: String)] {
    [
      ("supply", supplies.map(\.description).joined(separator: ", ")),
      ("bus", ValueText.text(busVolts, .voltage)), ("coolant", coolant.rawValue),
      ("coolant_supply", ValueText.text(coolantSupplyC, .temperature)),
      ("coolant_return", ValueText.text(coolantReturnLimitC, .temperature)),
      ("coolant_pressure", ValueText.text(coolantPressureKpa, .pressure)),
      ("air_inlet", ValueText.text(airInletC, .temperature)),
      ("air_rise", ValueText.text(airRiseK, .temperatureRise)),
      ("transient", ValueText.text(transientMs, .milliseconds)),
      ("spare_power_shelves", "\(sparePowerShelves)"), ("spare_cdus", "\(spareCDUs)"),
      ("scale_out_network", "\(hasScaleOutNetwork)"),
    ]
  }
}
