import ArgumentParser

/// `millwright event award`: the best award of an event, with its proof.
struct EventAwardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "award",
    abstract: "Finds the best award under a scenario's rules and writes it with its proof.",
    discussion: """
      OUT gets summary.json and certificate.json, whole or not at all. Without --scenario the \
      cheapest award without rules is found. Where no award keeps all rules, every smallest \
      conflict and every smallest repair is listed. Ctrl-C and --time-limit end with the best \
      award so far, marked feasible; a second Ctrl-C ends at once.

      EXAMPLES
        millwright event award my-event --out award
        millwright event award my-event --scenario dual-source --out award --analyse
        millwright event award my-event --scenario dual --into my-program --dry-run

      --into writes what won as offers of a program folder, decided, with the sites, lanes and \
      price breaks that they need; with --all-bids all bids, free, so that the plan decides. The \
      program is checked with the new rows before it is touched. Rows of an earlier run of the \
      same event are changed or taken out, all others stay as they are.

      EXIT STATUS
        0 an award   2 bad input   3 proven infeasible   4 no award within the limit
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Option(help: ArgumentHelp("A file of scenarios/, without .yaml.", valueName: "name"))
  var scenario: String?

  @Option(help: ArgumentHelp("The folder for the results.", valueName: "dir"))
  var out: String?

  @Option(
    help: ArgumentHelp("Write the awards as offers into this program.", valueName: "program"))
  var into: String?

  @Flag(help: "With --into: write all bids, and leave the choice to the plan.")
  var allBids = false

  @Flag(help: "With --into: show the rows that would change, and write none.")
  var dryRun = false

  @Flag(
    help: """
      Also find what each rule costs, at what prices losing bids would win, the second best award \
      and the naive one.
      """)
  var analyse = false

  @Option(
    help: ArgumentHelp(
      "Share of an item's quantity at which losing lines are asked for their price.",
      valueName: "share"))
  var share = 0.1

  @OptionGroup var search: SearchArguments<AwardSearch>

  @Option(help: ArgumentHelp("Seed of the solver's tie-breaking.", valueName: "n"))
  var seed = 0

  @Flag(
    help: """
      Take any of several awards that cost the same. Telling them apart can take longer than \
      finding one.
      """)
  var anyTie = false

  @Flag(help: "Print what summary.json holds instead of text.")
  var json = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(inversion: .prefixedNo, help: "Show progress; by default on a terminal only.")
  var progress: Bool?

  func validate() throws {
    guard share > 0, share <= 1 else {
      throw ValidationError("--share is \(share); it is a share above 0, at most 1")
    }
    guard seed >= 0, seed <= Int(Int32.max) else {
      throw ValidationError("--seed is \(seed); it is a whole number from 0 to \(Int32.max)")
    }
    guard out != nil || into != nil else {
      throw ValidationError("neither --out nor --into is given; the award needs a folder")
    }
    try OutputOption.check(out, of: "--out", "results need a folder")
    if allBids || dryRun, into == nil {
      throw ValidationError("--all-bids and --dry-run speak of --into, which is missing")
    }
    if quiet, json { throw ValidationError("--quiet and --json exclude each other") }
  }

  func run() throws {
    try EventAwardRun(command: self).run()
  }
}
