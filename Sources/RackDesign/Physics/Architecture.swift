/// Whether a design fills the roles of its generation.
package struct Architecture: Hashable, Sendable {
  /// Slots whose component does not fit, with why.
  package var misfits: [(slot: Int, reasons: [Misfit])] { pairs.map { ($0.slot, $0.reasons) } }
  /// Roles that hold too few or too many pieces, or several types where one is allowed.
  package var roleFaults: [Int]

  private struct Pair: Hashable {
    var slot: Int
    var reasons: [Misfit]
  }
  private var pairs: [Pair]

  init(_ layout: RackLayout) {
    pairs = layout.pieces.indices.compactMap { slot in
      let reasons = layout.pieces[slot].component.misfits(
        in: layout.generation, supply: layout.design.supply)
      return reasons.isEmpty ? nil : Pair(slot: slot, reasons: reasons)
    }
    let roles = layout.generation.roles
    var counts = Array(repeating: 0, count: roles.count)
    var first: [Int: RackComponentFirst] = [:]
    for slot in layout.design.slots {
      counts[slot.role] += slot.quantity
      let component = slot.component
      if let known = first[slot.role] {
        if known.index != component { first[slot.role]?.isAlone = false }
      } else {
        first[slot.role] = RackComponentFirst(index: component, isAlone: true)
      }
    }
    roleFaults = roles.indices.filter { role in
      counts[role] < roles[role].minimum || counts[role] > roles[role].maximum
        || (!roles[role].isMixed && first[role]?.isAlone == false)
    }
  }

  private struct RackComponentFirst {
    var index: RackComponentIndex
    var isAlone: Bool
  }
}
