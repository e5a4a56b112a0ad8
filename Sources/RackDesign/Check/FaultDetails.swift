import Program

extension DesignCheck {
  /// Where a rule of the architecture is missed, a sentence each; empty for what is measured.
  package func details(of verdict: Verdict, in folder: DesignFolder) -> [String] {
    switch verdict.requirement.quantity {
    case .misfits: misfitDetails(folder)
    case .roleFaults: roleDetails(folder)
    case .overlaps: overlapDetails(folder)
    default: []
    }
  }

  private func name(_ slot: Slot, _ folder: DesignFolder) -> String {
    let role = folder.generations[design.generation].roles[slot.role].id
    return "\(folder.components[slot.component].id) in \(role)"
  }

  private func misfitDetails(_ folder: DesignFolder) -> [String] {
    measures.architecture.misfits.map { slot, reasons in
      let words = reasons.map { $0.rawValue.replacing("_", with: " ") }
      return "\(name(design.slots[slot], folder)): does not fit the generation's "
        + words.joined(separator: ", ")
    }
  }

  private func roleDetails(_ folder: DesignFolder) -> [String] {
    let roles = folder.generations[design.generation].roles
    return measures.architecture.roleFaults.map { position in
      let role = roles[position]
      let own = design.components(in: position)
      let pieces = own.reduce(0) { $0 + $1.quantity }
      let bounds =
        role.minimum == role.maximum ? "\(role.minimum)" : "\(role.minimum) to \(role.maximum)"
      guard role.minimum...role.maximum ~= pieces else {
        return "\(role.id): \(pieces) pieces where \(bounds) belong"
      }
      return "\(role.id): \(own.count) types of components where one is allowed"
    }
  }

  /// Each placed slot that claims units of another one or beyond the frame.
  private func overlapDetails(_ folder: DesignFolder) -> [String] {
    let roles = folder.generations[design.generation].roles
    let placed = design.slots.filter { $0.unit != nil && roles[$0.role].scope == .rack }
    func units(_ slot: Slot) -> Range<Int> {
      let first = slot.unit ?? 1
      return first..<(first + slot.quantity * folder.components[slot.component].heightUnits)
    }
    func meet(_ one: Slot, _ other: Slot) -> Bool {
      (one.face == other.face || one.face == .full || other.face == .full)
        && units(one).overlaps(units(other))
    }
    func words(_ slot: Slot) -> String {
      let units = units(slot)
      return "\(name(slot, folder)) (units \(units.lowerBound) to \(units.upperBound - 1))"
    }
    var found: [String] = []
    for (position, slot) in placed.enumerated() {
      for other in placed[(position + 1)...] where meet(slot, other) {
        found.append("\(words(slot)) and \(words(other)) take the same units: move one of them")
      }
    }
    let frame = design.slots.filter { roles[$0.role].scope == .rack }.reduce(0) {
      $0 + $1.quantity * folder.components[$1.component].geometry.rackUnits
    }
    for slot in placed where units(slot).upperBound - 1 > frame {
      found.append("\(words(slot)) reaches beyond the frame's \(frame) units: move it down")
    }
    return found
  }
}
