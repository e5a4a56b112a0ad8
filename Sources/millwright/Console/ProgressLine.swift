import Foundation
import Planning
import RackDesign
import Sourcing
import Synchronization

/// Shows on standard error how far a plan has come, and hears of Ctrl-C.
///
/// On a terminal it is one line that is written over; elsewhere, where it is asked for, a line
/// every few seconds. A thread of its own keeps the time running while the solver says nothing.
final class ProgressLine: PlanObserver, AwardObserver, SearchObserver {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let isShown: Bool
  private let isTerminal: Bool
  private let asked: Asked
  private let coldStart: String?
  private let state = Mutex(State())

  /// What the search was asked for, which is what its progress is measured by.
  struct Asked {
    /// The gap at which it stops.
    var gap: Double
    /// Seconds after which it stops; `nil`: none.
    var timeLimit: Double?
  }

  /// What the command is busy with.
  private enum Work {
    case loading
    case planning(PlanProgress)
    case awarding(AwardProgress)
    case designing(SearchProgress)
    case writing
  }

  private struct State {
    /// `nil`: nothing to be shown now.
    var work: Work? = .loading
    var lastShown = 0.0
    var isOnScreen = false
    var hasEnded = false
  }

  /// Makes a line.
  ///
  /// - Parameters:
  ///   - isShown: Whether to show it; `nil`: on a terminal only.
  ///   - asked: Of the search, as it was typed.
  ///   - coldStart: What to say where the search cannot start from the plan that was given.
  init(isShown: Bool?, asked: Asked, coldStart: String?) {
    self.coldStart = coldStart
    start = clock.now
    self.asked = asked
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
    state.withLock { $0.work = .planning(progress) }
    return !Interruption.isRequested
  }

  func hears(_ progress: AwardProgress) -> Bool {
    state.withLock { $0.work = .awarding(progress) }
    return !Interruption.isRequested
  }

  func hears(_ progress: SearchProgress) -> Bool {
    state.withLock { $0.work = .designing(progress) }
    return !Interruption.isRequested
  }

  func startsCold() {
    guard let coldStart else { return }
    state.withLock { state in
      if state.isOnScreen { Console.standardError.write("\r\u{1B}[K") }
      state.isOnScreen = false
      Console.complain(coldStart)
    }
  }

  /// From now on results are written.
  func startWriting() {
    state.withLock { $0.work = .writing }
  }

  /// Takes the line off the screen until something else is heard, so that others may write there.
  func pause() {
    state.withLock { state in
      state.work = nil
      if state.isOnScreen { Console.standardError.write("\r\u{1B}[K") }
      state.isOnScreen = false
    }
  }

  /// Takes the line off the screen for good.
  func clear() {
    pause()
    state.withLock { $0.hasEnded = true }
  }

  /// Shows what was heard last; `false` once nothing more is to be shown.
  private func tick() -> Bool {
    let time = now()
    return state.withLock { state in
      guard !state.hasEnded else { return false }
      // What takes less than a second needs no progress.
      guard let work = state.work, time - state.lastShown >= (isTerminal ? 0.9 : 5) else {
        return true
      }
      let text = text(work, time: time)
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

  private func text(_ work: Work, time: Double) -> String {
    switch work {
    case .loading: "loading  \(Format.seconds(time))"
    case .writing: "writing  \(Format.seconds(time))"
    case .planning(let progress):
      Interruption.isRequested ? Self.stopping(progress) : text(progress, time: time)
    case .awarding(let progress):
      Interruption.isRequested
        ? Self.stopping(hasResult: progress.objective?.isFinite == true, "award")
        : text(progress, time: time)
    case .designing(let progress):
      Interruption.isRequested
        ? Self.stopping(hasResult: progress.value != nil || progress.points > 0, "design")
        : text(progress, time: time)
    }
  }

  /// The line: `cost of gb300  12 s of 60 s  found 3.21  bound 3.2  4 points`.
  private func text(_ progress: SearchProgress, time: Double) -> String {
    let limit = asked.timeLimit.map { " of " + Format.seconds($0) } ?? ""
    var parts = [progress.work, Format.seconds(time) + limit]
    if let value = progress.value { parts.append("found \(Format.quantity(value))") }
    if let bound = progress.bound, bound.isFinite {
      parts.append("bound \(Format.quantity(bound))")
    }
    if progress.points > 0 { parts.append(Format.count(progress.points, "point")) }
    return parts.joined(separator: "  ")
  }

  private static func stopping(_ progress: PlanProgress) -> String {
    stopping(hasResult: progress.objective?.isFinite == true, "plan")
  }

  private static func stopping(hasResult: Bool, _ noun: String) -> String {
    (hasResult ? "stopping with the best \(noun) so far" : "stopping")
      + " (Ctrl-C once more ends at once)"
  }

  /// The line: `without rule home  12 s  found 41.32 m  bound 41.01 m`.
  private func text(_ progress: AwardProgress, time: Double) -> String {
    let limit = asked.timeLimit.map { " of " + Format.seconds($0) } ?? ""
    var parts = [progress.work, Format.seconds(time) + limit]
    if let objective = progress.objective, objective.isFinite {
      parts.append("found \(Format.money(objective))")
    }
    if let bound = progress.bound, bound.isFinite { parts.append("bound \(Format.money(bound))") }
    return parts.joined(separator: "  ")
  }

  /// The line: `searching  12 s of 60 s  plan 41.32 bn  bound 41.01 bn  gap 0.75 % (0.1 % asked)`.
  ///
  /// What is asked stands last, where a narrow terminal cuts.
  private func text(_ progress: PlanProgress, time: Double) -> String {
    let limit = asked.timeLimit.map { " of " + Format.seconds($0) } ?? ""
    var parts = [Self.words(progress.phase), Format.seconds(time) + limit]
    let objective = progress.objective.flatMap { $0.isFinite ? $0 : nil }
    let bound = progress.bound.flatMap { $0.isFinite ? $0 : nil }
    if let objective {
      parts.append("plan \(Format.money(objective))")
    } else if progress.phase == .relaxation || progress.phase == .search {
      parts.append("no plan yet")
    }
    if let bound { parts.append("bound \(Format.money(bound))") }
    if let objective, let bound, objective != 0 {
      let gap = max(0, objective - bound) / abs(objective)
      parts.append("gap \(Format.percent(gap)) (\(Format.percent(asked.gap)) asked)")
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
