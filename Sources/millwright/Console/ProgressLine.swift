import Foundation
import Planning
import Synchronization

/// Shows on standard error how far a plan has come, and hears of Ctrl-C.
///
/// On a terminal it is one line that is written over; elsewhere, where it is asked for, a line
/// every few seconds. A thread of its own keeps the time running while the solver says nothing.
final class ProgressLine: PlanObserver {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let isShown: Bool
  private let isTerminal: Bool
  private let state = Mutex(State())

  private struct State {
    var latest: PlanProgress?
    var lastShown = 0.0
    var isOnScreen = false
    var hasEnded = false
  }

  /// Makes a line.
  ///
  /// - Parameter isShown: Whether to show it; `nil`: on a terminal only.
  init(isShown: Bool?) {
    start = clock.now
    isTerminal = Console.standardError.isTerminal
    self.isShown = isShown ?? isTerminal
    guard self.isShown else { return }
    Thread.detachNewThread { [self] in
      while tick() { usleep(200_000) }
    }
  }

  func now() -> Double {
    let duration = (clock.now - start).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }

  func hears(_ progress: PlanProgress) -> Bool {
    state.withLock { $0.latest = progress }
    return !Interruption.isRequested
  }

  /// Takes the line off the screen for good.
  func clear() {
    state.withLock { state in
      state.hasEnded = true
      if state.isOnScreen { Console.standardError.write("\r\u{1B}[K") }
      state.isOnScreen = false
    }
  }

  /// Shows what was heard last; `false` once nothing more is to be shown.
  private func tick() -> Bool {
    let time = now()
    return state.withLock { state in
      guard !state.hasEnded else { return false }
      // What takes less than a second needs no progress.
      guard let latest = state.latest, time - state.lastShown >= (isTerminal ? 0.9 : 5) else {
        return true
      }
      let text =
        Interruption.isRequested ? Self.stopping(latest) : Self.text(latest, time: time)
      if isTerminal {
        state.lastShown = time - 0.7
        let room = max(20, Console.standardError.width - 1)
        Console.standardError.write("\r\u{1B}[K" + String(text.prefix(room)))
        state.isOnScreen = true
      } else {
        state.lastShown = time
        Console.standardError.write(text + "\n")
      }
      return true
    }
  }

  private static func stopping(_ progress: PlanProgress) -> String {
    let hasPlan = progress.objective?.isFinite == true
    return (hasPlan ? "stopping with the best plan so far" : "stopping")
      + " (Ctrl-C once more ends at once)"
  }

  /// The line: `searching  12 s  plan 41.32 bn  bound 41.01 bn  gap 0.75 %`.
  private static func text(_ progress: PlanProgress, time: Double) -> String {
    var parts = [words(progress.phase), Format.seconds(time)]
    let objective = progress.objective.flatMap { $0.isFinite ? $0 : nil }
    let bound = progress.bound.flatMap { $0.isFinite ? $0 : nil }
    if let objective { parts.append("plan \(Format.money(objective))") }
    if let bound { parts.append("bound \(Format.money(bound))") }
    if let objective, let bound, objective != 0 {
      parts.append("gap \(Format.percent(max(0, objective - bound) / abs(objective)))")
    }
    return parts.joined(separator: "  ")
  }

  private static func words(_ phase: PlanProgress.Phase) -> String {
    switch phase {
    case .build: "building"
    case .relaxation: "relaxing"
    case .search: "searching"
    case .prices: "pricing"
    case .conflict: "finding the conflict"
    }
  }
}
