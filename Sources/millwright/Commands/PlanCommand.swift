public import ArgumentParser
import LinearModel
public import Planning
import Program
import Reporting

/// `millwright plan`: a program folder to a costed, proven, explained plan.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plans a program and writes the plan, its proof and its report to a folder.",
    discussion: """
      OUT gets report.html, summary.json, plan.sqlite, CSV tables, the program as planned and \
      restart.bin, from which --from DIR starts a plan of nearly the same program. It \
      is complete or as it was before. Ctrl-C and --time-limit end with the best plan so far, \
      marked feasible; a second Ctrl-C ends at once.

      A what-if changes cells for this run only: TABLE[.ROWS][.COLUMN] followed by =, *=, += or -= \
      and a value. ROWS may hold * for any characters; without COLUMN it is the table's main one.

      EXAMPLES
        millwright plan Examples/tiny --out base
        millwright plan Examples/tiny --out more --what-if 'capacity.bench*=1.5'
        millwright plan Examples/stargate --out out --gap 0.01 --time-limit 300
        millwright plan Examples/tiny --from base --out dear --what-if 'offers*=1.1'

      EXIT STATUS
        0 a plan   2 bad input   3 proven infeasible   4 no plan within the limit
      """)

  @Argument(help: ArgumentHelp("The program folder.", valueName: "folder"))
  var folder: String

  @Option(help: ArgumentHelp("The folder for the results.", valueName: "dir"))
  var out: String

  @OptionGroup var search: SearchArguments<PlanSearch>

  @Option(help: ArgumentHelp("Seed of the solver's tie-breaking.", valueName: "n"))
  var seed = 0

  @Option(
    help: ArgumentHelp(
      """
      How to search: monolith, as one model; decompose, item by item, for large programs, to a \
      gap that may be wider; auto, by size. A service_first program is always planned as one model.
      """))
  var method = PlanMethod.auto

  @Option(
    name: .customLong("what-if"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Change cells for this run; may be repeated.", valueName: "change"))
  var whatIfs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Start from the plan in this folder: quicker where a few numbers differ.", valueName: "dir"))
  var from: String?

  @Option(help: ArgumentHelp("Write the model, in MPS format.", valueName: "file.mps"))
  var writeModel: String?

  @Flag(help: "Print what summary.json holds instead of text.")
  var json = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(inversion: .prefixedNo, help: "Show progress; by default on a terminal only.")
  var progress: Bool?

  func validate() throws {
    guard seed >= 0, seed <= Int(Int32.max) else {
      throw ValidationError("--seed is \(seed); it is a whole number from 0 to \(Int32.max)")
    }
    try OutputOption.check(out, of: "--out", "results need a folder")
    try OutputOption.check(writeModel, of: "--write-model", "the model needs a file")
    if from == "" { throw ValidationError("--from is empty; it is the folder of an earlier plan") }
    if quiet, json { throw ValidationError("--quiet and --json exclude each other") }
  }

  func run() throws {
    try PlanRun(command: self).run()
  }
}

/// `--method` takes the names of the cases.
extension PlanMethod: ExpressibleByArgument {}
