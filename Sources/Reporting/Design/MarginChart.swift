import Program
import RackDesign

/// How far a design lies on the right side of each requirement, as a share of what it may be.
struct MarginChart {
  let view: DesignView

  /// One bar.
  struct Bar {
    var label: String
    /// Share of the limit, or of what there is where the limit is 0; negative where missed.
    var margin: Double
    var verdict: Verdict
  }

  /// Bars that differ by mode show the mode with the least margin; the least stand first.
  var bars: [Bar] {
    var bars: [Bar] = []
    for verdict in view.check.verdicts {
      guard let margin = relativeMargin(verdict) else { continue }
      let mode = verdict.mode.map { ", " + view.generation.modes[$0].name } ?? ""
      let name = DesignWords.name(verdict.requirement.quantity)
      let label =
        verdict.mode == nil || view.generation.modes.count == 1 ? name : name + mode
      let bar = Bar(label: label, margin: margin, verdict: verdict)
      let known = bars.firstIndex {
        $0.verdict.requirement.quantity == verdict.requirement.quantity
          && $0.verdict.requirement.bound == verdict.requirement.bound
      }
      if let known {
        if margin < bars[known].margin { bars[known] = bar }
      } else {
        bars.append(bar)
      }
    }
    return bars.sorted { ($0.margin, $0.label) < ($1.margin, $1.label) }
  }

  /// The margin as a share; `nil` where a share would say nothing.
  private func relativeMargin(_ verdict: Verdict) -> Double? {
    guard let margin = verdict.margin else { return -1 }
    let requirement = verdict.requirement
    if requirement.quantity.dimension == .share { return margin }
    if requirement.quantity.dimension == .date { return nil }
    if requirement.value != 0 { return margin / abs(requirement.value) }
    guard let whole = whole(requirement.quantity, mode: verdict.mode ?? 0), whole > 0 else {
      return nil
    }
    return margin / whole
  }

  /// What a headroom is left of.
  private func whole(_ quantity: Quantity, mode: Int) -> Double? {
    let measures = view.measures
    let inMode = measures.modes[mode]
    switch quantity {
    case .powerHeadroom: return inMode.power.safeCapacityKw
    case .busbarHeadroom: return measures.busbar.ratingA
    case .transientHeadroom: return inMode.transient.peakKw
    case .coolingHeadroom: return measures.plant?.safeCoolingKw
    case .flowHeadroom: return measures.plant?.safeFlowLpm
    case .headHeadroom: return measures.plant?.headKpa
    case .airFlowHeadroom:
      return (measures.value(of: .airFlowHeadroom, mode: mode) ?? 0) + inMode.airFlow
    case .payloadHeadroom:
      return (measures.mechanics.payloadHeadroomKg ?? 0) + measures.mechanics.massKg
    default: return nil
    }
  }

  var chart: Chart {
    let bars = bars
    let shown = bars.map { max(-1, min(1, $0.margin)) }
    let colours = bars.map { bar -> String in
      if !bar.verdict.isMet { return bar.verdict.requirement.isMust ? Plot.red : Plot.orange }
      return bar.margin < 0.05 ? "#8FBFDB" : Plot.blue
    }
    let texts = bars.map { bar in
      (bar.margin > 1 ? ">100%" : Numbers.percent(bar.margin, decimals: 0))
    }
    let trace: JSONValue = [
      "type": "bar", "orientation": "h", "y": .strings(bars.map { Plot.escaped($0.label) }),
      "x": .numbers(shown.map(Plot.rounded)), "text": .strings(texts), "textposition": "outside",
      "cliponaxis": false, "marker": ["color": .strings(colours)],
      "customdata": .strings(bars.map { Plot.escaped(sentence($0.verdict)) }),
      "hovertemplate": "%{customdata}<extra></extra>",
    ]
    let least = min(0, shown.min() ?? 0)
    let layout = Plot.layout(
      x: [
        "title": ["text": "margin, as a share of the limit"], "tickformat": ".0%",
        "range": [.number(least < 0 ? least * 1.7 : 0), 1.15], "gridcolor": "#E4E7EB",
        "zerolinecolor": .string(Plot.ink), "automargin": true,
      ],
      y: [
        "autorange": "reversed", "automargin": true, "ticklabelstandoff": 6,
        "tickfont": ["size": 11],
      ], hasLegend: false)
    return Chart(
      id: "\(view.anchor)-margins", title: title(bars), note: note,
      figure: Plot.figure([trace], layout), height: 90 + bars.count * 19, table: table)
  }

  private func title(_ bars: [Bar]) -> String {
    let failures = view.check.failures.count
    if failures > 0 { return "\(Numbers.count(failures, "must")) missed" }
    guard let least = bars.first(where: { $0.verdict.requirement.isMust && $0.margin > 1e-9 })
    else { return "Every must is met" }
    return "Every must is met; the least margin above zero is \(least.label)"
  }

  private var note: String {
    "The mode with the least margin of each. Headrooms are shares of what there is. Pale blue: less "
      + "than 5%; red: a must is missed; orange: a should is missed."
  }

  private func sentence(_ verdict: Verdict) -> String {
    let money = Money(currency: view.folder.settings.currency)
    let requirement = verdict.requirement
    let quantity = requirement.quantity
    return "\(DesignWords.name(quantity)): \(DesignWords.value(verdict.value, quantity, money)), "
      + "\(requirement.bound.words) \(DesignWords.value(requirement.value, quantity, money))"
  }

  /// Every verdict.
  var table: Table {
    let money = Money(currency: view.folder.settings.currency)
    let verdicts = view.check.verdicts
    return Table(
      columns: [
        .name("Requirement"), .whole("Mode"), .text("Weight"), .number("Asked"), .number("Is"),
        .number("Margin"), .text("Verdict"), .wide("Reason"),
      ],
      rows: verdicts.map { verdict in
        let requirement = verdict.requirement
        let quantity = requirement.quantity
        let name = requirement.isRule ? "physics" : requirement.isMust ? "must" : "should"
        let isMet = verdict.isMet
        return [
          Table.Cell(
            requirement.id.hasPrefix("ceiling-") || requirement.isRule
              ? DesignWords.name(quantity) : "\(requirement.id): \(DesignWords.name(quantity))"),
          Table.Cell(verdict.mode.map { view.generation.modes[$0].name } ?? "all"),
          Table.Cell(name),
          Table.Cell(
            "\(requirement.bound == .atLeast ? "≥" : "≤") "
              + DesignWords.value(requirement.value, quantity, money), key: requirement.value),
          Table.Cell(
            DesignWords.value(verdict.value, quantity, money), key: verdict.value ?? .infinity),
          Table.Cell(marginText(verdict, money), key: verdict.margin ?? -.infinity),
          Table.Cell(
            isMet ? "met" : requirement.isMust ? "FAILS" : "missed",
            mark: isMet ? "good" : requirement.isMust ? "bad" : "warn"),
          Table.Cell(requirement.reason),
        ]
      })
  }

  private func marginText(_ verdict: Verdict, _ money: Money) -> String {
    guard let margin = verdict.margin else { return "unknown" }
    let quantity = verdict.requirement.quantity
    let sign = margin >= 0 ? "+" : "−"
    switch quantity.dimension {
    case .date: return "\(sign)\(Numbers.grouped(margin.magnitude)) d"
    case .temperature: return "\(sign)\(DesignWords.figures(margin.magnitude)) K"
    default: return sign + DesignWords.value(margin.magnitude, quantity, money)
    }
  }
}
