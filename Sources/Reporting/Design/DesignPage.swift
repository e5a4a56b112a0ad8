import Program
package import RackDesign

/// The report of a design folder: one HTML file that needs nothing else.
///
/// `docs/design-output.md` says what each part shows and where its figures come from.
package struct DesignPage: Sendable {
  private let folder: DesignFolder
  private let views: [DesignView]
  private let front: DesignFront?
  private let context: RunContext
  private let assets: ReportAssets

  /// Computes the report's figures.
  ///
  /// - Parameters:
  ///   - designs: One or more designs of `folder`, in the order of the page.
  ///   - folder: Where they come from.
  ///   - front: What a search found; `nil` for none.
  ///   - context: What the run knows beside.
  ///   - assets: The chart library.
  package init(
    _ designs: [Design], of folder: DesignFolder, front: DesignFront?, context: RunContext,
    assets: ReportAssets
  ) {
    precondition(!designs.isEmpty, "a report shows one design or more")
    self.folder = folder
    self.front = front
    self.context = context
    self.assets = assets
    views = designs.map { DesignView($0, folder) }
  }

  /// The file's bytes, UTF-8.
  package func html() -> [UInt8] {
    var buffer = TextBuffer()
    buffer.reserve(assets.plotly.count + 2_000_000)
    buffer.append("<!doctype html>\n" as StaticString)
    page.write(to: &buffer)
    buffer.append("\n" as StaticString)
    return buffer.bytes
  }
}

extension DesignPage {
  /// A part of the page with its anchor.
  private struct Part {
    var id: String
    var title: String
    var content: [Markup]
  }

  private var page: Markup {
    let parts = parts
    let body: [Markup] = [
      header,
      .tag(
        "nav", ["aria-label": "Parts of the report"],
        [
          .tag(
            "div", ["class": "inner"],
            parts.map { .tag("a", ["href": "#\($0.id)"], $0.title) })
        ]),
      .tag(
        "main", [:],
        parts.map { part in
          .tag("section", ["id": part.id], [.tag("h2", [:], part.title)] + part.content)
        }),
      .tag(
        "footer", [:],
        "Made by millwright\(context.version.isEmpty ? "" : " " + context.version). All figures "
          + "come from the design folder; how each is computed is in docs/rack-design.md."),
      .tag("script", [:], [.trusted(assets.plotly)]),
      .tag("script", [:], [.trusted(Array(Style.script.utf8))]),
    ]
    let head = PageFrame.head(
      title: "\(folder.settings.title): designs", sheet: Style.sheet + DesignStyle.sheet)
    return .tag("html", ["lang": "en"], [head, .tag("body", [:], body)])
  }

  private var header: Markup {
    let failing = views.filter { !$0.check.isCompliant }.count
    let verdict =
      failing == 0
      ? "Every must of every requirement is met."
      : "\(Numbers.count(failing, "design")) of \(views.count) miss a must."
    let names = folder.generations.filter { generation in
      views.contains { $0.generation.id == generation.id }
    }.map(\.name)
    return .tag(
      "header", [:],
      [
        .tag(
          "div", ["class": "inner"],
          [
            .tag("h1", [:], folder.settings.title),
            .tag(
              "p", [:],
              "\(Numbers.count(views.count, "design")) of \(names.joined(separator: ", ")). \(verdict)"
            ),
          ])
      ])
  }

  private var parts: [Part] {
    var parts: [Part] = []
    if views.count > 1 {
      parts.append(Part(id: "side-by-side", title: "Side by side", content: comparison))
    }
    if let front {
      parts.append(Part(id: "pareto", title: "Pareto", content: [front.chart.markup]))
    }
    parts += views.map { view in
      Part(id: view.anchor, title: view.title, content: content(of: view))
    }
    parts.append(Part(id: "assumptions", title: "Assumptions", content: assumptions))
    return parts
  }

  private func lead(_ text: String) -> Markup { .tag("p", ["class": "lead"], text) }

  private var comparison: [Markup] {
    let side = SideBySide(views: views)
    var content = [
      lead("Where a rack has modes, figures stand in their order, divided by a slash."),
      .tag("div", ["class": "compare"], [side.table.markup]),
      .tag("div", ["class": "after"], [side.powerChart.markup]),
    ]
    if let shared = side.sharedTable {
      content += [
        .tag("h3", [:], "What generations share"),
        lead(
          "A component of n generations saves n − 1 times its tooling, qualification and pool of "
            + "spare parts, money once."),
        shared.markup,
      ]
    }
    return content
  }

  // MARK: One design

  private func content(of view: DesignView) -> [Markup] {
    let change = view.generation.changed
    return [
      lead(
        "\(view.generation.name), requirements version \(view.generation.version) of "
          + "\(Numbers.date(change.on)), \(change.by): \(change.why). Supply \(view.design.supply), "
          + "cluster of \(Numbers.count(view.design.clusterRacks, "rack"))."),
      heads(view), .tag("h3", ["class": "gap"], "Elevation"),
    ]
      + Elevation(view).markup + drawings(view)
      + [
        .tag("h3", ["class": "gap"], "Requirements and margins"),
        MarginChart(view: view).chart.markup,
        .tag("h3", [:], "Compliance"), MarginChart(view: view).table.markup,
        .tag(
          "div", ["class": "grid after"],
          [
            .tag(
              "div", [:],
              [.tag("h3", ["class": "gap"], "Made at home")] + HomeSection(view: view).markup),
            .tag(
              "div", [:],
              [.tag("h3", ["class": "gap"], "Making and testing")] + HomeSection(view: view).making),
          ]),
      ]
  }

  private func drawings(_ view: DesignView) -> [Markup] {
    view.measures.modes.map { mode in
      let name = view.measures.modes.count > 1 ? ", \(mode.mode.name)" : ""
      return .tag(
        "div", ["class": "grid"],
        [
          .tag(
            "figure", ["class": "card"],
            [
              .tag("h3", ["class": "gap"], "Power tree\(name)"),
              PowerTree(view: view, mode: mode).markup,
            ]),
          .tag(
            "figure", ["class": "card"],
            [
              .tag("h3", ["class": "gap"], "Coolant loop\(name)"),
              CoolantDrawing(view: view, mode: mode).markup,
            ]),
        ])
    }
  }

  private func heads(_ view: DesignView) -> Markup {
    let money = Money(currency: folder.settings.currency)
    let measures = view.measures
    let modes = measures.modes
    let power = modes.map { Numbers.short($0.power.rackKw) }.joined(separator: " / ")
    let names = modes.count > 1 ? modes.map(\.mode.name).joined(separator: " / ") : "into the rack"
    let cards = [
      card("Requirements", Self.verdict(view.check), Self.verdicts(view.check, money)),
      card("Rack power", power + " kW", names),
      card(
        "Compute", Numbers.compute(modes[0].pflops[0]),
        "FP4; \(Numbers.short(modes[0].pflops[0] / max(1e-9, modes[0].power.rackKw))) PFLOPS for each kW"
      ),
      card("Price", money.text(measures.price), "a rack and its part of the cluster"),
      card(
        "Coolant", Numbers.short(modes[0].coolant.flowLpm) + " l/min",
        "leaves at \(modes[0].coolant.returnC.map { Numbers.short($0) } ?? "–") °C; "
          + "\(Numbers.percent(modes[0].heat.liquidShare)) of the heat"),
      card(
        "Mass", Numbers.grouped(measures.mechanics.massKg) + " kg",
        measures.mechanics.floorLoad.map { "\(Numbers.grouped($0)) kg/m² on the floor" } ?? ""),
      card(
        "Addressable content", Numbers.percent(measures.content.addressableShare),
        "component test: \(Numbers.percent(measures.content.share))"),
      card(
        "Making", "\(Numbers.short(measures.making.assemblyHours.reduce(0, +))) h",
        "labour, and \(Numbers.short(measures.making.testHours.reduce(0, +))) h of test"),
    ]
    return .tag("div", ["class": "heads"], cards)
  }

  /// `all met` where nothing is missed, `all musts met` where only shoulds are.
  static func verdict(_ check: DesignCheck) -> String {
    let failures = check.failures.count
    guard failures == 0 else { return "\(Numbers.count(failures, "must")) missed" }
    return check.missedShoulds == 0 ? "all met" : "all musts met"
  }

  private static func verdicts(_ check: DesignCheck, _ money: Money) -> String {
    let all = Numbers.count(check.verdicts.count, "verdict")
    let missed = check.missedShoulds
    guard missed > 0 else { return all }
    return "\(all); \(Numbers.count(missed, "should")) missed, which costs "
      + money.text(check.penaltyCost)
  }

  private func card(_ label: String, _ figure: String, _ detail: String) -> Markup {
    .tag(
      "div", ["class": "head"],
      [.tag("span", ["class": "label"], label), .tag("b", [:], figure), .tag("span", [:], detail)])
  }

  private var assumptions: [Markup] {
    var content: [Markup] = []
    if !folder.settings.assumptions.isEmpty {
      content.append(
        .tag("ul", [:], folder.settings.assumptions.map { .tag("li", [:], $0) }))
    }
    if !context.warnings.isEmpty {
      content += [
        .tag("h3", [:], "Warnings of the check"),
        .tag("pre", [:], context.warnings.joined(separator: "\n")),
      ]
    }
    if !context.command.isEmpty {
      content.append(
        .tag("dl", [:], [.tag("dt", [:], "Command"), .tag("dd", [:], context.command)]))
    }
    return content
  }
}

/// What drawings add to the style of reports.
enum DesignStyle {
  static let sheet = """

    svg.drawing{width:100%;height:auto;display:block;font-family:inherit}
    .faces{display:flex;flex-wrap:wrap;gap:0 1.6rem;align-items:flex-start}
    .faces svg{min-width:min(100%,290px)}
    .legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.86rem;margin:.4rem 0}
    .legend i{display:inline-block;width:.9rem;height:.9rem;border:1.5px solid;border-radius:2px;
      margin-right:.35rem;vertical-align:-.12rem}
    .compare .scroll{max-height:none}.compare .number,.compare th button{white-space:normal}
    .gap{margin-top:1.4rem}.after{margin-top:1.2rem}h4{margin:1rem 0 .4rem;font-size:.95rem}
    figure{margin-left:0;margin-right:0}
    @media print{.faces{display:block}.faces svg{break-inside:avoid;max-height:24cm;margin:0 auto}
      svg.drawing{max-height:20cm}}
    """
}
