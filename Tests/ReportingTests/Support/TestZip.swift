/// Writes zip archives byte by byte, also such as no honest program writes.
struct TestZip {
  /// One file of an archive.
  struct Entry {
    var name: String
    var bytes: [UInt8]
    /// What the archive says of the unpacked size; `nil`: the truth.
    var claimedSize: Int?
    /// Bit 0: encrypted.
    var flags = 0
    /// 0: stored; 8: deflated, though the bytes are written as they are.
    var method = 0
  }

  /// The archive that holds `entries` in order.
  static func archive(_ entries: [Entry]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let name = Array(entry.name.utf8)
      let size = entry.claimedSize ?? entry.bytes.count
      var common = little(20, 2) + little(entry.flags, 2) + little(entry.method, 2)
      common += little(0, 2) + little(0x21, 2) + little(Int(checkSum(entry.bytes)), 4)
      common += little(entry.bytes.count, 4) + little(size, 4) + little(name.count, 2)
      directory += [0x50, 0x4B, 1, 2] + little(20, 2) + common + little(0, 2) + little(0, 2)
      directory += little(0, 2) + little(0, 2) + little(0, 4) + little(bytes.count, 4) + name
      bytes += [0x50, 0x4B, 3, 4] + common + little(0, 2) + name + entry.bytes
    }
    let start = bytes.count
    bytes += directory
    bytes += [0x50, 0x4B, 5, 6] + little(0, 4) + little(entries.count, 2)
    bytes += little(entries.count, 2) + little(directory.count, 4) + little(start, 4)
    return bytes + little(0, 2)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// CRC-32.
  ///
  /// Source: ISO/IEC 3309.
  static func checkSum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0xFFFF_FFFF) { sum, byte in
      sum >> 8 ^ remainders[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
  }

  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
}
