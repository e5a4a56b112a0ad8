import Reporting
import Sourcing

/// What is checked of a written award: its files, its two forms, and all that it says.
struct AwardCheck {
  let findings: [AwardVerification.Finding]

  /// Checks a claim against an event.
  ///
  /// - Parameters:
  ///   - claim: What was read from the award's folder.
  ///   - event: The event as it is now.
  ///   - scenario: The scenario that the claim names.
  ///   - folder: The event's folder.
  /// - Throws: `CommandFailure` where a file cannot be read.
  init(
    _ claim: AwardClaim, _ event: Event, _ scenario: Scenario, folder: String
  ) throws(CommandFailure) {
    let disagreements = claim.disagreements.map {
      AwardVerification.Finding(
        subject: "certificate", holds: false, detail: "\($0) is not what summary.json says")
    }
    findings =
      try AwardCheck.files(of: claim, folder) + disagreements
      + AwardVerification(claim.award, event, scenario).findings
  }

  /// Whether the files are those that were awarded.
  private static func files(
    of claim: AwardClaim, _ folder: String
  ) throws(CommandFailure) -> [AwardVerification.Finding] {
    let now = try Digest.files(of: folder, scenario: claim.scenario)
    var names = claim.digests.map(\.name)
    for file in now where !names.contains(file.name) { names.append(file.name) }
    return names.map { name in
      let before = claim.digests.first { $0.name == name }?.digest
      let after = now.first { $0.name == name }?.digest
      let detail =
        before == after
        ? "unchanged"
        : before == nil
          ? "it was not there when the award was made"
          : after == nil ? "it is no longer there" : "it was changed after the award"
      return AwardVerification.Finding(
        subject: "file \(name)", holds: before == after, detail: detail)
    }
  }
}
