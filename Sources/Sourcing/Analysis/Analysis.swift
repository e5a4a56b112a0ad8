import LinearModel
public import Program

/// What is known of an award beside itself.
public struct AwardAnalysis: Sendable {
  /// By rule of the scenario, the optimum without it; `nil`: not found.
  public var withoutRule: [Double?] = []
  /// The optimum without any rule.
  public var withoutRules: Double?
  public var breakIns: [BreakIn] = []
  /// The share of the item's quantity at which lines are asked for their price.
  public var share = 0.0
  /// The best award with another set of suppliers; `nil`: there is none.
  public var secondBest: Award?
  public var lowestBid: LowestBid?
  /// Whether all was found in time.
  public var isComplete = true

  public init() {}

  /// A bid that loses, and the highest price at which it is part of some best award.
  public struct BreakIn: Sendable {
    public enum Bid: Hashable, Sendable {
      case line(LineIndex)
      case bundle(BundleIndex)
    }
    public var bid: Bid
    /// Units of a line.
    public var units: Double?
    /// Money: per unit of a line, for all of a bundle; `nil`: at no price.
    public var price: Double?
    /// What it costs now for the same units.
    public var quoted: Double
  }
}

extension AwardSolver {
  /// What each rule costs, which losing bids come near, and what else could be had.
  ///
  /// - Parameters:
  ///   - best: The optimum of `scenario`.
  ///   - event: What was bid.
  ///   - scenario: The rules.
  ///   - share: Of an item's quantity, at which losing lines are asked, 0 to 1.
  ///   - findsBreakIns: Whether break-in prices are wanted: one search for each losing bid.
  /// - Returns: What was found in time.
  /// - Throws: ``AwardFault``.
  public func analysis(
    of best: Award, _ event: Event, _ scenario: Scenario, share: Double, findsBreakIns: Bool = true
  ) throws(AwardFault) -> AwardAnalysis {
    var analysis = AwardAnalysis()
    analysis.share = share
    for rule in scenario.rules.rowIndices {
      var variant = AwardVariant()
      variant.dropped = [rule]
      let id = scenario.rules[rule].id
      let outcome = try award(event, scenario, variant, work: "without rule \(id)")
      analysis.withoutRule.append(outcome.award?.objective)
      if outcome.award?.isProven != true { analysis.isComplete = false }
    }
    var free = AwardVariant()
    free.dropped = Set(scenario.rules.rowIndices)
    let outcome = try award(event, scenario, free, work: "without rules")
    analysis.withoutRules = outcome.award?.objective
    if outcome.award?.isProven != true { analysis.isComplete = false }
    analysis.secondBest = try secondBest(best, event, scenario)
    if scenario.isCostOnly, findsBreakIns {
      try addBreakIns(to: &analysis, best, event, scenario)
    }
    analysis.lowestBid = LowestBid(event, scenario, best: best)
    return analysis
  }

  private func secondBest(
    _ best: Award, _ event: Event, _ scenario: Scenario
  ) throws(AwardFault) -> Award? {
    var variant = AwardVariant()
    variant.forbiddenWinners = [best.choice.winners(in: event)]
    return try award(event, scenario, variant, work: "second best", breaksTies: options.breaksTies)
      .award
  }

  // MARK: Break-in prices

  /// Adds the prices of losing bids, until the search is stopped.
  private func addBreakIns(
    to analysis: inout AwardAnalysis, _ best: Award, _ event: Event, _ scenario: Scenario
  ) throws(AwardFault) {
    do throws(AwardFault) {
      for bundle in event.bundles.rowIndices where !best.choice.bundles[Int(bundle.position)] {
        let price = try breakIn(.bundle(bundle), best, event, scenario)
        analysis.breakIns.append(
          AwardAnalysis.BreakIn(
            bid: .bundle(bundle), units: nil, price: price, quoted: event.bundles[bundle].price))
      }
      for line in event.lines.rowIndices where best.choice.units[Int(line.position)] == 0 {
        analysis.breakIns.append(
          try breakIn(line, best, event, scenario, share: analysis.share))
      }
    } catch {
      guard case .stopped = error else { throw error }
      analysis.isComplete = false
    }
  }

  private func breakIn(
    _ line: LineIndex, _ best: Award, _ event: Event, _ scenario: Scenario, share: Double
  ) throws(AwardFault) -> AwardAnalysis.BreakIn {
    let row = event.lines[line]
    let amount = BreakInShare.units(row, item: event.items[row.item], share: share)
    var price: Double?
    if let amount {
      price = try breakIn(.line(line, units: amount), best, event, scenario).map { $0 / amount }
    }
    let units = amount ?? 0
    let quoted = AwardAccount.exWorks(row, Rational(shortest: units), ExactNumbers(event)).double
    return AwardAnalysis.BreakIn(
      bid: .line(line), units: amount, price: price,
      quoted: units > 0 ? quoted / units : row.steps[0].price)
  }

  /// The most money that a bid can ask and be part of an award that costs no more than `best`.
  ///
  /// The bid is taken; its price is a variable of every row that looks at money, and is made as
  /// large as the optimum without it allows. That is `best` itself: the bid loses there.
  private func breakIn(
    _ target: AwardVariant.Probe.Target, _ best: Award, _ event: Event, _ scenario: Scenario
  ) throws(AwardFault) -> Double? {
    var variant = AwardVariant()
    variant.probe = AwardVariant.Probe(target: target, ceiling: ceiling(best, event))
    var model = AwardModel(event, scenario, variant)
    guard let price = model.probePrice else { return nil }
    // Money that is not paid for the bid: the optimum leaves no more than this for it.
    let room = 1e-9 * max(1, abs(best.cost.total.double))
    model.addRow(model.costExpression, upper: best.cost.total.double + room)
    var dearest = LinearExpression()
    dearest.add(price, -1)
    model.setObjective(dearest)
    let solution = try solve(model, work: "break-in prices")
    if solution.stop == .timeLimit || solution.stop == .cancelled { throw .stopped }
    guard solution.hasPoint else { return nil }
    return try polished(model, solution, work: "break-in prices")[price.offset]
  }

  /// No price is more than the optimum and all credits that quality can bring.
  private func ceiling(_ best: Award, _ event: Event) -> Double {
    let points =
      event.lines.map(\.quality) + event.suppliers.map(\.quality)
    let most = points.reduce(0) { max($0, abs($1)) } * abs(event.settings.qualityValue.value)
    let units = event.items.reduce(0) { $0 + $1.quantity }
    return 1 + 2 * abs(best.cost.total.double) + most * units
  }
}

/// How much of an item a losing line is asked for.
enum BreakInShare {
  /// The share of the quantity, whole where units are, within the line's minimum and maximum and
  /// the quantity; `nil` where the line can never be used.
  static func units(_ line: BidLine, item: EventItem, share: Double) -> Double? {
    var low = line.minimum
    var high = min(line.maximum, item.quantity)
    var wanted = share * item.quantity
    if item.isWhole {
      (low, high) = (max(1, low.rounded(.up)), high.rounded(.down))
      wanted = wanted.rounded()
    }
    guard low <= high, high > 0 else { return nil }
    let amount = min(max(wanted, low), high)
    return amount > 0 ? amount : nil
  }
}
