import Program
import Tables

/// Warns of what no design can meet with the catalogue as it is.
///
/// It may still change, so the folder is loaded all the same. Bounds are simple ones: each role at
/// its most (or fewest) pieces of the best component that fits it.
struct DesignReachChecks {
  let folder: DesignFolder
  let tables: DesignTables

  func run(into list: inout DiagnosticList) {
    checkRoles(into: &list)
    for generation in folder.generations {
      for requirement in generation.requirements where requirement.isMust {
        checkReach(of: requirement, generation, into: &list)
      }
    }
  }

  /// The components that fit a role on any of the generation's supplies.
  private func candidates(for role: Role, of generation: Generation) -> [RackComponentIndex] {
    var found: Set<RackComponentIndex> = []
    for supply in generation.conditions.supplies {
      found.formUnion(folder.candidates(for: role, of: generation, supply: supply))
    }
    return found.sorted()
  }

  private func checkRoles(into list: inout DiagnosticList) {
    let t = Columns(tables[DesignSchemas.roles])
    var next = Array(repeating: 0, count: folder.generations.count)
    for row in 0..<t.rowCount {
      guard let name = t.symbol("generation", row),
        let index = folder.generations.firstIndex(where: { $0.id == name })
      else { continue }
      let generation = folder.generations[index]
      let role = generation.roles[next[index]]
      next[index] += 1
      guard role.minimum > 0, candidates(for: role, of: generation).isEmpty else { continue }
      list.append(
        t.fault(
          "role", "nothing",
          "no component of the catalogue fits role '\(role.id)', which needs \(role.minimum)",
          row: row, severity: .warning))
    }
  }

  private func checkReach(
    of requirement: Requirement, _ generation: Generation, into list: inout DiagnosticList
  ) {
    guard let place = requirement.place,
      let reach = reach(of: requirement.quantity, requirement.bound, requirement.mode, generation)
    else { return }
    let slack = 1e-9 * max(1, abs(reach))
    let isReached =
      requirement.bound == .atLeast
      ? reach >= requirement.value - slack : reach <= requirement.value + slack
    guard !isReached else { return }
    let dimension = requirement.quantity.dimension
    list.append(
      place.diagnostic(
        severity: .warning, code: "requirements.bound.unreachable",
        message: "\(requirement.quantity.rawValue) must be \(requirement.bound.words) "
          + "\(ValueText.text(requirement.value, dimension)), but roles and catalogue allow "
          + "\(requirement.bound == .atLeast ? "at most" : "no less than") "
          + "\(ValueText.text(reach, dimension))"))
  }

  /// The most, or the least, that a sum over the rack can be; `nil` for what is no such sum.
  private func reach(
    of quantity: Quantity, _ bound: Bound, _ mode: Int?, _ generation: Generation
  ) -> Double? {
    guard let value = Self.term(of: quantity) else { return nil }
    let modes = mode.map { [$0] } ?? (quantity.dependsOnMode ? generation.modes.map(\.mode) : [0])
    let reaches = modes.map { mode in
      generation.roles.reduce(0.0) { sum, role in
        guard role.scope == .rack else { return sum }
        let values = candidates(for: role, of: generation).map {
          value(folder.components[$0], mode)
        }
        let count = Double(bound == .atLeast ? role.maximum : role.minimum)
        return sum + count * ((bound == .atLeast ? values.max() : values.min()) ?? 0)
      }
    }
    return bound == .atLeast ? reaches.min() : reaches.max()
  }

  /// What one piece adds to a quantity that is a sum over the rack, at a mode.
  private static func term(of quantity: Quantity) -> ((RackComponent, Int) -> Double)? {
    switch quantity {
    case .accelerators: { component, _ in Double(component.compute.accelerators) }
    case .memory: { component, _ in component.compute.memoryGB }
    case .hostMemory: { component, _ in component.compute.hostMemoryGB }
    case .pflopsFP4: { $0.compute.pflopsFP4 * $0.computeFactor[$1] }
    case .pflopsFP8: { $0.compute.pflopsFP8 * $0.computeFactor[$1] }
    case .pflopsFP16: { $0.compute.pflopsFP16 * $0.computeFactor[$1] }
    case .itPower: { component, mode in component.kind.isSource ? 0 : component.powerKw[mode] }
    case .mass: { component, _ in component.massKg }
    case .price: { component, _ in component.commerce.price }
    default: nil
    }
  }
}
