public import Planning

/// `restart.bin`: what the next plan of nearly the same program may start from.
///
/// Little-endian, without gaps:
///
/// | bytes | what |
/// | --- | --- |
/// | 8 | `MWRESTRT` |
/// | 4 | version, 1 |
/// | 8 | signature of the layout |
/// | 8, 8 | gap and weight, doubles |
/// | 5 × 8 | how many values, point, duals, proof and owners follow |
/// | 4 each | values, point, duals and proof, floats |
/// | 8 each | a hash of each owner |
/// | 8 | FNV-1a, 64 bits, of all bytes before |
enum RestartFile {
  static let name = "restart.bin"
  private static let magic = Array("MWRESTRT".utf8)
  private static let version: UInt32 = 1
  private static let headCount = 8 + 4 + 3 * 8 + 5 * 8

  /// The bytes of `restart`.
  static func bytes(of restart: Restart) -> [UInt8] {
    let floats = [restart.values, restart.point, restart.duals, restart.proof]
    var bytes = magic
    let count = floats.reduce(0) { $0 + 4 * $1.count } + 8 * restart.owners.count
    bytes.reserveCapacity(headCount + count + 8)
    append(version, to: &bytes)
    append(restart.signature, to: &bytes)
    append(restart.gap.bitPattern, to: &bytes)
    append(restart.weight.bitPattern, to: &bytes)
    for count in floats.map(\.count) + [restart.owners.count] { append(UInt64(count), to: &bytes) }
    for numbers in floats { for number in numbers { append(number.bitPattern, to: &bytes) } }
    for hash in restart.owners { append(hash, to: &bytes) }
    append(checksum(bytes[...]), to: &bytes)
    return bytes
  }

  /// Reads `bytes` back.
  ///
  /// - Parameters:
  ///   - bytes: Those of a file.
  ///   - path: Where they are from.
  /// - Returns: What they hold.
  /// - Throws: ``FileFault`` where they are not what ``bytes(of:)`` makes.
  static func restart(from bytes: [UInt8], path: String) throws(FileFault) -> Restart {
    func fault(_ reason: String) -> FileFault {
      FileFault(action: .read, path: path, reason: reason)
    }
    guard bytes.starts(with: magic) else {
      throw fault("it is not what a plan leaves to start from")
    }
    guard bytes.count >= magic.count + 4 else { throw fault("it ends too early") }
    let found: UInt32 = number(in: bytes, at: magic.count)
    guard found == version else {
      throw fault("it is of version \(found); this is version \(version)")
    }
    guard bytes.count >= headCount + 8 else { throw fault("it ends too early") }
    let words = (0..<8).map { n -> UInt64 in number(in: bytes, at: 12 + 8 * n) }
    // No count above the file's own length: their sum cannot overflow then.
    guard words[3...].allSatisfy({ $0 <= UInt64(bytes.count) }) else {
      throw fault("its counts do not fit its length")
    }
    let counts = words[3...].map { Int($0) }
    let wanted = headCount + 4 * counts[..<4].reduce(0, +) + 8 * counts[4] + 8
    guard wanted == bytes.count else {
      throw fault("it has \(bytes.count) bytes; its counts ask for \(wanted)")
    }
    let stated: UInt64 = number(in: bytes, at: wanted - 8)
    guard checksum(bytes[..<(wanted - 8)]) == stated else {
      throw fault("it is damaged: its checksum does not match")
    }
    var reader = Reader(bytes: bytes, position: headCount)
    let restart = Restart(
      signature: words[0], gap: Double(bitPattern: words[1]),
      values: reader.floats(counts[0]), weight: Double(bitPattern: words[2]),
      point: reader.floats(counts[1]), duals: reader.floats(counts[2]),
      proof: reader.floats(counts[3]), owners: reader.hashes(counts[4]))
    guard isSound(restart) else { throw fault("it holds a number that none can be") }
    return restart
  }

  private static func isSound(_ restart: Restart) -> Bool {
    restart.gap >= 0 && restart.gap.isFinite && restart.weight > 0 && restart.weight.isFinite
      && [restart.values, restart.point, restart.duals, restart.proof].allSatisfy {
        $0.allSatisfy(\.isFinite)
      }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position: Int

    mutating func floats(_ count: Int) -> [Float] {
      defer { position += 4 * count }
      return (0..<count).map {
        Float(bitPattern: RestartFile.number(in: bytes, at: position + 4 * $0))
      }
    }

    mutating func hashes(_ count: Int) -> [UInt64] {
      defer { position += 8 * count }
      return (0..<count).map { RestartFile.number(in: bytes, at: position + 8 * $0) }
    }
  }

  private static func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
    var rest = word
    for _ in 0..<(Word.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private static func number<Word: FixedWidthInteger>(in bytes: [UInt8], at position: Int) -> Word {
    var word: Word = 0
    for n in 0..<(Word.bitWidth / 8) {
      word |= Word(truncatingIfNeeded: bytes[position + n]) << Word(8 * n)
    }
    return word
  }

  /// FNV-1a, whose overflow is its own arithmetic.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension Restart {
  /// Reads what the plan in the folder `path` left to start from.
  ///
  /// - Parameter path: The output folder of `millwright plan`.
  /// - Returns: What it left.
  /// - Throws: ``FileFault`` where it holds no complete plan, or nothing sound to start from.
  public static func open(_ path: String) throws(FileFault) -> Restart {
    try FileAccess.requireFolder(path, for: "a plan")
    guard FileAccess.isFolder(path + "/" + PlanWriter.summaryName) == false else {
      throw FileFault(
        action: .read, path: path,
        reason: "it holds no \(PlanWriter.summaryName), so it is no complete plan")
    }
    let file = path + "/" + RestartFile.name
    guard FileAccess.isFolder(file) != nil else {
      throw FileFault(
        action: .read, path: path,
        reason: "it holds no \(RestartFile.name), so no plan can start from it")
    }
    return try RestartFile.restart(from: try FileAccess.read(file), path: file)
  }
}
