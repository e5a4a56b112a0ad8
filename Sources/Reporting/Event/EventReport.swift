import Program
public import Sourcing
import Tables

/// The report of an event: one HTML file that needs nothing else.
///
/// `docs/event-report.md` says what each part shows and how it is computed.
public struct EventReport: Sendable {
  /// The report's file in its folder.
  public static let name = "event-report.html"

  private let data: EventReportData
  private let assets: ReportAssets
  private let version: String
  private let isInterrupted: Bool
  private let overview: EventOverview
  private let scenarios: EventScenarios
  private let awards: EventAwards?

  /// Computes the report's figures.
  ///
  /// - Parameters:
  ///   - event: What was wanted and bid.
  ///   - results: What was found for each scenario, in the order in which they are shown.
  ///   - detailed: The scenario whose award is shown in detail; `nil`: the one with the most rules
  ///     that has an award.
  ///   - version: Millwright's.
  ///   - assets: The chart library and the map.
  ///   - isInterrupted: Whether searches were stopped by hand, which the report then says first.
  public init(
    _ event: Event, _ results: [ScenarioResult], detailed: String?, version: String,
    assets: ReportAssets, isInterrupted: Bool = false
  ) {
    data = EventReportData(event, results, detailed: detailed)
    self.assets = assets
    self.version = version
    self.isInterrupted = isInterrupted
    overview = EventOverview(data: data)
    scenarios = EventScenarios(data: data)
    awards = data.main.map { [data] in
      EventAwards(data: data, entry: $0, outlines: assets.outlines)
    }
  }

  /// The file's bytes, UTF-8.
  public func html() -> [UInt8] {
    let event = data.event
    let title = event.settings.title.isEmpty ? event.settings.event : event.settings.title
    let frame = PageFrame(
      title: "\(title): the awards", heading: title,
      subheading: "A call for proposals and its best awards under "
        + "\(Numbers.count(data.results.count, "scenario")) of rules. \(proof)",
      parts: parts, footer: footer)
    return frame.html(assets)
  }

  /// Makes sure that the report can be written to `path`, before anything is searched.
  public static func prepare(_ path: String) throws(FileFault) {
    try OutputFolder(path: path, names: [name], marker: name).discard()
  }

  /// Writes the report to the folder `path`, whole or not at all.
  public func write(to path: String) throws(FileFault) {
    let folder = try OutputFolder(path: path, names: [Self.name], marker: Self.name)
    do {
      try folder.write(html(), to: Self.name)
      try folder.commit()
    } catch {
      folder.discard()
      throw folder.named(error, path)
    }
  }

  private var proof: String {
    guard !data.awarded.isEmpty else { return "No scenario has an award." }
    let gap = data.awarded.map(\.award.gap).max() ?? 0
    guard data.awarded.allSatisfy(\.result.scenario.isCostOnly) else {
      let better = gap <= 1e-6 ? "better" : "more than \(Numbers.gap(gap)) better"
      return "Proven: under its rules no award is \(better) in what its scenario aims for."
    }
    return gap <= 1e-6
      ? "Proven: under its rules no award costs less."
      : "Proven: under its rules no award costs more than \(Numbers.gap(gap)) less."
  }

  private var footer: String {
    let made = version.isEmpty ? "millwright" : "millwright \(version)"
    return "Made by \(made). All figures come from the event's tables and its scenarios; "
      + "millwright event award writes each award with a certificate that millwright event verify "
      + "checks without a solver."
  }

  private var parts: [PageFrame.Part] {
    var parts = [
      PageFrame.Part(id: "summary", title: "Summary", content: [heads, messages]),
      PageFrame.Part(
        id: "call", title: "The call",
        content: [overview.timeline, overview.participation].compactMap { $0?.markup }),
    ]
    if let prices = overview.prices {
      parts.append(.init(id: "prices", title: "Prices", content: [prices.markup]))
    }
    if let scores = EventScores(data: data).table {
      let words = "Points of 0 to 100, from the published weights. They decide no award."
      parts.append(.init(id: "scores", title: "Scores", content: [.lead(words), scores.markup]))
    }
    parts.append(
      .init(
        id: "scenarios", title: "Scenarios",
        content: (scenarios.costs.map { [$0.markup] } ?? []) + [scenarios.table.markup]))
    if let awards, let main = data.main {
      let map = awards.map.map { [$0.markup] } ?? []
      parts.append(
        .init(
          id: "awards", title: "Awards of \(main.result.title)",
          content: map + [
            .tag("div", ["class": "grid"], awards.concentration.map(\.markup)),
            .tag("h3", [:], "Who wins what"), awards.awards.markup,
          ]))
    }
    let rules = ruleContent
    if !rules.isEmpty {
      let title = hasRuleCosts ? "What rules cost" : "Rules"
      parts.append(.init(id: "rules", title: title, content: rules))
    }
    if let savings = scenarios.savings {
      parts.append(.init(id: "savings", title: "Savings", content: savingsContent(savings)))
    }
    let conflicts = scenarios.conflicts
    if !conflicts.isEmpty {
      parts.append(.init(id: "conflicts", title: "Without an award", content: conflicts))
    }
    parts.append(.init(id: "assumptions", title: "Assumptions", content: assumptions))
    return parts
  }

  private var hasRuleCosts: Bool { data.results.contains { $0.ruleCosts != nil } }

  private var ruleContent: [Markup] {
    var content: [Markup] = []
    if let main = data.main, let chart = scenarios.ruleCosts(of: main) {
      content.append(chart.markup)
    }
    for result in data.results {
      guard let table = scenarios.rules(of: result) else { continue }
      content.append(.tag("h3", [:], "Rules of \(result.title)"))
      content.append(table.markup)
    }
    if content.isEmpty { return [] }
    guard hasRuleCosts else {
      return [.lead("What each rule costs was not asked for (--quick).")] + content
    }
    return [
      .lead(
        "What a rule costs is the best award less the best award without that rule. Costs of rules "
          + "need not add up." + (scenarios.gapWords.map { " " + $0 } ?? ""))
    ] + content
  }

  private func savingsContent(_ table: Table) -> [Markup] {
    [
      .lead(
        "Against the naive award: each lot to its lowest bidder that covers it alone, else each "
          + "item to its cheapest lines in turn. Such an award looks at no bundle, discount, "
          + "capacity or rule, so it may cost less and not be possible: the last two columns say so."
      ), table.markup,
    ]
  }

  // MARK: Summary

  private var heads: Markup {
    let event = data.event
    let bids = data.bids
    let suppliers = Set(bids.map(\.supplier)).count
    var cards = [
      Markup.headCard(
        "Bids", Numbers.grouped(Double(bids.count)),
        "of \(Numbers.count(suppliers, "supplier")), for \(Numbers.count(event.lots.count, "lot"))"),
      Markup.headCard(
        "Lines and bundles", Numbers.grouped(Double(event.lines.count + event.bundles.count)),
        "for \(Numbers.count(event.items.count, "item")), "
          + "\(Numbers.count(event.bundles.count, "bundle")) among them"),
    ]
    guard let main = data.main else { return .tag("div", ["class": "heads"], cards) }
    let figures = main.figures
    cards += [
      .headCard(
        "Cost", data.money.text(main.cost), "of the best award of \(main.result.title)"),
      .headCard(
        "Partners", Numbers.grouped(Double(figures.winners)), "suppliers that win anything"),
      .headCard(
        "Domestic value", Numbers.percent(figures.domesticShare), "of what is spent, as bid"),
    ]
    if let costs = main.result.ruleCosts, main.result.scenario.isCostOnly {
      let gap = costs.within > 0 ? ", within the gap of \(data.money.text(costs.within))" : ""
      let cost = costs.together.map { cost in
        cost.isWithinGap && cost.amount < 0.5 ? "0" : scenarios.costText(cost, costs)
      }
      cards.append(
        .headCard(
          "Rules cost", cost ?? "not known",
          "all \(main.result.scenario.rules.count) of them together\(gap)"))
    }
    if let lowest = main.result.analysis?.lowestBid, lowest.uncoveredItems.isEmpty {
      let saving = lowest.cost.total.double - main.cost
      cards.append(
        .headCard(
          saving >= 0 ? "Saved" : "Dearer", data.money.text(abs(saving)),
          "\(saving >= 0 ? "against" : "than") the lowest bid per lot, which breaks "
            + (lowest.brokenRules.isEmpty
              ? "no rule" : Numbers.count(lowest.brokenRules.count, "rule"))))
    }
    cards.append(
      .headCard(
        "Scenarios", Numbers.grouped(Double(data.results.count)),
        "\(data.awarded.count) with an award"))
    return .tag("div", ["class": "heads"], cards)
  }

  private static let interruption =
    "The searches were stopped by hand: awards are the best found by then, and what rules cost may "
    + "be missing"

  private var messages: Markup {
    var texts = isInterrupted ? [Self.interruption] : []
    texts += [scenarios.costs?.title].compactMap(\.self)
    if let awards { texts += [awards.map?.title].compactMap(\.self) }
    if let awards { texts += awards.concentration.prefix(1).map(\.title) }
    if let main = data.main { texts += [scenarios.ruleCosts(of: main)?.title].compactMap(\.self) }
    if let main = data.main {
      let unmet = AwardReading(main.award.choice, data.event).unmetWords(
        data.event, quantity: Numbers.short)
      if let unmet { texts.append("\(main.result.title) leaves unbought \(unmet)") }
    }
    for result in data.results {
      guard let report = result.conflicts, !report.conflicts.contains([]) else { continue }
      let words = report.conflicts.map { conflict in
        let names = conflict.map { result.scenario.rules[$0].id }
        return names.count == 1
          ? "no award keeps \(names[0])"
          : "\(names.formattedList(with: "and")) cannot hold together"
      }
      texts.append("\(result.title) has no award: \(words.joined(separator: "; "))")
    }
    return .tag("ul", ["class": "messages"], texts.map { .tag("li", [:], $0 + ".") })
  }

  // MARK: Assumptions

  private var assumptions: [Markup] {
    let settings = data.event.settings
    let sign = data.money.isSymbol ? " (\(data.money.sign))" : ""
    var facts: [(String, String)] = [
      ("Money", "\(settings.currency)\(sign), as bid"),
      ("Home", settings.domestic),
      (
        "Quality",
        settings.qualityValue.value == 0
          ? "has no price in this event; rules may ask for it"
          : "one point of one unit is worth \(data.money.price(settings.qualityValue.value))"
      ),
      (
        "Bids are", settings.opening == .rolling ? "read as they come" : "sealed until the deadline"
      ),
    ]
    for row in data.event.lateReceipts {
      guard let closing = settings.closing else { break }
      let receipt = data.event.review.receipts[row]
      let reason = receipt.reason.isEmpty ? "without a reason" : "because: \(receipt.reason)"
      facts.append(
        (
          "Late bid",
          "that of \(data.name(receipt.supplier)) came \(receipt.received.wordsSince(closing)) "
            + "after the deadline and was taken, \(reason)"
        ))
    }
    for entry in data.awarded {
      facts.append(
        (
          entry.result.title,
          "costs \(data.money.exact(entry.cost)); bound \(data.money.exact(entry.award.bound)), gap "
            + Numbers.gap(entry.award.gap)
        ))
    }
    return [
      .tag("dl", [:], facts.flatMap { [.tag("dt", [:], $0.0), .tag("dd", [:], $0.1)] }),
      .tag("h3", [:], "How to read the figures"),
      .tag("ul", [:], Self.readings.map { .tag("li", [:], $0) }),
    ]
  }

  private static let readings = [
    "Spend is ex-works before discounts, lines and bundles; that is what shares and domestic value are of.",
    "Cost is spend less discounts, with duty, freight, fixed costs of lines and suppliers, lateness, what is not bought and the penalties of soft rules that are missed, less what quality is worth.",
    "A bundle counts wholly in each scope that holds one of its items.",
    "Quality is the mean of the points bid, weighted by spend.",
    "Shares, domestic content and leads are what suppliers state; scores and evidence are not part of the award.",
  ]
}
