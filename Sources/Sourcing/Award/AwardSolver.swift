public import LinearModel
import Program

/// Finds awards.
///
/// Stages are solved one after the other; each is then held within its slack by a row. What the
/// solver found is read as whole decisions, its units are made decimals that add up, and it is then
/// counted again in exact arithmetic: the numbers of an ``Award`` come from there.
public struct AwardSolver<Engine: Solver> {
  let engine: Engine
  let options: AwardOptions
  let observer: any AwardObserver
  private var deadline: Double?
  /// What searches of large events leave to each other.
  let memory = AwardMemory()

  public init(engine: Engine, options: AwardOptions, observer: any AwardObserver) {
    self.engine = engine
    self.options = options
    self.observer = observer
    deadline = options.timeLimit.map { observer.now() + $0 }
  }

  /// The same solver with the same memory, for one of several things that are still to be done.
  ///
  /// - Parameter count: How many there are, this one included; 1 or more.
  /// - Returns: A solver that ends after an even share of the seconds left now.
  public func share(among count: Int) -> AwardSolver {
    guard let left = secondsLeft else { return self }
    var solver = self
    solver.deadline = observer.now() + left / Double(count)
    return solver
  }

  /// The best award of a scenario.
  public func award(_ event: Event, _ scenario: Scenario) throws(AwardFault) -> AwardOutcome {
    try award(event, scenario, AwardVariant(), work: "award", breaksTies: options.breaksTies)
  }

  /// The best award of a variant.
  func award(
    _ event: Event, _ scenario: Scenario, _ variant: AwardVariant, work: String,
    breaksTies: Bool = false
  ) throws(AwardFault) -> AwardOutcome {
    var known: ItemwiseAward?
    if isItemwise(event, scenario, variant) {
      let search = try itemwise(event, scenario, variant, work: work)
      known = search.award
      let isHuge = event.lines.count >= Self.mostLines
      if let known, isHuge || known.gap <= options.gap || !goesOn(known, work) {
        return try read(known)
      }
      if secondsLeft == 0 || (isHuge && search.isRelaxed) {
        return .noAward(bound: search.bound > -.infinity ? search.bound : nil)
      }
    }
    var model = AwardModel(event, scenario, variant)
    var stages: [StageOutcome] = []
    var isProven = true
    var isBest = true
    var found = try known.flatMap { known throws(AwardFault) in
      try held(model, known.choice, work: work)
    }
    let aims = scenario.stages
    // Among awards that are best by other aims the cheapest is wanted.
    let needsCost = !aims.contains { $0.aim == .cost }
    for (position, stage) in (aims + (needsCost ? [Scenario.cheapest.stages[0]] : [])).enumerated()
    {
      let isSaid = position < aims.count
      model.setObjective(stage.aim)
      let solution = try solve(model, work: work, start: found)
      switch solution.stop {
      case .infeasible, .infeasibleOrUnbounded: return .infeasible
      case .unbounded, .failed: throw .solver("the solver gave up on \(work)")
      default: break
      }
      let point: [Double]
      if solution.hasPoint {
        point = try polished(model, solution, work: work)
      } else if let found {
        // Time ended between two stages: what the earlier one found stands.
        point = found
      } else {
        return .noAward(bound: solution.bound)
      }
      found = point
      let value = model.value(of: stage.aim, at: point)
      let sign = stage.aim.sign
      let proven = max(solution.bound ?? -.greatestFiniteMagnitude, known?.bound ?? -.infinity)
      let isNear = sign * value - proven <= options.gap * abs(value)
      isProven = isProven && (solution.stop == .optimal || isNear)
      let bound = min(sign * value, proven) * sign
      isBest = isBest && abs(value - bound) <= 1e-7 * max(1, abs(value))
      if isSaid {
        stages.append(
          StageOutcome(aim: stage.aim, value: value, bound: bound, slack: stage.slack.value))
      }
      let isLast = position + 1 == aims.count + (needsCost ? 1 : 0)
      guard !isLast || (breaksTies && isBest) else { break }
      let slack = isSaid && position + 1 < aims.count ? stage.slack.value : 0
      model.hold(stage.aim, at: value, slack: slack)
    }
    guard var point = found else { throw .solver("a scenario without stages") }
    if breaksTies, isBest { point = try tieBroken(model, point) }
    return .award(try read(model, point, stages, isProven: isProven))
  }

  /// Whether an award of a large event is to be bettered as one model.
  private func goesOn(_ known: ItemwiseAward, _ work: String) -> Bool {
    let progress = AwardProgress(work: work, objective: known.cost, bound: known.bound)
    return observer.hears(progress) && secondsLeft != 0
  }

  private func read(_ known: ItemwiseAward) throws(AwardFault) -> AwardOutcome {
    let bound = min(known.cost, known.bound)
    let stage = StageOutcome(aim: .cost, value: known.cost, bound: bound, slack: 0)
    return .award(
      try read(known.model, known.point, [stage], isProven: known.gap <= options.gap))
  }

  // MARK: Solving

  /// Seconds left; `nil`: no limit.
  var secondsLeft: Double? { deadline.map { max(0, $0 - observer.now()) } }

  var solveOptions: SolveOptions {
    var solve = SolveOptions()
    solve.relativeGap = max(options.gap, 1e-9)
    solve.absoluteGap = 1e-7
    solve.feasibilityTolerance = 1e-9
    solve.integralityTolerance = 1e-9
    solve.threads = options.threads
    solve.seed = options.seed
    solve.timeLimit = secondsLeft
    return solve
  }

  /// Solves a model; a small one twice, in two ways.
  ///
  /// HiGHS 1.15.1 now and then takes an award for the best that is not: of some 700 random events
  /// one, by 7e-5, with presolve. So a claim about a small model has to stand without presolve too,
  /// unless the gap asked for is coarser than such faults.
  func solve(
    _ model: AwardModel, work: String, start: [Double]? = nil
  ) throws(AwardFault) -> Solution {
    let first = try solve(model, solveOptions, work: work, start: start)
    let isChecked = model.model.columnCount <= Self.fewColumns && options.gap < Self.coarseGap
    guard first.stop.isClaim, isChecked else { return first }
    var options = solveOptions
    options.presolve = false
    options.seed += 1
    options.nodeLimit = Self.checkedNodes
    let second = try solve(
      model, options, work: work, start: first.hasPoint ? first.columnValues : start)
    guard let better = second.objective else { return first }
    let isBetter = first.objective.map { better < $0 - 1e-9 * max(1, abs($0)) } ?? true
    return isBetter ? second : first
  }

  /// Lines from which on one model gains nothing that the search by item has not found.
  private static var mostLines: Int { 20_000 }
  /// Columns up to which a second way costs little.
  private static var fewColumns: Int { 2000 }
  /// A gap beyond which the second way is not worth its time, and the search item by item is.
  static var coarseGap: Double { 1e-4 }
  /// Nodes that the second way may take.
  private static var checkedNodes: Int { 20_000 }

  private func solve(
    _ model: AwardModel, _ options: SolveOptions, work: String, start: [Double]?,
    mayStop: Bool = true
  ) throws(AwardFault) -> Solution {
    do throws(SolverError) {
      let session = try engine.makeSession(for: model.model)
      if let start { try session.setStart(start) }
      return try session.solve(options) { progress in
        let goesOn = observer.hears(
          AwardProgress(work: work, objective: progress.objective, bound: progress.bound))
        return goesOn || !mayStop
      }
    } catch {
      throw .solver("\(error)")
    }
  }

  /// The same decisions with everything else solved to the end: yes and no are exactly 1 and 0.
  func polished(
    _ model: AwardModel, _ solution: Solution, work: String
  ) throws(AwardFault) -> [Double] {
    let values = solution.columnValues
    var lower = model.model.columnLower
    var upper = model.model.columnUpper
    for column in values.indices where model.model.isInteger[column] {
      let value = min(max(values[column].rounded(), lower[column]), upper[column])
      lower[column] = value
      upper[column] = value
    }
    return try settled(model, lower: lower, upper: upper, work: work) ?? values
  }

  /// A point of a model with columns held by their bounds, to the end and without a limit; `nil`
  /// where there is none.
  func settled(
    _ model: AwardModel, lower: [Double], upper: [Double], work: String
  ) throws(AwardFault) -> [Double]? {
    var held = model
    held.model.columnLower = lower
    held.model.columnUpper = upper
    var options = solveOptions
    options.timeLimit = nil
    let solution = try solve(held, options, work: work, start: nil, mayStop: false)
    return solution.hasPoint ? solution.columnValues : nil
  }

  // MARK: Reading

  func read(
    _ model: AwardModel, _ point: [Double], _ stages: [StageOutcome], isProven: Bool
  ) throws(AwardFault) -> Award {
    let choice = model.choice(at: point)
    let account = AwardAccount(choice, of: model.event)
    var rules = model.scenario
    rules.rules = model.scenario.rules.rowIndices.filter {
      !model.variant.dropped.contains($0) && $0 != model.variant.elastic
    }.map { model.scenario.rules[$0] }
    let cost = account.cost(under: rules)
    let counted = cost.total.double
    let claimed = model.value(of: .cost, at: point)
    if model.variant.probe == nil {
      // Within a gap the solver may count a basis at a threshold to the worse tier; an award that
      // costs less than it says is as good.
      let isExact = abs(counted - claimed) <= 1e-6 * max(1, abs(counted))
      guard isExact || (options.gap > 0 && counted < claimed) else {
        throw .inexact(solver: claimed, counted: counted)
      }
      for rule in rules.rules where rule.isHard {
        let check = RuleAccount(rule, account)
        guard check.holds else { throw .missed(rule: rule.id, by: check.violation.double) }
      }
    }
    var stages = stages
    for index in stages.indices where stages[index].aim == .cost && stages.count == 1 {
      stages[index].value = counted
      stages[index].bound = min(stages[index].bound, counted)
    }
    let last = stages[stages.count - 1]
    return Award(
      choice: choice, cost: cost, objective: last.value, bound: last.bound, isProven: isProven,
      stages: stages)
  }
}

extension StopReason {
  /// Whether it says that nothing better can be.
  fileprivate var isClaim: Bool {
    self == .optimal || self == .infeasible || self == .infeasibleOrUnbounded
  }
}

extension Aim {
  /// 1 where less is better, -1 where more is.
  var sign: Double { self == .quality || self == .domestic ? -1 : 1 }
}

extension AwardModel {
  /// What a stage minimises: what is wanted most, taken negative.
  func expression(of aim: Aim) -> LinearExpression {
    var expression = LinearExpression()
    switch aim {
    case .cost: return costExpression
    case .suppliers:
      for column in wins { if let column { expression.add(column, 1) } }
    case .quality:
      for line in event.lines.rowIndices {
        expression.add(units(line), times: -event.lines[line].quality)
      }
      for (row, bundle) in event.bundles.enumerated() {
        guard let column = won[row] else { continue }
        let amount = bundle.items.reduce(0) { $0 + $1.quantity }
        expression.add(column, -event.suppliers[bundle.supplier].quality * amount)
      }
    case .domestic:
      for line in event.lines.rowIndices {
        expression.add(spend(line), times: -event.lines[line].domestic)
      }
      for (row, bundle) in event.bundles.enumerated() {
        if let column = won[row] { expression.add(column, -bundle.domesticValue) }
      }
    }
    return expression
  }

  /// Sets the objective to an aim.
  mutating func setObjective(_ aim: Aim) {
    setObjective(expression(of: aim))
  }

  mutating func setObjective(_ expression: LinearExpression) {
    var costs = [Double](repeating: 0, count: model.columnCount)
    for (column, coefficient) in expression.terms { costs[column.offset] += coefficient }
    model.cost = costs
    model.offset = expression.constant
  }

  /// The aim's value at a point, in its own direction.
  func value(of aim: Aim, at point: [Double]) -> Double {
    let expression = expression(of: aim)
    let sum = expression.terms.reduce(expression.constant) { sum, term in
      sum + term.coefficient * point[term.column.offset]
    }
    return sum * aim.sign
  }

  /// Holds an aim within a share of a value's size.
  mutating func hold(_ aim: Aim, at value: Double, slack: Double) {
    let room = slack * abs(value) + 1e-9 * max(1, abs(value))
    addRow(expression(of: aim), upper: value * aim.sign + room)
  }

  /// The award at a point.
  func choice(at point: [Double]) -> Choice {
    var choice = Choice(nothingOf: event)
    for (line, columns) in steps.enumerated() {
      for step in columns where point[step.chosen.offset] > 0.5 {
        choice.units[line] += point[step.units.offset]
      }
    }
    for (row, column) in won.enumerated() {
      if let column, point[column.offset] > 0.5 { choice.bundles[row] = true }
    }
    return CleanUnits(event, isUnmetAllowed: unmet.map { $0 != nil }).cleaned(choice)
  }
}

/// Makes a solver's units decimals that add up.
///
/// Whole units are rounded. Others are rounded to a billionth of a unit, and what the rounding
/// leaves of an item goes to its largest line.
struct CleanUnits {
  private let event: Event
  private let isUnmetAllowed: [Bool]

  init(_ event: Event, isUnmetAllowed: [Bool]) {
    self.event = event
    self.isUnmetAllowed = isUnmetAllowed
  }

  func cleaned(_ choice: Choice) -> Choice {
    var choice = choice
    // Beyond this a double has no billionths to round to.
    let isRounded = event.items.map { !$0.isWhole && $0.quantity < 4e6 }
    var rest = event.items.map { $0.quantity < 4e6 ? Int64(($0.quantity * 1e9).rounded()) : 0 }
    for (row, bundle) in event.bundles.enumerated() where choice.bundles[row] {
      for content in bundle.items where isRounded[Int(content.item.position)] {
        rest[Int(content.item.position)] -= Int64((content.quantity * 1e9).rounded())
      }
    }
    var parts = [Int64](repeating: 0, count: event.lines.count)
    var largest = [Int?](repeating: nil, count: event.items.count)
    for (row, line) in event.lines.enumerated() where choice.units[row] > 0 {
      let item = Int(line.item.position)
      guard !event.items[item].isWhole else {
        choice.units[row] = choice.units[row].rounded()
        continue
      }
      guard isRounded[item] else { continue }
      parts[row] = Int64((choice.units[row] * 1e9).rounded())
      rest[item] -= parts[row]
      if largest[item].map({ parts[row] > parts[$0] }) ?? true { largest[item] = row }
    }
    for (item, row) in largest.enumerated() {
      guard let row else { continue }
      // A rest of less than a millionth of a unit is rounding; more is what stays unmet.
      if !isUnmetAllowed[item] || abs(rest[item]) < 1000 { parts[row] += rest[item] }
    }
    for row in parts.indices where parts[row] != 0 { choice.units[row] = Double(parts[row]) / 1e9 }
    return choice
  }
}
