import Program

/// Equal components of a design with what physics needs of them.
struct Piece: Sendable {
  let index: RackComponentIndex
  let component: RackComponent
  /// Pieces in or beside one rack, or in the whole cluster.
  let count: Double
  let scope: RoleScope
  let face: Face
}

/// A design laid out for the physics: its pieces, and where they run.
struct RackLayout: Sendable {
  let design: Design
  let generation: Generation
  let pieces: [Piece]

  init(_ design: Design, in folder: DesignFolder) {
    self.design = design
    let generation = folder.generations[design.generation]
    self.generation = generation
    pieces = design.slots.map { slot in
      Piece(
        index: slot.component, component: folder.components[slot.component],
        count: Double(slot.quantity), scope: generation.roles[slot.role].scope, face: slot.face)
    }
  }

  var conditions: Conditions { generation.conditions }

  /// Racks of the cluster.
  var racks: Double { Double(design.clusterRacks) }

  /// Whether the architecture has a place for that kind.
  func hasRole(_ kind: ComponentKind) -> Bool { generation.roles.contains { $0.kind == kind } }

  /// The sum over pieces of a scope.
  func sum(_ scope: RoleScope, _ value: (RackComponent) -> Double) -> Double {
    var sum = 0.0
    for piece in pieces where piece.scope == scope { sum += piece.count * value(piece.component) }
    return sum
  }

  /// The sum over what serves one rack: in it, beside it, and its part of the cluster.
  func sumPerRack(_ value: (RackComponent) -> Double) -> Double {
    var sum = 0.0
    for piece in pieces {
      sum += piece.count * value(piece.component) / (piece.scope == .cluster ? racks : 1)
    }
    return sum
  }
}
