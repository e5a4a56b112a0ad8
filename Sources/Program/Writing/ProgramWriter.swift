import Tables

extension BuildProgram {
  /// The program as the files of a folder: loading them gives an equal program.
  ///
  /// Tables without rows, columns that hold only their standard value and standard values are
  /// left out. Numbers are written as the shortest text that reads back the same.
  ///
  /// - Returns: `program.yaml` and the tables.
  /// - Complexity: O(rows).
  public func makeFiles() -> MemoryFiles {
    let writer = ProgramWriter(program: self)
    var files = MemoryFiles()
    files.contents[Schemas.settingsFile] = Array(writer.settings().utf8)
    for schema in Schemas.all {
      let rows = writer.rows(of: schema)
      guard schema.isRequired || !rows.isEmpty else { continue }
      files.contents[schema.file] = CSVWriter.write(schema, rows: rows)
    }
    return files
  }
}

/// Turns a program back into cells.
struct ProgramWriter {
  let program: BuildProgram

  // MARK: Settings

  /// The text of `program.yaml`.
  func settings() -> String {
    let settings = program.settings
    let blocks = settings.horizon.blocks.map { "{count: \($0.count), days: \($0.days)}" }
    var lines = ["format: 1", "name: \(quoted(settings.name))"]
    if settings.currency != "USD" { lines.append("currency: \(settings.currency)") }
    // Without quotes "NO" would be read as false by other tools.
    if settings.domestic != "US" { lines.append("domestic: \"\(settings.domestic)\"") }
    lines.append("start: \(settings.horizon.start)")
    lines.append("buckets: [\(blocks.joined(separator: ", "))]")
    if settings.discountRate != 0 { lines.append("discount_rate: \(text(settings.discountRate))") }
    if settings.holdingRate != 0 { lines.append("holding_rate: \(text(settings.holdingRate))") }
    if settings.objective != .cost { lines.append("objective: \(settings.objective.rawValue)") }
    if let goal = settings.goal {
      lines.append(
        "goal: {measure: \(goal.measure.rawValue), quantity: \(text(goal.quantity)), "
          + "date: \(goal.date)}")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A double-quoted YAML scalar.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        let isPlain =
          scalar.value >= 0x20 && !(0x7F...0xA0 ~= scalar.value)
          && !(0x2028...0x2029 ~= scalar.value) && scalar.value != 0xFEFF
        if isPlain {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        }
      }
    }
    return result + "\""
  }

  // MARK: Tables

  /// The cells of each row of a table, by the schema's columns; empty for none.
  func rows(of schema: TableSchema) -> [[String]] {
    switch schema.name {
    case "items": program.items.map(cells)
    case "modes": program.modes.map(cells)
    case "bom": program.components.map(cells)
    case "sites": program.sites.map(cells)
    case "resources": program.resources.map(cells)
    case "capacity": program.capacities.map(cells)
    case "operations": program.operations.map(cells)
    case "loads": program.loads.map(cells)
    case "expansions": program.expansions.map(cells)
    case "offers": program.offers.map(cells)
    case "price_breaks": program.priceBreaks.map(cells)
    case "lanes": program.lanes.map(cells)
    case "tariffs": program.tariffs.map(cells)
    case "demand": program.demands.map(cells)
    case "energisation": program.energisations.map(cells)
    case "stock": program.stock.map(cells)
    case "policies": program.policies.map(cells)
    default: preconditionFailure("no rows for \(schema.name)")
    }
  }

  private func cells(_ item: Item) -> [String] {
    [
      item.id, item.kind.rawValue, item.name, item.pillar?.rawValue ?? "", item.category,
      text(item.value), text(item.massKg), item.hts, text(item.powerKw), text(item.computePflops),
      item.isAddressable ? "true" : "false",
    ]
  }

  private func cells(_ mode: Mode) -> [String] {
    [id(mode.item), mode.mode, text(mode.powerKw), text(mode.computePflops)]
  }

  private func cells(_ row: Component) -> [String] {
    [
      id(row.parent), id(row.component), text(row.quantity), row.recipe, text(row.from),
      text(row.to),
    ]
  }

  private func cells(_ site: Site) -> [String] {
    [
      site.id, site.kind.rawValue, site.name, site.country, site.region, text(site.latitude),
      text(site.longitude), text(site.pue),
    ]
  }

  private func cells(_ resource: Resource) -> [String] {
    [resource.id, id(resource.site), resource.unit, resource.name]
  }

  private func cells(_ capacity: Capacity) -> [String] {
    [id(capacity.resource), capacity.date.description, text(capacity.perWeek)]
  }

  private func cells(_ operation: Operation) -> [String] {
    [
      operation.id, id(operation.site), id(operation.item), operation.recipe,
      text(operation.yield), String(operation.leadDays), text(operation.cost),
      text(operation.earliest), text(operation.latest),
    ]
  }

  private func cells(_ load: Load) -> [String] {
    [program.operations[load.operation].id, id(load.resource), text(load.perUnit)]
  }

  private func cells(_ expansion: Expansion) -> [String] {
    [
      expansion.id, id(expansion.resource), text(expansion.perWeek), text(expansion.capex),
      String(expansion.leadDays), text(expansion.rampWeeks), String(expansion.maxCount),
      text(expansion.earliest), text(expansion.latest), text(expansion.fixedPerWeek),
    ]
  }

  private func cells(_ offer: Offer) -> [String] {
    let standard: Double = offer.origin == program.settings.domestic ? 1 : 0
    return [
      offer.id, program.suppliers[offer.supplier].id, id(offer.item), text(offer.price),
      offer.origin, offer.shipFrom.map(id) ?? "", text(offer.perWeek), String(offer.leadDays),
      text(offer.fixedCost), text(offer.minimum), text(offer.maximum), text(offer.validFrom),
      text(offer.validTo), offer.domestic == standard ? "" : text(offer.domestic),
      offer.awarded.map { $0 ? "true" : "false" } ?? "",
    ]
  }

  private func cells(_ row: PriceBreak) -> [String] {
    [program.offers[row.offer].id, text(row.fromQuantity), text(row.price)]
  }

  private func cells(_ lane: Lane) -> [String] {
    [
      id(lane.from), id(lane.to), lane.item.map(id) ?? "", lane.mode, String(lane.days),
      text(lane.cost), text(lane.costPerKg), text(lane.perWeek),
    ]
  }

  private func cells(_ tariff: Tariff) -> [String] {
    [tariff.origin ?? "*", tariff.hts, text(tariff.rate), text(tariff.from), text(tariff.to)]
  }

  private func cells(_ demand: Demand) -> [String] {
    var item = ""
    var measure = ""
    switch demand.wanted {
    case .item(let index): item = id(index)
    case .measure(let wanted): measure = wanted.rawValue
    }
    return [
      demand.id, demand.site.map(id) ?? "", item, measure, demand.due.description,
      text(demand.quantity), text(demand.notBefore), String(demand.priority),
      text(demand.lateCost), text(demand.lostCost),
    ]
  }

  private func cells(_ row: Energisation) -> [String] {
    [id(row.site), row.date.description, text(row.mw), row.status.rawValue]
  }

  private func cells(_ row: StockRow) -> [String] {
    [id(row.site), id(row.item), text(row.quantity), text(row.date)]
  }

  private func cells(_ policy: Policy) -> [String] {
    let scope =
      switch policy.scope {
      case .all: "all"
      case .item(let item): "item:\(id(item))"
      case .category(let category): "category:\(category)"
      case .pillar(let pillar): "pillar:\(pillar.rawValue)"
      }
    var subject = ""
    switch policy.subject {
    case .supplier(let supplier): subject = program.suppliers[supplier].id
    case .country(let country): subject = country
    case nil: break
    }
    return [
      policy.id, policy.kind.rawValue, scope, subject, text(policy.value), text(policy.minShare),
      text(policy.from), text(policy.to), text(policy.penalty),
    ]
  }

  // MARK: Cells

  private func id(_ item: ItemIndex) -> String { program.items[item].id }
  private func id(_ site: SiteIndex) -> String { program.sites[site].id }
  private func id(_ resource: ResourceIndex) -> String { program.resources[resource].id }

  private func text(_ number: Double) -> String { DecimalText.text(number) }
  private func text(_ number: Double?) -> String { number.map { DecimalText.text($0) } ?? "" }
  private func text(_ day: Day?) -> String { day?.description ?? "" }
}
