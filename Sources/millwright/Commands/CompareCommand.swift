import ArgumentParser
import Planning
import Program
import Reporting

/// `millwright compare`: two plans side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Shows what changed from one plan to another, and what it cost.",
    discussion: """
      Works from the two output folders alone. Rows are matched by their identifiers, so the \
      programs may differ.

      EXAMPLE
        millwright plan Examples/tiny --out as-is
        millwright plan Examples/tiny --out more --what-if 'capacity.bench*=1.5'
        millwright compare as-is more
      """)

  @Argument(help: ArgumentHelp("The output folder of the first plan.", valueName: "out1"))
  var first: String

  @Argument(help: ArgumentHelp("The output folder of the second plan.", valueName: "out2"))
  var second: String

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    let stores = try [first, second].map { folder throws(CommandFailure) in
      do throws(FileFault) {
        return try PlanStore.open(folder)
      } catch {
        throw CommandFailure(.badInput, "\(error)")
      }
    }
    let report = ComparisonReport(
      comparison: PlanComparison(stores[0], stores[1]), paths: [first, second])
    try Console.printResult(json ? report.json.text(isPretty: true) : report.text)
  }
}

/// A comparison as text and as JSON.
struct ComparisonReport {
  let comparison: PlanComparison
  /// The two folders as they were typed.
  let paths: [String]

  private static let rows = 12

  var text: String {
    let parts = [
      headline, programs,
      section("Cost", comparison.cost, Format.money, isWhole: true),
      section("Late", comparison.late) { Format.quantity($0) },
      section("Lost", comparison.lost) { Format.quantity($0) },
      section("Awards, in units", comparison.awards) { Format.quantity($0) },
      section("Modules of expansions", comparison.expansions) { Format.quantity($0) },
      section("What scarcity costs", comparison.scarcity, Format.money),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var headline: String {
    let plans = [comparison.before, comparison.after]
    let currency = comparison.before.program.settings.currency
    var text = ""
    for (path, saved) in zip(paths, plans) {
      let plan = saved.plan
      let proof = "bound \(Format.money(plan.bound)), gap \(Format.percent(plan.gap))"
      text += "\(path): \(currency) \(Format.money(plan.objective)), "
      text += "\(plan.status.rawValue), \(proof)\n"
    }
    let objectives = plans.map(\.plan.objective)
    let difference = objectives[1] - objectives[0]
    let range = comparison.provenDifference
    let size = Format.money(abs(difference))
    text += difference == 0 ? "The same cost" : "\(size) \(difference < 0 ? "less" : "more")"
    let margin = 1e-6 * max(1, abs(objectives[0]))
    guard range.upperBound - range.lowerBound > margin else { return text + ", proven\n" }
    let ends = "\(signed(range.lowerBound)) to \(signed(range.upperBound))"
    return text + "; the best plans of the two differ by \(ends)\n"
  }

  private func signed(_ value: Double) -> String {
    (value > 0 ? "+" : "") + Format.money(value)
  }

  private var programs: String {
    guard !comparison.program.isEmpty else { return "The programs are the same.\n" }
    var text = "The programs differ (- only in the first, + only in the second)\n"
    for change in comparison.program {
      text += "  \(change.file)\n"
      for (sign, rows) in [("-", change.removed), ("+", change.added)] {
        for row in rows.prefix(Self.rows) { text += "    \(sign) \(row)\n" }
        if rows.count > Self.rows { text += "    \(sign) and \(rows.count - Self.rows) more\n" }
      }
    }
    return text
  }

  /// A table of id, before, after and difference, the largest difference first.
  private func section(
    _ title: String, _ changes: [PlanComparison.Change], _ words: (Double) -> String,
    isWhole: Bool = false
  ) -> String {
    guard !changes.isEmpty else { return "" }
    let shown =
      isWhole
      ? changes
      : Array(changes.sorted { abs($0.difference) > abs($1.difference) }.prefix(Self.rows))
    let rows = shown.map { change in
      let sign = change.difference > 0 ? "+" : ""
      return [
        change.id, change.before.map(words) ?? "none", change.after.map(words) ?? "none",
        sign + words(change.difference),
      ]
    }
    let widths = (0..<4).map { column in rows.map(\.[column].count).max() ?? 0 }
    var text = title + "\n"
    for row in rows {
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blanks : blanks + cell
      }
      text += "  " + cells.joined(separator: "  ") + "\n"
    }
    if changes.count > shown.count { text += "  and \(changes.count - shown.count) more\n" }
    return text
  }
}

extension ComparisonReport {
  var json: JSONValue {
    let range = comparison.provenDifference
    return [
      "format": 1,
      "plans": .array([plan(comparison.before, paths[0]), plan(comparison.after, paths[1])]),
      "difference": .number(
        comparison.after.plan.objective - comparison.before.plan.objective),
      "proven_difference": .numbers([range.lowerBound, range.upperBound]),
      "program": .object(
        comparison.program.map {
          .init($0.file, ["removed": .strings($0.removed), "added": .strings($0.added)])
        }),
      "cost": changes(comparison.cost), "late": changes(comparison.late),
      "lost": changes(comparison.lost), "awards": changes(comparison.awards),
      "expansions": changes(comparison.expansions), "scarcity": changes(comparison.scarcity),
    ]
  }

  private func plan(_ saved: PlanStore, _ path: String) -> JSONValue {
    [
      "path": .string(path), "program": .string(saved.program.settings.name),
      "status": .string(saved.plan.status.rawValue), "objective": .number(saved.plan.objective),
      "bound": .number(saved.plan.bound), "gap": .number(saved.plan.gap),
    ]
  }

  private func changes(_ changes: [PlanComparison.Change]) -> JSONValue {
    .object(
      changes.map { change in
        .init(
          change.id,
          [
            "before": change.before.map(JSONValue.number) ?? .null,
            "after": change.after.map(JSONValue.number) ?? .null,
            "difference": .number(change.difference),
          ])
      })
  }
}
