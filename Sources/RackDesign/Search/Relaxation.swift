import LinearModel

/// The relaxation of a search's model, with prices that rule candidates out.
///
/// Let B be its least objective and d its reduced costs. By duality the objective of any design is
/// at least B + Σ_j d[j] (x[j] − end[j]), of which no term is negative, so that of one that uses
/// candidate c is at least
///
///   B + d⁺[use c] + low d⁺[pieces c],   low the fewest pieces of its role
struct Relaxation<SomeSolver: Solver> {
  /// A role of a generation, by position.
  struct Place: Hashable {
    var block: Int
    var role: Int
  }

  private let made: Assembled
  private let session: SomeSolver.Session
  private let options: SolveOptions
  /// `nil` where there is no solution.
  private let answer: Solution?
  var isFeasible: Bool { answer != nil }

  /// Solves it; `nil` where the solver did not get to an end.
  init?(
    of searcher: Searcher<SomeSolver>, _ aim: Searcher<SomeSolver>.Aim, _ known: SearchResult?,
    _ sides: [Searcher<SomeSolver>.Side]
  ) throws(SolverError) {
    made = searcher.assemble(
      aim, level: searcher.level(aim, known), sides,
      searcher.spaces.map { _ in [Refinements.Exclusion]() })
    options = searcher.relaxationOptions
    session = try searcher.solver.makeSession(for: made.model.model)
    let answer = try session.solve(options, progress: nil)
    switch answer.stop {
    case .optimal where answer.hasDuals: self.answer = answer
    case .infeasible: self.answer = nil
    default: return nil
    }
  }

  /// By generation: candidates of which the bound is no worse than `most`.
  func left(below most: Double, in searcher: Searcher<SomeSolver>) -> [[Int]] {
    guard let answer else { return searcher.spaces.map { _ in [] } }
    let prices = prices(answer, in: searcher)
    return prices.map { own in own.indices.filter { own[$0] <= most } }
  }

  /// Of the candidates left the `count` of each role that cost least.
  func cheapest(_ count: Int, of left: [[Int]], in searcher: Searcher<SomeSolver>) -> [[Int]] {
    guard let answer else { return left }
    let prices = prices(answer, in: searcher)
    return left.indices.map { block in
      let candidates = searcher.spaces[block].candidates
      return Dictionary(grouping: left[block]) { candidates[$0].role }.values.flatMap { own in
        own.sorted { (prices[block][$0], $0) < (prices[block][$1], $1) }.prefix(count)
      }.sorted()
    }
  }

  /// By candidate the least objective of a design that uses it, in the objective's unit.
  private func prices(_ answer: Solution, in searcher: Searcher<SomeSolver>) -> [[Double]] {
    let least = bound(answer)
    let reduced = answer.reducedCosts
    var prices = searcher.spaces.map { Array(repeating: least, count: $0.candidates.count) }
    for (column, owner) in made.model.owners.enumerated() {
      guard let owner, reduced[column] > 0 else { continue }
      let space = searcher.spaces[owner.block]
      let role = space.generation.roles[space.candidates[owner.candidate].role]
      let fewest = owner.isPieces && !role.isMixed ? Double(max(1, role.minimum)) : 1
      prices[owner.block][owner.candidate] += reduced[column] * fewest * made.scale
    }
    return prices
  }

  /// The least objective, less a ten-millionth of its size, which the solver may have been off by.
  private func bound(_ answer: Solution) -> Double {
    ((answer.objective ?? -.infinity) - 1e-4) * made.scale
  }

  /// The role of one type, of those that must be filled, that is mixed most by cost; `nil` where
  /// none has several types left.
  func widestRole(_ left: [[Int]], in searcher: Searcher<SomeSolver>) -> Place? {
    guard let answer else { return nil }
    let values = answer.columnValues
    var best: (place: Place, width: Double)?
    for (block, formulation) in made.formulations.enumerated() {
      for (role, rules) in formulation.generation.roles.enumerated()
      where !rules.isMixed && rules.minimum > 0 {
        let own = left[block].filter { formulation.candidates[$0].role == role }
        guard own.count > 1 else { continue }
        let width = own.reduce(0) { sum, position in
          let candidate = formulation.candidates[position]
          let share = candidate.scope == .cluster ? Double(formulation.space.racks) : 1
          let used = values[formulation.uses[position].offset]
          return sum + min(used, 1 - used) * candidate.price * Double(rules.minimum) / share
        }
        if width > best?.width ?? 0 { best = (Place(block: block, role: role), width) }
      }
    }
    return best?.place
  }

  /// The designs that use one candidate of a role; `nil` where none is better than `most`.
  func child(
    using position: Int, _ place: Place, _ left: [[Int]], below most: Double,
    in searcher: Searcher<SomeSolver>
  ) throws(SolverError) -> Branch? {
    let formulation = made.formulations[place.block]
    let use = formulation.uses[position]
    try session.setColumnBounds(use, lower: 1, upper: 1)
    let answer = try session.solve(options, progress: nil)
    try session.setColumnBounds(use, lower: 0, upper: 1)
    guard answer.stop == .optimal, answer.hasDuals else {
      if answer.stop == .infeasible { return nil }
      return Branch(bound: -.infinity, kept: left)
    }
    let bound = bound(answer)
    guard bound <= most else { return nil }
    let prices = prices(answer, in: searcher)
    let kept = left.indices.map { block in
      left[block].filter { other in
        let isOfRole = block == place.block && formulation.candidates[other].role == place.role
        return isOfRole ? other == position : prices[block][other] <= most
      }
    }
    return Branch(bound: bound, kept: kept)
  }
}
