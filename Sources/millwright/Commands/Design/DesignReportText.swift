import RackDesign

/// A design's report for people.
struct DesignReportText {
  let report: DesignReport

  private var check: DesignCheck { report.check }
  private var measures: DesignMeasures { report.check.measures }

  var text: String {
    let parts = [
      headline, table("Requirements", false), table("Physics", true), mends, making, home,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var headline: String {
    let design = check.design
    let generation = report.generation
    let count = check.failures.count
    let verdict = count == 0 ? "meets every must" : "fails \(Format.count(count, "must", "musts"))"
    var text = "\(design.id): \(verdict)\n"
    text += "  \(design.name); generation \(generation.id), requirements version "
    text += "\(generation.version) of \(generation.changed.on); \(design.supply)\n"
    text += "  \(report.currency) \(Format.money(measures.price)) a rack"
    if check.penaltyCost > 0 {
      text += ", and \(Format.money(check.penaltyCost)) for what it should do and does not"
    }
    text += "; " + modes + "\n"
    return text
  }

  private var modes: String {
    measures.modes.map { mode in
      let liquid = Format.percent(mode.heat.liquidShare)
      return "\(mode.mode.name): \(Format.quantity(mode.power.rackKw)) kW, \(liquid) to liquid, "
        + "\(Format.quantity(mode.coolant.flowLpm)) l/min"
    }.joined(separator: "; ")
  }

  /// The compliance table: of each requirement the mode with the least margin.
  private func table(_ title: String, _ isRule: Bool) -> String {
    let verdicts = check.tightest.filter { $0.requirement.isRule == isRule }
    guard !verdicts.isEmpty else { return "" }
    let head = ["requirement", "mode", "value", "", "bound", "margin", "verdict"]
    return title + "\n"
      + DesignFormat.table([head] + verdicts.map(row), right: [2, 4, 5])
  }

  private func row(_ verdict: Verdict) -> [String] {
    let requirement = verdict.requirement
    let dimension = requirement.quantity.dimension
    let isSame = requirement.id == requirement.quantity.rawValue
    let name = isSame ? requirement.id : "\(requirement.id) (\(requirement.quantity.rawValue))"
    let words = verdict.isMet ? "met" : requirement.isMust ? "FAILS" : "missed"
    return [
      name, report.mode(of: verdict),
      verdict.value.map { DesignFormat.value($0, dimension) } ?? "unknown",
      requirement.bound.words, DesignFormat.value(requirement.value, dimension),
      verdict.margin.map { DesignFormat.margin($0, dimension) } ?? "", words,
    ]
  }

  // MARK: Mends

  private var mends: String {
    guard !report.mends.isEmpty else { return "" }
    var text = "What mends it at least cost\n"
    for (failure, mend) in report.mends {
      let mode = report.mode(of: failure)
      text += "  \(failure.requirement.id)" + (mode.isEmpty ? "" : " in \(mode)") + ": "
      text += mend.map(words) ?? "no change of the catalogue, nor two"
      text += "\n"
      for detail in report.check.details(of: failure, in: report.folder) {
        text += "    \(detail)\n"
      }
    }
    guard report.mends.count > 1 else { return text }
    text += "  all of them: "
    return text + (report.mendForAll.map(words) ?? "no change, nor two") + "\n"
  }

  private func words(_ mend: Mend) -> String {
    mend.changes.map(report.words).joined(separator: "; and ") + ", " + cost(mend.extraCost)
  }

  private func cost(_ extra: Double) -> String {
    guard abs(extra) >= 0.005 else { return "at the same price" }
    return "\(report.currency) \(Format.money(abs(extra))) a rack \(extra > 0 ? "more" : "less")"
  }

  // MARK: Making and content

  private var making: String {
    let making = measures.making
    let levels = MakingReport.levels.enumerated().map { level, name in
      "\(name) \(Format.quantity(making.assemblyHours[level])) h and "
        + "\(Format.quantity(making.testHours[level])) h of test"
    }
    return "Making\n  \(levels.joined(separator: "; "))\n  "
      + "\(Format.count(making.parts, "part")), \(Format.count(making.distinctParts, "type")) of "
      + "components, \(Format.count(making.connectors, "connection"))\n"
  }

  private var home: String {
    let content = measures.content
    func words(_ isPassed: Bool) -> String { isPassed ? "passed" : "not passed" }
    var text = "Made at home\n"
    text += "  \(Format.percent(content.share)) by the component test: 65 % (to 2028) "
    text += "\(words(content.passes(year: 2028))), 75 % (from 2029) "
    text += "\(words(content.passes(year: 2029))), over 55 % \(words(content.passesFallback))\n"
    text += "  \(Format.percent(content.valueShare)) by each component's own share; "
    text += content.isVirtuallyAll ? "all or virtually all\n" : "not all or virtually all\n"
    text += "  \(Format.percent(content.addressableShare)) of what is addressable\n"
    return text + substitutions
  }

  private var substitutions: String {
    guard let target = report.target else { return "" }
    let reached =
      report.substitutions.last?.shareAfter ?? target.measure.share(of: measures.content)
    var text = "  towards \(Format.percent(target.share)) of \(target.measure.rawValue):"
    if report.substitutions.isEmpty {
      return text + (reached >= target.share ? " reached\n" : " no swap raises it\n")
    }
    text += "\n"
    for step in report.substitutions {
      text += "    \(report.words(step.change)): \(Format.percent(step.shareAfter)), "
      text += cost(step.extraCost)
      text += step.extraCost > 0 ? ", \(Format.money(step.costPerPoint)) for each point\n" : "\n"
    }
    if reached < target.share { text += "    no further swap raises it\n" }
    return text
  }
}
