import Planning
import Program
import Testing

@testable import Reporting

/// The sample against a second plan that differs from it in known ways.
@Suite struct ComparisonTests {
  private let before = PlanStore(program: Sample.program, plan: Sample.plan)

  /// 100 cheaper, proven to 104.5; other offers, a third module, a demand more.
  private var after: PlanStore {
    var program = Sample.program
    program.capacities[0].perWeek = 12
    program.expansions[0].maxCount = 5
    program.demands.append(
      Demand(
        id: "new", wanted: .item(ItemIndex(1)), due: Sample.start, quantity: 1, lateCost: 1,
        lostCost: 1))
    var plan = Sample.plan
    plan.objective -= 100
    plan.bound = 3700
    plan.cost[.purchases] -= 100
    plan.flows.modules.append(
      ModuleDecision(expansion: ExpansionIndex(0), bucket: 1, count: 1))
    plan.demands[0].late = 0.5
    plan.demands[1].lost = 1
    plan.demands.append(DemandOutcome(quantity: 1, onTime: 0.25, late: 0.75, lost: 0))
    plan.awards[0].units = 30
    plan.awards[1] = Award(isAwarded: false, units: 0, spend: 0, duty: 0)
    plan.awards[2] = Award(isAwarded: true, units: 9, spend: 81, duty: 0)
    plan.explanations.bottlenecks[0].rent = 300
    return PlanStore(program: program, plan: plan)
  }

  private func texts(_ changes: [PlanComparison.Change]) -> [String] {
    changes.map { change in
      let figures = [change.before, change.after].map { $0.map { "\($0)" } ?? "none" }
      return "\(change.id) \(figures[0]) \(figures[1])"
    }
  }

  @Test func changesAreNamedInTheirOrder() {
    let comparison = PlanComparison(before, after)
    #expect(
      texts(comparison.cost) == [
        "purchases 724.0 624.0", "capex 2000.0 2000.0", "late 380.5 380.5", "lost 800.0 800.0",
      ])
    #expect(texts(comparison.late) == ["fill-tx 0.6 0.5", "new none 0.75"])
    #expect(texts(comparison.lost) == ["spare, \"b\" 2.0 1.0"])
    #expect(
      texts(comparison.awards) == [
        "shelf-oak 24.0 30.0", "shelf-jade 60.5 none", "shelf-late none 9.0",
      ])
    #expect(texts(comparison.expansions) == ["line-2 2.0 3.0"])
    #expect(texts(comparison.scarcity) == ["resource integration-oh 282.0 300.0"])
    #expect(comparison.awards.map(\.difference) == [6, -60.5, 9])
  }

  @Test func programsAreComparedRowByRow() {
    let changes = PlanComparison(before, after).program
    #expect(changes.map(\.file) == ["capacity.csv", "demand.csv", "expansions.csv"])
    #expect(changes[0].removed == ["integration-oh,2027-01-02,10"])
    #expect(changes[0].added == ["integration-oh,2027-01-02,12"])
    #expect(changes[1].removed == [])
    #expect(changes[1].added.count == 1)
    #expect(PlanComparison(before, before).program == [])
  }

  /// A column that one file lacks says what empty cells say: only the row that differs is told.
  @Test func absentColumnsAreEmpty() {
    var program = Sample.program
    program.offers[1].awarded = true
    let awarded = PlanStore(program: program, plan: Sample.plan)
    for (comparison, isBack) in [
      (PlanComparison(before, awarded), false), (PlanComparison(awarded, before), true),
    ] {
      #expect(comparison.program.map(\.file) == ["offers.csv"])
      let change = comparison.program[0]
      let (free, decided) = isBack ? (change.added, change.removed) : (change.removed, change.added)
      #expect(free.count == 1 && decided.count == 1)
      #expect(free[0].hasPrefix("\(program.offers[1].id),") && !free[0].contains("true"))
      #expect(decided[0].hasPrefix("\(program.offers[1].id),") && decided[0].contains("true"))
    }
  }

  @Test func onlyWhatBothBoundsSayIsProven() {
    let comparison = PlanComparison(before, after)
    // At least 3700 − 3904.5, at most 3804.5 − 3900.
    #expect(comparison.provenDifference == -204.5 ... -95.5)
    let back = PlanComparison(after, before)
    #expect(back.provenDifference == 95.5...204.5)
  }
}
