import LinearModel
import Program

/// The search on programs whose relaxation no factorisation finishes while a planner waits.
///
/// (F1) The relaxation by first-order iterations (``FirstOrderMethod``). Now and then their duals are
///      mended to a proven bound (``DualRepair``); when that hardly grows any more, it stays.
/// (F2) Whole modules within every hard budget, one expansion after another (``ModuleDive``), and the
///      other whole numbers near the point (``Rounding``).
/// (F3) The iterations go on with these held, from where they stand.
/// (F4) The point they end at becomes a plan, item by item (``PlanRepair``).
/// (F5) The awards of each item are chosen anew (``ItemAwards``), which the plan takes as it stands:
///      with the starts held, items do not know of each other.
///
/// With what an earlier plan left behind (``Restart``) it begins with (F0), and may end with it.
///
/// All of it costs time about linear in the size of the program.
struct FirstOrderSearch<S: Solver, Observer: PlanObserver> {
  let formulation: Formulation
  let solver: S
  let options: PlanOptions
  let observer: Observer
  let started: Double
  private let dual: DualRepair
  private let products: ProductPrices<S>
  private(set) var proof: DualRepair.Proof?
  private(set) var best: (values: [Double], objective: Double)?
  /// The gap at which the search may stop.
  var goal: Double
  private var steps: [String] = []
  /// Iterations of (F1).
  private var relaxed = 0

  init(
    formulation: Formulation, solver: S, options: PlanOptions, observer: Observer, started: Double
  ) {
    self.formulation = formulation
    self.solver = solver
    self.options = options
    self.observer = observer
    self.started = started
    goal = options.gap
    dual = DualRepair(formulation)
    products = ProductPrices(formulation, dual.matrix, solver: solver)
  }

  /// Runs (F1) to (F5), after (F0) where there is something to start from.
  ///
  /// - Parameter restart: What an earlier plan of the same layout left behind.
  /// - Returns: A plan with its bound; or none, where no rounding could be made one.
  /// - Throws: ``SolverError`` where the solver itself fails.
  mutating func run(from restart: Restart? = nil) throws(SolverError) -> SearchResult {
    let owners = OwnerHashes(formulation, dual.matrix)
    if let restart {
      try resume(from: restart, owners)
      if gap <= goal || !goesOn(.search) {
        return result { restart.next($0, hashes: owners.hashes, gap: min(restart.gap, $1)) }
      }
    }
    var method = FirstOrderMethod(
      formulation.model, start: restart?.start, weight: restart?.weight ?? 1,
      threads: options.threads ?? 2)
    try relax(&method)
    let relaxation = Restart(
      signature: formulation.signature, gap: 0, values: [], weight: method.weight,
      point: method.point.map { Float($0) }, duals: method.duals.map { Float($0) })
    if gap > goal { try makePlans(&method) }
    return result { relaxation.next($0, hashes: owners.hashes, gap: $1) }
  }

  // (F2) to (F5), and these again with the awards of the plan as long as that helps.
  private mutating func makePlans(_ method: inout FirstOrderMethod) throws(SolverError) {
    let modules = ModuleDive(formulation: formulation).modules(&method) { goesOn(.search) }
    let rounding = Rounding(formulation: formulation, values: method.point)
    let whole = rounding.whole(awardFrom: 1e-4, moduleLift: 0.5)
    var next: [ColumnIndex: Double]? = whole.merging(modules) { $1 }
    while let whole = next {
      let before = best?.objective ?? .infinity
      next = try plan(with: whole, &method).map { wholeNumbers(of: $0) }
      let after = best?.objective ?? .infinity
      let hasHelped = !before.isFinite || after < before - options.gap / 10 * abs(before)
      if !hasHelped || gap <= goal || !goesOn(.search) { return }
    }
  }

  /// What the search ends with.
  ///
  /// - Parameter restart: Makes what the next search may start from, of the point and the gap.
  /// - Returns: The best plan; or none.
  private func result(_ restart: (FoundPoint, Double) -> Restart) -> SearchResult {
    guard let best else { return .none(bound: proof?.bound) }
    var found = FoundPoint(
      values: best.values, objective: best.objective,
      bound: min(proof?.bound ?? -.infinity, best.objective))
    if let proof {
      found.rowDuals = proof.duals
      found.reducedCosts = proof.reducedCosts
    }
    found.steps = steps
    found.restart = restart(found, gap)
    return .found(found)
  }

  func wholeNumbers(of values: [Double]) -> [ColumnIndex: Double] {
    var whole: [ColumnIndex: Double] = [:]
    for column in values.indices where formulation.model.isInteger[column] {
      whole[ColumnIndex(column)] = values[column].rounded()
    }
    return whole
  }

  var gap: Double {
    guard let best, let proof else { return .infinity }
    return (best.objective - proof.bound) / max(1, abs(best.objective))
  }

  // (F1)
  private mutating func relax(_ method: inout FirstOrderMethod) throws(SolverError) {
    var last = -Double.infinity
    while goesOn(.relaxation), !isHalfOver, method.iterations < Self.mostIterations {
      method.run(max(Self.round, method.iterations / 8))
      guard method.residuals().primal < Self.tolerance else {
        try prove(method.duals, withProducts: false)
        continue
      }
      try prove(method.duals, withProducts: true)
      guard let bound = proof?.bound else { continue }
      let cost = formulation.model.objective(of: method.point)
      let growth = (bound - last) / max(1, abs(cost))
      let open = (cost - bound) / max(1, abs(cost))
      if open < options.gap / 4 || growth < options.gap / 20 { break }
      last = bound
      if gap <= goal { break }
    }
    if method.residuals().primal >= Self.tolerance { try prove(method.duals, withProducts: true) }
    relaxed = method.iterations
    let bound = proof.map { figure($0.bound) } ?? "none"
    note("relaxation, \(method.iterations) iterations: bound \(bound)")
  }

  /// Whether half of the time is over: the other half is for plans.
  private var isHalfOver: Bool {
    observer.now() - started > (options.timeLimit ?? .infinity) / 2
  }

  /// Mends the duals, and keeps what they prove where it is the best so far.
  mutating func prove(
    _ duals: [Double], withProducts: Bool
  ) throws(SolverError) {
    let found =
      withProducts
      ? try dual.proof(from: duals, products: products.improved) : try dual.proof(from: duals)
    if let found, found.bound > proof?.bound ?? -.infinity { proof = found }
  }

  private static var round: Int { 500 }
  private static var leastHeld: Int { 2000 }
  private static var mostIterations: Int { 60_000 }
  /// The scaled primal residual that a repair mends at little cost.
  private static var tolerance: Double { 2e-5 }

  // (F3) to (F5)
  private mutating func plan(
    with whole: [ColumnIndex: Double], _ method: inout FirstOrderMethod
  ) throws(SolverError) -> [Double]? {
    let columns = whole.keys.sorted { $0.offset < $1.offset }
    let held = columns.map { whole[$0] ?? 0 }
    method.setColumnBounds(columns, lower: held, upper: held)
    let first = method.iterations
    let since = observer.now()
    let left = max(0, (options.timeLimit ?? .infinity) - (since - started))
    while method.iterations - first < max(Self.leastHeld, relaxed), goesOn(.search) {
      method.run(Self.round)
      let isNear = method.residuals().primal < Self.tolerance / 4
      let isLate = observer.now() - since > left / 3
      if isNear || isLate, method.iterations - first >= Self.leastHeld { break }
    }
    note("held, \(method.iterations - first) iterations")
    let repair = PlanRepair(formulation: formulation, solver: solver)
    guard let values = try repair.repaired(method.point, whole: whole) else {
      note("no repair")
      return nil
    }
    keep(values, "repaired")
    guard goesOn(.search) else { return values }
    let better = try awards(for: values).improved(values) { _ in goesOn(.search) }
    keep(better, "awards by item")
    return better
  }

  /// All items together may stay a tenth of the gap from their best.
  func awards(for values: [Double]) -> ItemAwards<S> {
    let tolerance = options.gap / 10 * abs(formulation.model.objective(of: values))
    return ItemAwards(
      formulation: formulation, solver: solver,
      tolerance: tolerance / Double(max(1, formulation.program.items.count)))
  }

  mutating func keep(_ values: [Double], _ step: String) {
    let objective = formulation.model.objective(of: values)
    note("\(step): \(figure(objective))")
    if objective < best?.objective ?? .infinity { best = (values, objective) }
  }

  /// Tells the observer how far the search is; false when it is to end.
  func goesOn(_ phase: PlanProgress.Phase) -> Bool {
    options.goesOn(
      observer, since: started, phase, bound: proof?.bound, objective: best?.objective)
  }

  private func figure(_ number: Double) -> String {
    number.isFinite ? "\(Int(number.rounded()))" : "\(number)"
  }

  mutating func note(_ step: String) {
    steps.append("\(step), \(figure(observer.now() - started)) s")
  }
}
