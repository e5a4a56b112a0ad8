extension Generator {
  /// Offers for each part in turn, so that each has about the same number; their capacities
  /// together are a little more than is needed, and no single one suffices.
  mutating func offers() -> String {
    var table = Table(
      "offer,supplier,item,price,origin,ship_from,per_week,lead_days,fixed_cost,minimum,maximum")
    let suppliers = max(6, size.offers / 4)
    let perPart = Double(size.offers) / Double(size.parts)
    for n in 0..<size.offers {
      let part = structure.parts[n % size.parts]
      let isHome = n < size.parts ? n % 2 == 0 : random.happens(0.45)
      let country = isHome ? "us" : random.pick(Self.docks)
      let price = part.value * (isHome ? random.real(1.02...1.2) : random.real(0.82...1.0))
      let share = random.real(0.9...1.9) / perPart
      let rate = max(1, part.need / Double(size.weeks - 16) * share)
      let spend = part.need * part.value / perPart
      table.add(
        "offer-\(n)", "supplier-\(random.whole(0...suppliers - 1))", part.id,
        max(0.01, cents(price)),
        country.uppercased(), isHome ? nil : "dock-\(country)", rate.rounded(.up),
        random.whole(2...14) * 7,
        random.happens(0.5) ? cents(spend * random.real(0.005...0.04)) : nil,
        random.happens(0.2) ? (part.need / perPart * random.real(0.1...0.4)).rounded() : nil,
        random.happens(0.1) ? (part.need * random.real(0.4...0.9)).rounded(.up) : nil)
    }
    return table.text
  }

  mutating func priceBreaks() -> String {
    var table = Table("offer,from_quantity,price")
    for n in 0..<size.offers where n % 10 == 3 {
      let part = structure.parts[n % size.parts]
      let from = (part.need * random.real(0.1...0.3)).rounded(.up)
      table.add("offer-\(n)", max(1, from), max(0.01, cents(part.value * random.real(0.75...0.9))))
    }
    return table.text
  }

  /// Every eight weeks each site wants racks of the generation of the day, or power.
  mutating func demand() -> String {
    var table = Table("demand,site,item,measure,due,quantity,priority,late_cost,lost_cost")
    for (generation, product) in structure.products.enumerated() {
      let dues = Array(stride(from: product.weeks.lowerBound, to: product.weeks.upperBound, by: 8))
      let share = product.racks / Double(dues.count * structure.sites)
      for due in dues {
        for site in 0..<structure.sites {
          let racks = (share * random.real(0.7...1.3)).rounded()
          let wantsPower = (site + due) % 5 == 0
          let quantity = wantsPower ? cents(racks * product.powerKw / 1000) : racks
          let worth = product.value * (wantsPower ? 1000 / product.powerKw : 1)
          table.add(
            "want-\(generation + 1)-\(due)-\(site)", "dc-\(site)", wantsPower ? nil : product.id,
            wantsPower ? "power" : nil, Self.date(due), quantity, 1 + site % 2,
            cents(worth * 0.004), cents(worth * 1.8))
        }
      }
    }
    return table.text
  }

  /// Steps every quarter to about what is wanted by then.
  mutating func energisation() -> String {
    var table = Table("site,date,mw")
    for site in 0..<structure.sites {
      var reached = 0.0
      for week in stride(from: 0, to: size.weeks, by: 13) {
        let racks = structure.products.reduce(0.0) { sum, product in
          let weeks = product.weeks
          let done = Double(week + 10 - weeks.lowerBound) / Double(weeks.count)
          return sum + product.racks * product.powerKw * min(1, max(0, done))
        }
        let mw = racks / 1000 / Double(structure.sites) * 1.2 * random.real(0.95...1.25)
        reached = max(reached, cents(mw))
        table.add("dc-\(site)", Self.date(week), reached)
      }
    }
    return table.text
  }

  mutating func stock() -> String {
    var table = Table("site,item,quantity")
    for (n, part) in structure.parts.enumerated() where n % 3 == 0 {
      let quantity = (part.need / Double(size.weeks) * random.real(0...4)).rounded()
      table.add("plant-\(n % size.plants)", part.id, quantity)
    }
    return table.text
  }

  mutating func policies() -> String {
    var table = Table("policy,kind,scope,subject,value,min_share,penalty")
    table.add("home", "addressable_content_min", nil, nil, 0.5, nil, 0.4)
    table.add("country-vn", "country_share_max", "category:power", "VN", 0.5, nil, 20)
    table.add("capex", "capex_max", nil, nil, 6e6 * Double(size.plants), nil, nil)
    for n in stride(from: 4, to: size.parts, by: max(4, size.parts / 12)) {
      table.add(
        "two-sources-\(n)", "suppliers_min", "item:\(structure.parts[n].id)", nil, 2, 0.15,
        1_000_000)
    }
    return table.text
  }
}
