import ArgumentParser
import RackDesign
import Reporting

/// `millwright design diff`: what changed in requirements, and which designs fail now.
struct DesignDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Shows what changed in requirements, who changed it and why, and what fails now.",
    discussion: """
      Both are design folders. A design is held against the requirements and the catalogue of the \
      folder that it stands in. Of each design the cost of a rack and the margins are compared.

      EXAMPLE
        millwright design diff last-week this-week

      EXIT STATUS
        0 no design fails that was sound   1 one does   2 bad input
      """)

  @Argument(help: ArgumentHelp("The design folder as it was.", valueName: "old"))
  var old: String

  @Argument(help: ArgumentHelp("The design folder as it is.", valueName: "new"))
  var new: String

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    let before = try LoadedDesigns(old, json: json)
    let after = try LoadedDesigns(new, json: json)
    let report = DesignDiffReport(
      diff: DesignDiff(from: before.folder, to: after.folder), paths: [old, new],
      folders: (before.folder, after.folder))
    try Console.printResult(json ? report.json.text(isPretty: true) : report.text)
    if report.diff.designs.contains(where: \.failsNow) { throw CommandFailure(.notMet) }
  }
}

/// The difference of two folders as text and as JSON.
struct DesignDiffReport {
  let diff: DesignDiff
  /// The two folders as they were typed.
  let paths: [String]
  /// The two folders as read.
  let folders: (before: DesignFolder, after: DesignFolder)

  var text: String {
    let generations = diff.generations.map(text).filter { !$0.isEmpty }
    let requirements =
      generations.isEmpty ? "The requirements are the same.\n" : generations.joined(separator: "\n")
    return requirements + "\n" + designs
  }

  private func text(_ generation: DesignDiff.OfGeneration) -> String {
    guard let after = generation.after else { return "\(generation.id): no longer there\n" }
    let change = "\(after.changed.on), \(after.changed.by): \(after.changed.why)"
    guard let before = generation.before else {
      return "\(generation.id): new, version \(after.version) of \(change)\n"
    }
    guard before.version != after.version || !generation.changes.isEmpty else { return "" }
    var text = "\(generation.id): version \(before.version) to \(after.version) of \(change)\n"
    if before.version == after.version { text += "  the version was not counted up\n" }
    for change in generation.changes {
      text += "  \(change.subject): \(change.before ?? "new") -> \(change.after ?? "gone")\n"
      if let reason = change.reason { text += "    because \(reason)\n" }
    }
    return text
  }

  private var designs: String {
    guard !diff.designs.isEmpty else { return "There are no designs.\n" }
    var text = "Designs\n"
    for design in diff.designs {
      text += "  \(design.id): \(words(design.before)) -> \(words(design.after))"
      text += design.failsNow ? "  FAILS NOW\n" : "\n"
      for failure in design.after?.failures ?? [] { text += "    \(words(failure))\n" }
      text += DesignDiffMargins(design: design, folders: folders).text
    }
    return text
  }

  private func words(_ check: DesignCheck?) -> String {
    guard let check else { return "not there" }
    let count = check.failures.count
    return count == 0 ? "meets every must" : "fails \(Format.count(count, "must"))"
  }

  private func words(_ failure: Verdict) -> String {
    let requirement = failure.requirement
    let dimension = requirement.quantity.dimension
    let value = failure.value.map { DesignFormat.value($0, dimension) } ?? "unknown"
    let limit = DesignFormat.value(requirement.value, dimension)
    return "\(requirement.id): \(value), \(requirement.bound.words) \(limit)"
  }

  var json: JSONValue {
    [
      "format": 1, "folders": .strings(paths),
      "generations": .array(diff.generations.map(json)),
      "designs": .array(
        diff.designs.map { design in
          [
            "design": .string(design.id),
            "was_compliant": design.before.map { .bool($0.isCompliant) } ?? .null,
            "is_compliant": design.after.map { .bool($0.isCompliant) } ?? .null,
            "fails_now": .bool(design.failsNow),
            "failures": .strings(design.after?.failures.map(\.requirement.id) ?? []),
            "cost": DesignDiffMargins(design: design, folders: folders).cost,
            "tightest": DesignDiffMargins(design: design, folders: folders).tightest,
            "margins": DesignDiffMargins(design: design, folders: folders).margins,
          ]
        }),
    ]
  }

  private func json(_ generation: DesignDiff.OfGeneration) -> JSONValue {
    [
      "generation": .string(generation.id),
      "version_before": generation.before.map { .int($0.version) } ?? .null,
      "version_after": generation.after.map { .int($0.version) } ?? .null,
      "changed": generation.after.map { after in
        [
          "on": .string("\(after.changed.on)"), "by": .string(after.changed.by),
          "why": .string(after.changed.why),
        ]
      } ?? .null,
      "changes": .array(
        generation.changes.map { change in
          [
            "subject": .string(change.subject),
            "before": change.before.map(JSONValue.string) ?? .null,
            "after": change.after.map(JSONValue.string) ?? .null,
            "reason": change.reason.map(JSONValue.string) ?? .null,
          ]
        }),
    ]
  }
}
