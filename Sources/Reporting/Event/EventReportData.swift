import Program
public import Sourcing
import Tables

/// What was found for one scenario of an event.
public struct ScenarioResult: Sendable {
  /// How the search for an award ended.
  public enum Outcome: Sendable {
    case award(Award, AwardAnalysis?)
    case infeasible(ConflictReport)
    /// The limit came before the first award.
    case noAward
  }

  public var scenario: Scenario
  public var outcome: Outcome
  /// The gap at which searches stopped.
  public var gap: Double

  public init(_ scenario: Scenario, _ outcome: Outcome, gap: Double) {
    self.scenario = scenario
    self.outcome = outcome
    self.gap = gap
  }

  /// Whether there is an award, or a proof that there is none.
  public var isDecided: Bool { if case .noAward = outcome { false } else { true } }

  var award: Award? { if case .award(let award, _) = outcome { award } else { nil } }
  var analysis: AwardAnalysis? {
    if case .award(_, let analysis) = outcome { analysis } else { nil }
  }
  /// What rules cost, where that was looked for.
  var ruleCosts: RuleCosts? {
    guard case .award(let award, let analysis?) = outcome else { return nil }
    return RuleCosts(award, analysis, scenario, gap: gap)
  }
  var conflicts: ConflictReport? {
    if case .infeasible(let report) = outcome { report } else { nil }
  }
  /// The scenario's name for people.
  public var title: String { scenario.name.isEmpty ? "no rules" : scenario.name }
}

/// What all parts of an event's report are computed from, once.
struct EventReportData: Sendable {
  /// A scenario with an award.
  struct Awarded: Sendable {
    var result: ScenarioResult
    var award: Award
    var figures: AwardFigures
    var cost: Double
  }

  let event: Event
  let results: [ScenarioResult]
  let awarded: [Awarded]
  /// The one that is shown in detail; `nil` where no scenario has an award.
  let main: Awarded?
  let money: Money

  /// Gathers what was found.
  ///
  /// - Parameters:
  ///   - event: What was wanted and bid.
  ///   - results: By scenario.
  ///   - detailed: The name of the scenario that is shown in detail; `nil`: the one with the most
  ///     rules that has an award.
  init(_ event: Event, _ results: [ScenarioResult], detailed: String?) {
    self.event = event
    self.results = results
    awarded = results.compactMap { result in
      result.award.map {
        Awarded(
          result: result, award: $0, figures: AwardFigures($0.choice, event),
          cost: $0.cost.total.double)
      }
    }
    let most = awarded.map(\.result.scenario.rules.count).max()
    main =
      awarded.first { $0.result.scenario.name == detailed }
      ?? awarded.first { $0.result.scenario.rules.count == most }
    money = Money(currency: event.settings.currency)
  }

  /// Pillars in the order of their first lot.
  var pillars: [String] {
    var names: [String] = []
    for lot in event.lots where !names.contains(lot.pillar) { names.append(lot.pillar) }
    return names
  }

  func name(_ supplier: EventSupplierIndex) -> String {
    let row = event.suppliers[supplier]
    return row.name.isEmpty ? row.id : row.name
  }

  func name(_ lot: LotIndex) -> String {
    let row = event.lots[lot]
    return row.title.isEmpty ? row.id : row.title
  }

  func title(ofPillar pillar: String) -> String { pillar.isEmpty ? "no pillar" : pillar }

  /// Where a line is made, as far as the bid says.
  func origin(_ line: BidLine) -> String {
    line.origin.isEmpty ? event.suppliers[line.supplier].country : line.origin
  }

  /// One for each supplier and lot that it has a line or bundle for.
  var bids: [(supplier: EventSupplierIndex, lot: LotIndex, isHome: Bool)] {
    var seen: [[Int32]: Bool] = [:]
    var order: [(EventSupplierIndex, LotIndex)] = []
    func add(_ supplier: EventSupplierIndex, _ lot: LotIndex, _ isHome: Bool) {
      let key = [supplier.position, lot.position].map { Int32($0) }
      if seen[key] == nil { order.append((supplier, lot)) }
      seen[key] = (seen[key] ?? false) || isHome
    }
    for line in event.lines {
      add(line.supplier, event.items[line.item].lot, origin(line) == event.settings.domestic)
    }
    for bundle in event.bundles {
      let isHome = event.suppliers[bundle.supplier].country == event.settings.domestic
      for content in bundle.items { add(bundle.supplier, event.items[content.item].lot, isHome) }
    }
    return order.map { supplier, lot in
      (supplier, lot, seen[[supplier.position, lot.position].map { Int32($0) }] ?? false)
    }
  }
}
