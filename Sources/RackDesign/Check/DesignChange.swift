import Program

/// One change of a design's components.
package enum DesignChange: Hashable, Sendable {
  /// All of `from` in a role become `to`.
  case swap(role: Int, from: RackComponentIndex, to: RackComponentIndex)
  /// Of a component there are `to` instead of `from` pieces in a role.
  case quantity(role: Int, component: RackComponentIndex, from: Int, to: Int)
  /// An empty role is filled.
  case add(role: Int, component: RackComponentIndex, quantity: Int)

  /// The role that it changes.
  package var role: Int {
    switch self {
    case .swap(let role, _, _), .quantity(let role, _, _, _), .add(let role, _, _): role
    }
  }
}

extension Design {
  /// The design after a change.
  ///
  /// Pieces that take other rack units than before are no longer placed: they only have to fit.
  package func applying(_ change: DesignChange, in folder: DesignFolder) -> Design {
    var changed = self
    switch change {
    case .swap(let role, let from, let to):
      let isSameHeight = folder.components[from].heightUnits == folder.components[to].heightUnits
      for index in changed.slots.indices
      where changed.slots[index].role == role && changed.slots[index].component == from {
        changed.slots[index].component = to
        if !isSameHeight { changed.slots[index].unit = nil }
      }
    case .quantity(let role, let component, let from, let to):
      changed.changeQuantity(role: role, component: component, by: to - from)
    case .add(let role, let component, let quantity):
      changed.slots.append(Slot(role: role, component: component, quantity: quantity))
    }
    return changed
  }

  /// Adds to the last slot of a component in a role, or takes from the last slots.
  private mutating func changeQuantity(role: Int, component: RackComponentIndex, by step: Int) {
    let own = slots.indices.filter { slots[$0].role == role && slots[$0].component == component }
    if step > 0, let last = own.last {
      slots[last].quantity += step
      slots[last].unit = nil
      return
    }
    var left = -step
    for index in own.reversed() where left > 0 {
      let taken = min(left, slots[index].quantity)
      slots[index].quantity -= taken
      left -= taken
    }
    slots.removeAll { $0.quantity == 0 }
  }
}

extension Design {
  /// Whether each component that another design places in a role is placed here too, if it is here.
  func places(asMuchAs other: Design) -> Bool {
    let placed = Set(other.slots.filter { $0.unit != nil }.map(\.role))
    return slots.allSatisfy { $0.unit != nil || !placed.contains($0.role) }
  }

  /// Every single change that the architecture allows: swaps for each other component that fits a
  /// role, other quantities within its limits, and fillings of empty roles.
  ///
  /// Ordered by role, then swaps in the order of the catalogue, then rising quantities.
  ///
  /// - Complexity: O(roles × components).
  package func changes(in folder: DesignFolder) -> [DesignChange] {
    let generation = folder.generations[generation]
    return generation.roles.indices.flatMap { role in
      let candidates = folder.candidates(
        for: generation.roles[role], of: generation, supply: supply)
      let used = components(in: role)
      if used.isEmpty { return additions(to: generation.roles[role], at: role, candidates) }
      return used.flatMap { from, _ in
        candidates.lazy.filter { $0 != from }.map {
          DesignChange.swap(role: role, from: from, to: $0)
        }
      } + quantities(of: generation.roles[role], at: role, used)
    }
  }

  /// The components of a role and their pieces, in the order of the slots.
  package func components(in role: Int) -> [(component: RackComponentIndex, quantity: Int)] {
    var found: [(component: RackComponentIndex, quantity: Int)] = []
    for slot in slots where slot.role == role {
      if let known = found.firstIndex(where: { $0.component == slot.component }) {
        found[known].quantity += slot.quantity
      } else {
        found.append((slot.component, slot.quantity))
      }
    }
    return found
  }

  private func additions(
    to role: Role, at position: Int, _ candidates: [RackComponentIndex]
  ) -> [DesignChange] {
    guard role.maximum > 0 else { return [] }
    return candidates.map {
      .add(role: position, component: $0, quantity: max(1, role.minimum))
    }
  }

  private func quantities(
    of role: Role, at position: Int, _ used: [(component: RackComponentIndex, quantity: Int)]
  ) -> [DesignChange] {
    let total = used.reduce(0) { $0 + $1.quantity }
    return used.flatMap { component, quantity in
      let low = max(0, role.minimum - (total - quantity))
      let high = role.maximum - (total - quantity)
      guard low <= high else { return [DesignChange]() }
      return (low...high).filter { $0 != quantity }.map {
        .quantity(role: position, component: component, from: quantity, to: $0)
      }
    }
  }
}
