import LinearModel
import Planning
import Program
import Tables
import Testing

/// A clock that stands still, and nobody who listens.
struct Silence: PlanObserver {
  func now() -> Double { 0 }
  func hears(_ progress: PlanProgress) -> Bool { true }
}

/// Loads a program from the text of its files.
func program(_ files: [String: String]) throws -> BuildProgram {
  let result = BuildProgram.load(
    from: MemoryFiles(files.mapValues { Array($0.utf8) }))
  return try #require(result.program, "\(result.errors)")
}

/// Plans to a gap of 1e-9; a model counts as large from `largeModel` columns on.
func outcome(_ program: BuildProgram, largeModel: Int? = nil) throws -> PlanOutcome {
  var options = PlanOptions()
  options.gap = 1e-9
  if let largeModel { options.largeModel = largeModel }
  return try Planner(solver: HiGHSSolver()).plan(program, options: options, observer: Silence())
}

/// The plan of a program that has one.
func plan(_ program: BuildProgram) throws -> Plan {
  guard case .plan(let plan) = try outcome(program) else {
    throw Missing()
  }
  return plan
}

/// There was no plan.
struct Missing: Error {}

/// Whether two amounts agree to 1e-7 of the larger, or absolutely.
func agree(_ left: Double, _ right: Double) -> Bool {
  abs(left - right) <= 1e-7 * max(1, abs(left), abs(right))
}

/// A plant that makes racks of one part each, a datacenter a lane away, and weekly buckets.
///
/// Without more, 10 racks are due in the last of four weeks; each costs a part at 100, work at 20,
/// and freight of 5.
struct Shop {
  var buckets = "[{count: 4, days: 7}]"
  var files = [
    "items.csv": """
    item,kind,power_kw,value
    rack,product,100,0
    part,part,,0

    """,
    "sites.csv": """
    site,kind,country
    plant,plant,US
    dc,datacenter,US

    """,
    "demand.csv": """
    demand,site,item,due,quantity,late_cost,lost_cost
    need,dc,rack,2026-01-26,10,10,1000

    """,
    "bom.csv": "parent,component,quantity\nrack,part,1\n",
    "operations.csv": "operation,site,item,cost\nassemble,plant,rack,20\n",
    "lanes.csv": "from,to,item,cost\nplant,dc,rack,5\n",
    "offers.csv": """
    offer,supplier,item,price,origin
    home,acme-made-up,part,100,US

    """,
  ]

  /// The program, with `changes` in place of its files and `lines` after the settings.
  func made(_ changes: [String: String] = [:], settings lines: String = "") throws -> BuildProgram {
    var files = files.merging(changes) { $1 }
    files["program.yaml"] =
      "format: 1\nname: Shop\nstart: 2026-01-05\nbuckets: \(buckets)\n" + lines
    return try program(files)
  }
}
