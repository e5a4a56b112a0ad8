import ArgumentParser

/// `millwright event report`: an event and its awards as one HTML file.
struct EventReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Awards each scenario and writes all of them as one HTML file.",
    discussion: """
      The file shows the call, who answered, how far prices lie apart, the scenarios side by side, \
      who wins what and where, what each rule costs, what is saved, and why a scenario has no \
      award. It opens without a network. The first --scenario is shown in detail; without any, all \
      scenarios are awarded and the one with the most rules that has an award is. Each search stops \
      at --gap, all of them together at --time-limit, of which each scenario has an even share. \
      Ctrl-C writes the awards found so far, and says so, if there is one for every scenario, and \
      else nothing; a second one ends at once.

      EXAMPLES
        millwright event report my-event --out report
        millwright event report my-event --scenario dual --scenario free --out report

      EXIT STATUS
        0 written   2 bad input   4 none decided in time, or not all at Ctrl-C
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Option(help: ArgumentHelp("The folder for event-report.html.", valueName: "dir"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "A file of scenarios/, without .yaml; may be repeated (all).", valueName: "name"))
  var scenario: [String] = []

  @Flag(help: "Leave out what rules cost and what is saved: two searches more for each rule.")
  var quick = false

  @OptionGroup var search: SearchArguments<AwardSearch>

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(inversion: .prefixedNo, help: "Show progress; by default on a terminal only.")
  var progress: Bool?

  func validate() throws {
    try OutputOption.check(out, of: "--out", "the report needs a folder")
  }

  func run() throws {
    try EventReportRun(command: self).run()
  }
}
