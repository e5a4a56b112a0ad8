import Planning
import Testing

@testable import Reporting

/// `restart.bin` written, read back and damaged.
@Suite struct RestartFileTests {
  private static let restarts = [
    Restart(signature: 0, gap: 0, values: []),
    Restart(signature: .max, gap: 0.001, values: [0, 1.5, -2, .greatestFiniteMagnitude]),
    Restart(
      signature: 0x0123_4567_89ab_cdef, gap: 0.25, values: [1, 2], weight: 0.125, point: [3, 4],
      duals: [5, 6, 7], proof: [8, 9, 10], owners: [11, .max]),
  ]

  private static func fault(_ bytes: [UInt8]) -> String? {
    do throws(FileFault) {
      _ = try RestartFile.restart(from: bytes, path: "out/restart.bin")
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: restarts) func readsWhatItWrites(restart: Restart) throws {
    let bytes = RestartFile.bytes(of: restart)
    #expect(try RestartFile.restart(from: bytes, path: "") == restart)
  }

  @Test func theLayoutIsThatOfThePage() {
    let bytes = RestartFile.bytes(
      of: Restart(signature: 0x0807_0605_0403_0201, gap: 1, values: [2], weight: 0.5, owners: [3]))
    let expected: [UInt8] =
      Array("MWRESTRT".utf8) + [1, 0, 0, 0] + [1, 2, 3, 4, 5, 6, 7, 8]
      + [0, 0, 0, 0, 0, 0, 0xf0, 0x3f] + [0, 0, 0, 0, 0, 0, 0xe0, 0x3f]
      + [1, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 24) + [1, 0, 0, 0, 0, 0, 0, 0]
      + [0, 0, 0, 0x40] + [3, 0, 0, 0, 0, 0, 0, 0]
    #expect(Array(bytes.dropLast(8)) == expected)
  }

  /// Every file that is cut off, is longer or has another byte anywhere is refused.
  @Test func everyDamageIsSeen() throws {
    let bytes = RestartFile.bytes(of: Self.restarts[2])
    for count in 0..<bytes.count {
      #expect(Self.fault(Array(bytes[..<count])) != nil, "cut to \(count) bytes")
    }
    #expect(Self.fault(bytes + [0]) != nil)
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 0x10
      #expect(Self.fault(damaged) != nil, "byte \(position)")
    }
  }

  @Test func faultsSayWhatIsWrong() throws {
    let bytes = RestartFile.bytes(of: Self.restarts[2])
    var other = bytes
    other[8] = 7
    var counts = bytes
    counts[36] += 1
    var huge = bytes
    huge[43] = 0xff
    var damaged = bytes
    damaged[80] ^= 1
    var infinite = Self.restarts[2]
    infinite.duals[1] = .infinity
    let cases: [([UInt8], String)] = [
      (Array("SQLite format 3".utf8), "it is not what a plan leaves to start from"),
      (Array(bytes[..<10]), "it ends too early"),
      (Array(bytes[..<60]), "it ends too early"),
      (other, "it is of version 7; this is version 1"),
      (counts, "it has \(bytes.count) bytes; its counts ask for \(bytes.count + 4)"),
      (huge, "its counts do not fit its length"),
      (damaged, "it is damaged: its checksum does not match"),
      (RestartFile.bytes(of: infinite), "it holds a number that none can be"),
    ]
    for (bytes, reason) in cases {
      #expect(Self.fault(bytes) == "cannot read out/restart.bin: \(reason)")
    }
  }
}
