import Program
import Sourcing
import Tables
import Testing

@Suite struct DemandSignalTests {
  static let roundings: [(Double, Int, Bool, Double)] = [
    (0, 2, true, 0), (0.3, 2, true, 1), (1, 2, true, 1), (26, 2, true, 26),
    (26.000000001, 2, true, 26), (26.1, 2, true, 27), (99.5, 2, true, 100), (101, 2, true, 110),
    (101, 3, true, 101), (1_001, 1, true, 2_000), (1_234_567, 2, true, 1_300_000),
    (0.123, 2, false, 0.13), (0.12, 2, false, 0.12), (7, 1, false, 7), (0.00071, 1, false, 0.0008),
  ]

  @Test(arguments: roundings)
  func roundsUp(value: Double, digits: Int, isWhole: Bool, expected: Double) {
    let rounded = DemandSignal.roundedUp(value, digits: digits, isWhole: isWhole)
    #expect(abs(rounded - expected) <= 1e-12 * max(1, expected))
    #expect(rounded >= value * (1 - 1e-9))
  }

  static let names: [(String, String)] = [
    ("Power & cooling", "power-cooling"), ("compute", "compute"), ("", "other"), ("  é ", "other"),
    ("--A--", "a"),
  ]

  @Test(arguments: names)
  func namesAreIdentifiers(text: String, expected: String) {
    #expect(DemandSignal.name(text) == expected)
  }

  /// Two parts of one category and one of another, from a program without anything else.
  private func program() throws -> BuildProgram {
    let texts = [
      "program.yaml":
        "format: 1\nname: Parts\nstart: 2026-01-05\nbuckets: [{count: 60, days: 7}]\n",
      "items.csv": "item,kind,name,pillar,category,hts\n"
        + "pump,part,Coolant pump,datacenter,Cooling,841370\nfan,part,,datacenter,Cooling,\n"
        + "motor,part,,robotics,Motors,\n",
      "sites.csv": "site,kind,country\nhub,hub,US\n",
      "demand.csv": "demand,site,item,due,quantity,late_cost,lost_cost\n",
    ]
    let result = BuildProgram.load(from: MemoryFiles(texts: texts))
    return try #require(result.program, "\(result.diagnostics.map(\.summary))")
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func need(
    _ program: BuildProgram, _ item: String, _ supplier: String?, _ from: String, _ to: String,
    _ units: Double, worth: Double? = nil
  ) throws -> PlannedNeed {
    let index = try #require(program.items.rowIndices.first { program.items[$0].id == item })
    return PlannedNeed(
      item: index, supplier: supplier, from: try day(from), to: try day(to), units: units,
      worth: worth)
  }

  /// Traces of a search are no need: 100 and two traces of pumps are told as 101 in one quarter, a
  /// trace of fans not at all.
  @Test func tracesAreNoNeeds() throws {
    let program = try program()
    let needs = [
      try need(program, "pump", "s", "2026-01-12", "2026-01-12", 0.002),
      try need(program, "pump", "s", "2026-05-01", "2026-05-01", 60),
      try need(program, "pump", "t", "2026-05-08", "2026-05-08", 40),
      try need(program, "pump", "t", "2026-09-01", "2026-09-01", 2.5e-6),
      try need(program, "fan", "s", "2026-02-01", "2026-02-07", 0.003),
      try need(program, "motor", "s", "2026-02-01", "2026-02-07", 0.3),
    ]
    var options = SignalOptions()
    options.digits = 3
    let signal = DemandSignal(needs, of: program, options: options)
    #expect(signal.items.map(\.units) == [101, 1])
    #expect(signal.items[0].periods.map { $0.from } == [try day("2026-04-01")])
    #expect(signal.leftOut.map { program.items[$0].id } == ["fan"])
  }

  /// The rule on three parts.
  ///
  /// 1,010 pumps arrive evenly over the last 10 days of March and the first 10 of April 2026 from
  /// two suppliers, 505 in each quarter, which is told as 510. Fans come from one supplier: 61 in
  /// 2026 are told as 70 of the year.
  @Test func quartersAreRoundedAndSingleSuppliersHidden() throws {
    let program = try program()
    let needs = [
      try need(program, "pump", "s", "2026-03-22", "2026-04-10", 505, worth: 120),
      try need(program, "pump", "t", "2026-03-22", "2026-04-10", 505, worth: 124),
      try need(program, "fan", "s", "2026-02-01", "2026-02-07", 30, worth: 5),
      try need(program, "fan", "s", "2026-08-01", "2026-08-07", 31, worth: 5),
      try need(program, "motor", nil, "2026-05-01", "2026-05-01", 3),
    ]
    let signal = DemandSignal(needs, of: program, options: SignalOptions())
    #expect(signal.lots.map(\.id) == ["cooling", "motors"])
    #expect(signal.items.map(\.units) == [1_020, 70, 3])
    #expect(signal.items.map(\.isSuppressed) == [false, true, false])
    #expect(signal.items.map(\.worth) == [130, nil, nil])
    #expect(
      signal.items[0].periods.map { "\($0.from) \($0.to)" } == [
        "2026-01-05 2026-03-31", "2026-04-01 2026-06-30",
      ])
    let files = signal.files(of: program, event: "parts", title: "Parts \"quoted\"")
    let texts = files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
    let byName = Dictionary(uniqueKeysWithValues: texts)
    #expect(
      byName["items.csv"] == """
        item,lot,quantity,need_by,unmet_cost,hts,specification
        pump,cooling,1020,2026-01-05,130,841370,Coolant pump
        fan,cooling,70,2026-01-05,,,
        motor,motors,3,2026-04-01,,,

        """)
    #expect(
      byName["demand_profile.csv"] == """
        item,from,to,quantity
        pump,2026-01-05,2026-03-31,510
        pump,2026-04-01,2026-06-30,510
        fan,2026-01-05,2026-12-31,70
        motor,2026-04-01,2026-06-30,3

        """)
    let loaded = Event.load(from: MemoryFiles(texts: byName))
    #expect(loaded.event?.settings.title == "Parts \"quoted\"")
    #expect(Set(loaded.diagnostics.map(\.code)) == ["items.item.unoffered"])
  }

  @Test func windowAndPillarsChoose() throws {
    let program = try program()
    let needs = [
      try need(program, "pump", "s", "2026-03-22", "2026-04-10", 1_000),
      try need(program, "pump", "t", "2026-03-22", "2026-04-10", 1_000),
      try need(program, "motor", nil, "2026-05-01", "2026-05-01", 3),
    ]
    var options = SignalOptions()
    options.pillars = ["datacenter"]
    options.from = try day("2026-04-01")
    options.to = try day("2026-04-05")
    let signal = DemandSignal(needs, of: program, options: options)
    #expect(signal.items.count == 1 && signal.items[0].units == 500)
    #expect(
      signal.items[0].periods.map { "\($0.from) \($0.to)" } == ["2026-04-01 2026-04-05"])
  }

  /// However needs fall: never less than needed, at most a tenth of a quarter or a unit more with two
  /// digits, and the same whatever the order of the needs.
  @Test func neverLessThanNeeded() throws {
    let program = try program()
    for seed in 0..<200 { try expectEnough(program, seed: seed) }
  }

  private func expectEnough(_ program: BuildProgram, seed: Int) throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let start = try day("2026-01-05")
    var needs: [PlannedNeed] = []
    for _ in 0..<(1 + next(12)) {
      let from = start.advanced(byDays: next(400))
      needs.append(
        PlannedNeed(
          item: program.items.rowIndices.map { $0 }[next(3)], supplier: ["s", "t", nil][next(3)],
          from: from, to: from.advanced(byDays: next(40)), units: Double(1 + next(100_000)) / 7,
          worth: nil))
    }
    let signal = DemandSignal(needs, of: program, options: SignalOptions())
    let total = needs.reduce(0) { $0 + $1.units }
    #expect(abs(signal.items.reduce(0) { $0 + $1.need } - total) <= 1e-6 * total, "seed \(seed)")
    for period in signal.items.filter({ !$0.isSuppressed }).flatMap(\.periods) {
      #expect(period.units >= period.need * (1 - 1e-9), "seed \(seed)")
      #expect(period.units <= max(period.need * 1.1, period.need + 1) + 1e-6, "seed \(seed)")
    }
    let other = DemandSignal(needs.reversed(), of: program, options: SignalOptions())
    #expect(other.items.map(\.units) == signal.items.map(\.units), "seed \(seed)")
  }
}
