import Program
import Sourcing

/// A simple generator: the same numbers every time.
struct SeededNumbers {
  private var state: UInt64

  init(_ seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
  }

  /// A whole number in a range.
  mutating func next(_ range: ClosedRange<Int>) -> Int {
    // Wrapping is what the generator is defined by (xorshift*).
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    let word = (state &* 0x2545_F491_4F6C_DD1D) >> 33
    return range.lowerBound + Int(word % UInt64(range.count))
  }

  mutating func isHit(_ percent: Int) -> Bool { next(1...100) <= percent }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[next(0...(elements.count - 1))]
  }
}

/// Small events of all kinds of bids and rules, for exhaustive search.
struct RandomEvent {
  private var numbers: SeededNumbers

  init(seed: Int) {
    numbers = SeededNumbers(seed)
  }

  mutating func texts() -> EventTexts {
    var files = [
      "event.yaml":
        "format: 1\nevent: r\nselection: 2026-03-01\nquality_value: \(numbers.next(0...2))\n",
      "lots.csv": "lot,category\nl0,x\nl1,y\n",
    ]
    var items = "item,lot,quantity,need_by,late_cost,unmet_cost\n"
    let itemCount = numbers.next(1...2)
    for item in 0..<itemCount {
      let unmet = numbers.isHit(40) ? "\(numbers.next(8...30))" : ""
      items +=
        "i\(item),l\(item),\(numbers.next(2...5)),2026-03-10,\(numbers.next(0...2)),\(unmet)\n"
    }
    files["items.csv"] = items
    var suppliers = "supplier,country,groups,quality,fixed_cost\n"
    for supplier in 0..<3 {
      suppliers +=
        "s\(supplier),\(numbers.one(of: ["US", "TW", "MX"])),\(numbers.one(of: ["", "g"])),"
        + "\(numbers.next(0...3)),\(numbers.next(0...6))\n"
    }
    files["suppliers.csv"] = suppliers
    addLines(to: &files, items: itemCount)
    addBundles(to: &files, items: itemCount)
    addDiscounts(to: &files)
    if numbers.isHit(40) {
      files["capacities.csv"] =
        "supplier,items,maximum,to\ns\(numbers.next(0...2)),,\(numbers.next(1...4)),"
        + (numbers.isHit(50) ? "2026-06-30\n" : "\n")
      files["demand_profile.csv"] =
        "item,from,to,quantity\ni0,2026-06-01,2026-07-30,3\ni0,2026-06-30,2026-06-30,1\n"
    }
    files["scenarios/s.yaml"] = rules()
    return EventTexts(files: files)
  }

  private mutating func addLines(to files: inout [String: String], items: Int) {
    var lines =
      "line,supplier,item,minimum,maximum,fixed_cost,duty_rate,freight,domestic,lead_days,quality\n"
    var steps = "line,from_quantity,price,kind\n"
    for line in 0..<numbers.next(3...4) {
      let minimum = numbers.next(0...2)
      let maximum = numbers.isHit(50) ? "\(minimum + numbers.next(1...3))" : ""
      lines +=
        "n\(line),s\(numbers.next(0...2)),i\(numbers.next(0...(items - 1))),\(minimum),\(maximum),"
        + "\(numbers.next(0...3)),0.\(numbers.next(0...2)),\(numbers.next(0...1)),"
        + "0.\(numbers.next(0...9)),\(numbers.next(0...20)),\(numbers.isHit(30) ? "4" : "")\n"
      let kind = numbers.one(of: ["all_units", "incremental"])
      let first = numbers.next(0...1)
      steps += "n\(line),\(first),\(numbers.next(5...12)).\(numbers.next(0...9)),\(kind)\n"
      for from in [2, 4] where numbers.isHit(50) {
        steps += "n\(line),\(from),\(numbers.next(4...12)),\(kind)\n"
      }
    }
    files["lines.csv"] = lines
    files["steps.csv"] = steps
  }

  private mutating func addBundles(to files: inout [String: String], items: Int) {
    var bundles = "bundle,supplier,price,duty,freight,domestic_value,exclusive,requires\n"
    var content = "bundle,item,quantity\n"
    let supplier = numbers.next(0...2)
    for bundle in 0..<numbers.next(0...2) {
      let requires = bundle == 1 && numbers.isHit(40) ? "b0" : ""
      bundles +=
        "b\(bundle),s\(supplier),\(numbers.next(5...25)),\(numbers.next(0...2)),1,"
        + "\(numbers.next(0...5)),\(numbers.one(of: ["", "e", "e;f"])),\(requires)\n"
      content += "b\(bundle),i\(numbers.next(0...(items - 1))),\(numbers.next(1...2))\n"
    }
    files["bundles.csv"] = bundles
    files["bundle_items.csv"] = content
  }

  private mutating func addDiscounts(to files: inout [String: String]) {
    var discounts = "discount,supplier,basis,over\n"
    var tiers = "discount,at_least,rate\n"
    for discount in 0..<numbers.next(0...2) {
      let basis = numbers.one(of: ["spend", "units", "lines"])
      let scale = basis == "spend" ? 10 : 1
      discounts +=
        "d\(discount),s\(numbers.next(0...2)),\(basis),\(numbers.one(of: ["", "i0", "l0"]))\n"
      tiers += "d\(discount),\(scale * numbers.next(0...2)),0.\(numbers.next(0...4))\n"
      tiers += "d\(discount),\(scale * numbers.next(3...4)),0.\(numbers.next(0...4))\n"
    }
    files["discounts.csv"] = discounts
    files["discount_tiers.csv"] = tiers
  }

  // MARK: Rules

  private mutating func rules() -> String {
    var text = "rules:\n"
    for rule in 0..<numbers.next(1...3) {
      text += "  - {rule: r\(rule), \(kind())\(scope())"
      if numbers.isHit(35) { text += ", penalty: 0.\(numbers.next(1...9))" }
      text += "}\n"
    }
    return text
  }

  private mutating func kind() -> String {
    let kinds = [
      "kind: suppliers_max, value: 1", "kind: suppliers_min, value: 2",
      "kind: share_max, value: 0.\(numbers.next(3...8))",
      "kind: share_max, value: 0.\(numbers.next(3...8)), supplier: s0",
      "kind: share_min, value: 0.\(numbers.next(1...5)), supplier: s1",
      "kind: share_min, value: 0.\(numbers.next(1...3))",
      "kind: win_min_share, value: 0.\(numbers.next(2...5))",
      "kind: domestic_min, value: 0.\(numbers.next(2...6))",
      "kind: quality_min, value: \(numbers.next(1...3))",
      "kind: lead_max, value: \(numbers.next(5...15))",
      "kind: budget_max, value: \(numbers.next(20...60))",
      "kind: budget_max, value: \(numbers.next(5...20)), supplier: s2",
      "kind: force, supplier: s\(numbers.next(0...2))", "kind: force, group: g",
      "kind: forbid, supplier: s\(numbers.next(0...2))", "kind: forbid, country: TW",
      "kind: backup_min, value: 0.\(numbers.next(2...6))",
      "kind: backup_min, value: 0.3, by: country",
    ]
    return numbers.one(of: kinds)
  }

  private mutating func scope() -> String {
    numbers.one(of: ["", "", ", lot: l0", ", category: x", ", item: i0"])
  }
}
