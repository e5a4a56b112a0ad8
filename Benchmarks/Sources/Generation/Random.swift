import Foundation

/// Random numbers that are the same on every machine: SplitMix64.
///
/// Source: Steele, Lea, Flood (2014), OOPSLA, "Fast splittable pseudorandom number generators".
struct Random {
  private var state: UInt64

  init(seed: Int) {
    state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in `range`, its ends included.
  mutating func whole(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() >> 11) % range.count
  }

  /// A number in `range`.
  mutating func real(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) * 0x1p-53
  }

  /// A number whose logarithm is spread evenly over that of `range`.
  mutating func spread(_ range: ClosedRange<Double>) -> Double {
    exp(real(log(range.lowerBound)...log(range.upperBound)))
  }

  /// Whether an event of this probability happens.
  mutating func happens(_ probability: Double) -> Bool { real(0...1) < probability }

  /// One of `choices`.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[whole(0...choices.count - 1)]
  }
}

/// A table under way.
struct Table {
  private(set) var text: String

  init(_ header: String) { text = header + "\n" }

  /// Adds a row; `nil` is an empty cell.
  mutating func add(_ cells: (any CustomStringConvertible)?...) {
    text += cells.map { $0.map { "\($0)" } ?? "" }.joined(separator: ",") + "\n"
  }
}

/// `value` to two places, so that tables read well.
func cents(_ value: Double) -> Double { (value * 100).rounded() / 100 }
