import LinearModel

/// The model of one generation's designs.
///
/// Sets: r roles, c candidates of a role, m modes.
/// Variables: use[c] ∈ {0, 1}, pieces[c] whole, supply[s] ∈ {0, 1}; loss[m] of the busbar, given[c,m]
/// by a source and lost[c,m] in it, kW; taken[c,m] of the busbar's loss by the coolant, kW;
/// flow[c,m] where it depends on the load, l/min; branch[m] and manifold[m], kPa.
/// (A1) low[r] use[c] ≤ pieces[c] ≤ high[r] use[c]      low[r] = max(1, minimum)
/// (A2) Σ_c pieces[c] ∈ [minimum, maximum]               ∀ mixed r
/// (A3) Σ_c use[c] = 1, or ≤ 1 where minimum = 0         ∀ r of one type
/// (A4) Σ_s supply[s] = 1, use[c] ≤ Σ_{s that feeds c} supply[s]
///
/// Power, coolant and the network follow in extensions; docs/rack-design.md has all of them.
struct Formulation: Sendable {
  let space: SearchSpace
  /// Position among the generations that are searched together.
  let block: Int
  /// Whether physics' rules hold, so that no load is outside its window.
  let hasRules: Bool
  let refinements: Refinements
  var uses: [ColumnIndex] = []
  var pieces: [Expression] = []
  var modes: [ModeTerms] = []
  /// Columns made when first asked for, by what they are.
  var largest: [String: Expression] = [:]
  var network: NetworkTerms?
  /// Pieces of which the rack's power is noted already.
  var remembered: Set<[Int]> = []
  /// What a missed `should` costs, summed up.
  var penalty = Expression()
  /// By requirement and mode: ratios that should be.
  var ratios: [String: Ratio] = [:]

  /// What is missed of a ratio, times what it divides by.
  struct Ratio: Sendable {
    var under: Expression
    var missing: Expression
    /// What the denominator can be.
    var limits: ClosedRange<Double>
  }

  /// What differs by mode.
  struct ModeTerms: Sendable {
    /// Of the bus, kW.
    var it = Expression()
    var loss = Expression()
    /// Lost in sources within the rack and beside it, kW.
    var rackSourceLoss = Expression()
    var besideSourceLoss = Expression()
    /// By source: position of the candidate, what it gives and what it loses.
    var given: [Int: Expression] = [:]
    var lost: [Int: Expression] = [:]
    /// Heat to the coolant within the rack, beside it; flow of all, l/min.
    var liquid = Expression()
    var besideLiquid = Expression()
    var flow = Expression()
    /// Of branch and manifold together, kPa; `nil` until a row asks.
    var drop: Expression?

    var output: Expression { it + loss }
    var rackPower: Expression { output + rackSourceLoss }
    var air: Expression { rackPower - liquid }
  }

  var generation: Generation { space.generation }
  var conditions: Conditions { generation.conditions }
  var candidates: [Candidate] { space.candidates }

  init(
    _ space: SearchSpace, block: Int, hasRules: Bool, refinements: Refinements,
    into model: inout SearchModel
  ) {
    self.space = space
    self.block = block
    self.hasRules = hasRules
    self.refinements = refinements
    addArchitecture(to: &model)
    for mode in generation.modes.indices {
      modes.append(ModeTerms())
      addPower(mode, to: &model)
      addCoolant(mode, to: &model)
    }
    for exclusion in refinements.exclusions { exclude(exclusion, in: &model) }
  }

  private mutating func addArchitecture(to model: inout SearchModel) {
    for (position, candidate) in candidates.enumerated() {
      let role = generation.roles[candidate.role]
      let use = model.binary(owner: .init(block: block, candidate: position, isPieces: false))
      uses.append(use)
      if !role.isMixed, role.minimum == role.maximum {
        pieces.append(Expression(use, Double(role.maximum)))
        continue
      }
      if role.maximum == 1 {
        pieces.append(Expression(use))
        continue
      }
      let count = Expression(
        model.column(
          0, Double(role.maximum), isInteger: true,
          owner: .init(block: block, candidate: position, isPieces: true)))
      pieces.append(count)
      // (A1)
      let low = role.isMixed ? 1 : max(1, role.minimum)
      model.require(count - Expression(use, Double(low)))
      model.require(Expression(use, Double(role.maximum)) - count)
    }
    for (position, role) in generation.roles.enumerated() {
      let own = space.ofRole[position]
      guard role.isMixed else {
        // (A3); the pieces follow from (A1).
        if role.minimum > 0 {
          model.requireZero(used(own) - 1)
        } else if !own.isEmpty {
          model.require(Expression(1) - used(own))
        }
        continue
      }
      let sum = own.reduce(Expression()) { $0 + pieces[$1] }
      model.require(sum - Double(role.minimum))  // (A2)
      model.require(Expression(Double(role.maximum)) - sum)
    }
    addSupplies(to: &model)
  }

  // (A4)
  private func addSupplies(to model: inout SearchModel) {
    guard candidates.contains(where: { $0.fits.contains(false) }) else { return }
    let supplies = conditions.supplies.indices.map { _ in model.binary() }
    model.requireZero(supplies.reduce(Expression(-1)) { $0 + Expression($1) })
    for (candidate, use) in zip(candidates, uses) where candidate.fits.contains(false) {
      let feeding = zip(candidate.fits, supplies).filter(\.0)
      model.require(feeding.reduce(Expression()) { $0 + Expression($1.1) } - Expression(use))
    }
  }

  // MARK: Sums

  /// How many of these candidates are in use.
  func used(_ positions: [Int]) -> Expression {
    var sum = Expression()
    for position in positions { sum.terms.append((uses[position], 1)) }
    return sum
  }

  /// The sum over pieces of candidates of a scope.
  func sum(_ scope: RoleScope, _ value: (Candidate) -> Double) -> Expression {
    sum { $0.scope == scope ? value($0) : 0 }
  }

  /// The sum over what serves one rack.
  func sumPerRack(_ value: (Candidate) -> Double) -> Expression {
    sum { $0.scope == .cluster ? value($0) / Double(space.racks) : value($0) }
  }

  /// The sum over all pieces.
  func sum(_ value: (Candidate) -> Double) -> Expression {
    var sum = Expression()
    for (position, candidate) in candidates.enumerated() {
      let each = value(candidate)
      if each != 0 { sum += pieces[position] * each }
    }
    return sum
  }

  /// `value` when the candidate is in use, and no less than 0 otherwise:
  /// what must be added to a row that holds for users of it only.
  func unless(_ use: Expression, _ slack: Double) -> Expression {
    (Expression(1) - use) * max(0, slack)
  }
}
