extension EventGenerator {
  func lotTable() -> String {
    var table = Table("lot,title,pillar,category")
    for (lot, item) in items.enumerated() {
      table.add("lot-\(lot)", "Lot \(lot)", "datacenter", Self.categories[item.category])
    }
    return table.text
  }

  func itemTable() -> String {
    var table = Table("item,lot,quantity,unit,need_by,late_cost")
    for (lot, item) in items.enumerated() {
      table.add(
        item.id, "lot-\(lot)", item.quantity, "piece", "2026-06-01", cents(item.price * 0.004))
    }
    return table.text
  }

  mutating func supplierTable() -> String {
    var table = Table("supplier,name,country,groups,incumbent,quality,fixed_cost")
    for (number, supplier) in suppliers.enumerated() {
      let incumbent = random.happens(0.4)
      let cost = incumbent ? 0 : (worth * random.real(0.00002...0.0004)).rounded()
      table.add(
        supplier.id, "Made-up company \(number)", supplier.country,
        supplier.isSmall ? "small" : nil, incumbent, supplier.quality, cost)
    }
    return table.text
  }

  /// The bids for items, spread evenly over the items, and their volume steps.
  mutating func linesAndSteps() -> (lines: String, steps: String) {
    var lines = Table(
      "line,supplier,item,minimum,maximum,fixed_cost,duty_rate,freight,domestic,lead_days")
    var steps = Table("line,from_quantity,price,kind")
    let good = (0..<Self.categories.count).map { category in
      suppliers.indices.filter { suppliers[$0].categories.contains(category) }
    }
    for line in 0..<size.lines {
      let item = line % items.count
      guard line >= 2 * items.count else {
        addCoreLine(line, for: item, to: &lines, &steps)
        continue
      }
      let choices = good[items[item].category]
      let bidder =
        choices.isEmpty ? random.whole(0...suppliers.count - 1) : random.pick(choices)
      addLine(line, of: suppliers[bidder], for: items[item], to: &lines)
      addSteps(line, of: suppliers[bidder], for: items[item], to: &steps)
    }
    return (lines.text, steps.text)
  }

  /// One of the two bids for an item that are known to make an award, half of the item each.
  private mutating func addCoreLine(
    _ line: Int, for index: Int, to lines: inout Table, _ steps: inout Table
  ) {
    let (item, core) = (items[index], suppliers.indices.filter(Self.isCore))
    let number = core[(index + (line < items.count ? 0 : core.count / 2)) % core.count]
    let supplier = suppliers[number]
    let isDomestic = supplier.country == "US"
    let domestic = cents(isDomestic ? random.real(0.6...1) : random.real(0...0.2))
    let price = cents(item.price * supplier.level * random.real(0.98...1.12))
    lines.add(
      "line-\(line)", supplier.id, item.id, 1, item.quantity, nil, isDomestic ? nil : 0.1,
      cents(item.price * 0.02), domestic, random.whole(20...90))
    steps.add("line-\(line)", 0, price, "all_units")
    let units = line < items.count ? (item.quantity + 1) / 2 : item.quantity / 2
    let spend = price * Double(units)
    coreSpend[number] += spend
    if item.category == 0 { coreRackSpend[number] += spend }
    coreDomestic += domestic * spend
    coreQuality += Double(supplier.quality) * spend
  }

  private mutating func addLine(
    _ line: Int, of supplier: Supplier, for item: Item, to table: inout Table
  ) {
    let units = Double(item.quantity)
    let minimum = random.happens(0.3) ? max(1, Int(units * random.real(0.05...0.3))) : 1
    let maximum = max(minimum, Int(units * random.real(0.25...1.2)))
    let isDomestic = supplier.country == "US"
    table.add(
      "line-\(line)", supplier.id, item.id, minimum, maximum,
      random.happens(0.5) ? (item.price * units * random.real(0.001...0.02)).rounded() : nil,
      isDomestic ? nil : 0.1, cents(item.price * random.real(0.005...0.03)),
      cents(isDomestic ? random.real(0.6...1) : random.real(0...0.2)),
      random.whole(20...150))
  }

  private mutating func addSteps(
    _ line: Int, of supplier: Supplier, for item: Item, to table: inout Table
  ) {
    let kind = random.happens(0.5) ? "all_units" : "incremental"
    var price = item.price * supplier.level * random.real(0.92...1.12)
    var start = 0
    for step in 0...random.whole(0...3) {
      table.add("line-\(line)", start, cents(price), kind)
      start += max(1, Int(Double(item.quantity) * random.real(0.1...0.3))) + (step == 0 ? 1 : 0)
      price *= random.real(0.93...0.99)
    }
  }

  /// Packages of two to five items for part of their quantities, a little below going prices.
  mutating func bundlesAndItems() -> (bundles: String, items: String) {
    var bundles = Table("bundle,supplier,price,duty,freight,domestic_value,exclusive,requires")
    var contents = Table("bundle,item,quantity")
    for bundle in 0..<size.bundles {
      let supplier = random.pick(suppliers)
      var chosen: Set<Int> = []
      for _ in 0..<random.whole(2...5) { chosen.insert(random.whole(0...items.count - 1)) }
      var value = 0.0
      for item in chosen.sorted().map({ items[$0] }) {
        let units = max(1, Int(Double(item.quantity) * random.real(0.2...0.6)))
        contents.add("bundle-\(bundle)", item.id, units)
        value += Double(units) * item.price
      }
      let price = cents(value * supplier.level * random.real(0.85...1))
      let isDomestic = supplier.country == "US"
      bundles.add(
        "bundle-\(bundle)", supplier.id, price, isDomestic ? nil : cents(price * 0.1),
        cents(price * 0.01), isDomestic ? cents(price * random.real(0.5...1)) : nil,
        random.happens(0.3) ? "choice-\(bundle / 4)" : nil, nil)
    }
    return (bundles.text, contents.text)
  }

  /// A discount for every third supplier: on its spend in four of five cases, else on its lines.
  mutating func discountsAndTiers() -> (discounts: String, tiers: String) {
    var discounts = Table("discount,supplier,basis,over")
    var tiers = Table("discount,at_least,rate")
    let each = worth / Double(suppliers.count)
    for (number, supplier) in suppliers.enumerated() where number % 3 == 0 {
      let isSpend = random.happens(0.8)
      discounts.add("discount-\(number)", supplier.id, isSpend ? "spend" : "lines", nil)
      for tier in 1...3 {
        let start =
          isSpend ? (each * Double(tier) * random.real(0.8...1.2)).rounded() : Double(3 * tier)
        tiers.add("discount-\(number)", start, Double(tier) * 0.015)
      }
    }
    return (discounts.text, tiers.text)
  }

  /// Half of the suppliers, none of the core, can make less than what they could win.
  mutating func capacities() -> String {
    var table = Table("supplier,items,maximum")
    let each = items.reduce(0) { $0 + $1.quantity } / suppliers.count
    for (number, supplier) in suppliers.enumerated()
    where !Self.isCore(number) && number % 6 != 0 {
      table.add(supplier.id, nil, Int(Double(each) * random.real(1...8)))
    }
    return table.text
  }
}
