import Program

/// What generations pay each other for sharing components: multipliers of (J1).
///
/// Let s[k] be the saving of component k for one rack, and G[k] the generations that may use it. With
/// shares λ[k,g] ≥ 0 of the generations in G[k] that add up to s[k], what n generations save that use
/// k is no more than
///
///   s[k] (n − 1)⁺ ≤ Σ_{g that use k} (s[k] − λ[k,g])
///
/// so that designs together cost at least what each costs alone with s[k] − λ[k,g] off for each
/// component in use. Bounds of generations alone are exact (searched, not relaxed), so that their
/// sum is often better than the relaxation of all together.
struct SharingPrices {
  /// Money for one rack by component.
  private let saving: [Double]
  /// By component, the generations that may use it, by position; empty where fewer than two may.
  private let members: [[Int]]
  /// λ by component and generation: money.
  private var shares: [Double]
  private let generations: Int

  /// Equal shares.
  init(_ spaces: [SearchSpace], _ folder: DesignFolder) {
    let commonality = folder.settings.commonality
    let racks = Double(max(1, commonality.racks))
    saving = folder.components.map { commonality.saving(of: $0.kind) / racks }
    var members = [[Int]](repeating: [], count: saving.count)
    for (generation, space) in spaces.enumerated() {
      for component in Set(space.candidates.map { Int($0.index.position) }) {
        members[component].append(generation)
      }
    }
    generations = spaces.count
    self.members = members.map { $0.count > 1 ? $0 : [] }
    shares = Array(repeating: 0, count: saving.count * generations)
    for component in saving.indices { project(component) }
  }

  /// By component, what is off the cost of a generation's design that uses it.
  func discounts(of generation: Int) -> [Double] {
    saving.indices.map { component in
      guard members[component].contains(generation) else { return 0 }
      return max(0, saving[component] - shares[component * generations + generation])
    }
  }

  /// Takes the shares from duals of (J1), money.
  mutating func take(_ duals: [(component: RackComponentIndex, generation: Int, value: Double)]) {
    for dual in duals {
      shares[Int(dual.component.position) * generations + dual.generation] = dual.value
    }
    for component in saving.indices { project(component) }
  }

  /// A step of the subgradient method (Polyak 1969, *USSR Computational Mathematics and Mathematical
  /// Physics* 9(3), 14–29): who uses a component that others do not use pays more for it.
  ///
  /// - Parameters:
  ///   - used: By generation, the components of its best design at these prices.
  ///   - room: Money between the bound at these prices and the best designs known.
  mutating func step(_ used: [Set<RackComponentIndex>], room: Double) {
    let shared = Set(used.flatMap(\.self)).sorted().filter { component in
      let own = members[Int(component.position)]
      let users = own.count { used[$0].contains(component) }
      return users > 0 && users < own.count
    }
    var size = 0.0
    for component in shared {
      let own = members[Int(component.position)]
      let share = Double(own.count { used[$0].contains(component) }) / Double(own.count)
      size += Double(own.count) * share * (1 - share)
    }
    guard size > 0 else { return }
    for component in shared {
      let position = Int(component.position)
      for generation in members[position] where used[generation].contains(component) {
        shares[position * generations + generation] += room / size
      }
      project(position)
    }
  }

  /// The nearest shares that are none negative and add up to the saving.
  private mutating func project(_ component: Int) {
    let own = members[component]
    guard !own.isEmpty else { return }
    let values = own.map { shares[component * generations + $0] }
    var sum = 0.0
    var level = 0.0
    for (position, value) in values.sorted(by: >).enumerated() {
      sum += value
      let candidate = (sum - saving[component]) / Double(position + 1)
      if value > candidate { level = candidate }
    }
    for (generation, value) in zip(own, values) {
      shares[component * generations + generation] = max(0, value - level)
    }
  }
}
