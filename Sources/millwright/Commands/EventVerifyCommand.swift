import ArgumentParser
import Reporting
import Sourcing

/// `millwright event verify`: an award counted again, exactly.
struct EventVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Counts an award again in exact arithmetic, without a solver.",
    discussion: """
      DIR is what millwright event award wrote. The files of the event must be those of the \
      certificate; quantities, limits, costs and every rule are then computed anew in fractions of \
      whole numbers. That no better award exists is not checked: for that there is the bound.

      EXAMPLE
        millwright event verify award my-event

      EXIT STATUS
        0 all holds   2 something does not, or bad input
      """)

  @Argument(help: ArgumentHelp("The folder of the award.", valueName: "dir"))
  var folder: String

  @Argument(
    help: ArgumentHelp("The event folder (the one that the certificate names).", valueName: "event")
  )
  var event: String?

  @Flag(help: "Print the findings as JSON.")
  var json = false

  func run() throws {
    let claim: AwardClaim
    do throws(FileFault) {
      claim = try AwardClaim(path: folder)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
    guard let path = event ?? claim.folder else {
      throw CommandFailure(.badInput, "the certificate names no event folder; give it")
    }
    let event = try LoadedEvent.read(path, otherwise: "nothing was verified")
    guard let scenario = claim.scenario.isEmpty ? .cheapest : event.scenario(claim.scenario) else {
      throw CommandFailure(.badInput, "\(path) has no scenario '\(claim.scenario)'")
    }
    let findings = try AwardCheck(claim, event, scenario, folder: path).findings
    try Console.printResult(json ? report(findings, path) : text(findings, path))
    if !findings.allSatisfy(\.holds) { throw CommandFailure(.badInput) }
  }

  private func text(_ findings: [AwardVerification.Finding], _ path: String) -> String {
    let wrong = findings.filter { !$0.holds }
    var text = ""
    for finding in findings where !finding.holds || finding.subject.hasPrefix("rule ") {
      text += "\(finding.holds ? "holds" : "WRONG")  \(finding.subject): \(finding.detail)\n"
    }
    let count = Format.count(findings.count, "check")
    return text
      + (wrong.isEmpty
        ? "\(folder): \(count), all hold for \(path)"
        : "\(folder): \(wrong.count) of \(count) do not hold for \(path)")
  }

  private func report(_ findings: [AwardVerification.Finding], _ path: String) -> String {
    let json: JSONValue = [
      "format": 1, "award": .string(folder), "event": .string(path),
      "holds": .bool(findings.allSatisfy(\.holds)),
      "findings": .array(
        findings.map {
          [
            "subject": .string($0.subject), "holds": .bool($0.holds),
            "detail": .string($0.detail),
          ]
        }),
    ]
    return json.text(isPretty: true)
  }
}
