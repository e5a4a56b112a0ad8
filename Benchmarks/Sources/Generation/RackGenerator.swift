/// How large a generated design folder is.
public struct RackSize: Sendable {
  public var components: Int
  public var generations: Int

  public init(components: Int, generations: Int) {
    self.components = components
    self.generations = generations
  }

  /// The size that the published figures speak of.
  public static let large = RackSize(components: 2000, generations: 4)

  /// Whether a generator can make it: some components of each of the kinds, a generation.
  public var isPossible: Bool { components >= 60 && generations >= 1 }
}

/// Makes a design folder of a given size.
///
/// Every kind of component comes from many makers, whose parts trade price against power, drop,
/// mass, labour and origin, so that few of them are better than another in everything. Every
/// component fits every generation; the generations ask for more and more compute and power. The
/// requirements are set by what a middling design reaches. All names and figures are made up.
public struct RackGenerator {
  let size: RackSize
  var random: Random

  public init(size: RackSize, seed: Int) {
    self.size = size
    random = Random(seed: seed)
  }

  /// A kind of component: what a middling one is like, and how many a rack takes.
  struct Kind {
    var kind: String
    var share: Double
    var price: Double
    var pieces: ClosedRange<Int>
    var scope = "rack"
    /// Columns beside price, origin, mass and labour, with middling values.
    var numbers: [(String, Double)] = []
    var spread = 0.25
  }

  static let kinds: [Kind] = [
    Kind(
      kind: "compute_tray", share: 0.12, price: 150_000, pieces: 18...18,
      numbers: [
        ("power_kw", 5.4), ("height_u", 1), ("flow_lpm", 4), ("pressure_kpa", 25),
        ("accelerators", 4), ("pflops_fp4", 60), ("memory_gb", 1100),
      ]),
    Kind(
      kind: "switch_tray", share: 0.08, price: 30_000, pieces: 9...9,
      numbers: [("power_kw", 1), ("height_u", 1), ("flow_lpm", 1.5), ("pressure_kpa", 20)]),
    Kind(
      kind: "power_shelf", share: 0.12, price: 7_000, pieces: 4...10,
      numbers: [("supply_kw", 33), ("height_u", 1), ("efficiency", 0.965)]),
    Kind(
      kind: "capacitor_shelf", share: 0.06, price: 5_000, pieces: 0...4,
      numbers: [("energy_kj", 60), ("discharge_kw", 40), ("height_u", 1)]),
    Kind(
      kind: "busbar", share: 0.06, price: 1_500, pieces: 1...1,
      numbers: [("current_a", 3000), ("resistance_mohm", 0.02)]),
    Kind(
      kind: "manifold", share: 0.08, price: 4_000, pieces: 1...2,
      numbers: [("flow_lpm", 150), ("pressure_kpa", 25)]),
    Kind(
      kind: "quick_disconnect", share: 0.1, price: 60, pieces: 54...54,
      numbers: [("flow_lpm", 5), ("pressure_kpa", 8)]),
    Kind(kind: "cable_cartridge", share: 0.06, price: 9_000, pieces: 4...4),
    Kind(
      kind: "management_switch", share: 0.06, price: 1_200, pieces: 1...2,
      numbers: [("power_kw", 0.15), ("height_u", 1)]),
    Kind(
      kind: "frame", share: 0.08, price: 5_000, pieces: 1...1,
      numbers: [
        ("rack_units", 48), ("payload_kg", 2000), ("width_mm", 600), ("height_mm", 2300),
        ("depth_mm", 1200),
      ], spread: 0.1),
    Kind(kind: "leak_detection", share: 0.06, price: 400, pieces: 1...1),
    Kind(
      kind: "cdu", share: 0.12, price: 120_000, pieces: 1...6, scope: "cluster",
      numbers: [("cooling_kw", 900), ("cooling_lpm", 900), ("head_kpa", 200)]),
  ]

  /// Every file of the folder.
  public mutating func files() -> [(name: String, text: String)] {
    let names = (1...size.generations).map { "gen-\($0)" }
    var files: [(name: String, text: String)] = [
      ("design.yaml", settings(names)), ("components.csv", components()),
      ("roles.csv", roles(names)),
      ("designs.csv", "design,generation,name,supply,cluster_racks\n"),
    ]
    for (position, name) in names.enumerated() {
      files.append(("requirements/\(name).yaml", requirements(Double(position))))
    }
    return files
  }

  private func settings(_ names: [String]) -> String {
    """
    format: 1
    title: Generated racks
    generations: [\(names.joined(separator: ", "))]
    commonality: {per_component: 4 M, per_spare_pool: 1 M, racks: 2000}
    assumptions: [All names and figures are made up.]

    """
  }

  private mutating func components() -> String {
    let columns = Set(Self.kinds.flatMap { $0.numbers.map(\.0) }).sorted()
    var text = "component,kind,manufacturer,mass_kg,price,origin,addressable,liquid_share,"
    text += "air_m3h,l11_minutes,service_minutes,parts,lead_days,input,input_min_v,input_max_v,"
    text += columns.joined(separator: ",") + "\n"
    var left = size.components
    for (index, kind) in Self.kinds.enumerated() {
      let isLast = index == Self.kinds.count - 1
      let count = isLast ? left : Int(kind.share * Double(size.components))
      left -= count
      for number in 0..<count { text += row(kind, number, columns) }
    }
    return text
  }

  /// One part: the better it is, the dearer, with some luck.
  private mutating func row(_ kind: Kind, _ number: Int, _ columns: [String]) -> String {
    var quality = 0.0
    var cells: [String: String] = [:]
    for (name, middle) in kind.numbers {
      let isFixed = ["height_u", "accelerators", "rack_units"].contains(name)
      let isBad = [
        "power_kw", "flow_lpm", "pressure_kpa", "resistance_mohm", "width_mm",
        "height_mm", "depth_mm",
      ].contains(name)
      let spread =
        ["efficiency", "width_mm", "height_mm", "depth_mm"].contains(name)
        ? 0.02 : kind.spread
      let factor = isFixed ? 1 : random.real((1 - spread)...(1 + spread))
      quality += (isBad ? 1 - factor : factor - 1) * (name == "efficiency" ? 10 : 1)
      let value = middle * factor
      cells[name] = isFixed ? "\(Int(middle))" : "\((value * 1e5).rounded() / 1e5)"
    }
    let isHome = random.happens(0.4)
    let minutes = random.real(5...40)
    quality += (40 - minutes) / 200 + (isHome ? 0.1 : 0)
    let price = kind.price * (1 + 0.5 * quality) * random.real(0.9...1.2)
    let isTray = kind.kind.hasSuffix("_tray")
    let isShelf = kind.kind == "power_shelf"
    var text = "\(kind.kind)-\(number),\(kind.kind),maker \(number % 40),"
    text += "\(cents(random.real(5...30))),\(cents(price)),\(isHome ? "US" : "TW"),"
    text += "\(kind.kind != "compute_tray"),\(isTray ? 0.88 : 0),\(isTray ? 300 : 0),"
    text += "\(cents(minutes)),\(random.whole(5...60)),\(random.whole(1...2000)),"
    text += "\(random.whole(20...200)),\(isShelf ? "ac,400,500" : ",,"),"
    return text + columns.map { cells[$0] ?? "" }.joined(separator: ",") + "\n"
  }

  private func roles(_ names: [String]) -> String {
    var text = "generation,role,kind,minimum,maximum,scope\n"
    for name in names {
      for kind in Self.kinds {
        text += "\(name),\(kind.kind),\(kind.kind),\(kind.pieces.lowerBound),"
        text += "\(kind.pieces.upperBound),\(kind.scope)\n"
      }
    }
    return text
  }

  private func requirements(_ step: Double) -> String {
    """
    version: 1
    changed: {on: 2026-01-05, by: model systems, why: first issue}
    modes:
      - {mode: full, ceiling: \(125 - 4 * step) kW}
    conditions:
      supply: [480 VAC]
      bus: 50 VDC
      coolant: pg25
      coolant_supply: 40 degC
      coolant_return: 55 degC
      air_inlet: 30 degC
      transient: 50 ms
      spare_power_shelves: 1
      spare_cdus: 1
    requirements:
      - {id: domain, quantity: accelerators, at_least: 72, reason: one domain}
      - {id: compute, quantity: pflops_fp4, at_least: \(1000 + 50 * step) PFLOPS, reason: asked}
      - {id: memory, quantity: memory, at_least: \(19 + step) TB, reason: asked}
      - {id: flow, quantity: coolant_flow, at_most: \(150 - 3 * step) l/min, reason: the row}
      - {id: mass, quantity: mass, at_most: 1500 kg, reason: the floor}
      - {id: units, quantity: spare_units, at_least: 2 U, reason: later}
      - {id: home, quantity: addressable_content, at_least: \(0.3 + 0.05 * step), reason: home}
      - {id: labour, quantity: assembly_time, at_most: 30 h, reason: the line}
      - id: dates
        quantity: lead_time
        at_most: 150 d
        reason: the first racks

    """
  }
}
