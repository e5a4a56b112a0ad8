import Program

/// What designs of several generations save by sharing components.
package struct Commonality: Sendable {
  /// A component that several generations use.
  package struct Shared: Hashable, Sendable {
    package var component: RackComponentIndex
    /// Positions among the designs.
    package var designs: [Int]
    /// Money, once.
    package var saving: Double
  }

  /// In the order of the catalogue.
  package var shared: [Shared] = []
  /// Money, once.
  package var saving: Double { shared.reduce(0) { $0 + $1.saving } }
  /// Money for one rack of each generation.
  package var perRack: Double { saving / racks }
  private let racks: Double

  /// What designs of different generations share.
  package init(_ designs: [Design], in folder: DesignFolder) {
    let commonality = folder.settings.commonality
    racks = Double(max(1, commonality.racks))
    var users: [RackComponentIndex: Set<Int>] = [:]
    for (position, design) in designs.enumerated() {
      for slot in design.slots { users[slot.component, default: []].insert(position) }
    }
    for (component, designs) in users.sorted(by: { $0.key < $1.key }) where designs.count > 1 {
      let each = commonality.saving(of: folder.components[component].kind)
      shared.append(
        Shared(
          component: component, designs: designs.sorted(),
          saving: each * Double(designs.count - 1)))
    }
  }
}
