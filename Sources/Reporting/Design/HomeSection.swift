import Program
import RackDesign
import Tables

/// What of a design is made at home, what to swap next, and what making it takes.
struct HomeSection {
  let view: DesignView

  private var money: Money { Money(currency: view.folder.settings.currency) }

  var markup: [Markup] {
    let content = view.measures.content
    let year = view.generation.changed.on.calendar.year
    let tests: [(String, String, Bool)] = [
      (
        "Component test of \(year)",
        "\(Numbers.percent(content.share)) of \(Numbers.percent(HomeContent.threshold(year: year), decimals: 0))",
        content.passes(year: year)
      ),
      ("More than 55%", Numbers.percent(content.share), content.passesFallback),
      (
        "All or virtually all", "\(Numbers.percent(content.valueShare)) by value",
        content.isVirtuallyAll
      ),
    ]
    let cells = tests.map { name, figure, passes in
      [
        Table.Cell(name), Table.Cell(figure),
        Table.Cell(passes ? "passes" : "does not pass", mark: passes ? "good" : "warn"),
      ]
    }
    let addressable = [
      Table.Cell("Addressable content"),
      Table.Cell(
        "\(Numbers.percent(content.addressableShare)) of \(money.text(content.addressableCost))"),
      Table.Cell("neither accelerators nor memory"),
    ]
    return [
      Table(
        columns: [.name("Test"), .text("Home share"), .text("Result")], rows: cells + [addressable]
      ).markup,
      .tag("h4", [:], "Cheapest next swaps towards addressable content"),
    ] + swaps + [details("Cost by component (\(rows.count))", costTable)]
  }

  private func details(_ title: String, _ table: Table) -> Markup {
    .tag("details", [:], [.tag("summary", [:], title), table.markup])
  }

  // MARK: Swaps

  private var swaps: [Markup] {
    guard !view.substitutions.isEmpty else {
      return [
        .tag(
          "p", ["class": "note"], "The catalogue has no swap that raises it and keeps every must.")
      ]
    }
    let table = Table(
      columns: [
        .wide("Swap"), .number("Share after"), .number("Costs more"), .number("For each point"),
      ],
      rows: view.substitutions.map { swap in
        [
          Table.Cell(words(swap.change)), .percent(swap.shareAfter),
          Table.Cell(money.text(swap.extraCost), key: swap.extraCost),
          Table.Cell(money.text(swap.costPerPoint), key: swap.costPerPoint),
        ]
      })
    return [
      table.markup,
      .tag(
        "p", ["class": "note"],
        "Each step takes what costs least for each point, for one rack; a rule of thumb, no proof."),
    ]
  }

  private func words(_ change: DesignChange) -> String {
    func name(_ index: RackComponentIndex) -> String { view.folder.components[index].id }
    switch change {
    case .swap(let role, let from, let to):
      return "\(view.generation.roles[role].id): \(name(from)) → \(name(to))"
    case .quantity(let role, let component, let from, let to):
      return "\(view.generation.roles[role].id): \(from) → \(to) \(name(component))"
    case .add(let role, let component, let quantity):
      return "\(view.generation.roles[role].id): add \(quantity) \(name(component))"
    }
  }

  // MARK: Cost by component

  private var rows: [(component: RackComponent, quantity: Double, cost: Double)] {
    var rows: [(component: RackComponent, quantity: Double, cost: Double)] = []
    for slot in view.design.slots {
      let component = view.folder.components[slot.component]
      let isShared = view.generation.roles[slot.role].scope == .cluster
      let quantity = Double(slot.quantity) / (isShared ? Double(view.design.clusterRacks) : 1)
      let cost = quantity * component.commerce.price
      if let known = rows.firstIndex(where: { $0.component.id == component.id }) {
        rows[known].quantity += quantity
        rows[known].cost += cost
      } else {
        rows.append((component, quantity, cost))
      }
    }
    return rows.sorted { ($1.cost, $0.component.id) < ($0.cost, $1.component.id) }
  }

  private var costTable: Table {
    let total = view.measures.price
    return Table(
      columns: [
        .name("Component"), .text("Kind"), .number("For a rack"), .number("Each"), .number("Cost"),
        .number("Share"), .text("Origin"), .text("Addressable"), .number("Lead, days"),
      ],
      rows: rows.map { row in
        let commerce = row.component.commerce
        return [
          Table.Cell(view.title(row.component)), Table.Cell(DesignWords.name(row.component.kind)),
          .short(row.quantity), Table.Cell(money.price(commerce.price), key: commerce.price),
          Table.Cell(money.text(row.cost), key: row.cost),
          .percent(total > 0 ? row.cost / total : 0), Table.Cell(commerce.origin),
          Table.Cell(commerce.isAddressable ? "yes" : "no"), .number(Double(commerce.leadDays)),
        ]
      })
  }

  // MARK: Making

  /// Labour and test by level, and what a review of the design for making asks.
  var making: [Markup] {
    let making = view.measures.making
    let levels = Table(
      columns: [.text("Level"), .number("Labour, h"), .number("Test, h")],
      rows: MakingReport.levels.indices.map { level in
        [
          Table.Cell(MakingReport.levels[level]), .short(making.assemblyHours[level]),
          .short(making.testHours[level]),
        ]
      })
    let service = making.serviceMinutes.map { "\(Numbers.short($0)) min" } ?? "–"
    return [
      levels.markup,
      .tag(
        "p", ["class": "note"],
        "\(Numbers.grouped(Double(making.parts))) single parts, "
          + "\(Numbers.grouped(Double(making.connectors))) connections, "
          + "\(Numbers.grouped(Double(making.cables))) cables, "
          + "\(making.distinctParts) types of components; the longest replacement in the field "
          + "takes \(service). L12 is the rack's part of its cluster."),
    ]
  }
}
