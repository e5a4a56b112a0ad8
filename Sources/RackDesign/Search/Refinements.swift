/// What the search has learnt from designs that it looked at, for the rows of one generation.
struct Refinements: Sendable {
  /// Pieces of candidates that are not wanted again.
  struct Exclusion: Sendable {
    /// Roles that matter; others may change without another outcome.
    var roles: [Int]
    /// By candidate.
    var pieces: [Int]
  }

  /// A point at which curved rows are made exact.
  struct Point: Sendable {
    var mode: Int
    var pieces: [Int]
    /// On the bus, kW; load of the sources; flow through the rack, l/min.
    var itKw: Double
    var load: Double
    var flowLpm: Double

    /// Pieces of some candidates, as parts of a key.
    func counts(of positions: [Int]) -> [Double] { positions.map { Double(pieces[$0]) } }
  }

  /// What a design really costs beyond its price and takes in, where the rows knew only bounds.
  struct Outcome: Sendable {
    var pieces: [Int]
    /// What the checker found.
    var check: DesignCheck

    var penalty: Double { check.penaltyCost }
    /// Rack power in the first mode, kW.
    var rackKw: Double { check.measures.modes[0].power.rackKw }
  }

  var exclusions: [Exclusion] = []
  var outcomes: [Outcome] = []
  var points: [Point] = []
  /// By requirement and mode: denominators of a `should` at which its penalty is made exact.
  var denominators: [String: [Double]] = [:]
  /// By requirement and mode: what a ratio can be in designs that are worth looking at.
  var limits: [String: RatioLimits] = [:]

  /// What is known of a ratio that should be, in designs that are better than the best so far.
  struct RatioLimits: Sendable {
    /// Of what it divides by.
    var under: ClosedRange<Double>
    /// Of what is missed of it, in its unit; negative where it is more than met.
    var missed: ClosedRange<Double>
  }
}

extension Refinements {
  /// The points of a mode, of those that are alike in some numbers the first.
  func points(of mode: Int, by key: (Point) -> [Double]) -> [Point] {
    var known: Set<[Double]> = []
    return points.filter { $0.mode == mode && known.insert(key($0)).inserted }
  }

  /// Notes a point, unless one is known that is alike in all that rows read of it.
  ///
  /// - Parameters:
  ///   - point: As it was checked.
  ///   - read: Candidates of which rows read the pieces.
  mutating func note(_ point: Point, reading read: [Int]) {
    let isKnown = points.contains {
      $0.mode == point.mode && $0.itKw == point.itKw && $0.load == point.load
        && $0.flowLpm == point.flowLpm && $0.counts(of: read) == point.counts(of: read)
    }
    if !isKnown { points.append(point) }
  }
}

extension Formulation {
  /// Candidates of which curved rows read the pieces at a point: what bears the bus or its loss, what
  /// the coolant flows through.
  func read(in mode: Int) -> [Int] {
    space.positions {
      $0.isSource || $0.isBusbar || $0.kind == .manifold || $0.flowLpm[mode] > 0
    }
  }

  /// (N1) differences ≥ 1: the design differs from an excluded one in a role that matters.
  func exclude(_ exclusion: Refinements.Exclusion, in model: inout SearchModel) {
    model.require(differences(from: exclusion.pieces, in: exclusion.roles, &model) - 1)
  }

  /// (N2) penalty ≥ p (1 − differences), and rack power likewise: a design that was looked at has
  /// the outcome that it was found to have, and the rack power whatever has no part in it.
  mutating func remember(
    _ outcome: Refinements.Outcome, knowsPenalty: Bool, in model: inout SearchModel
  ) {
    if knowsPenalty, outcome.penalty > 0 {
      let differences = differences(
        from: outcome.pieces, in: Array(generation.roles.indices), &model)
      model.require(penalty - outcome.penalty + differences * outcome.penalty)
    }
    let roles = powerRoles
    let pieces = roles.flatMap { space.ofRole[$0].map { outcome.pieces[$0] } }
    guard remembered.insert(pieces).inserted else { return }
    let differences = differences(from: outcome.pieces, in: roles, &model)
    model.require(modes[0].rackPower - outcome.rackKw + differences * outcome.rackKw)
  }

  /// Roles that have a part in the rack's power in the first mode.
  private var powerRoles: [Int] {
    let index = generation.modes[0].mode
    return roles { candidate in
      candidate.isSource || candidate.isBusbar
        || candidate.scope == .rack && candidate.component.powerKw[index] > 0
    }
  }

  /// Roles on which an objective's value depends.
  func roles(of objective: SearchObjective) -> [Int] {
    guard objective == .pflopsPerKw else { return Array(generation.roles.indices) }
    let power = Set(powerRoles)
    let compute = roles { $0.scope == .rack && $0.component.compute.pflopsFP4 > 0 }
    return power.union(compute).sorted()
  }

  private func roles(where isWanted: (Candidate) -> Bool) -> [Int] {
    space.ofRole.indices.filter { role in
      space.ofRole[role].contains { isWanted(candidates[$0]) }
    }
  }

  /// 0 if the roles hold these pieces, else 1 or more if the model likes:
  /// Σ (1 − use of what was used) + Σ (use of what was not) + Σ [fewer] + Σ [more].
  private func differences(from had: [Int], in roles: [Int], _ model: inout SearchModel)
    -> Expression
  {
    var differences = Expression()
    for role in roles {
      let own = space.ofRole[role]
      let held = own.filter { had[$0] > 0 }
      if held.isEmpty || generation.roles[role].isMixed {
        differences += used(own.filter { had[$0] == 0 })
      }
      for position in held {
        differences += Expression(1) - Expression(uses[position])
        if let more = isMore(position, than: had[position], in: &model) { differences += more }
        if let fewer = isFewer(position, than: had[position], in: &model) {
          differences += fewer
        }
      }
    }
    return differences
  }

  /// A column of 0 or 1 that is 1 only if there are more pieces than `count`; `nil` where there
  /// cannot be.
  func isMore(_ position: Int, than count: Int, in model: inout SearchModel)
    -> Expression?
  {
    guard isCounted(position), count < maximum(position) else { return nil }
    let more = Expression(model.binary())
    model.require(pieces[position] - more * Double(count + 1))
    return more
  }

  private func isFewer(_ position: Int, than count: Int, in model: inout SearchModel)
    -> Expression?
  {
    let role = generation.roles[candidates[position].role]
    let least = role.isMixed ? 1 : max(1, role.minimum)
    guard isCounted(position), count > least else { return nil }
    let fewer = Expression(model.binary())
    let most = Double(maximum(position))
    model.require(Expression(most) - fewer * (most - Double(count) + 1) - pieces[position])
    return fewer
  }

  /// Whether its pieces are a column of their own.
  func isCounted(_ position: Int) -> Bool {
    pieces[position].terms.first.map { $0.column != uses[position] } ?? false
  }

  /// The most pieces of a candidate.
  func maximum(_ position: Int) -> Int { generation.roles[candidates[position].role].maximum }

  /// The most pieces of roles that hold candidates with a property.
  func maximumPieces(where isWanted: (Candidate) -> Bool) -> Int {
    generation.roles.indices.reduce(0) { sum, role in
      space.ofRole[role].contains { isWanted(candidates[$0]) }
        ? sum + generation.roles[role].maximum : sum
    }
  }
}
