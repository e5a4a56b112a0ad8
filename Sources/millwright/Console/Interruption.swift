import Foundation
import Synchronization

/// Ctrl-C and a request to end: the first asks for the best plan so far, the second ends at once.
enum Interruption {
  /// How many requests have come.
  private static let requests = Atomic<Int>(0)

  /// Whether the user wants no more searching.
  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// From now on the first SIGINT or SIGTERM is only noted.
  static func note() {
    // The counter is made here, so that the handler below never has to.
    requests.store(0, ordering: .relaxed)
    for signal in [SIGINT, SIGTERM] {
      _ = Foundation.signal(signal) { number in
        let earlier = Interruption.requests.add(1, ordering: .relaxed).oldValue
        if earlier > 0 { _exit(128 + number) }
      }
    }
  }

  /// A write to a closed pipe fails instead of ending the process.
  static func ignoreClosedPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
    // So does one beyond the largest file that is allowed.
    _ = signal(SIGXFSZ, SIG_IGN)
  }
}
