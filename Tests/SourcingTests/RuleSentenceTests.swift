import Testing

@testable import Sourcing

@Suite struct RuleSentenceTests {
  /// What stands in a scenario, and what it says.
  @Test(arguments: [
    ("kind: suppliers_max, value: 1", "At most 1 supplier wins anything in the whole event."),
    (
      "kind: suppliers_max, value: 3, lot: power, country: TW",
      "At most 3 suppliers from TW win anything in lot power."
    ),
    (
      "kind: suppliers_min, value: 2, item: rack",
      "At least 2 suppliers win something in item rack."
    ),
    (
      "kind: share_max, value: 0.4, category: power",
      "No supplier gets more than 40% of what is spent on category power."
    ),
    (
      "kind: share_max, value: 0.055, country: TW",
      "Suppliers from TW together get at most 5.5% of what is spent on the whole event."
    ),
    (
      "kind: share_min, value: 0.25, supplier: a",
      "a gets at least 25% of what is spent on the whole event."
    ),
    (
      "kind: share_min, value: 0.1",
      "Every bidder gets at least 10% of what is spent on the whole event."
    ),
    (
      "kind: win_min_share, value: 0.15",
      "Whoever wins anything in the whole event gets at least 15% of what is spent on it."
    ),
    (
      "kind: domestic_min, value: 0.6, country: US",
      "At least 60% of what is spent on the whole event with suppliers from US is domestic value."
    ),
    (
      "kind: quality_min, value: 7.5",
      "The mean quality of the whole event, weighted by spend, is at least 7.5 points."
    ),
    (
      "kind: lead_max, value: 120", "No line that wins in the whole event takes more than 120 days."
    ),
    (
      "kind: budget_max, value: 1250000.5",
      "All that is bought of the whole event costs at most <1250000.5>."
    ),
    ("kind: force, supplier: b", "b must win something in the whole event."),
    ("kind: forbid, country: TW", "Suppliers from TW must win nothing in the whole event."),
    (
      "kind: backup_min, value: 0.5, by: country",
      "If any one country fails, the others can still bring 50% of each item of the whole event."
    ),
    (
      "kind: budget_max, value: 9, penalty: 0.05",
      "All that is bought of the whole event costs at most <9.0>. It may be missed: each <1.0> by "
        + "which it is missed costs <0.05>."
    ),
    (
      "kind: suppliers_min, value: 2, penalty: 5000",
      "At least 2 suppliers win something in the whole event. It may be missed: each supplier too "
        + "many or too few costs <5000.0>."
    ),
  ])
  func saysWhatTheRuleMeans(rule: String, sentence: String) throws {
    let event = try EventTexts.small.with([
      "scenarios/s.yaml": "rules:\n  - {rule: r, \(rule)}\n"
    ]).event()
    let scenario = try #require(event.scenario("s"))
    #expect(RuleSentence(scenario.rules[0], in: event) { "<\($0)>" }.text == sentence)
  }

  @Test func everyKindHasASentenceOfItsOwn() throws {
    let sentences = try RuleKind.allCases.map { kind in
      let value = kind.isNumeric ? ", value: 1" : ", supplier: a"
      let event = try EventTexts.small.with([
        "scenarios/s.yaml": "rules:\n  - {rule: r, kind: \(kind.rawValue)\(value)}\n"
      ]).event()
      return RuleSentence(event.scenarios[0].rules[0], in: event) { "\($0)" }.text
    }
    #expect(Set(sentences).count == RuleKind.allCases.count)
  }
}
