import ArgumentParser
import Planning
import Program
import Reporting
import Tables

/// `millwright explain`: why a plan is as it is.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says what limits a plan, and why a demand is late or short.",
    discussion: """
      Works from the output folder alone. Without a demand it shows every bottleneck with what one \
      more unit is worth, and every demand that is late or lost. With one it shows the chain from \
      that demand down to what decides, and the orders, starts and lots that serve it.

      EXAMPLES
        millwright explain out
        millwright explain out first-racks
      """)

  @Argument(help: ArgumentHelp("The output folder of millwright plan.", valueName: "out"))
  var folder: String

  @Argument(help: ArgumentHelp("A demand of the program.", valueName: "demand"))
  var demand: String?

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    let saved = try SavedPlan(folder)
    guard let demand else {
      let overview = OverviewText(saved: saved)
      return try Console.printResult(json ? overview.json.text(isPretty: true) : overview.text)
    }
    let demands = saved.program.demands
    guard let index = demands.rowIndices.first(where: { demands[$0].id == demand }) else {
      throw CommandFailure(.badInput, unknown(demand, among: demands.map(\.id)))
    }
    let explained = DemandReport(saved: saved, index: index)
    try Console.printResult(json ? explained.json.text(isPretty: true) : explained.text)
  }

  /// Names what was probably meant, or what there is.
  private func unknown(_ name: String, among names: [String]) -> String {
    let start = "\(folder) has no demand '\(name)'"
    if let near = nearestName(to: name, among: names) { return start + "; did you mean '\(near)'?" }
    let some = names.prefix(8).joined(separator: ", ")
    return start + "; it has \(some)" + (names.count > 8 ? ", ..." : "")
  }
}

/// A plan read back, and the folder it came from as it was typed.
struct SavedPlan {
  let path: String
  let program: BuildProgram
  let plan: Plan

  /// Opens the plan in `folder`; a fault ends the command with status 2.
  init(_ folder: String) throws(CommandFailure) {
    do throws(FileFault) {
      let store = try PlanStore.open(folder)
      path = folder
      program = store.program
      plan = store.plan
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
  }
}

/// What binds in a plan and who waits.
struct OverviewText {
  let saved: SavedPlan

  private static let rows = 20

  private var plan: Plan { saved.plan }
  private var program: BuildProgram { saved.program }

  var text: String {
    var text = PlanText(plan: plan, program: program, out: saved.path, isInterrupted: false).head
    text += bottlenecks + "\n"
    let late = DemandText.late(plan, program)
    guard !late.isEmpty else { return text + "Every demand is met on time.\n" }
    text += "Late or lost (millwright explain \(saved.path) DEMAND says why)\n"
    for (index, outcome) in late {
      text += "  " + DemandText.line(index, outcome, plan.explanations, program) + "\n"
    }
    return text
  }

  private var bottlenecks: String {
    guard plan.prices.isKnown else {
      return "What binds is not known: the search ended before it was worked out.\n"
    }
    let all = plan.explanations.bottlenecks
    guard !all.isEmpty else { return "Nothing binds.\n" }
    var text = "What binds, and what one more is worth\n"
    for bottleneck in all.prefix(Self.rows) {
      text += "  " + BottleneckText.line(bottleneck, program) + "\n"
      let behind = bottleneck.demands.prefix(4).map { program.demands[$0].id }
      guard !behind.isEmpty else { continue }
      let rest = bottleneck.demands.count - behind.count
      text += "    behind it: \(behind.joined(separator: ", "))"
      text += rest > 0 ? " and \(rest) more\n" : "\n"
    }
    if all.count > Self.rows { text += "  and \(all.count - Self.rows) more (--json)\n" }
    return text
  }

  var json: JSONValue {
    [
      "format": 1, "program": .string(program.settings.name),
      "status": .string(plan.status.rawValue), "objective": .number(plan.objective),
      "bound": .number(plan.bound), "gap": .number(plan.gap),
      "bottlenecks": .array(plan.explanations.bottlenecks.map { bottleneck($0) }),
      "late_or_lost": .array(
        DemandText.late(plan, program).map { DemandReport(saved: saved, index: $0.0).head }),
    ]
  }

  private func bottleneck(_ bottleneck: Bottleneck) -> JSONValue {
    let key = bottleneck.limit.key(in: program)
    let runs = bottleneck.buckets.map { run in
      JSONValue.strings(
        ["\(program.horizon.firstDay(of: run.lowerBound))"]
          + ["\(program.horizon.firstDay(of: run.upperBound))"])
    }
    return [
      "kind": .string(key.kind), "id": .string(key.subject),
      "words": .string(BottleneckText.words(bottleneck.limit, program)),
      "value": .number(bottleneck.value), "rent": .number(bottleneck.rent), "binds": .array(runs),
      "demands": .strings(bottleneck.demands.map { program.demands[$0].id }),
    ]
  }
}
