import ArgumentParser

/// `millwright event`: calls for proposals and their awards.
struct EventCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event",
    abstract: "Calls for proposals: checks bids and finds the award that is best, with its proof.",
    discussion: """
      An event is a folder: event.yaml, CSV tables of what is wanted and what was bid, and a \
      scenario of rules in each file of scenarios/.

      EXAMPLES
        millwright event from-plan out --out my-event
        millwright event bid-sheet my-event --all --out sheets
        millwright event import-bid my-event alpha.xlsx
        millwright event check my-event
        millwright event award my-event --scenario dual-source --out award --analyse
        millwright event verify award my-event
      """,
    subcommands: [
      EventFromPlanCommand.self, EventBidSheetCommand.self, EventImportBidCommand.self,
      EventCheckCommand.self, EventAwardCommand.self, EventVerifyCommand.self,
      EventScoreCommand.self, EventExportCommand.self,
      EventReportCommand.self,
    ])
}
