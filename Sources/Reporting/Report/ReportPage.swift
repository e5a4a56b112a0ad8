public import Planning
public import Program
import Tables

/// The report of a plan: one HTML file that needs nothing else.
///
/// `docs/report.md` says what each part shows and how it is computed.
public struct ReportPage: Sendable {
  private let data: ReportData
  private let assets: ReportAssets
  private let progress: Progress
  private let output: Output
  private let costs: CostCharts
  private let sourcing: Sourcing
  private let heat: HeatMaps
  private let map: FlowMap
  private let bottlenecks: Bottlenecks
  private let service: Service

  /// Computes the report's figures.
  ///
  /// - Parameters:
  ///   - plan: A plan of `program`.
  ///   - program: As it was planned.
  ///   - context: What the run knows beside.
  ///   - assets: The chart library and the map.
  public init(
    _ plan: Plan, _ program: BuildProgram, context: RunContext, assets: ReportAssets
  ) {
    data = ReportData(plan, program, context)
    self.assets = assets
    progress = Progress(data)
    output = Output(data)
    costs = CostCharts(data)
    sourcing = Sourcing(data)
    heat = HeatMaps(data)
    map = FlowMap(data, assets.outlines)
    bottlenecks = Bottlenecks(data)
    service = Service(data)
  }

  /// The file's bytes, UTF-8.
  public func html() -> [UInt8] {
    let horizon = data.program.horizon
    let frame = PageFrame(
      title: "\(data.program.settings.name): the plan", heading: data.program.settings.name,
      subheading: "Build plan, \(Numbers.date(horizon.start)) to \(Numbers.date(data.lastDay)), "
        + "in \(horizon.count) buckets. \(proof)", parts: parts, footer: footer)
    return frame.html(assets)
  }
}

extension ReportPage {
  private typealias Part = PageFrame.Part

  /// How good the plan is proven to be, in a sentence.
  private var proof: String {
    let plan = data.plan
    if plan.isProvenBest { return "Proven: no plan of this program costs less." }
    let text = "Proven: no plan of this program can cost more than \(Numbers.gap(plan.gap)) less."
    return plan.status == .feasible ? text + " The search was stopped early." : text
  }

  private var footer: String {
    let made = data.context.version.isEmpty ? "millwright" : "millwright \(data.context.version)"
    return "Made by \(made). All figures come from the program and its plan; "
      + "the tables behind them stand beside this file as CSV and in plan.sqlite."
  }

  private var parts: [Part] {
    var parts = [
      Part(id: "summary", title: "Summary", content: [heads, messages]),
      Part(id: "progress", title: "Progress", content: progress.charts.map(\.markup)),
    ]
    let plants = output.charts.map(\.markup)
    if let total = plants.first {
      parts.append(
        Part(
          id: "output", title: "\(data.madeTitle) a week",
          content: [total, .tag("div", ["class": "grid"], Array(plants.dropFirst()))]))
    }
    if let chart = map.chart {
      parts.append(Part(id: "map", title: "Map", content: [chart.markup]))
    }
    parts.append(
      Part(
        id: "cost", title: "Cost",
        content: [costs.waterfall.markup] + (costs.restChart.map { [$0.markup] } ?? [])
          + (costs.capexChart.map { [$0.markup] } ?? [])))
    parts.append(Part(id: "sourcing", title: "Sourcing", content: sourcingContent))
    parts.append(Part(id: "bottlenecks", title: "Bottlenecks", content: bottleneckContent))
    parts.append(Part(id: "use", title: "Use and stock", content: heat.charts.map(\.markup)))
    parts.append(Part(id: "service", title: "Late and lost", content: serviceContent))
    if !data.program.policies.isEmpty {
      parts.append(Part(id: "policies", title: "Policies", content: policyContent))
    }
    parts.append(Part(id: "assumptions", title: "Assumptions", content: assumptions))
    return parts
  }

  private var sourcingContent: [Markup] {
    let charts = sourcing.charts
    guard !charts.isEmpty else { return [.lead("The plan buys nothing.")] }
    let pair = Markup.tag("div", ["class": "grid"], charts.prefix(3).map(\.markup))
    return [pair] + charts.dropFirst(3).map(\.markup) + [
      .tag("h3", [:], "Offers awarded, by item"), sourcing.awardTable.markup,
    ]
  }

  private var bottleneckContent: [Markup] {
    guard data.plan.prices.isKnown else {
      return [.lead("The search ended before shadow prices were known, so nothing is said here.")]
    }
    guard !bottlenecks.rows.isEmpty else { return [.lead("Nothing that could give binds.")] }
    let more = bottlenecks.rows.count - Bottlenecks.limit
    return [
      .lead(
        "What one unit more would save, in discounted cost, with the plan's awards and expansions "
          + "as they are. It holds for small changes; several at once are worth less than their "
          + "sum. The cost of scarcity is that worth times the whole limit."
          + (more > 0
            ? " The \(Bottlenecks.limit) largest; \(more) more are in bottlenecks.csv." : "")),
      bottlenecks.table.markup,
    ]
  }

  private var serviceContent: [Markup] {
    let all = Markup.details("All demands (\(data.program.demands.count))", service.demandTable)
    guard !service.missed.isEmpty else {
      return [.lead("Every demand that is due is met on time."), all]
    }
    let steps = service.chains.flatMap { chain -> [Markup] in
      [.tag("h4", [:], chain.demand), .tag("ol", [:], chain.steps.map { .tag("li", [:], $0) })]
    }
    let chains: [Markup] =
      steps.isEmpty
      ? []
      : [.tag("details", [:], [.tag("summary", [:], "Why, step by step")] + steps)]
    return [
      .lead(
        "\(service.missed.count) of \(Numbers.count(data.program.demands.count, "demand")) late or short, the "
          + "costliest first. The command millwright explain says why, step by step."),
      service.missedTable.markup,
    ] + chains + [all]
  }

  private var policyContent: [Markup] {
    [
      .lead(
        "What each rule asks and gets, and what its last bit costs: the shadow price with the "
          + "plan's awards and expansions as they are."), Policies(data).table.markup,
    ]
  }
}

extension ReportPage {
  /// The headline figures.
  private var heads: Markup {
    let plan = data.plan
    let when = Numbers.month(data.lastDay)
    var cards = [
      Markup.headCard(
        "Cost", data.money.text(plan.objective),
        plan.isProvenBest
          ? "discounted; proven the least"
          : "discounted; within \(Numbers.gap(plan.gap)) of the proven best"),
      Markup.headCard(
        "\(data.madeTitle) built", Numbers.grouped(output.built.reduce(0, +)),
        "good \(data.made) finished by \(when)"),
    ]
    if let goal = data.program.settings.goal, let attained = progress.attained {
      let words = goal.measure == .power ? Numbers.power : Numbers.compute
      cards.append(
        Markup.headCard(
          goal.measure == .power ? "Power filled" : "Compute deployed", words(attained),
          "\(Numbers.percent(attained / goal.quantity, decimals: 0)) of the "
            + "\(words(goal.quantity)) goal, by \(when)"))
    } else {
      cards.append(
        Markup.headCard(
          "Power filled", Numbers.power(progress.filledMw.last ?? 0), "facility power by \(when)"))
    }
    cards += [
      Markup.headCard(
        "On time", Numbers.percent(service.onTimeShare, decimals: 0),
        "of what is due, weighted by what losing it costs"),
      Markup.headCard("Capex", data.money.text(costs.totalCapex), "committed, undiscounted"),
      Markup.headCard(
        "Purchases", data.money.text(sourcing.spend),
        "from \(Numbers.count(sourcing.suppliers.count, "supplier"))"),
      Markup.headCard(
        "Domestic content", Numbers.percent(data.content.domesticShare),
        "of all purchases, at the offers' prices"),
      Markup.headCard(
        "Addressable content", Numbers.percent(data.content.addressableShare),
        "domestic share of what can be sourced at home"),
    ]
    return .tag("div", ["class": "heads"], cards)
  }

  /// What the plan says, in a few sentences.
  private var messages: Markup {
    var texts = progress.charts.prefix(1).map { $0.title + "." }
    texts += output.charts.prefix(1).map { $0.title + "." }
    if let worst = bottlenecks.rows.first {
      texts.append(
        "The dearest limit is \(worst.kind.lowercased()) \(worst.name): \(worst.unit) would save "
          + "\(data.money.worth(worst.worth)).")
    }
    let missed = service.missed
    if missed.isEmpty {
      texts.append("Every demand that is due is met on time.")
    } else {
      let lost = missed.filter { data.plan.demands[$0].isLost }
      texts.append(
        "\(missed.count) of \(Numbers.count(data.program.demands.count, "demand")) late or short"
          + (lost.isEmpty ? "; none is lost." : ", \(lost.count) not complete by the end."))
    }
    texts += sourcing.charts.filter { $0.id == "content" }.map { $0.title + "." }
    return .tag("ul", ["class": "messages"], texts.map { .tag("li", [:], $0) })
  }

  private var assumptions: [Markup] {
    let settings = data.program.settings
    let plan = data.plan
    let program = data.program
    let blocks = settings.horizon.blocks.map { "\($0.count) of \($0.days) days" }
    let solver = data.context.solver.isEmpty ? "HiGHS" : data.context.solver
    var facts: [(String, String)] = [
      (
        "Certificate",
        "This plan costs \(data.money.exact(plan.objective)). No plan of this program costs less "
          + "than \(data.money.exact(plan.bound)): the gap is \(Numbers.gap(plan.gap))."
      ),
      (
        "Search",
        "\(solver); \(plan.status == .optimal ? "finished within the gap asked for" : "stopped before the gap asked for"). "
          + "\(Numbers.grouped(Double(plan.statistics.columns))) columns "
          + "(\(Numbers.grouped(Double(plan.statistics.integers))) whole numbers), "
          + "\(Numbers.grouped(Double(plan.statistics.rows))) rows, "
          + "\(Numbers.grouped(Double(plan.statistics.nonzeros))) coefficients; "
          + "\(Numbers.short(plan.timing.solve)) s."
      ),
      (
        "What is minimised",
        settings.objective == .cost
          ? "the whole discounted cost"
          : "late and lost demand class by class, then the whole discounted cost"
      ),
      (
        "Time",
        "from \(Numbers.date(settings.horizon.start)), in buckets: \(blocks.joined(separator: ", then "))"
      ),
      (
        "Money",
        "\(settings.currency), nominal; discounted at \(Numbers.percent(settings.discountRate)) and "
          + "stock held at \(Numbers.percent(settings.holdingRate)) of its value a year"
      ),
      (
        "Program",
        "\(program.items.count) items, \(program.offers.count) offers of \(program.suppliers.count) "
          + "suppliers, \(program.sites.count) sites, \(program.operations.count) operations on "
          + "\(program.resources.count) resources, \(program.expansions.count) expansions, "
          + "\(program.lanes.count) lanes, \(program.tariffs.count) tariffs, "
          + "\(program.demands.count) demands, \(program.policies.count) policies"
      ),
    ]
    if !data.context.command.isEmpty { facts.append(("Command", data.context.command)) }
    var content: [Markup] = [
      .tag("dl", [:], facts.flatMap { [.tag("dt", [:], $0.0), .tag("dd", [:], $0.1)] })
    ]
    content += list("What-ifs applied", data.context.overrides)
    content += list("How the plan was found", plan.statistics.steps)
    content += list("Warnings of the check", data.context.warnings)
    content.append(.tag("h3", [:], "How to read the figures"))
    content.append(.tag("ul", [:], Self.readings.map { .tag("li", [:], $0) }))
    return content
  }

  private func list(_ title: String, _ lines: [String]) -> [Markup] {
    lines.isEmpty
      ? []
      : [
        .tag("h3", [:], "\(title) (\(lines.count))"),
        .tag("pre", [:], lines.joined(separator: "\n")),
      ]
  }

  private static let readings = [
    "Within a bucket flows are even; what arrives may be used in the same bucket.",
    "Units need not be whole: a plan of flows, not a list of serial numbers. Awards and expansions are whole.",
    "What is released with a lead time arrives evenly, that much later; what would arrive after the horizon does not.",
    "Price breaks count over the horizon and are settled in its last bucket.",
    "What is deployed stays: power and compute are cumulative.",
    "The horizon ends: stock and capacity beyond it have no value, so the last buckets build only what is still due.",
  ]
}
