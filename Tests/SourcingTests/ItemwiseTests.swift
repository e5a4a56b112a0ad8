import LinearModel
import Program
import Testing

@testable import Sourcing

/// Awards found item by item, against those found as one model.
@Suite struct ItemwiseTests {
  private func solver(itemwiseLines: Int, gap: Double) -> AwardSolver<HiGHSSolver> {
    var options = AwardOptions()
    options.itemwiseLines = itemwiseLines
    options.gap = gap
    options.breaksTies = false
    return AwardSolver(engine: HiGHSSolver(), options: options, observer: SilentObserver())
  }

  /// On small random events of all kinds of bids and rules: the bound holds, and the award keeps
  /// all rows and costs what it says.
  @Test(arguments: 0..<120)
  func boundAndAwardEncloseTheOptimum(seed: Int) throws {
    var random = RandomEvent(seed: seed)
    guard let event = random.texts().load().event else { return }
    let scenario = event.scenarios[0]
    let best = try solver(itemwiseLines: .max, gap: 0).award(event, scenario).award
    let found = try solver(itemwiseLines: 0, gap: 0.01)
      .itemwise(event, scenario, AwardVariant(), work: "award")
    guard let best else {
      #expect(found == nil)
      return
    }
    // Few plans need not make an award; then the model as a whole is asked.
    guard let found else { return }
    let size = max(1, abs(best.objective))
    #expect(found.cost >= best.objective - 1e-6 * size)
    #expect(found.bound <= best.objective + 1e-6 * size)
    let account = AwardAccount(found.model.choice(at: found.point), of: event)
    #expect(abs(account.cost(under: scenario).total.double - found.cost) <= 1e-6 * size)
    for rule in scenario.rules where rule.isHard {
      #expect(RuleAccount(rule, account).violation.double <= 1e-6)
    }
  }

  /// Asked for the optimum, the search goes on as one model from what was found item by item.
  @Test(arguments: [3, 8, 21, 34, 55])
  func endsAtTheOptimum(seed: Int) throws {
    var random = RandomEvent(seed: seed)
    guard let event = random.texts().load().event else { return }
    let scenario = event.scenarios[0]
    let one = try solver(itemwiseLines: .max, gap: 0).award(event, scenario).award
    let two = try solver(itemwiseLines: 0, gap: 0).award(event, scenario).award
    #expect((one == nil) == (two == nil))
    guard let one, let two else { return }
    #expect(abs(one.objective - two.objective) <= 1e-6 * max(1, abs(one.objective)))
    #expect(two.isProven)
  }
}
