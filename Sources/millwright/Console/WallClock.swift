import Foundation
import Sourcing

/// What time it is: for deadlines, never for results.
enum WallClock {
  /// Now, to the second.
  static var now: Moment {
    Moment(secondsSince1970: Int64(Date().timeIntervalSince1970.rounded(.down)))
  }
}
