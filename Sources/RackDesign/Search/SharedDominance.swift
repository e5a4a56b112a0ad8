import Program

/// Leaves out components that another dominates in every generation that is searched.
///
/// Where d dominates c in each role of each generation that c may fill, all pieces of c in all
/// generations may be d at once: no verdict and no price is worse, and as many generations share d
/// as shared c. So no saving is lost, and the price need not make up for one, as it must where c is
/// left out of one generation only (``Dominance``). But generations that use both save with each: n
/// of them lose n − 1 savings. So c stays where two generations or more may use both.
struct SharedDominance {
  private let generations: [Dominance]
  /// By component: where it is a candidate, in the order of generations and roles.
  private let places: [RackComponentIndex: [Place]]

  private struct Place {
    var block: Int
    var role: Int
    var candidate: Int
    /// Of which less is better.
    var numbers: [Double]
  }

  init(
    _ spaces: [SearchSpace], _ objectives: [SearchObjective], _ commonality: CommonalitySavings
  ) {
    let generations = spaces.map {
      Dominance($0, objectives, commonality: commonality, others: [])
    }
    var places: [RackComponentIndex: [Place]] = [:]
    for (block, own) in generations.enumerated() {
      for (position, candidate) in own.space.candidates.enumerated() {
        let numbers = own.senses.isUsable ? own.senses.numbers(of: candidate) : []
        places[candidate.index, default: []].append(
          Place(block: block, role: candidate.role, candidate: position, numbers: numbers))
      }
    }
    self.generations = generations
    self.places = places
  }

  /// The spaces without components that are dominated everywhere.
  ///
  /// - Complexity: O(components² of a kind × generations × numbers), less where most are dominated.
  func reduced() -> [SearchSpace] {
    var kept: Set<RackComponentIndex> = []
    var fronts: [ComponentKind: [RackComponentIndex]] = [:]
    for component in ordered {
      let kind = kind(of: component)
      let front = fronts[kind, default: []]
      if front.contains(where: { dominates($0, component) }) { continue }
      // An equally dear one that comes later may still dominate.
      let beaten = Set(front.filter { dominates(component, $0) })
      kept.subtract(beaten)
      kept.insert(component)
      fronts[kind] = front.filter { !beaten.contains($0) } + [component]
    }
    return generations.map { own in
      var reduced = own.space
      reduced.keep(own.space.candidates.filter { kept.contains($0.index) })
      return reduced
    }
  }

  /// Cheap ones first: they are the likeliest to dominate.
  private var ordered: [RackComponentIndex] {
    func price(_ component: RackComponentIndex) -> Double {
      candidate(places[component, default: []][0]).component.commerce.price
    }
    return places.keys.sorted { (price($0), $0) < (price($1), $1) }
  }

  private func kind(of component: RackComponentIndex) -> ComponentKind {
    candidate(places[component, default: []][0]).kind
  }

  private func candidate(_ place: Place) -> Candidate {
    generations[place.block].space.candidates[place.candidate]
  }

  private func dominates(_ better: RackComponentIndex, _ worse: RackComponentIndex) -> Bool {
    let own = places[better, default: []]
    var next = 0
    for place in places[worse, default: []] {
      while next < own.count, (own[next].block, own[next].role) < (place.block, place.role) {
        next += 1
      }
      guard next < own.count, own[next].block == place.block, own[next].role == place.role,
        generations[place.block].senses.isUsable,
        zip(own[next].numbers, place.numbers).allSatisfy({ $0 <= $1 }),
        generations[place.block].senses.isAlike(candidate(own[next]), candidate(place))
      else { return false }
    }
    return unions(of: better, worse) < 2
  }

  /// Generations that may use both at once: in a mixed role, or in two roles.
  private func unions(of better: RackComponentIndex, _ worse: RackComponentIndex) -> Int {
    let places = Dictionary(grouping: places[better, default: []], by: \.block)
    return Set(self.places[worse, default: []].map(\.block)).count { block in
      let own = places[block, default: []]
      let roles = generations[block].space.generation.roles
      return own.count > 1 || own.contains { roles[$0.role].isMixed && roles[$0.role].maximum > 1 }
    }
  }
}
