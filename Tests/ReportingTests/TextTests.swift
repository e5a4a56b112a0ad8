import Foundation
import Testing

@testable import Reporting

@Suite struct TextTests {
  @Test(
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-7, "-7"), (0.5, "0.5"), (0.1, "0.1"), (-0.05, "-0.05"),
      (1e-6, "0.000001"), (123456.789, "123456.789"), (1.0 / 3, "0.3333333333333333"),
      (1e15, "1000000000000000"), (9_007_199_254_740_994, "9.007199254740994e+15"), (1e22, "1e+22"),
      (2.5e-9, "2.5e-09"), (0.30000000000000004, "0.30000000000000004"), (100, "100"),
      (1_000_000.1, "1000000.1"),
    ] as [(Double, String)])
  func numbersAreWrittenShort(value: Double, text: String) {
    var buffer = TextBuffer()
    buffer.append(value)
    #expect(buffer.text == text)
  }

  @Test func numbersReadBackTheSame() {
    let divisors = [1, 10, 1000, 1e6, 3, 7e5]
    var rng = SystemLikeGenerator(state: 7)
    for _ in 0..<20_000 {
      let digits = Double(Int.random(in: -1_000_000_000...1_000_000_000, using: &rng))
      let value = digits / divisors[Int.random(in: 0..<divisors.count, using: &rng)]
      var buffer = TextBuffer()
      buffer.append(value)
      #expect(Double(buffer.text) == value, "\(value)")
      #expect(buffer.text.utf8.count <= value.description.utf8.count, "\(value)")
    }
  }

  @Test func jsonKeepsOrderAndEscapes() {
    let value: JSONValue = [
      "z": 1, "a": [1, 2.5, .number(.nan)], "text": "</script>\"\\\n\u{2028}é", "none": .null,
      "empty": [:], "deep": [["k": true]],
    ]
    #expect(
      value.text(isPretty: false)
        == #"{"z":1,"a":[1,2.5,null],"text":"\u003c/script>\"\\\n\u2028é","none":null,"empty":{},"deep":[{"k":true}]}"#
    )
    #expect(
      value.text(isPretty: true).hasPrefix("{\n  \"z\": 1,\n  \"a\": [1,2.5,null],\n"))
  }
}

/// A small generator with a seed, so that a failure repeats.
struct SystemLikeGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
