import Program

/// How many levels of components stand below each item, each found once.
struct ItemLevels {
  private let components: [[Int]]
  private var known: [Int?]

  init(_ formulation: Formulation) {
    var components = [[Int]](repeating: [], count: formulation.program.items.count)
    for (operation, track) in zip(formulation.program.operations, formulation.starts)
    where !track.buckets.isEmpty {
      components[Int(operation.item.position)] += formulation.recipes.components(of: operation)
        .map { Int($0.component.position) }
    }
    self.components = components
    known = [Int?](repeating: nil, count: components.count)
  }

  /// All items, components before what is made of them.
  mutating func componentsFirst() -> [Int] {
    let level = known.indices.map { of($0) }
    return level.indices.sorted { (level[$0], $0) < (level[$1], $1) }
  }

  mutating func of(_ item: ItemIndex) -> Int { of(Int(item.position)) }

  private mutating func of(_ item: Int) -> Int {
    if let level = known[item] { return level }
    var level = 0
    for component in components[item] { level = max(level, of(component) + 1) }
    known[item] = level
    return level
  }
}
