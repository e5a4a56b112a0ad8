public import Planning
public import Program
import Tables

/// What `summary.json` says of a plan.
///
/// FORMAT.md fixes the keys and their meaning; `docs/plan-output.md` shows one.
public struct Summary: Encodable, Sendable {
  /// Wall clock by phase.
  public struct Seconds: Hashable, Sendable {
    public var load: Double
    public var build: Double
    public var solve: Double
    public var write: Double

    public init(load: Double = 0, build: Double = 0, solve: Double = 0, write: Double = 0) {
      self.load = load
      self.build = build
      self.solve = solve
      self.write = write
    }

    var json: JSONValue {
      [
        "load": .number(load), "build": .number(build), "solve": .number(solve),
        "write": .number(write),
      ]
    }
  }

  /// The document, keys in the order of FORMAT.md.
  public let json: JSONValue

  /// Sums up `plan`.
  ///
  /// - Parameters:
  ///   - plan: A plan of `program`.
  ///   - program: As it was planned.
  ///   - seconds: Load, build, solve and write.
  public init(plan: Plan, program: BuildProgram, seconds: Seconds) {
    let content = Content(program, plan.flows)
    let deployment = Deployment(program, plan.flows)
    var json = Self.head(program: program, status: plan.status.rawValue)
    json.append(.init("objective", .number(plan.objective)))
    json.append(.init("bound", .number(plan.bound)))
    json.append(.init("gap", .number(plan.gap)))
    json.append(.init("seconds", seconds.json))
    json.append(.init("model", Self.model(plan.statistics)))
    json.append(.init("cost", Self.cost(plan.cost)))
    json.append(.init("demand", Self.demand(plan.demands, program)))
    json.append(.init("awards", Self.awards(plan.awards, program)))
    json.append(.init("expansions", Self.expansions(plan.flows.modules, program)))
    json.append(
      .init("domestic_content", content.domesticShare.map(JSONValue.number) ?? .null))
    json.append(
      .init("addressable_content", content.addressableShare.map(JSONValue.number) ?? .null))
    json.append(.init("deployed_mw", Self.deployed(deployment.mw, program)))
    json.append(.init("deployed_pflops", Self.deployed(deployment.pflops, program)))
    if !plan.stages.isEmpty { json.append(.init("stages", Self.stages(plan.stages))) }
    self.json = .object(json)
  }

  /// Says that no plan meets the hard policies and decided facts of `program`, and why.
  public init(infeasible: Infeasibility, program: BuildProgram, seconds: Seconds) {
    var json = Self.head(program: program, status: "infeasible")
    json.append(.init("seconds", seconds.json))
    json.append(
      .init("conflict", .array(infeasible.conflict.map { Self.entry($0, program) })))
    self.json = .object(json)
  }

  /// Says that the limit came before the first plan.
  public init(noPlanWithBound bound: Double?, program: BuildProgram, seconds: Seconds) {
    var json = Self.head(program: program, status: "no_plan")
    json.append(.init("bound", bound.map(JSONValue.number) ?? .null))
    json.append(.init("seconds", seconds.json))
    self.json = .object(json)
  }

  /// The document as indented text with a newline at its end.
  public var text: String { json.text(isPretty: true) }

  public func encode(to encoder: any Encoder) throws {
    try json.encode(to: encoder)
  }
}

extension Summary {
  private static func head(program: BuildProgram, status: String) -> [JSONValue.Member] {
    [
      .init("format", 1), .init("program", .string(program.settings.name)),
      .init("status", .string(status)),
    ]
  }

  private static func model(_ size: PlanStatistics) -> JSONValue {
    [
      "rows": .int(size.rows), "columns": .int(size.columns), "integers": .int(size.integers),
      "nonzeros": .int(size.nonzeros),
    ]
  }

  private static func cost(_ cost: CostBreakdown) -> JSONValue {
    .object(CostBreakdown.Category.allCases.map { .init($0.rawValue, .number(cost[$0])) })
  }

  private static func demand(_ outcomes: [DemandOutcome], _ program: BuildProgram) -> JSONValue {
    .object(
      zip(program.demands, outcomes).map { demand, outcome in
        .init(
          demand.id,
          [
            "quantity": .number(outcome.quantity), "on_time": .number(outcome.onTime),
            "late": .number(outcome.late), "lost": .number(outcome.lost),
          ])
      })
  }

  private static func awards(_ awards: [Award], _ program: BuildProgram) -> JSONValue {
    .object(
      zip(program.offers, awards).filter { $0.1.isAwarded }.map { offer, award in
        .init(offer.id, ["units": .number(award.units), "spend": .number(award.spend)])
      })
  }

  private static func expansions(_ modules: [ModuleDecision], _ program: BuildProgram)
    -> JSONValue
  {
    .object(
      program.expansions.rowIndices.compactMap { index in
        let decisions = modules.filter { $0.expansion == index && $0.count > 0 }
        guard let first = decisions.map(\.bucket).min() else { return nil }
        return .init(
          program.expansions[index].id,
          [
            "count": .int(decisions.reduce(0) { $0 + $1.count }),
            "first": .string(program.horizon.firstDay(of: first).description),
          ])
      })
  }

  /// By datacenter and hub at the end of the horizon, and in all.
  private static func deployed(_ bySite: [[Double]], _ program: BuildProgram) -> JSONValue {
    let sites = program.sites.rowIndices.filter { program.isDeployment($0) }
    return [
      "total": .number(bySite.compactMap(\.last).reduce(0, +)),
      "sites": .object(
        sites.map {
          .init(program.sites[$0].id, .number(bySite[Int($0.position)].last ?? 0))
        }),
    ]
  }

  private static func stages(_ stages: [ServiceStage]) -> JSONValue {
    .array(
      stages.map {
        [
          "priority": .int($0.priority), "late_and_lost": .number($0.lateAndLost),
          "bound": .number($0.bound),
        ]
      })
  }

  private static func entry(_ entry: Infeasibility.Entry, _ program: BuildProgram) -> JSONValue {
    let (kind, name) = entry.member.words(in: program)
    return [
      "kind": .string(kind), "name": .string(name),
      "value": entry.value.map(JSONValue.number) ?? .null,
      "give": entry.give.map(JSONValue.number) ?? .null, "unit": .string(entry.unit),
    ]
  }
}

extension Infeasibility.Member {
  /// The member in the program's own terms.
  func words(in program: BuildProgram) -> (kind: String, name: String) {
    switch self {
    case .policy(let index): ("policy", program.policies[index].id)
    case .offerMinimum(let index): ("offer minimum", program.offers[index].id)
    case .offerMaximum(let index): ("offer maximum", program.offers[index].id)
    case .offerCapacity(let index): ("offer capacity", program.offers[index].id)
    case .offerRefused(let index): ("offer refused", program.offers[index].id)
    case .laneCapacity(let index):
      (
        "lane capacity",
        program.sites[program.lanes[index].from].id + " to "
          + program.sites[program.lanes[index].to].id
      )
    case .offerAwarded(let index): ("offer awarded", program.offers[index].id)
    }
  }
}
