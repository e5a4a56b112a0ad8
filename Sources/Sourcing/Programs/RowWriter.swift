import Program
import Tables

/// Writes offers as rows, with the sites, lanes and price breaks that they need.
struct RowWriter {
  let maker: OfferMaker
  private(set) var rows = ProgramRows()
  private var sites: [String: Int] = [:]
  /// Money per unit by lane already written: start, end and item.
  private var lanes: [[String]: Double] = [:]
  /// By item of the program, the sites that take it.
  private var takers: [ItemIndex: [SiteIndex]] = [:]
  private var event: Event { maker.event }
  private var program: BuildProgram { maker.program }

  init(maker: OfferMaker) {
    self.maker = maker
  }

  mutating func finish(notes: [String]) {
    rows.otherItems = event.items.rowIndices.filter { maker.programItem($0) == nil }
    rows.notes = notes
    for line in event.lines.rowIndices {
      let row = event.lines[line]
      let windows = event.capacities.count { $0.supplier == row.supplier } * 2 + 2
      let names = [row.id] + row.steps.indices.map { "\(row.id)-s\($0 + 1)" }
      for name in names {
        rows.possibleOffers.insert(name)
        for window in 1...windows { rows.possibleOffers.insert("\(name)-w\(window)") }
      }
      for ordinal in 1...4 {
        rows.possibleSites.insert(siteName(row.supplier, row.origin, ordinal))
      }
    }
    for bundle in event.bundles {
      for content in bundle.items {
        rows.possibleOffers.insert("\(bundle.id)-\(event.items[content.item].id)")
      }
    }
  }

  /// Adds an offer, split by its supplier's windows of time.
  mutating func add(_ terms: OfferTerms) {
    let windows = maker.windows.windows(terms.supplier, terms.item) { part($0, of: terms) }
    let from = shipFrom(terms)
    for (position, window) in windows.enumerated() {
      let isOnly = windows.count == 1
      let id = isOnly ? terms.id : "\(terms.id)-w\(position + 1)"
      rows.offers.append(
        offer(terms, id: id, window, from: from, isFirst: position == 0, isOnly: isOnly))
      // Cut over time, no break is reached for sure: the first price stays.
      for step in terms.breaks where isOnly && step.from < terms.maximum {
        rows.priceBreaks.append([
          ("offer", id), ("from_quantity", text(step.from)), ("price", text(step.price)),
        ])
      }
    }
  }

  /// Of a capacity, what is for one of the supplier's offers: all, or the award's part where
  /// several lines count.
  private func part(_ limit: CapacityLimitIndex, of terms: OfferTerms) -> Double {
    let covers = event.capacities[limit].covers
    var used = 0.0
    for line in event.lines.rowIndices
    where event.lines[line].supplier == terms.supplier
      && covers[Int(event.lines[line].item.position)]
    {
      used += maker.units(line)
    }
    for bundle in event.bundles.indices
    where maker.choice.bundles[bundle] && event.bundles[bundle].supplier == terms.supplier {
      for content in event.bundles[bundle].items where covers[Int(content.item.position)] {
        used += content.quantity
      }
    }
    let own = event.lines.rowIndices.first { event.lines[$0].id == terms.id }
    let amount = own.map(maker.units) ?? (terms.isAwarded == true ? terms.maximum : 0)
    return used > 0 && amount > 0 ? amount / used : 1
  }

  private func offer(
    _ terms: OfferTerms, id: String, _ window: OfferWindow, from: String?, isFirst: Bool,
    isOnly: Bool
  ) -> ProgramRows.Row {
    let item = maker.programItem(terms.item).map { program.items[$0].id } ?? ""
    func shifted(_ day: Day?) -> Day? { day?.advanced(byDays: -terms.leadDays) }
    let earliest = [event.settings.selection, shifted(window.from)].compactMap(\.self).max()
    let isLast = window.to == nil || window.to == maker.windows.days(of: terms.item)?.last
    return [
      ("offer", id), ("supplier", event.suppliers[terms.supplier].id), ("item", item),
      ("price", text(terms.price)), ("origin", terms.origin), ("ship_from", from ?? ""),
      ("per_week", window.perWeek.map(rounded) ?? ""), ("lead_days", String(terms.leadDays)),
      ("fixed_cost", text(isFirst ? terms.fixedCost : 0)),
      ("minimum", text(isOnly ? terms.minimum : 0)),
      ("maximum", isOnly ? text(terms.maximum) : rounded(terms.maximum * window.share)),
      ("valid_from", earliest?.description ?? ""),
      ("valid_to", isLast ? "" : shifted(window.to)?.description ?? ""),
      ("domestic", text(terms.domestic)),
      ("awarded", terms.isAwarded.map { $0 ? "true" : "false" } ?? ""),
    ]
  }

  /// To a millionth, which keeps the last digits of divisions out of the tables.
  private func text(_ number: Double) -> String {
    number < 1e9 ? DecimalText.text((number * 1e6).rounded() / 1e6) : DecimalText.text(number)
  }

  /// To a thousandth of a unit.
  private func rounded(_ number: Double) -> String {
    DecimalText.text((number * 1000).rounded() / 1000)
  }

  // MARK: Where it ships from

  private func siteName(_ supplier: EventSupplierIndex, _ origin: String, _ ordinal: Int) -> String
  {
    let row = event.suppliers[supplier]
    let country = (origin.isEmpty ? row.country : origin).lowercased()
    return "\(row.id)-\(country)" + (ordinal > 1 ? "-\(ordinal)" : "")
  }

  /// The site of an offer.
  ///
  /// It is the place that the bid names, where the program has lanes from it, else one of the
  /// supplier's own with lanes at the bid's freight. Offers without freight are delivered.
  private mutating func shipFrom(_ terms: OfferTerms) -> String? {
    if let known = programSite(named: terms.madeAt) { return known }
    guard terms.freight > 0, let item = maker.programItem(terms.item) else { return nil }
    let targets = takers(of: item)
    guard !targets.isEmpty else { return nil }
    let itemName = program.items[item].id
    for ordinal in 1...4 {
      let name = siteName(terms.supplier, terms.origin, ordinal)
      let first = [name, program.sites[targets[0]].id, itemName]
      if let cost = lanes[first], cost != terms.freight { continue }
      addSite(name, terms)
      guard lanes[first] == nil else { return name }
      for target in targets {
        let end = program.sites[target].id
        lanes[[name, end, itemName]] = terms.freight
        rows.lanes.append([
          ("from", name), ("to", end), ("item", itemName), ("mode", ProgramRows.laneMode),
          ("days", "0"), ("cost", text(terms.freight)),
        ])
      }
      return name
    }
    return nil
  }

  private func programSite(named name: String) -> String? {
    guard
      let site = program.sites.rowIndices.first(where: {
        program.sites[$0].id == name && program.sites[$0].kind == .supplier
      }), program.lanes.contains(where: { $0.from == site })
    else { return nil }
    return name
  }

  private mutating func addSite(_ name: String, _ terms: OfferTerms) {
    guard sites[name] == nil else { return }
    sites[name] = rows.sites.count
    let supplier = event.suppliers[terms.supplier]
    let title = supplier.name.isEmpty ? supplier.id : supplier.name
    rows.sites.append([
      ("site", name), ("kind", SiteKind.supplier.rawValue),
      ("name", terms.madeAt.isEmpty ? title : "\(title), \(terms.madeAt)"),
      ("country", terms.origin),
    ])
  }

  /// The sites at which an item is used or wanted, in order.
  private mutating func takers(of item: ItemIndex) -> [SiteIndex] {
    if let known = takers[item] { return known }
    var found: Set<SiteIndex> = []
    for component in program.components where component.component == item {
      for operation in program.operations
      where operation.item == component.parent && operation.recipe == component.recipe {
        found.insert(operation.site)
      }
    }
    for demand in program.demands {
      guard case .item(item) = demand.wanted else { continue }
      if let site = demand.site {
        found.insert(site)
      } else {
        found.formUnion(
          program.sites.rowIndices.filter {
            program.sites[$0].kind == .datacenter || program.sites[$0].kind == .hub
          })
      }
    }
    let result = found.sorted()
    takers[item] = result
    return result
  }
}
