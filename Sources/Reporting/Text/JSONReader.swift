/// Reads a JSON document, numbers as the text that was written.
public enum JSONReader {
  /// A part of a document.
  public indirect enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([Value])
    case object([Member])

    /// The member `key` of an object; `nil` where there is none.
    public subscript(key: String) -> Value? {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.key == key }?.value
    }

    /// The text of a string; `nil` for anything else.
    public var text: String? { if case .string(let text) = self { text } else { nil } }
    /// The text of a number, also in quotes; `nil` for anything else.
    public var numberText: String? {
      switch self {
      case .number(let text), .string(let text): text
      default: nil
      }
    }
    /// The parts of an array; `nil` for anything else.
    public var parts: [Value]? { if case .array(let parts) = self { parts } else { nil } }
    /// The members of an object; `nil` for anything else.
    public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
  }

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: Value
  }

  /// What is wrong with a document, and at which byte.
  public struct Fault: Error, Hashable, Sendable {
    public var offset: Int
  }

  /// The document; values may be nested 64 deep.
  public static func read(_ bytes: [UInt8]) throws(Fault) -> Value {
    var scanner = JSONScanner(bytes)
    let value = try scanner.value(depth: 0)
    try scanner.end()
    return value
  }
}

/// Goes through the bytes of a document.
private struct JSONScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var fault: JSONReader.Fault { JSONReader.Fault(offset: index) }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  mutating func end() throws(JSONReader.Fault) {
    skipBlanks()
    guard index == bytes.count else { throw fault }
  }

  private mutating func take(_ character: UInt8) -> Bool {
    skipBlanks()
    guard index < bytes.count, bytes[index] == character else { return false }
    index += 1
    return true
  }

  private mutating func word(_ text: StaticString, _ value: JSONReader.Value)
    throws(JSONReader.Fault) -> JSONReader.Value
  {
    let word = Array("\(text)".utf8)
    guard bytes[index...].starts(with: word) else { throw fault }
    index += word.count
    return value
  }

  mutating func value(depth: Int) throws(JSONReader.Fault) -> JSONReader.Value {
    skipBlanks()
    guard index < bytes.count, depth < 64 else { throw fault }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(JSONReader.Fault) -> JSONReader.Value {
    index += 1
    var members: [JSONReader.Member] = []
    if take(UInt8(ascii: "}")) { return .object([]) }
    repeat {
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { throw fault }
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw fault }
      members.append(JSONReader.Member(key: key, value: try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONReader.Fault) -> JSONReader.Value {
    index += 1
    var parts: [JSONReader.Value] = []
    if take(UInt8(ascii: "]")) { return .array([]) }
    repeat { parts.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault }
    return .array(parts)
  }

  private mutating func number() throws(JSONReader.Fault) -> JSONReader.Value {
    let start = index
    while index < bytes.count, "+-.0123456789eE".utf8.contains(bytes[index]) { index += 1 }
    guard index > start else { throw fault }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func string() throws(JSONReader.Fault) -> String {
    index += 1
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escaped()
      default: text.append(byte)
      }
    }
    throw fault
  }

  private mutating func escaped() throws(JSONReader.Fault) -> [UInt8] {
    guard index < bytes.count else { throw fault }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      var scalar = UInt32(first)
      if 0xD800..<0xDC00 ~= first, bytes[index...].starts(with: "\\u".utf8) {
        index += 2
        let second = try hexadecimal()
        guard 0xDC00..<0xE000 ~= second else { throw fault }
        scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
      guard let character = Unicode.Scalar(scalar) else { throw fault }
      return Array(String(character).utf8)
    default: throw fault
    }
  }

  private mutating func hexadecimal() throws(JSONReader.Fault) -> UInt16 {
    guard index + 4 <= bytes.count,
      let value = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw fault }
    index += 4
    return value
  }
}
