import Foundation
import Planning
import Synchronization

/// Shows on standard error how far a plan has come, and hears of Ctrl-C.
///
/// On a terminal it is one line that is written over; elsewhere, where it is asked for, a line
/// every few seconds.
final class ProgressLine: PlanObserver {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let isShown: Bool
  private let isTerminal: Bool
  private let state = Mutex(State())

  private struct State {
    var lastShown = -Double.infinity
    var isOnScreen = false
    var hasSaidStopping = false
  }

  /// Makes a line.
  ///
  /// - Parameter isShown: Whether to show it; `nil`: on a terminal only.
  init(isShown: Bool?) {
    start = clock.now
    isTerminal = Console.standardError.isTerminal
    self.isShown = isShown ?? isTerminal
  }

  func now() -> Double {
    let duration = (clock.now - start).components
    return Double(duration.seconds) + Double(duration.attoseconds) * 1e-18
  }

  func hears(_ progress: PlanProgress) -> Bool {
    if isShown { show(progress) }
    return !Interruption.isRequested
  }

  /// Takes the line off the screen.
  func clear() {
    state.withLock { state in
      guard state.isOnScreen else { return }
      Console.standardError.write("\r\u{1B}[K")
      state.isOnScreen = false
    }
  }

  private func show(_ progress: PlanProgress) {
    let time = now()
    let isStopping = Interruption.isRequested
    state.withLock { state in
      let isNews = isStopping && !state.hasSaidStopping
      guard isNews || time - state.lastShown >= (isTerminal ? 0.2 : 5) else { return }
      state.lastShown = time
      state.hasSaidStopping = isStopping
      let text = isStopping ? Self.stopping : Self.text(progress, time: time)
      guard isTerminal else {
        Console.standardError.write(text + "\n")
        return
      }
      let room = max(20, Console.standardError.width - 1)
      Console.standardError.write("\r\u{1B}[K" + String(text.prefix(room)))
      state.isOnScreen = true
    }
  }

  private static let stopping =
    "stopping with the best plan so far (Ctrl-C once more ends at once)"

  /// The line: `searching  12 s  plan 41.32 bn  bound 41.01 bn  gap 0.75 %`.
  private static func text(_ progress: PlanProgress, time: Double) -> String {
    var parts = [words(progress.phase), Format.seconds(time)]
    let objective = progress.objective.flatMap { $0.isFinite ? $0 : nil }
    let bound = progress.bound.flatMap { $0.isFinite ? $0 : nil }
    parts.append("plan \(objective.map { Format.money($0) } ?? "none yet")")
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
