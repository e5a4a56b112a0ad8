import Tables

/// Makes the rows of a program from tables without errors.
struct TableBuilder {
  let tables: TableSet
  let settings: Settings

  /// The program.
  func program() -> BuildProgram {
    let offers = Columns(tables[Schemas.offers])
    let suppliers = SupplierNames(offers)
    return BuildProgram(
      settings: settings, items: items(), modes: modes(), components: components(),
      sites: sites(), suppliers: suppliers.names.map { Supplier(id: $0) },
      resources: resources(), capacities: capacities(), operations: operations(), loads: loads(),
      expansions: expansions(), offers: makeOffers(offers, suppliers), priceBreaks: priceBreaks(),
      lanes: lanes(), tariffs: tariffs(), demands: demands(), energisations: energisations(),
      stock: stock(), policies: policies(suppliers: suppliers))
  }

  // MARK: Items

  private func items() -> [Item] {
    let t = Columns(tables[Schemas.items])
    let (ids, kinds, names) = (t.symbols("item"), t.codes("kind"), t.texts("name"))
    let (pillars, categories, category) = (
      t.codes("pillar"), t.symbols("category"), t.codes("category")
    )
    let (values, masses, hts, htsTexts) = (
      t.numbers("value"), t.numbers("mass_kg"), t.codes("hts"), t.symbols("hts")
    )
    let (powers, computes) = (t.numbers("power_kw"), t.numbers("compute_pflops"))
    let addressable = t.codes("addressable")
    return (0..<t.rowCount).map { row in
      Item(
        id: ids[row], kind: ItemKind.allCases[Int(kinds[row])], name: names[row],
        pillar: present(pillars[row]).map { Pillar.allCases[Int($0)] },
        category: symbol(category[row], categories), value: values[row], massKg: masses[row],
        hts: symbol(hts[row], htsTexts), powerKw: powers[row], computePflops: computes[row],
        isAddressable: addressable[row] == 1)
    }
  }

  private func modes() -> [Mode] {
    let t = Columns(tables[Schemas.modes])
    let (items, modes, names) = (t.codes("item"), t.codes("mode"), t.symbols("mode"))
    let (powers, computes) = (t.numbers("power_kw"), t.numbers("compute_pflops"))
    return (0..<t.rowCount).map { row in
      Mode(
        item: TableIndex(Int(items[row])), mode: names[Int(modes[row])], powerKw: powers[row],
        computePflops: computes[row])
    }
  }

  private func components() -> [Component] {
    let t = Columns(tables[Schemas.components])
    let (parents, parts, quantities) = (
      t.codes("parent"), t.codes("component"), t.numbers("quantity")
    )
    let (recipes, names) = (t.codes("recipe"), t.symbols("recipe"))
    let (froms, tos) = (t.codes("from"), t.codes("to"))
    return (0..<t.rowCount).map { row in
      Component(
        parent: TableIndex(Int(parents[row])), component: TableIndex(Int(parts[row])),
        quantity: quantities[row], recipe: names[Int(recipes[row])], from: day(froms[row]),
        to: day(tos[row]))
    }
  }

  // MARK: Sites and what they can make

  private func sites() -> [Site] {
    let t = Columns(tables[Schemas.sites])
    let (ids, kinds, names) = (t.symbols("site"), t.codes("kind"), t.texts("name"))
    let (countries, country) = (t.symbols("country"), t.codes("country"))
    let (regions, region) = (t.symbols("region"), t.codes("region"))
    let (latitudes, longitudes, pues) = (
      t.numbers("latitude"), t.numbers("longitude"), t.numbers("pue")
    )
    return (0..<t.rowCount).map { row in
      Site(
        id: ids[row], kind: SiteKind.allCases[Int(kinds[row])], name: names[row],
        country: countries[Int(country[row])], region: symbol(region[row], regions),
        latitude: present(latitudes[row]), longitude: present(longitudes[row]), pue: pues[row])
    }
  }

  private func resources() -> [Resource] {
    let t = Columns(tables[Schemas.resources])
    let (ids, sites, names) = (t.symbols("resource"), t.codes("site"), t.texts("name"))
    let (units, unit) = (t.symbols("unit"), t.codes("unit"))
    return (0..<t.rowCount).map { row in
      Resource(
        id: ids[row], site: TableIndex(Int(sites[row])), unit: units[Int(unit[row])],
        name: names[row])
    }
  }

  private func capacities() -> [Capacity] {
    let t = Columns(tables[Schemas.capacities])
    let (resources, dates, rates) = (t.codes("resource"), t.codes("date"), t.numbers("per_week"))
    return (0..<t.rowCount).map { row in
      Capacity(
        resource: TableIndex(Int(resources[row])), date: Day(number: dates[row]),
        perWeek: rates[row])
    }
  }

  private func operations() -> [Operation] {
    let t = Columns(tables[Schemas.operations])
    let (ids, sites, items) = (t.symbols("operation"), t.codes("site"), t.codes("item"))
    let (recipes, recipe) = (t.symbols("recipe"), t.codes("recipe"))
    let (yields, leads, costs) = (t.numbers("yield"), t.codes("lead_days"), t.numbers("cost"))
    let (earliest, latest) = (t.codes("earliest"), t.codes("latest"))
    return (0..<t.rowCount).map { row in
      Operation(
        id: ids[row], site: TableIndex(Int(sites[row])), item: TableIndex(Int(items[row])),
        recipe: recipes[Int(recipe[row])], yield: yields[row], leadDays: Int(leads[row]),
        cost: costs[row], earliest: day(earliest[row]), latest: day(latest[row]))
    }
  }

  private func loads() -> [Load] {
    let t = Columns(tables[Schemas.loads])
    let (operations, resources, loads) = (
      t.codes("operation"), t.codes("resource"), t.numbers("per_unit")
    )
    return (0..<t.rowCount).map { row in
      Load(
        operation: TableIndex(Int(operations[row])), resource: TableIndex(Int(resources[row])),
        perUnit: loads[row])
    }
  }

  private func expansions() -> [Expansion] {
    let t = Columns(tables[Schemas.expansions])
    let (ids, resources) = (t.symbols("expansion"), t.codes("resource"))
    let (rates, capex, leads) = (t.numbers("per_week"), t.numbers("capex"), t.codes("lead_days"))
    let (ramps, counts) = (t.numbers("ramp_weeks"), t.codes("max_count"))
    let (earliest, latest, fixed) = (
      t.codes("earliest"), t.codes("latest"), t.numbers("fixed_per_week")
    )
    return (0..<t.rowCount).map { row in
      Expansion(
        id: ids[row], resource: TableIndex(Int(resources[row])), perWeek: rates[row],
        capex: capex[row],
        leadDays: Int(leads[row]), rampWeeks: ramps[row], maxCount: Int(counts[row]),
        earliest: day(earliest[row]), latest: day(latest[row]), fixedPerWeek: fixed[row])
    }
  }

  // MARK: Offers and ways

  private func makeOffers(_ t: Columns, _ names: SupplierNames) -> [Offer] {
    let (ids, suppliers, items) = (t.symbols("offer"), t.codes("supplier"), t.codes("item"))
    let (prices, origins, origin) = (t.numbers("price"), t.symbols("origin"), t.codes("origin"))
    let (shipFroms, rates, leads) = (
      t.codes("ship_from"), t.numbers("per_week"), t.codes("lead_days")
    )
    let (fixed, minima, maxima) = (
      t.numbers("fixed_cost"), t.numbers("minimum"), t.numbers("maximum")
    )
    let (validFroms, validTos) = (t.codes("valid_from"), t.codes("valid_to"))
    let (domestic, awarded) = (t.numbers("domestic"), t.codes("awarded"))
    return (0..<t.rowCount).map { row in
      let country = origins[Int(origin[row])]
      return Offer(
        id: ids[row], supplier: names.index(suppliers[row]), item: TableIndex(Int(items[row])),
        price: prices[row], origin: country, shipFrom: Program.row(shipFroms[row]),
        perWeek: present(rates[row]), leadDays: Int(leads[row]), fixedCost: fixed[row],
        minimum: minima[row], maximum: present(maxima[row]), validFrom: day(validFroms[row]),
        validTo: day(validTos[row]),
        domestic: present(domestic[row]) ?? (country == settings.domestic ? 1 : 0),
        awarded: present(awarded[row]).map { $0 == 1 })
    }
  }

  private func priceBreaks() -> [PriceBreak] {
    let t = Columns(tables[Schemas.priceBreaks])
    let (offers, quantities, prices) = (
      t.codes("offer"), t.numbers("from_quantity"), t.numbers("price")
    )
    return (0..<t.rowCount).map { row in
      PriceBreak(
        offer: TableIndex(Int(offers[row])), fromQuantity: quantities[row], price: prices[row])
    }
  }

  private func lanes() -> [Lane] {
    let t = Columns(tables[Schemas.lanes])
    let (froms, tos, items) = (t.codes("from"), t.codes("to"), t.codes("item"))
    let (modes, mode) = (t.symbols("mode"), t.codes("mode"))
    let (days, costs, massCosts) = (t.codes("days"), t.numbers("cost"), t.numbers("cost_per_kg"))
    let rates = t.numbers("per_week")
    return (0..<t.rowCount).map { row in
      Lane(
        from: TableIndex(Int(froms[row])), to: TableIndex(Int(tos[row])),
        item: Program.row(items[row]),
        mode: symbol(mode[row], modes), days: Int(days[row]), cost: costs[row],
        costPerKg: massCosts[row], perWeek: present(rates[row]))
    }
  }

  private func tariffs() -> [Tariff] {
    let t = Columns(tables[Schemas.tariffs])
    let (origins, origin) = (t.symbols("origin"), t.codes("origin"))
    let (codes, code, rates) = (t.symbols("hts"), t.codes("hts"), t.numbers("rate"))
    let (froms, tos) = (t.codes("from"), t.codes("to"))
    return (0..<t.rowCount).map { row in
      let country = origins[Int(origin[row])]
      return Tariff(
        origin: country == "*" ? nil : country, hts: symbol(code[row], codes), rate: rates[row],
        from: day(froms[row]), to: day(tos[row]))
    }
  }

  // MARK: Demand, power, stock and policies

  private func demands() -> [Demand] {
    let t = Columns(tables[Schemas.demands])
    let (ids, sites, items) = (t.symbols("demand"), t.codes("site"), t.codes("item"))
    let (measures, dues, quantities) = (t.codes("measure"), t.codes("due"), t.numbers("quantity"))
    let (notBefores, priorities) = (t.codes("not_before"), t.codes("priority"))
    let (lateCosts, lostCosts) = (t.numbers("late_cost"), t.numbers("lost_cost"))
    return (0..<t.rowCount).map { row in
      let item: ItemIndex? = Program.row(items[row])
      let wanted = item.map(Wanted.item) ?? .measure(Measure.allCases[Int(measures[row])])
      return Demand(
        id: ids[row], site: Program.row(sites[row]), wanted: wanted, due: Day(number: dues[row]),
        quantity: quantities[row], notBefore: day(notBefores[row]),
        priority: Int(priorities[row]), lateCost: lateCosts[row], lostCost: lostCosts[row])
    }
  }

  private func energisations() -> [Energisation] {
    let t = Columns(tables[Schemas.energisations])
    let (sites, dates, powers) = (t.codes("site"), t.codes("date"), t.numbers("mw"))
    let states = t.codes("status")
    return (0..<t.rowCount).map { row in
      Energisation(
        site: TableIndex(Int(sites[row])), date: Day(number: dates[row]), mw: powers[row],
        status: EnergisationStatus.allCases[Int(states[row])])
    }
  }

  private func stock() -> [StockRow] {
    let t = Columns(tables[Schemas.stock])
    let (sites, items) = (t.codes("site"), t.codes("item"))
    let (quantities, dates) = (t.numbers("quantity"), t.codes("date"))
    return (0..<t.rowCount).map { row in
      StockRow(
        site: TableIndex(Int(sites[row])), item: TableIndex(Int(items[row])),
        quantity: quantities[row],
        date: day(dates[row]))
    }
  }

  private func policies(suppliers: SupplierNames) -> [Policy] {
    let t = Columns(tables[Schemas.policies])
    let reader = PolicyReader(tables: tables, suppliers: suppliers)
    let (ids, kinds) = (t.symbols("policy"), t.codes("kind"))
    let (values, shares) = (t.numbers("value"), t.numbers("min_share"))
    let (froms, tos, penalties) = (t.codes("from"), t.codes("to"), t.numbers("penalty"))
    return (0..<t.rowCount).map { row in
      let kind = PolicyKind.allCases[Int(kinds[row])]
      guard case .success(let scope) = reader.scope(row: row),
        case .success(let subject) = reader.subject(row: row, kind: kind)
      else { preconditionFailure("policy \(row) was not checked") }
      return Policy(
        id: ids[row], kind: kind, scope: scope, subject: subject, value: values[row],
        minShare: shares[row], from: day(froms[row]), to: day(tos[row]),
        penalty: present(penalties[row]))
    }
  }

  /// The text of a code; empty where there is none.
  private func symbol(_ code: Int32, _ texts: [String]) -> String {
    present(code).map { texts[Int($0)] } ?? ""
  }
}

/// The suppliers that offers name, in the order in which they first do.
struct SupplierNames {
  private(set) var names: [String] = []
  /// By code of the offers' column, the supplier's position, or -1 where no offer names it.
  private var positions: [Int32]

  init(_ offers: Columns) {
    let symbols = offers.symbols("supplier")
    positions = Array(repeating: -1, count: symbols.count)
    for code in offers.codes("supplier") {
      guard let code = present(code), positions[Int(code)] < 0 else { continue }
      positions[Int(code)] = Int32(names.count)
      names.append(symbols[Int(code)])
    }
  }

  /// The supplier that a cell names.
  func index(_ code: Int32) -> SupplierIndex { TableIndex(Int(positions[Int(code)])) }
}
