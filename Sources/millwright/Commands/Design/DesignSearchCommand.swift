import ArgumentParser
import RackDesign

/// `millwright design search`: the best designs of generations.
struct DesignSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Finds the best designs that the catalogue allows, and proves them.",
    discussion: """
      Fills the roles of each generation from the catalogue so that every must is met and the \
      objective is best. Of equally good designs the one that costs least is taken. Where no design \
      meets every must, the smallest set of requirements that conflict is named.

      With --pareto every design is found that is best in one objective for what it is in another. \
      With --jointly the generations are chosen together, so that what sharing components saves \
      counts; cost is the objective then.

      --out writes a design folder with the designs found, for millwright design check. Ctrl-C and \
      --time-limit end with the best so far, marked as not proven.

      EXAMPLES
        millwright design search racks
        millwright design search racks --generation gb300 --objective pflops_per_kw
        millwright design search racks --generation gb300 --pareto cost,domestic
        millwright design search racks --jointly --out found

      EXIT STATUS
        0 found   2 bad input   3 no design meets every must   4 none within the limit
      """)

  @Argument(help: ArgumentHelp("The design folder.", valueName: "folder"))
  var folder: String

  @Option(
    name: .customLong("generation"),
    help: ArgumentHelp("Search this generation (all); may be repeated.", valueName: "name"))
  var generations: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      What is best: cost, with penalties of what should be; pflops_per_kw, in the first mode; \
      domestic or addressable content; assembly, in hours.
      """))
  var objective = SearchObjective.cost

  @Option(
    help: ArgumentHelp(
      "Find the Pareto front between two objectives.", valueName: "objective,objective"))
  var pareto: ObjectivePair?

  @Flag(help: "Choose the generations together, with what sharing components saves.")
  var jointly = false

  @Option(
    help: ArgumentHelp(
      "Racks that share a cluster's components (as in the generation's first design, else 1).",
      valueName: "n"))
  var racks: Int?

  @Option(help: ArgumentHelp("The folder for the designs.", valueName: "dir"))
  var out: String?

  @OptionGroup var limits: SearchLimits

  @Flag(help: "Print JSON instead of text.")
  var json = false

  @Flag(inversion: .prefixedNo, help: "Show progress; by default on a terminal only.")
  var progress: Bool?

  func validate() throws {
    if let racks, !(1...100_000).contains(racks) {
      throw ValidationError("--racks is \(racks); it is a whole number from 1 to 100000")
    }
    if jointly, pareto != nil || objective != .cost {
      throw ValidationError("--jointly looks for the least cost; it takes no other objective")
    }
    if pareto != nil, objective != .cost {
      throw ValidationError("--pareto names its objectives itself; leave --objective out")
    }
    try OutputOption.check(out, of: "--out", "designs need a folder")
  }

  func run() throws {
    try DesignSearchRun(command: self).run()
  }
}

/// `--objective` takes the names of the objectives.
extension SearchObjective: ExpressibleByArgument {}

/// Two objectives as they are typed: `cost,domestic`.
struct ObjectivePair: ExpressibleByArgument {
  let first: SearchObjective
  let second: SearchObjective

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    guard names.count == 2, let first = SearchObjective(rawValue: String(names[0])),
      let second = SearchObjective(rawValue: String(names[1])), first != second
    else { return nil }
    self.first = first
    self.second = second
  }
}
