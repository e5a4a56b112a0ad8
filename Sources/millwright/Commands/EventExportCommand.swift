import ArgumentParser
import Reporting
import Sourcing

/// `millwright event export`: an event for other people's tools.
struct EventExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes an event as releases of the Open Contracting Data Standard, version 1.1.",
    discussion: """
      The file is a release package: planning, tender, an update with questions and numbers of \
      bids, and with --award the awards. Losing bidders are counted and never named, and nobody \
      learns who asked a question. event.yaml must say published and buyer, and selection with \
      --award. Without ocid_prefix the prefix is ocds-000000, which is registered to nobody.

      EXAMPLES
        millwright event export my-event --ocds releases.json
        millwright event export my-event --award award --ocds releases.json
      """)

  @Argument(help: ArgumentHelp("The event folder.", valueName: "event"))
  var folder: String

  @Option(help: ArgumentHelp("The folder of an award of the event.", valueName: "dir"))
  var award: String?

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"))
  var ocds: String

  func validate() throws {
    try OutputOption.check(ocds, of: "--ocds", "releases need a file")
  }

  func run() throws {
    let event = try LoadedEvent.read(folder, otherwise: "nothing was written")
    let choice = try choice(of: event)
    let package: OpenContractingPackage
    do throws(OpenContractingPackage.Missing) {
      package = try OpenContractingPackage(event, award: choice)
    } catch {
      let keys = error.keys.map { "'\($0)'" }.joined(separator: ", ")
      throw CommandFailure(
        .badInput, "\(folder)/event.yaml has no \(keys), which releases need")
    }
    try reporting { () throws(FileFault) in
      try OutputFile.write(
        package.json.text(isPretty: true), to: ocds, overOnly: "\"releases\"",
        noun: "release package")
    }
    try Console.printResult("\(folder): written to \(ocds)")
  }

  private func choice(of event: Event) throws(CommandFailure) -> Choice? {
    guard let award else { return nil }
    let claim: AwardClaim
    do throws(FileFault) {
      claim = try AwardClaim(path: award)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
    let choice: Choice
    do throws(ChoiceFault) {
      choice = try Choice(
        lines: claim.award.lines.map { (line: $0.id, units: $0.units) },
        bundles: claim.award.bundles, of: event)
    } catch {
      throw CommandFailure(.badInput, "\(award) is no award of \(folder): \(error)")
    }
    try check(claim, event, award)
    return choice
  }

  /// Refuses an award that does not hold for the event as it is now.
  private func check(_ claim: AwardClaim, _ event: Event, _ award: String) throws(CommandFailure) {
    guard let scenario = claim.scenario.isEmpty ? .cheapest : event.scenario(claim.scenario) else {
      throw CommandFailure(.badInput, "\(folder) has no scenario '\(claim.scenario)'")
    }
    let wrong = try AwardCheck(claim, event, scenario, folder: folder).findings.filter {
      !$0.holds
    }
    guard let first = wrong.first else { return }
    let isOld = wrong.allSatisfy { $0.subject.hasPrefix("file ") }
    throw CommandFailure(
      .badInput,
      "\(award) does not hold for \(folder): \(first.subject): \(first.detail); "
        + (isOld ? "award the event as it is now" : "millwright event verify says more"))
  }
}
