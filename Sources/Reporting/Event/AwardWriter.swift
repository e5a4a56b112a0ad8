public import Sourcing

/// Writes what `millwright event award` leaves in its output folder.
public enum AwardWriter {
  /// The name of the file that stands in a complete folder only.
  public static let summaryName = "summary.json"
  /// What the award can be checked against.
  public static let certificateName = "certificate.json"

  static let names = [certificateName, summaryName]

  /// Makes sure that results can be written to `path`, before anything is searched.
  public static func prepare(_ path: String) throws(FileFault) {
    try OutputFolder(path: path, names: names, marker: summaryName).discard()
  }

  /// Writes both files; the folder is complete or as it was before.
  public static func write(
    _ summary: AwardSummary, _ certificate: AwardCertificate?, to path: String
  ) throws(FileFault) {
    let folder = try OutputFolder(path: path, names: names, marker: summaryName)
    do {
      if let certificate {
        try folder.write(
          Array(certificate.json.text(isPretty: true).utf8), to: certificateName)
      }
      try folder.write(Array(summary.json.text(isPretty: true).utf8), to: summaryName)
      try folder.commit()
    } catch {
      folder.discard()
      throw folder.named(error, path)
    }
  }
}

/// What an award can be checked against, without a solver: `certificate.json`.
public struct AwardCertificate: Sendable {
  /// The document.
  public var json: JSONValue

  /// Makes the certificate of an award.
  ///
  /// - Parameters:
  ///   - award: The award.
  ///   - event: What was bid.
  ///   - scenario: The rules.
  ///   - folder: The event folder as the caller named it.
  ///   - digests: The input files and their digests, in order.
  ///   - solver: The solver's name.
  ///   - options: How the award was searched.
  public init(
    _ award: Award, _ event: Event, _ scenario: Scenario, folder: String,
    digests: [FileDigest], solver: String, options: AwardOptions
  ) {
    let report = RuleReport.rules(of: award.choice, event, scenario)
    json = .object(
      [
        .init("format", 1), .init("event", .string(event.settings.event)),
        .init("scenario", scenario.name.isEmpty ? .null : .string(scenario.name)),
        .init("folder", .string(folder)), .init("inputs", AwardCertificate.inputs(digests)),
        .init("rules", .array(report.map(AwardCertificate.rule))),
        .init("solver", .string(solver)), .init("gap_asked", .number(options.gap)),
        .init("seed", .int(options.seed)),
        .init("status", .string(award.isProven ? "optimal" : "feasible")),
      ] + AwardNumbers(award, scenario).proof + [
        .init("exact_cost", AwardCertificate.exact(award.cost)),
        .init(
          "award",
          [
            "lines": AwardSummary.lines(award.choice, event),
            "bundles": AwardSummary.bundles(award.choice, event),
          ]),
      ])
  }

  private static func inputs(_ digests: [FileDigest]) -> JSONValue {
    [
      "algorithm": .string(FileDigest.algorithm),
      "files": .object(digests.map { .init($0.name, .string($0.digest)) }),
    ]
  }

  private static func exact(_ cost: AwardCost) -> JSONValue {
    .object(
      AwardCostPart.all.map { part in
        let amount = part.amount(cost)
        return .init(part.name, .string(amount.decimalText ?? "\(amount)"))
      })
  }

  private static func rule(_ report: RuleReport) -> JSONValue {
    [
      "rule": .string(report.rule.id), "kind": .string(report.rule.kind.rawValue),
      "value": report.rule.kind.isNumeric ? .string(report.rule.value.text) : .null,
      "penalty": report.rule.penalty.map { .string($0.text) } ?? .null,
      "holds": .bool(report.holds), "missed_by": .string(report.violation),
      "comes_to": AwardNumbers.plain(report.measure),
    ]
  }
}

/// A file of an event and what its bytes hash to.
public struct FileDigest: Hashable, Sendable {
  /// The name of the algorithm that the caller uses.
  public static let algorithm = "sha256"

  public var name: String
  /// Hexadecimal.
  public var digest: String

  public init(name: String, digest: String) {
    self.name = name
    self.digest = digest
  }

  /// The files of an event that its award depends on.
  ///
  /// - Parameters:
  ///   - folder: The event.
  ///   - scenario: The name of the scenario, empty for none.
  ///   - digest: Of bytes, hexadecimal.
  /// - Returns: Those that are there, in the order of reading.
  /// - Throws: ``FileFault`` where one cannot be read.
  public static func all(
    of folder: EventFolder, scenario: String, digest: ([UInt8]) -> String
  ) throws -> [FileDigest] {
    var names = EventSchemas.files
    if !scenario.isEmpty { names.append("\(EventSchemas.scenarioFolder)/\(scenario).yaml") }
    return try names.compactMap { name in
      try folder.bytes(of: name).map { FileDigest(name: name, digest: digest($0)) }
    }
  }
}
