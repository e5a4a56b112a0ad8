import Planning
import Program
import Testing

/// What cannot hold together, and by how much it would have to give.
@Suite struct InfeasibleTests {
  private func conflict(
    _ files: [String: String], buckets: String = "[{count: 4, days: 7}]"
  ) throws -> [Infeasibility.Entry] {
    let program = try Shop(buckets: buckets).made(files)
    guard case .infeasible(let found) = try outcome(program) else { throw Missing() }
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

  /// Files, the member that is asked about, and by how much it would have to give.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: [String: String]
    let member: Infeasibility.Member
    let give: Double
  }

  private static let madeHere = "policy,kind,value\nmade-here,domestic_content_min,0.6\n"

  /// All over two fortnights: 4 weeks.
  static let examples: [Example] = [
    // 12 are bound, 2 a week are 8: one more a week.
    Example(
      testDescription: "capacity gives by the week",
      files: [
        "offers.csv":
          "offer,supplier,item,price,origin,per_week,minimum,awarded\nhome,a,part,100,US,2,12,true\n"
      ], member: .offerCapacity(OfferIndex(0)), give: 1),
    // 10 foreign at 80 are bound and ask for 12 at home: 3 a week instead of 1.
    Example(
      testDescription: "capacity of an offer that is no question gives by the week",
      files: [
        "offers.csv": """
        offer,supplier,item,price,origin,per_week,minimum,awarded
        far,b,part,80,CN,,10,true
        home,a,part,100,US,1,,

        """, "policies.csv": madeHere,
      ], member: .offerCapacity(OfferIndex(1)), give: 2),
    // 12 are bound to come by a lane for 8.
    Example(
      testDescription: "a lane gives by the week",
      files: [
        "sites.csv": """
        site,kind,country
        plant,plant,US
        dc,datacenter,US
        works,supplier,US

        """,
        "lanes.csv": "from,to,item,cost,per_week\nplant,dc,rack,5,\nworks,plant,part,0,2\n",
        "offers.csv":
          "offer,supplier,item,price,origin,ship_from,minimum,awarded\nhome,a,part,100,US,works,12,true\n",
      ], member: .laneCapacity(LaneIndex(1)), give: 1),
    // 192 of a small part are bound, 32 a week are 128.
    Example(
      testDescription: "a minimum gives in units",
      files: [
        "bom.csv": "parent,component,quantity\nrack,part,16\n",
        "offers.csv":
          "offer,supplier,item,price,origin,per_week,minimum,awarded\nhome,a,part,10,US,32,192,true\n",
      ], member: .offerMinimum(OfferIndex(0)), give: 64),
    // Nothing at home but what has been refused: it would have to be awarded.
    Example(
      testDescription: "a refusal gives",
      files: [
        "offers.csv": """
        offer,supplier,item,price,origin,minimum,awarded
        far,b,part,80,CN,10,true
        home,a,part,100,US,,false

        """, "policies.csv": madeHere,
      ], member: .offerRefused(OfferIndex(1)), give: 1),
    // 10 at 80 are bound, 5 at 100 are the most from elsewhere: 800 / 1300 for 0.4.
    Example(
      testDescription: "a ceiling of a share gives up to what can be attained",
      files: [
        "offers.csv": """
        offer,supplier,item,price,origin,minimum,maximum,awarded
        far,b,part,80,CN,10,,true
        home,a,part,100,US,,5,

        """, "policies.csv": "policy,kind,subject,value\nless,country_share_max,CN,0.4\n",
      ], member: .policy(PolicyIndex(0)), give: 800.0 / 1300 - 0.4),
    // Of 5 parts with 0.7 and 5 with 0.55 of their 100 made here, those with 0.55 pull away from
    // 0.6, but not from what can be attained: (350 + 275) / 1800.
    Example(
      testDescription: "a floor of a share gives up to what can be attained",
      files: [
        "offers.csv": """
        offer,supplier,item,price,origin,minimum,maximum,awarded,domestic
        far,b,part,80,CN,10,,true,
        home,a,part,100,US,,5,,0.7
        half,c,part,100,US,,5,,0.55

        """, "policies.csv": madeHere,
      ], member: .policy(PolicyIndex(0)), give: 0.6 - 625.0 / 1800),
  ]

  @Test(arguments: examples)
  func membersGive(_ example: Example) throws {
    let found = try conflict(example.files, buckets: "[{count: 2, days: 14}]")
    let entry = try #require(found.first { $0.member == example.member }, "\(found)")
    #expect(abs((entry.give ?? 0) - example.give) < 1e-5, "\(found)")
  }

  @Test func softPoliciesAreNotToBlame() throws {
    let found = try conflict([
      "offers.csv":
        "offer,supplier,item,price,origin,per_week,minimum,awarded\nhome,a,part,100,US,2,12,true\n",
      "policies.csv": "policy,kind,value,penalty\ncap,spend_max,100,3\n",
    ])
    #expect(found.count == 3)
    #expect(!found.contains { $0.member == .policy(PolicyIndex(0)) })
  }
}
