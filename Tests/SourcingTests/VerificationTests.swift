import Program
import Testing

@testable import Sourcing

@Suite struct VerificationTests {
  /// Discounts, bundles, a capacity and rules at once.
  private func event() throws -> Event {
    try EventTexts.small.with(
      AwardTests.discount("units", "d,50,0.15\n").merging([
        "bundles.csv": "bundle,supplier,price,exclusive,requires\np,a,90,x,\nq,a,1000,x,p\n",
        "bundle_items.csv": "bundle,item,quantity\np,rack,10\nq,rack,10\n",
        "capacities.csv": "supplier,maximum\na,60\n",
        "lines.csv": "line,supplier,item,minimum\nla,a,rack,7\nlb,b,rack,\nlr,b,rail,\n",
        "scenarios/s.yaml": """
        rules:
          - {rule: two, kind: suppliers_min, value: 2}
          - {rule: most, kind: share_max, value: 0.5, supplier: a, penalty: 0.25}

        """,
      ]) { $1 }
    ).event()
  }

  /// What the award says of itself.
  private func claim(_ award: Award, _ event: Event) -> ClaimedAward {
    let reading = AwardReading(award.choice, event)
    let wins = award.choice.winners(in: event)
    return ClaimedAward(
      lines: event.lines.indices.filter { award.choice.units[$0] > 0 }.map {
        (event.lines[$0].id, "\(award.choice.units[$0])")
      },
      bundles: event.bundles.indices.filter { award.choice.bundles[$0] }.map {
        event.bundles[$0].id
      },
      suppliers: event.suppliers.indices.filter { wins[$0] }.map { event.suppliers[$0].id },
      discounts: reading.tiers.map { (event.discounts[$0.discount].id, "\($0.atLeast)") },
      cost: AwardCostPart.all.map { ($0.name, "\($0.amount(award.cost).double)") },
      objective: "\(award.objective)", bound: "\(award.bound)")
  }

  @Test func awardHolds() throws {
    let event = try event()
    let award = try #require(try outcome(event, "s").award)
    let scenario = try #require(event.scenario("s"))
    let verification = AwardVerification(claim(award, event), event, scenario)
    #expect(verification.findings.filter { !$0.holds }.map(\.subject) == [])
    #expect(verification.findings.count >= 20)
    #expect(award.cost.penalty > .zero || award.cost.discount > .zero)
  }

  /// Each change of the claim, and what no longer holds.
  @Test(arguments: [
    ("units", ["item rack", "cost ex_works", "objective"]),
    ("unknown", ["line lx"]), ("twice", ["line lb"]), ("bundle", ["bundle q", "exclusive x"]),
    ("cost", ["cost duty"]), ("objective", ["objective", "bound"]), ("supplier", ["suppliers"]),
    ("discount", ["discount d"]), ("fraction", ["line lb", "item rack"]),
  ])
  func whatIsWrongIsFound(change: String, expected: [String]) throws {
    let event = try event()
    let award = try #require(try outcome(event, "s").award)
    var claim = claim(award, event)
    let row = try #require(claim.lines.firstIndex { $0.id == "lb" })
    switch change {
    case "units": claim.lines[row].units += "1"
    case "unknown": claim.lines.append(("lx", "1"))
    case "twice": claim.lines.append(("lb", "1"))
    case "bundle": claim.bundles += ["q"] + (claim.bundles.contains("p") ? [] : ["p"])
    case "cost":
      claim.cost = claim.cost.map { $0.part == "duty" ? ($0.part, "0.5") : $0 }
    case "objective":
      claim.objective = "1"
      claim.bound = "99999"
    case "supplier": claim.suppliers = ["a"]
    case "discount": claim.discounts = []
    default: claim.lines[row].units = "0.5"
    }
    let verification = AwardVerification(claim, event, try #require(event.scenario("s")))
    let wrong = verification.findings.filter { !$0.holds }.map(\.subject)
    #expect(!verification.holds)
    if change == "bundle" {
      #expect(wrong.contains("exclusive x"))
    } else {
      #expect(Set(expected).isSubset(of: Set(wrong)), "\(wrong)")
    }
  }
}
