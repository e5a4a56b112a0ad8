import Dispatch
import Synchronization

/// A ``PriceSearch`` that goes on in a thread of its own while decisions are made.
///
/// The first search ends where going on gains little for its time; a second core gains that little
/// for nothing.
final class BoundAside: Sendable {
  private struct State {
    var proof: PriceSearch.Proof
    var threads = 1
    var isWanted = true
  }

  private let state: Mutex<State>
  private let end = DispatchGroup()

  /// Starts.
  init(_ search: PriceSearch) {
    state = Mutex(State(proof: search.proof))
    DispatchQueue.global().async(group: end) { [self] in goOn(search) }
  }

  private func goOn(_ search: PriceSearch) {
    var search = search
    while !search.isOver {
      search.step()
      let (isWanted, threads) = state.withLock { state in
        state.proof = search.proof
        return (state.isWanted, state.threads)
      }
      guard isWanted else { return }
      search.threads = threads
    }
  }

  /// What is proven by now.
  var proof: PriceSearch.Proof { state.withLock(\.proof) }

  /// From the next step on it takes so many threads.
  func take(threads: Int) { state.withLock { $0.threads = threads } }

  /// Waits for the end.
  ///
  /// - Parameter seconds: At most.
  /// - Returns: Whether it came.
  func ends(within seconds: Double) -> Bool { end.wait(timeout: .now() + seconds) == .success }

  /// Ends it within a step.
  func stop() {
    state.withLock { $0.isWanted = false }
    end.wait()
  }
}
