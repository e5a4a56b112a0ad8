import Planning
import Program
import Testing

/// What cannot hold together, and by how much it would have to give.
@Suite struct InfeasibleTests {
  private func conflict(_ files: [String: String]) throws -> [Infeasibility.Entry] {
    guard case .infeasible(let found) = try outcome(try Shop().made(files)) else { throw Missing() }
    return found.conflict
  }

  @Test func awardedMinimumAboveCapacity() throws {
    // 4 weeks × 2 units are 8, the minimum is 12: one more a week, or 4 fewer, or no award.
    let found = try conflict([
      "offers.csv":
        "offer,supplier,item,price,origin,per_week,minimum,awarded\nhome,a,part,100,US,2,12,true\n"
    ])
    let gives = Dictionary(uniqueKeysWithValues: found.map { ($0.member, $0.give) })
    let offer = OfferIndex(0)
    #expect(
      Set(gives.keys) == [.offerAwarded(offer), .offerMinimum(offer), .offerCapacity(offer)])
    #expect(agree((gives[.offerMinimum(offer)] ?? nil) ?? 0, 4))
    #expect(agree((gives[.offerCapacity(offer)] ?? nil) ?? 0, 1))
  }

  @Test func contentAgainstAnAwardedForeignMinimum() throws {
    // 10 foreign units at 80 are bound; home offers at most 5 at 100: 500 / 1300 at home.
    let found = try conflict([
      "offers.csv": """
      offer,supplier,item,price,origin,minimum,maximum,awarded
      far,b,part,80,CN,10,,true
      home,a,part,100,US,,5,

      """,
      "policies.csv": "policy,kind,value\nmade-here,domestic_content_min,0.6\n",
    ])
    let policy = try #require(found.first { $0.member == .policy(PolicyIndex(0)) })
    #expect(abs((policy.give ?? 0) - (0.6 - 500.0 / 1300)) < 1e-5)
    #expect(found.contains { $0.member == .offerMaximum(OfferIndex(1)) })
    #expect(found.count == 4)
  }

  @Test func demandAloneIsNeverInfeasible() throws {
    let plan = try plan(try Shop().made(["offers.csv": "offer,supplier,item,price,origin\n"]))
    #expect(agree(plan.objective, 10 * 1010))
  }
}
