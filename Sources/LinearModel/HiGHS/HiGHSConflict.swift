import CHighs

extension HiGHSSession {
  public func conflict(
    among groups: [[BoundSide]]?, _ options: SolveOptions
  ) throws(SolverError) -> Conflict? {
    try ConflictSearch(handle.feasibilityProblem(), groups, options).run()
  }
}

/// Finds an irreducible conflict by deletion, guided by dual rays, on a copy of the model.
///
/// A linear conflict has a certificate, the dual ray: groups that it leaves out are dropped at once.
/// Of the rest one group after the other is given up. Where the model stays infeasible the group is
/// dropped for good, and the new ray drops more; else the group belongs to the conflict. A
/// mixed-integer model whose relaxation is feasible has no ray; there halves, quarters and so on are
/// given up before single groups.
///
/// HiGHS's own search is not used: it sees the relaxation only, knows no groups, and without its
/// costlier settings returns what may take part instead of what does.
private final class ConflictSearch {
  private enum Verdict {
    case feasible, infeasible, undecided
  }

  private let handle: HiGHSHandle
  private let problem: FeasibilityProblem
  private let groups: [[BoundSide]]
  private var options: SolveOptions

  /// How many groups in force hold each bound; bounds of no group are not listed and always hold.
  private var holders: [BoundSide: Int] = [:]
  private var current: Bounds

  /// Groups of which it is still open whether they are needed, in the order in which to try.
  private var open: [Int]
  private var needed: [Int] = []
  private var isIrreducible = true

  /// Whether the conflict is one of the relaxation, so that rays exist.
  private var isLinear = true
  private var secondsSpent = 0.0
  private var secondsPerSolve = Double.infinity

  init(
    _ problem: FeasibilityProblem, _ groups: [[BoundSide]]?, _ options: SolveOptions
  ) throws(SolverError) {
    self.problem = problem
    self.options = options
    let bounds = problem.bounds
    self.groups = groups?.map { $0.filter(bounds.exists) } ?? bounds.existingSides().map { [$0] }
    current = problem.bounds
    open = Array(self.groups.indices)
    handle = try HiGHSHandle()
    try handle.set("output_flag", .flag(false))
    try handle.pass(problem)
    for side in self.groups.joined() { holders[side, default: 0] += 1 }
  }

  func run() throws(SolverError) -> Conflict? {
    guard try isInfeasible() else { return nil }
    if isLinear {
      try dropWhatTheProofLeavesOut()
    } else {
      try dropInChunks()
    }
    try dropOneByOne()
    needed.sort()
    return Conflict(
      groups: needed, bounds: needed.flatMap { groups[$0] }, isIrreducible: isIrreducible)
  }

  /// Looks at the relaxation first, whose conflicts are easier to find and to read.
  private func isInfeasible() throws(SolverError) -> Bool {
    switch try solve() {
    case .infeasible: return true
    case .undecided: throw SolverError.undecided
    case .feasible: break
    }
    guard problem.isInteger.contains(true) else { return false }
    isLinear = false
    try handle.call("Highs_changeColsIntegralityByRange") { instance in
      unsafe Highs_changeColsIntegralityByRange(
        instance.raw, 0, HighsInt(problem.isInteger.count - 1), kinds(problem.isInteger))
    }
    let before = secondsSpent
    switch try solve() {
    case .infeasible:
      // Giving up the bound of an integer column can make a search endless.
      secondsPerSolve = max(1, 20 * (secondsSpent - before))
      return true
    case .feasible: return false
    case .undecided: throw SolverError.undecided
    }
  }

  // MARK: Deletion

  private func dropOneByOne() throws(SolverError) {
    while !open.isEmpty {
      let group = open.removeFirst()
      try setInForce([group], false)
      switch try solve() {
      case .infeasible:
        if isLinear { try dropWhatTheProofLeavesOut() }
      case .feasible:
        try setInForce([group], true)
        needed.append(group)
      case .undecided:
        try setInForce([group], true)
        needed.append(group)
        isIrreducible = false
      }
    }
  }

  /// Drops all open groups that the certificate of the latest solve does not use.
  private func dropWhatTheProofLeavesOut() throws(SolverError) {
    guard let used = current.crossedPair() ?? handle.dualRay().flatMap(proof) else { return }
    let (kept, dropped) = partition(open) { group in groups[group].contains(where: used.contains) }
    guard !dropped.isEmpty else { return }
    try setInForce(dropped, false)
    guard try solve() == .infeasible else {
      // The proof held only within tolerances.
      try setInForce(dropped, true)
      return
    }
    open = kept
  }

  private func proof(_ ray: [Double]) -> Set<BoundSide>? {
    var reduced = problem
    reduced.bounds = current
    return reduced.support(of: ray)
  }

  private func dropInChunks() throws(SolverError) {
    var size = open.count / 2
    while size > 1 {
      var start = 0
      while start < open.count {
        let chunk = Array(open[start..<min(start + size, open.count)])
        try setInForce(chunk, false)
        if try solve() == .infeasible {
          open.removeSubrange(start..<start + chunk.count)
        } else {
          try setInForce(chunk, true)
          start += chunk.count
        }
      }
      size = min(size, open.count) / 2
    }
  }

  // MARK: Solving

  private func solve() throws(SolverError) -> Verdict {
    var options = options
    let left = (self.options.timeLimit ?? .infinity) - secondsSpent
    guard left > 0 else { return .undecided }
    options.timeLimit = min(left, secondsPerSolve).isFinite ? min(left, secondsPerSolve) : nil
    if isLinear {
      options.method = .simplex
      options.presolve = false
    }
    try handle.apply(options, .one, isMixedInteger: !isLinear)
    if current.crossedPair() != nil { return .infeasible }
    let solution = try handle.run(.one, nil)
    secondsSpent += solution.seconds
    switch solution.stop {
    case .infeasible: return .infeasible
    case .optimal, .unbounded: return .feasible
    // Without costs nothing is unbounded.
    case .infeasibleOrUnbounded: return .infeasible
    default: return solution.hasPoint ? .feasible : .undecided
    }
  }

  private func setInForce(_ changed: [Int], _ inForce: Bool) throws(SolverError) {
    for side in changed.lazy.flatMap({ self.groups[$0] }) {
      let before = holders[side, default: 0]
      let after = inForce ? before + 1 : before - 1
      holders[side] = after
      guard (before > 0) != (after > 0) else { continue }
      if inForce {
        current.restore(side, from: problem.bounds)
      } else {
        current.remove(side)
      }
      try send(side)
    }
  }

  /// Hands the bounds of a side's row or column over anew.
  private func send(_ side: BoundSide) throws(SolverError) {
    switch side {
    case .rowLower(let row), .rowUpper(let row):
      try handle.call("Highs_changeRowBounds", allowsWarning: true) {
        unsafe Highs_changeRowBounds(
          $0.raw, row.position, current.rowLower[row], current.rowUpper[row])
      }
    case .columnLower(let column), .columnUpper(let column):
      try handle.call("Highs_changeColBounds", allowsWarning: true) {
        unsafe Highs_changeColBounds(
          $0.raw, column.position, current.columnLower[column], current.columnUpper[column])
      }
    }
  }
}

/// Splits indices by a test, keeping their order.
private func partition(_ indices: [Int], by test: (Int) -> Bool) -> (yes: [Int], no: [Int]) {
  (indices.filter(test), indices.filter { !test($0) })
}
