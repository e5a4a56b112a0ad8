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
  }

  /// What a design really costs beyond its price and takes in, where the rows knew only bounds.
  struct Outcome: Sendable {
    var pieces: [Int]
    var penalty: Double
    /// Rack power in the first mode, kW.
    var rackKw: Double
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

extension Formulation {
  /// (N1) differences ≥ 1: the design differs from an excluded one in a role that matters.
  func exclude(_ exclusion: Refinements.Exclusion, in model: inout SearchModel) {
    model.require(differences(from: exclusion.pieces, in: exclusion.roles, &model) - 1)
  }

  /// (N2) penalty ≥ p (1 − differences), and rack power likewise: a design that was looked at has
  /// the outcome that it was found to have.
  func remember(
    _ outcome: Refinements.Outcome, knowsPenalty: Bool, in model: inout SearchModel
  ) {
    let differences = differences(
      from: outcome.pieces, in: Array(generation.roles.indices), &model)
    if knowsPenalty, outcome.penalty > 0 {
      model.require(penalty - outcome.penalty + differences * outcome.penalty)
    }
    model.require(modes[0].rackPower - outcome.rackKw + differences * outcome.rackKw)
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
