public import Sourcing

/// What an output folder of `millwright event award` claims.
public struct AwardClaim: Sendable {
  /// The award and its numbers.
  public var award: ClaimedAward
  /// The scenario; empty for none.
  public var scenario: String
  /// The event folder as it was named then.
  public var folder: String?
  /// The digests of its files then.
  public var digests: [FileDigest]
  /// What of the certificate is not what the summary says.
  public var disagreements: [String]

  /// Reads the folder at `path`.
  ///
  /// - Throws: ``FileFault`` where a file is missing or is no such document.
  public init(path: String) throws(FileFault) {
    try FileAccess.requireFolder(path, for: "an award")
    let summary = try AwardClaim.document(path, AwardWriter.summaryName)
    guard summary["status"]?.text != "infeasible" else {
      throw FileFault(
        action: .read, path: path + "/" + AwardWriter.summaryName,
        reason: "it holds no award: none keeps all rules")
    }
    let certificate = try AwardClaim.document(path, AwardWriter.certificateName)
    guard let lines = summary["lines"]?.members, let bundles = summary["bundles"]?.parts,
      let cost = summary["cost"]?.members
    else {
      throw FileFault(
        action: .read, path: path + "/" + AwardWriter.summaryName, reason: "it holds no award")
    }
    let isCostOnly =
      summary["stages"]?.parts.map { $0.count == 1 && $0[0]["objective"]?.text == "cost" } ?? true
    award = ClaimedAward(
      lines: lines.map { ($0.key, $0.value.numberText ?? "") },
      bundles: bundles.map { $0.text ?? "" },
      suppliers: summary["suppliers"]?.parts?.map { $0.text ?? "" },
      discounts: summary["discounts"]?.members?.map { ($0.key, $0.value.numberText ?? "") },
      cost: cost.map { ($0.key, $0.value.numberText ?? "") },
      objective: isCostOnly ? summary["objective"]?.numberText ?? "" : nil,
      bound: isCostOnly ? summary["bound"]?.numberText : nil)
    scenario = summary["scenario"]?.text ?? ""
    folder = certificate["folder"]?.text
    digests =
      certificate["inputs"]?["files"]?.members?.map {
        FileDigest(name: $0.key, digest: $0.value.text ?? "")
      } ?? []
    disagreements = []
    for key in ["event", "scenario", "status", "objective", "bound", "gap"]
    where summary[key] != certificate[key] {
      disagreements.append(key)
    }
    for key in ["lines", "bundles"] where summary[key] != certificate["award"]?[key] {
      disagreements.append(key)
    }
  }

  private static func document(_ path: String, _ name: String) throws(FileFault)
    -> JSONReader.Value
  {
    let file = path + "/" + name
    let bytes = try FileAccess.read(file)
    do throws(JSONReader.Fault) {
      return try JSONReader.read(bytes)
    } catch {
      throw FileFault(action: .read, path: file, reason: "not JSON at byte \(error.offset)")
    }
  }
}
