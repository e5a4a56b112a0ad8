import Program
import Tables

/// Makes an event of tables without faults.
struct EventBuilder {
  let tables: EventTables

  func event(_ settings: EventSettings) -> Event {
    let items = items()
    let suppliers = suppliers()
    let lines = lines(items: items, suppliers: suppliers)
    return Event(
      settings: settings, lots: lots(), items: items, profile: profile(), suppliers: suppliers,
      lines: lines, bundles: bundles(), discounts: discounts(items: items, lines: lines),
      capacities: capacities(), review: ReviewBuilder(tables: tables).review(), scenarios: [],
      tables: tables)
  }

  private func lots() -> [Lot] {
    let t = Columns(tables[EventSchemas.lots])
    let (ids, titles) = (t.symbols("lot"), t.texts("title"))
    let pillars = labels(t, "pillar")
    let categories = labels(t, "category")
    return (0..<t.rowCount).map { row in
      Lot(id: ids[row], title: titles[row], pillar: pillars[row], category: categories[row])
    }
  }

  private func items() -> [EventItem] {
    let t = Columns(tables[EventSchemas.items])
    let (ids, lots, quantities) = (t.symbols("item"), t.codes("lot"), t.numbers("quantity"))
    let (wholes, units, needs) = (t.codes("whole"), labels(t, "unit"), t.codes("need_by"))
    let (lates, unmets) = (t.numbers("late_cost"), t.numbers("unmet_cost"))
    let (hts, program) = (labels(t, "hts"), labels(t, "program_item"))
    let specifications = t.texts("specification")
    return (0..<t.rowCount).map { (row: Int) -> EventItem in
      let name = program[row].isEmpty ? ids[row] : program[row]
      return EventItem(
        id: ids[row], lot: TableIndex(Int(lots[row])), quantity: quantities[row],
        isWhole: wholes[row] == 1, unit: units[row], needBy: day(needs[row]), lateCost: lates[row],
        unmetCost: present(unmets[row]), hts: hts[row],
        programItem: name, specification: specifications[row])
    }
  }

  private func profile() -> [ProfileRow] {
    let t = Columns(tables[EventSchemas.profile])
    let (items, froms, tos) = (t.codes("item"), t.codes("from"), t.codes("to"))
    let quantities = t.numbers("quantity")
    return (0..<t.rowCount).map { row in
      ProfileRow(
        item: TableIndex(Int(items[row])), from: Day(number: froms[row]),
        to: Day(number: tos[row]), quantity: quantities[row])
    }
  }

  private func suppliers() -> [EventSupplier] {
    let t = Columns(tables[EventSchemas.suppliers])
    let (ids, names, countries) = (t.symbols("supplier"), t.texts("name"), labels(t, "country"))
    let (regions, groups) = (labels(t, "region"), labels(t, "groups"))
    let (incumbents, qualities) = (t.codes("incumbent"), t.numbers("quality"))
    let (fixed, leis) = (t.numbers("fixed_cost"), labels(t, "lei"))
    return (0..<t.rowCount).map { (row: Int) -> EventSupplier in
      EventSupplier(
        id: ids[row], name: names[row], country: countries[row], region: regions[row],
        groups: NameList.names(groups[row]), isIncumbent: incumbents[row] == 1,
        quality: qualities[row], fixedCost: fixed[row], lei: leis[row])
    }
  }

  // MARK: Bids

  private func lines(items: [EventItem], suppliers: [EventSupplier]) -> [BidLine] {
    let t = Columns(tables[EventSchemas.lines])
    let (ids, bidders, wanted) = (t.symbols("line"), t.codes("supplier"), t.codes("item"))
    let (minima, maxima) = (t.numbers("minimum"), t.numbers("maximum"))
    let (fixed, duties, freights) = (
      t.numbers("fixed_cost"), t.numbers("duty_rate"), t.numbers("freight")
    )
    let (domestic, leads, qualities) = (
      t.numbers("domestic"), t.codes("lead_days"), t.numbers("quality")
    )
    let (origins, places, valids) = (labels(t, "origin"), t.texts("made_at"), t.codes("valid_to"))
    let steps = stepsByLine(count: t.rowCount)
    return (0..<t.rowCount).map { (row: Int) -> BidLine in
      let item: EventItemIndex = TableIndex(Int(wanted[row]))
      let supplier: EventSupplierIndex = TableIndex(Int(bidders[row]))
      return BidLine(
        id: ids[row], supplier: supplier, item: item, minimum: minima[row],
        maximum: present(maxima[row]) ?? items[item].quantity, fixedCost: fixed[row],
        dutyRate: duties[row], freight: freights[row], domestic: domestic[row],
        leadDays: Int(leads[row]), quality: present(qualities[row]) ?? suppliers[supplier].quality,
        origin: origins[row], madeAt: places[row], validTo: day(valids[row]),
        pricing: steps[row].kind, steps: steps[row].steps)
    }
  }

  private func stepsByLine(count: Int) -> [(kind: StepKind, steps: [PriceStep])] {
    var found = [(kind: StepKind, steps: [PriceStep])](repeating: (.allUnits, []), count: count)
    let t = Columns(tables[EventSchemas.steps])
    let (lines, starts, prices) = (t.codes("line"), t.numbers("from_quantity"), t.numbers("price"))
    let kinds = t.codes("kind")
    for row in 0..<t.rowCount {
      let line = Int(lines[row])
      found[line].kind = StepKind.allCases[Int(kinds[row])]
      found[line].steps.append(
        PriceStep(fromQuantity: starts[row], price: prices[row], row: row))
    }
    for line in found.indices { found[line].steps.sort { $0.fromQuantity < $1.fromQuantity } }
    return found
  }

  private func bundles() -> [BidBundle] {
    let t = Columns(tables[EventSchemas.bundles])
    let (ids, suppliers, prices) = (t.symbols("bundle"), t.codes("supplier"), t.numbers("price"))
    let (duties, freights) = (t.numbers("duty"), t.numbers("freight"))
    let (domestic, exclusive) = (t.numbers("domestic_value"), labels(t, "exclusive"))
    let requires = labels(t, "requires")
    let content = contentByBundle(count: t.rowCount)
    return (0..<t.rowCount).map { row in
      let needed = t.table.symbols[0].find(requires[row])
      return BidBundle(
        id: ids[row], supplier: TableIndex(Int(suppliers[row])), price: prices[row],
        duty: duties[row], freight: freights[row], domesticValue: domestic[row],
        exclusive: NameList.names(exclusive[row]),
        requires: needed >= 0 ? TableIndex(Int(needed)) : nil, items: content[row])
    }
  }

  private func contentByBundle(count: Int) -> [[BundleItem]] {
    var content = [[BundleItem]](repeating: [], count: count)
    let t = Columns(tables[EventSchemas.bundleItems])
    let (bundles, items, quantities) = (
      t.codes("bundle"), t.codes("item"), t.numbers("quantity")
    )
    for row in 0..<t.rowCount {
      content[Int(bundles[row])].append(
        BundleItem(item: TableIndex(Int(items[row])), quantity: quantities[row], row: row))
    }
    return content
  }

  private func discounts(items: [EventItem], lines: [BidLine]) -> [Discount] {
    let t = Columns(tables[EventSchemas.discounts])
    let (ids, suppliers, bases) = (t.symbols("discount"), t.codes("supplier"), t.codes("basis"))
    let over = labels(t, "over")
    let tiers = tiersByDiscount(count: t.rowCount)
    let names = ScopeNames(tables: tables)
    var linesOf = [[LineIndex]](repeating: [], count: tables[EventSchemas.suppliers].rowCount)
    for line in lines.rowIndices { linesOf[Int(lines[line].supplier.position)].append(line) }
    return (0..<t.rowCount).map { row in
      let covers = names.itemsOrLots(over[row], items: items).covers
      return Discount(
        id: ids[row], supplier: TableIndex(Int(suppliers[row])),
        basis: Discount.Basis.allCases[Int(bases[row])],
        lines: linesOf[Int(suppliers[row])].filter { covers[Int(lines[$0].item.position)] },
        tiers: tiers[row])
    }
  }

  private func tiersByDiscount(count: Int) -> [[DiscountTier]] {
    var tiers = [[DiscountTier]](repeating: [], count: count)
    let t = Columns(tables[EventSchemas.discountTiers])
    let (discounts, starts, rates) = (
      t.codes("discount"), t.numbers("at_least"), t.numbers("rate")
    )
    for row in 0..<t.rowCount {
      tiers[Int(discounts[row])].append(
        DiscountTier(atLeast: starts[row], rate: rates[row], row: row))
    }
    for discount in tiers.indices { tiers[discount].sort { $0.atLeast < $1.atLeast } }
    return tiers
  }

  private func capacities() -> [CapacityLimit] {
    let t = Columns(tables[EventSchemas.capacities])
    let (suppliers, items, maxima) = (
      t.codes("supplier"), labels(t, "items"), t.numbers("maximum")
    )
    let (froms, tos) = (t.codes("from"), t.codes("to"))
    let names = ScopeNames(tables: tables)
    return (0..<t.rowCount).map { row in
      CapacityLimit(
        supplier: TableIndex(Int(suppliers[row])), covers: names.items(items[row]).covers,
        maximum: maxima[row], from: day(froms[row]), to: day(tos[row]))
    }
  }

  /// The texts of a symbol column by row; empty where there is none.
  private func labels(_ t: Columns, _ name: String) -> [String] {
    let symbols = t.symbols(name)
    return t.codes(name).map { present($0).map { symbols[Int($0)] } ?? "" }
  }
}

/// Names with `;` between.
enum NameList {
  /// The names, without blanks around them and without empty ones, each once.
  static func names(_ text: String) -> [String] {
    var names: [String] = []
    for part in text.split(separator: ";") {
      let name = trimmed(part)
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }
}

/// Finds the items that lists of names mean.
struct ScopeNames {
  private let items: SymbolTable
  private let lots: SymbolTable
  private let itemCount: Int

  init(tables: EventTables) {
    items = tables[EventSchemas.items].symbols[0]
    lots = tables[EventSchemas.lots].symbols[0]
    itemCount = tables[EventSchemas.items].rowCount
  }

  /// The items of a list, all where it is empty, and the names that are none.
  func items(_ text: String) -> (covers: [Bool], unknown: [String]) {
    let names = NameList.names(text)
    var covers = [Bool](repeating: names.isEmpty, count: itemCount)
    var unknown: [String] = []
    for name in names {
      let index = items.find(name)
      if index >= 0, Int(index) < itemCount {
        covers[Int(index)] = true
      } else {
        unknown.append(name)
      }
    }
    return (covers, unknown)
  }

  /// The items of a list of items and lots, all where it is empty, and the names that are neither.
  func itemsOrLots(_ text: String, items rows: [EventItem]) -> (covers: [Bool], unknown: [String]) {
    var (covers, others) = items(text)
    others.removeAll { name in
      let lot = lots.find(name)
      guard lot >= 0 else { return false }
      for index in rows.indices where rows[index].lot.position == lot { covers[index] = true }
      return true
    }
    return (covers, others)
  }

  /// The name that was probably meant.
  func nearest(to name: String, withLots: Bool) -> String? {
    nearestName(to: name, among: items.names + (withLots ? lots.names : []))
  }
}
