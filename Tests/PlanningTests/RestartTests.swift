import LinearModel
import Program
import Synchronization
import Testing

@testable import Planning

/// Plans that start from another one.
@Suite struct RestartTests {
  /// Racks of two parts each, which two offers with fixed costs bring; a line that may be expanded,
  /// and a demand that is more than it makes without.
  static let files = [
    "resources.csv": "resource,site\nline,plant\n",
    "capacity.csv": "resource,date,per_week\nline,2026-01-05,4\n",
    "loads.csv": "operation,resource,per_unit\nassemble,line,2\n",
    "expansions.csv": "expansion,resource,per_week,capex\nmore,line,4,500\n",
    "items.csv": """
    item,kind,power_kw,value
    rack,product,100,0
    part,part,,0
    bolt,part,,0

    """,
    "bom.csv": "parent,component,quantity\nrack,part,2\nrack,bolt,8\n",
    "offers.csv": """
    offer,supplier,item,price,origin,per_week,fixed_cost
    home,acme-made-up,part,100,US,6,50
    away,other-made-up,part,80,US,4,200
    bolts,acme-made-up,bolt,1,US,100,5

    """,
  ]

  private func planned(
    _ changes: [String: String] = [:], _ method: PlanMethod, from restart: Restart? = nil,
    _ observer: some PlanObserver = Silence(), gap: Double = 1e-9
  ) throws -> Plan {
    var options = PlanOptions()
    options.gap = gap
    options.method = method
    let program = try Shop().made(Self.files.merging(changes) { $1 })
    let outcome = try Planner(solver: HiGHSSolver()).plan(
      program, options: options, observer: observer, from: restart)
    guard case .plan(let plan) = outcome else { throw Missing() }
    return plan
  }

  private static func demand(_ quantity: Int) -> [String: String] {
    [
      "demand.csv": """
      demand,site,item,due,quantity,late_cost,lost_cost
      need,dc,rack,2026-01-26,\(quantity),10,1000

      """
    ]
  }

  private static func offers(_ price: Int) -> [String: String] {
    ["offers.csv": files["offers.csv", default: ""].replacing(",80,", with: ",\(price),")]
  }

  private static func capacity(_ perWeek: Int) -> [String: String] {
    ["capacity.csv": "resource,date,per_week\nline,2026-01-05,\(perWeek)\n"]
  }

  private static let changes = [
    [:], offers(60), offers(160), offers(800), capacity(3), capacity(6), demand(4), demand(14),
    offers(70).merging(capacity(5)) { $1 },
  ]

  /// The optimum as one model is what the bound and the cost of each re-plan stand on two sides of.
  @Test(arguments: changes) func rePlansProveWhatTheyCost(change: [String: String]) throws {
    let optimum = try planned(change, .monolith).objective
    let first = try planned([:], .decompose)
    let again = try planned(change, .decompose, from: first.restart)
    let slip = 1e-6 * optimum
    #expect(again.bound <= optimum + slip)
    #expect(again.objective >= optimum - slip)
    // No worse than the plan before, or than what a search from scratch finds.
    let cold = try planned(change, .decompose)
    #expect(again.gap <= 1.1 * max(first.gap, cold.gap) + 1e-6, "\(again.statistics.steps)")
    // The next plan may start from it, which costs no more than what it starts from.
    let third = try planned(change, .decompose, from: again.restart)
    #expect(third.objective <= again.objective + slip)
    #expect(third.bound >= again.bound - slip)
  }

  /// What has not changed needs no iterations.
  @Test func thePlanOfTheSameProgramIsTakenAsItStands() throws {
    let first = try planned([:], .decompose)
    let again = try planned([:], .decompose, from: first.restart)
    #expect(abs(again.objective - first.objective) <= 1e-6 * first.objective)
    #expect(abs(again.bound - first.bound) <= 1e-5 * first.objective)
    #expect(!again.statistics.steps.contains { $0.contains("iterations") })
    #expect(again.restart?.gap == first.restart?.gap)
  }

  /// The noise of single precision, as a row that is nearly full sees it, loses no plan.
  @Test func aPlanThatIsOffByRoundingIsOneStill() throws {
    let first = try planned([:], .decompose)
    for factor in [1 - 5e-7, 1 + 5e-7] {
      var restart = try #require(first.restart)
      restart.values = restart.values.map { Float(Double($0) * factor) }
      let again = try planned([:], .decompose, from: restart)
      #expect(again.statistics.steps.contains { $0.contains("old plan repaired") })
      #expect(again.objective <= (1 + 1e-5) * first.objective)
    }
  }

  @Test(arguments: changes) func oneModelKeepsItsAnswers(change: [String: String]) throws {
    let optimum = try planned(change, .monolith)
    for method in [PlanMethod.monolith, .decompose] {
      let restart = try planned([:], method).restart
      let again = try planned(change, .monolith, from: restart)
      #expect(agree(again.objective, optimum.objective))
      #expect(agree(again.bound, optimum.bound))
    }
  }

  /// The plan of one model has no duals of a relaxation: the iterations begin anew, the plan does not.
  @Test func aPlanOfOneModelIsAStartToo() throws {
    let optimum = try planned([:], .monolith)
    let again = try planned([:], .decompose, from: optimum.restart)
    #expect(abs(again.objective - optimum.objective) <= 1e-6 * optimum.objective)
    #expect(again.bound <= optimum.objective + 1e-6 * optimum.objective)
  }

  /// Hears whether the search starts cold.
  private final class Ear: PlanObserver {
    let count = Counter()
    func now() -> Double { 0 }
    func hears(_ progress: PlanProgress) -> Bool { true }
    func startsCold() { count.add() }
  }

  @Test(arguments: [
    ["lanes.csv": "from,to,item,days,cost\nplant,dc,rack,7,5\n"],
    ["bom.csv": "parent,component,quantity\nrack,part,2\n"],
    [
      "offers.csv": files["offers.csv", default: ""].replacing("home,", with: "house,")
    ],
  ])
  func anotherLayoutStartsCold(change: [String: String]) throws {
    let first = try planned([:], .decompose)
    let cold = try planned(change, .decompose)
    let ear = Ear()
    let again = try planned(change, .decompose, from: first.restart, ear)
    #expect(ear.count.value == 1)
    #expect(again.objective == cold.objective)
    #expect(again.bound == cold.bound)
    let other = Ear()
    _ = try planned(Self.offers(60), .decompose, from: first.restart, other)
    #expect(other.count.value == 0)
  }

  /// Arrays that do not have the sizes of the layout are no start, whatever the signature says.
  @Test func sizesAreChecked() throws {
    var restart = try #require(try planned([:], .decompose).restart)
    let whole = restart
    restart.duals.removeLast()
    var short = whole
    short.values.removeLast()
    for damaged in [restart, short] {
      let ear = Ear()
      _ = try planned([:], .decompose, from: damaged, ear)
      #expect(ear.count.value == 1)
    }
  }
}

/// A count that an observer may raise.
private final class Counter: Sendable {
  private let state = Mutex(0)
  var value: Int { state.withLock { $0 } }
  func add() { state.withLock { $0 += 1 } }
}
