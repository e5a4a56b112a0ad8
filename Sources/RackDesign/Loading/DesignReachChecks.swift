import Program
import Tables

/// Warns of what no design can meet with the catalogue as it is.
///
/// It may still change, so the folder is loaded all the same. Bounds are simple ones: each role at
/// its most (or fewest) pieces of the best component that fits it.
struct DesignReachChecks {
  let folder: DesignFolder
  let tables: DesignTables
  /// By generation and role: the components that fit on any of the generation's supplies.
  private let candidates: [[[RackComponentIndex]]]

  init(folder: DesignFolder, tables: DesignTables) {
    self.folder = folder
    self.tables = tables
    candidates = folder.generations.map { generation in
      generation.roles.map { role in
        var found: Set<RackComponentIndex> = []
        for supply in generation.conditions.supplies {
          found.formUnion(folder.candidates(for: role, of: generation, supply: supply))
        }
        return found.sorted()
      }
    }
  }

  func run(into list: inout DiagnosticList) {
    checkRoles(into: &list)
    for position in folder.generations.indices {
      for requirement in folder.generations[position].requirements where requirement.isMust {
        checkReach(of: requirement, position, into: &list)
      }
    }
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
      let isEmpty = candidates[index][next[index]].isEmpty
      next[index] += 1
      guard role.minimum > 0, isEmpty else { continue }
      list.append(
        t.fault(
          "role", "nothing",
          "no component of the catalogue fits role '\(role.id)', which needs \(role.minimum)",
          row: row, severity: .warning))
    }
  }

  private func checkReach(
    of requirement: Requirement, _ position: Int, into list: inout DiagnosticList
  ) {
    guard let place = requirement.place,
      let reach = reach(of: requirement.quantity, requirement.bound, requirement.mode, position)
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
    of quantity: Quantity, _ bound: Bound, _ mode: Int?, _ position: Int
  ) -> Double? {
    guard let value = Self.term(of: quantity) else { return nil }
    let generation = folder.generations[position]
    let modes = mode.map { [$0] } ?? (quantity.dependsOnMode ? generation.modes.map(\.mode) : [0])
    let reaches = modes.map { mode in
      zip(generation.roles, candidates[position]).reduce(0.0) { sum, own in
        let (role, members) = own
        guard role.scope == .rack else { return sum }
        let values = members.map { value(folder.components[$0], mode) }
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
