import LinearModel
import Program
import Synchronization
import Testing

@testable import Planning

/// Small programs by the search for large ones.
@Suite struct FirstOrderSearchTests {
  /// A clock that moves on with each look, and an ear that closes after some reports.
  final class Ear: PlanObserver {
    private let seconds: Mutex<Double>
    private let heard = Mutex(0)
    private let step: Double
    private let patience: Int

    init(step: Double = 0, patience: Int = .max) {
      self.step = step
      self.patience = patience
      seconds = Mutex(0)
    }

    var count: Int { heard.withLock { $0 } }

    func now() -> Double {
      seconds.withLock {
        $0 += step
        return $0
      }
    }

    func hears(_ progress: PlanProgress) -> Bool {
      heard.withLock {
        $0 += 1
        return $0 <= patience
      }
    }
  }

  private func outcome(
    _ program: BuildProgram, gap: Double = 0.001, limit: Double? = nil, ear: Ear
  ) throws -> PlanOutcome {
    var options = PlanOptions()
    options.method = .decompose
    options.gap = gap
    options.timeLimit = limit
    return try Planner(solver: HiGHSSolver()).plan(program, options: options, observer: ear)
  }

  /// The plan of `program` that costs `optimum` at least, its bound and cost checked.
  @discardableResult
  private func planned(
    _ program: BuildProgram, optimum: Double, gap: Double = 0.001, _ comment: Comment
  ) throws -> Plan {
    let ear = Ear(patience: 300)
    guard case .plan(let plan) = try outcome(program, gap: gap, ear: ear) else { throw Missing() }
    #expect(ear.count <= 300, comment)
    #expect(plan.bound <= optimum + 1e-6 * max(1, optimum), comment)
    #expect(plan.objective >= optimum - 1e-6 * max(1, optimum), comment)
    #expect(agree(plan.cost.total, plan.objective), comment)
    return plan
  }

  /// Where the iterations cannot see the value of one of two ways, as they stand at a cost of lost
  /// demand that is 18,000 times that of all else.
  private static let isWide: Set = ["modes"]

  /// Gaps are large where whole numbers are few; without them the relaxation is all.
  @Test(arguments: HandDerivedTests.all)
  func boundAndPlanEncloseTheOptimum(_ example: HandDerivedTests.Example) throws {
    let program = try Shop(buckets: example.buckets).made(
      example.files, settings: example.settings)
    let plan = try planned(program, optimum: example.cost, "\(example.testDescription)")
    let model = Formulation(program, limits: .likely).model
    guard !model.isMixedInteger, !Self.isWide.contains(example.testDescription) else { return }
    #expect(plan.gap <= 0.001, "\(example.testDescription)")
  }

  /// The point keeps every row, bound and whole number.
  @Test func randomPrograms() throws {
    for seed in 1...6 {
      var programs = [try PropertyTests.shop(seed)]
      if seed <= 2 { programs.append(try RepairTests.works(seed)) }
      for program in programs {
        let formulation = Formulation(program, limits: .proven(ceiling: nil))
        let optimum = try #require(try HiGHSSolver().solve(formulation.model).bound)
        let ear = Ear(patience: 300)
        var search = FirstOrderSearch(
          formulation: formulation, solver: HiGHSSolver(), options: PlanOptions(), observer: ear,
          started: 0)
        guard case .found(let found) = try search.run() else { throw Missing() }
        let violation = formulation.model.violation(of: found.values)
        #expect(violation.column == 0, "seed \(seed)")
        #expect(violation.integrality == 0, "seed \(seed)")
        #expect(violation.row <= 1e-6, "seed \(seed)")
        #expect(agree(found.objective, formulation.model.objective(of: found.values)))
        #expect(found.objective >= optimum * (1 - 1e-6), "seed \(seed)")
        #expect(found.objective <= optimum * 2, "seed \(seed)")
        #expect(found.bound <= optimum * (1 + 1e-6), "seed \(seed)")
        #expect(found.bound >= optimum * 0.7, "seed \(seed)")
      }
    }
  }

  /// Files that leave little or nothing, and the least cost.
  static let odd: [(name: String, files: [String: String], cost: Double)] = [
    ("no demand", ["demand.csv": "demand,site,item,due,quantity,late_cost,lost_cost\n"], 0),
    ("no offers", ["offers.csv": "offer,supplier,item,price,origin\n"], 10_100),
    ("no lanes", ["lanes.csv": "from,to,item,cost\n"], 10_100),
    ("no operations", ["operations.csv": "operation,site,item,cost\n"], 10_100),
    (
      "nothing at all",
      [
        "operations.csv": "operation,site,item,cost\n", "lanes.csv": "from,to,item,cost\n",
        "offers.csv": "offer,supplier,item,price,origin\n",
        "demand.csv": "demand,site,item,due,quantity,late_cost,lost_cost\n",
        "bom.csv": "parent,component,quantity\n",
      ], 0
    ),
    (
      "all refused",
      ["offers.csv": "offer,supplier,item,price,origin,awarded\nhome,a,part,100,US,false\n"],
      10_100
    ),
    (
      "content that nobody has",
      [
        "offers.csv": "offer,supplier,item,price,origin\nfar,b,part,80,CN\n",
        "policies.csv": "policy,kind,value\nhome,domestic_content_min,0.6\n",
      ], 10_100
    ),
    (
      "all for free",
      [
        "offers.csv": "offer,supplier,item,price,origin\nhome,a,part,0,US\n",
        "operations.csv": "operation,site,item,cost\nassemble,plant,rack,0\n",
        "lanes.csv": "from,to,item,cost\nplant,dc,rack,0\n",
      ], 0
    ),
    ("nothing to spend", ["policies.csv": "policy,kind,value\nnone,spend_max,0\n"], 10_100),
    // The line makes 8; two of four modules, which bring half a rack each, are within the budget.
    (
      "a budget for modules",
      [
        "resources.csv": "resource,site\nline,plant\n",
        "capacity.csv": "resource,date,per_week\nline,2026-01-05,2\n",
        "loads.csv": "operation,resource,per_unit\nassemble,line,1\n",
        "expansions.csv":
          "expansion,resource,per_week,capex,max_count\nmore,line,0.125,100,4\n",
        "policies.csv": "policy,kind,value\nmost,capex_max,250\n",
      ], 9 * 125 + 1010 + 200
    ),
  ]

  @Test(arguments: odd.indices)
  func oddPrograms(_ n: Int) throws {
    let (name, files, cost) = Self.odd[n]
    let plan = try planned(try Shop().made(files), optimum: cost, "\(name)")
    #expect(plan.objective <= cost + 1e-6 * max(1, cost), "\(name)")
  }

  /// A gap of 0 is never reached, so it has to end when nothing gets better.
  @Test func aGapOfNothingEnds() throws {
    for seed in 1...2 {
      let program = try PropertyTests.shop(seed)
      try planned(program, optimum: try plan(program).objective, gap: 0, "seed \(seed)")
    }
  }

  private static let contradiction = [
    "offers.csv":
      "offer,supplier,item,price,origin,per_week,minimum,awarded\nhome,a,part,100,US,2,12,true\n"
  ]

  /// The iterations end though no point is near, and the whole model proves that there is none.
  @Test func aContradictionIsProven() throws {
    let ear = Ear(patience: 300)
    let found = try outcome(try Shop().made(Self.contradiction), ear: ear)
    #expect(ear.count <= 300)
    guard case .infeasible(let proof) = found else {
      Issue.record("\(found)")
      return
    }
    #expect(proof.conflict.count == 3)
  }

  /// Whoever ends it at once, or after a few reports, gets what there is, and no endless search.
  @Test(arguments: [0, 1, 2, 3, 5, 8])
  func cancelled(patience: Int) throws {
    for files in [[:], Self.contradiction] {
      for program in [try Shop().made(files), try RepairTests.works(1)] {
        let ear = Ear(patience: patience)
        switch try outcome(program, ear: ear) {
        case .plan(let plan): #expect(plan.bound <= plan.objective)
        case .noPlan(let bound): #expect(bound ?? 0 >= 0)
        case .infeasible: #expect(patience > 100)
        }
        #expect(ear.count <= patience + 8)
      }
    }
  }

  @Test(arguments: [0, 0.01, 0.05])
  func timeLimit(seconds: Double) throws {
    for program in [try Shop().made(Self.contradiction), try PropertyTests.shop(3)] {
      let ear = Ear(step: 0.005)
      switch try outcome(program, limit: seconds, ear: ear) {
      case .plan(let plan): #expect(plan.bound <= plan.objective)
      case .noPlan(let bound): #expect(bound ?? 0 >= 0)
      case .infeasible: Issue.record("a proof in \(seconds) s")
      }
      #expect(ear.count <= 20)
    }
  }
}
