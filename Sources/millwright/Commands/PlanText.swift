import Foundation
import Planning
import Program
import Reporting
import Tables

/// A plan in a screenful: headline figures, what binds, what is late, where the report is.
struct PlanText {
  let plan: Plan
  let program: BuildProgram
  let out: String
  let isInterrupted: Bool

  private static let rows = 5

  var text: String {
    let parts = [head, figures, bottlenecks, lateDemands, end]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var currency: String { program.settings.currency }

  /// The program and how good its plan is.
  var head: String {
    let within = plan.isProvenBest ? "" : " within \(Format.percent(plan.gap))"
    let proof = plan.status == .optimal ? "proven optimal\(within)" : "feasible, proven\(within)"
    let stopped = isInterrupted ? ", the best when it was stopped" : ""
    return "\(program.settings.name): \(proof)\(stopped)\n"
  }

  private var figures: String {
    var lines: [(String, String)] = []
    let bound = "bound \(Format.money(plan.bound))"
    lines.append(("cost", "\(currency) \(Format.money(plan.objective)) (\(bound))"))
    let parts = CostBreakdown.Category.allCases.filter {
      abs(plan.cost[$0]) > max(0.5, 1e-7 * abs(plan.objective))
    }
    let costs = parts.map { "\($0.rawValue) \(Format.money(plan.cost[$0]))" }
    lines.append(("of it", costs.joined(separator: ", ")))
    lines.append(("demand", service))
    let awarded = zip(program.offers, plan.awards).filter { $0.1.isAwarded }
    let suppliers = Set(awarded.map { $0.0.supplier })
    lines.append(
      (
        "awards",
        "\(Format.count(awarded.count, "offer")) of \(program.offers.count), "
          + Format.count(suppliers.count, "supplier")
      ))
    let modules = plan.flows.modules.reduce(0) { $0 + $1.count }
    if modules > 0 {
      let capex = plan.cost[.capex]
      lines.append(
        ("expansions", "\(Format.count(modules, "module")) for \(Format.money(capex)) of capex"))
    }
    return lines.map { "  \(padded($0.0, 11)) \($0.1)\n" }.joined()
  }

  /// How the demands fare: `3 of 4 on time, 1 late`.
  private var service: String {
    let outcomes = plan.demands
    let lost = outcomes.count { $0.isLost }
    let late = outcomes.count { $0.isLate && !$0.isLost }
    var parts = ["\(outcomes.count - late - lost) of \(outcomes.count) on time"]
    if late > 0 { parts.append("\(late) late") }
    if lost > 0 { parts.append("\(lost) lost in part or whole") }
    return parts.joined(separator: ", ")
  }

  private var bottlenecks: String {
    let all = plan.explanations.bottlenecks
    guard !all.isEmpty else { return "" }
    var text = "What binds, and what one more is worth\n"
    for bottleneck in all.prefix(Self.rows) {
      text += "  " + BottleneckText.line(bottleneck, program) + "\n"
    }
    if all.count > Self.rows { text += "  and \(all.count - Self.rows) more\n" }
    return text
  }

  private var lateDemands: String {
    let late = DemandText.late(plan, program)
    guard !late.isEmpty else { return "" }
    var text = "Late or lost (millwright explain \(out) DEMAND says why)\n"
    for (index, outcome) in late.prefix(Self.rows) {
      text += "  " + DemandText.line(index, outcome, plan.explanations, program) + "\n"
    }
    if late.count > Self.rows { text += "  and \(late.count - Self.rows) more\n" }
    return text
  }

  private var end: String { "Report: \(out)/\(PlanWriter.reportName)\n" }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
