import Foundation
import Planning
import Program
import Tables
import Testing

@testable import Reporting

/// The numbers behind the charts, on the sample that can be added up by hand.
@Suite struct FiguresTests {
  private let data = ReportData(Sample.plan, Sample.program, RunContext())

  @Test func filledPowerIsItPowerTimesPue() {
    let progress = Progress(data)
    #expect(progress.deployedMw == [0, 1, 1.6])
    #expect(progress.filledMw == [0, 1.25, 2])
    #expect(progress.attained == 2)
    #expect(progress.energisedAtEnd == 6)
    #expect(progress.lines.map(\.status) == [.planned, .energised])
    #expect(progress.lines.map(\.mw) == [[12], [2, 6]])
  }

  @Test func racksAreCountedGoodAndPerWeek() throws {
    let output = Output(data)
    let plant = try #require(output.plants.first)
    #expect(plant.perWeek == [[5, 4, 0], [0, 0, 0.5]])
    // Started in week 0 and 1 with a lead of a week and half of them good; none after the horizon.
    #expect(output.built == [9, 2])
    // A rack A takes 1 at half yield: two a good rack. Rack B takes 2. Capacity a week is 10, then
    // 10 and the ramp of two modules.
    let capacity = try #require(plant.capacity)
    #expect(capacity == [5, 6.75, 11.5625])
  }

  @Test func sharesBySupplierAndCountry() {
    let sourcing = Sourcing(data)
    #expect(sourcing.spend == 713.5)
    #expect(sourcing.suppliers.map(\.name) == ["jade-power", "oak-power"])
    #expect(sourcing.suppliers.map(\.share) == [473.5 / 713.5, 240 / 713.5])
    #expect(sourcing.countries.map(\.name) == ["TW", "US"])
  }

  @Test func capexIsUndiscountedAtTheDecision() {
    let costs = CostCharts(data)
    #expect(costs.totalCapex == 2000)
    #expect(costs.capex[0] == [2000, 0, 0])
  }

  @Test(
    arguments: [
      (10.0, 0, [0.0, 5, 20], 2.0), (3, 0, [0, 6, 20], 0.5), (0, 0, [0, 6, 20], 0),
      (50, 1, [0, 0, 20], 4),
    ] as [(Double, Int, [Double], Double)])
  func coverCountsTheUseThatFollows(stock: Double, after: Int, used: [Double], weeks: Double) {
    #expect(
      HeatMaps.weeksOfUse(stock, after: after, used, Timeline(Sample.program.horizon)) == weeks)
  }

  @Test func coverIsUnknownWhereNothingIsUsed() {
    let timeline = Timeline(Sample.program.horizon)
    #expect(HeatMaps.weeksOfUse(5, after: 2, [1, 1, 1], timeline) == nil)
    #expect(HeatMaps.weeksOfUse(5, after: 0, [1, 0, 0], timeline) == nil)
  }

  @Test func consumptionFollowsTheRecipe() {
    #expect(HeatMaps.consumption(data)[2] == [40, 32, 12])
  }

  @Test func bottlenecksStandInWords() {
    let rows = Bottlenecks(data).rows
    #expect(
      rows.map(\.name) == [
        "jade-cap", "integration-oh", "Texas & more", "works-tw to Ohio plant", "shelf-jade",
      ])
    #expect(rows.map(\.rent) == [500, 282, 80, 1, 0.5])
    let cells = Bottlenecks(data).table.rows[1].map(\.text)
    #expect(
      cells == [
        "Resource", "integration-oh", "Ohio plant", "$282", "$24.00", "for 1 more a week (racks)",
        "5", "9 Jan 2027", "12 Feb 2027", "fill-tx, spare, \"b\"",
      ])
  }

  @Test func onlySoftPoliciesAreMissed() {
    var plan = Sample.plan
    // A hard rule met within the solver's tolerance is met.
    plan.policies[0].shortfall = 1e-4
    let rows = Policies(ReportData(plan, Sample.program, RunContext())).table.rows
    #expect(rows.map { $0[4].text } == ["met", "missed"])
    #expect(rows[0].map(\.text)[2...3] == ["50.0%", "26.5%"])
    #expect(rows[1].map(\.text)[5] == "$1,220")
  }

  @Test func missedDemandsHaveReasons() {
    let service = Service(data)
    #expect(service.reason(0) == "scarce: resource integration-oh, site power Texas & more")
    #expect(service.reason(1) == "in time it would cost more than it is worth")
    #expect(service.chains.map(\.demand) == ["fill-tx"])
    #expect(service.chains.first?.steps.count == 4)
  }

  @Test func serviceIsWeightedByLoss() {
    let service = Service(data)
    #expect(service.onTimeShare == 0.3125)
    #expect(service.missed == [0, 1])
  }

  @Test func flowsOfTheMap() throws {
    let flows = try FlowMap(data, Self.noOutlines).flows
    #expect(flows.map(\.kind) == [.products, .imports])
    #expect(flows.map(\.units) == [9, 60.5])
    #expect(flows.map(\.value) == [900, 484])
  }

  @Test func noMapWithoutPlaces() throws {
    #expect(
      try FlowMap(data, Self.noOutlines).chart?.title.hasSuffix("where parts come from") == true)
    var program = Sample.program
    for site in program.sites.indices { program.sites[site].longitude = nil }
    #expect(
      try FlowMap(ReportData(Sample.plan, program, RunContext()), Self.noOutlines).chart == nil)
  }

  @Test func onlyDataCentersGetRacks() {
    #expect(Output(data).charts[0].title.hasPrefix("Racks a week in all plants: "))
    var program = Sample.program
    for item in program.items.indices { program.items[item].pillar = .robotics }
    let output = Output(ReportData(Sample.plan, program, RunContext()))
    #expect(output.charts[0].title.hasPrefix("Products a week in all plants: "))
  }

  @Test func projectionKeepsItsCentreAndOrientation() {
    let centre = Outlines.project(longitude: -96, latitude: 37.5)
    #expect(abs(centre.x) < 1e-9 && abs(centre.y) < 1e-9)
    // Along the central meridian an equal-area conic stretches little between its parallels: the
    // distance of eight degrees of latitude is about 890 km.
    let north = Outlines.project(longitude: -96, latitude: 45.5)
    #expect(abs(north.y - 890) < 15 && abs(north.x) < 1e-9)
    #expect(Outlines.project(longitude: -80, latitude: 37.5).x > 1300)
  }

  private static var noOutlines: Outlines {
    get throws { try Outlines(json: Array(#"{"source":"none","states":[]}"#.utf8), path: "-") }
  }

  @Test(arguments: [
    (0.0, "$0"), (950, "$950"), (12_345, "$12,345"), (123_456, "$123 thousand"),
    (3_200_000, "$3.20 million"), (12_440_000_000, "$12.4 billion"), (-2_000_000, "−$2.00 million"),
  ])
  func moneyReadsWell(value: Double, text: String) {
    #expect(Money(currency: "USD").text(value) == text)
  }

  @Test func numbersReadWell() {
    #expect(Numbers.grouped(1_234_567.891, decimals: 1) == "1,234,567.9")
    #expect(Numbers.grouped(-0.4) == "0")
    #expect(Numbers.grouped(999.96, decimals: 1) == "1,000.0")
    #expect(Numbers.percent(0.6349) == "63.5%")
    #expect(Numbers.percent(nil) == "–")
    #expect(Numbers.gap(0.00084) == "0.084%")
    #expect(Numbers.power(9421) == "9.42 GW")
    #expect(Numbers.power(421) == "421 MW")
    #expect(Numbers.compute(3600) == "3.60 EFLOPS")
    #expect(Numbers.date(Sample.start) == "2 Jan 2027")
    #expect(Numbers.count(1, "plant") == "1 plant")
    #expect(Money(currency: "CHF").text(5e6) == "CHF 5.00 million")
  }
}
