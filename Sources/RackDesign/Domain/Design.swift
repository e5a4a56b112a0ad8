package import Program

package typealias DesignIndex = TableIndex<Design>

/// A design of a rack: a row of `designs.csv` and its `designs/NAME.csv`.
package struct Design: Hashable, Sendable {
  /// The identifier, unique in the folder.
  package var id: String
  package var generation: GenerationIndex
  package var name: String
  /// The supply that it is made for, one of its generation's.
  package var supply: Supply
  /// Racks that share what stands in roles of the cluster, at least 1.
  package var clusterRacks: Int
  /// In the order of the file.
  package var slots: [Slot]
}

/// Equal components side by side: a row of `designs/NAME.csv`.
package struct Slot: Hashable, Sendable {
  /// Position in ``Generation/roles``.
  package var role: Int
  package var component: RackComponentIndex
  /// Pieces, 1 or more: of the rack, or of the cluster for a role of the cluster.
  package var quantity: Int
  /// The lowest rack unit of the first piece, from 1; `nil`: not placed.
  ///
  /// The other pieces stand above it.
  package var unit: Int?
  package var face: Face

  /// Makes a slot.
  package init(
    role: Int, component: RackComponentIndex, quantity: Int, unit: Int? = nil, face: Face = .full
  ) {
    self.role = role
    self.component = component
    self.quantity = quantity
    self.unit = unit
    self.face = face
  }
}

/// Which depth of the rack a component takes.
package enum Face: String, CaseIterable, Hashable, Sendable {
  case front, rear, full

  /// Whether two components can stand in one rack unit.
  package func clashes(with other: Face) -> Bool {
    self == .full || other == .full || self == other
  }
}
