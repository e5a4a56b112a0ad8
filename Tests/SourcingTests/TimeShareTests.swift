import LinearModel
import Testing

@testable import Sourcing

/// How several searches share one limit of time.
@Suite struct TimeShareTests {
  private final class Clock: AwardObserver {
    var time = 0.0
    func now() -> Double { time }
    func hears(_ progress: AwardProgress) -> Bool { true }
  }

  private func solver(limit: Double?, _ clock: Clock) -> AwardSolver<HiGHSSolver> {
    var options = AwardOptions()
    options.timeLimit = limit
    return AwardSolver(engine: HiGHSSolver(), options: options, observer: clock)
  }

  @Test func whatIsLeftIsSharedEvenly() {
    let clock = Clock()
    let all = solver(limit: 60, clock)
    let first = all.share(among: 3)
    #expect(first.secondsLeft == 20)
    clock.time = 10
    #expect(first.secondsLeft == 10)
    // The first one ended early: the others share what it left.
    let second = all.share(among: 2)
    #expect(second.secondsLeft == 25)
    clock.time = 40
    #expect(second.secondsLeft == 0)
    #expect(all.share(among: 1).secondsLeft == 20)
    clock.time = 70
    #expect(all.share(among: 1).secondsLeft == 0)
  }

  @Test func withoutALimitThereIsNothingToShare() {
    #expect(solver(limit: nil, Clock()).share(among: 4).secondsLeft == nil)
  }
}
