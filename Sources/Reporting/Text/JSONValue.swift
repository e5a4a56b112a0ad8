/// A JSON document whose objects keep the order of their keys.
///
/// Written without surprises: numbers as the shortest text that reads back the same, keys in the
/// order given, so that the same plan gives the same bytes.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// Written as `null` where it is not finite.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// An array of numbers; `nil` becomes `null`.
  public static func numbers(_ values: some Sequence<Double?>) -> JSONValue {
    .array(values.map { $0.map(JSONValue.number) ?? .null })
  }

  /// An array of numbers.
  public static func numbers(_ values: some Sequence<Double>) -> JSONValue {
    .array(values.map(JSONValue.number))
  }

  /// An array of texts.
  public static func strings(_ values: some Sequence<String>) -> JSONValue {
    .array(values.map(JSONValue.string))
  }

  /// The member `key` of an object; `nil` where there is none.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The document as text: with two spaces of indentation and a newline at the end, or on one line.
  public func text(isPretty: Bool) -> String {
    var buffer = TextBuffer()
    write(to: &buffer, indentation: isPretty ? 0 : nil)
    if isPretty { buffer.append(UInt8(ascii: "\n")) }
    return buffer.text
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral
{
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: Encodable {
  private struct MemberKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: MemberKey.self)
      for member in members {
        try container.encode(member.value, forKey: MemberKey(stringValue: member.key))
      }
    case .array(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(value) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let value): try container.encode(value)
      case .int(let value): try container.encode(value)
      case .number(let value) where value.isFinite: try container.encode(value)
      case .string(let value): try container.encode(value)
      default: try container.encodeNil()
      }
    }
  }
}

extension JSONValue {
  /// Appends the document to `buffer`; on one line where `indentation` is `nil`.
  ///
  /// `<`, U+2028 and U+2029 are escaped, so that the text may stand inside an HTML script.
  func write(to buffer: inout TextBuffer, indentation: Int?) {
    switch self {
    case .null: buffer.append("null" as StaticString)
    case .bool(let value): buffer.append(value ? "true" : "false" as StaticString)
    case .int(let value): buffer.append(value)
    case .number(let value):
      if value.isFinite { buffer.append(value) } else { buffer.append("null" as StaticString) }
    case .string(let value): Self.write(value, to: &buffer)
    case .array(let values):
      let isFlat = values.allSatisfy(\.isScalar)
      Self.write(
        values, brackets: ("[", "]"), to: &buffer, indentation: isFlat ? nil : indentation
      ) { value, buffer, inner in value.write(to: &buffer, indentation: inner) }
    case .object(let members):
      Self.write(members, brackets: ("{", "}"), to: &buffer, indentation: indentation) {
        member, buffer, inner in
        Self.write(member.key, to: &buffer)
        buffer.append(UInt8(ascii: ":"))
        if inner != nil { buffer.append(UInt8(ascii: " ")) }
        member.value.write(to: &buffer, indentation: inner)
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func write<Part>(
    _ parts: [Part], brackets: (UnicodeScalar, UnicodeScalar), to buffer: inout TextBuffer,
    indentation: Int?, each: (Part, inout TextBuffer, Int?) -> Void
  ) {
    buffer.append(UInt8(ascii: brackets.0))
    let inner = indentation.map { $0 + 2 }
    for (position, part) in parts.enumerated() {
      if position > 0 { buffer.append(UInt8(ascii: ",")) }
      if let inner { newLine(inner, to: &buffer) }
      each(part, &buffer, inner)
    }
    if let indentation, !parts.isEmpty { newLine(indentation, to: &buffer) }
    buffer.append(UInt8(ascii: brackets.1))
  }

  private static func newLine(_ indentation: Int, to buffer: inout TextBuffer) {
    buffer.append(UInt8(ascii: "\n"))
    for _ in 0..<indentation { buffer.append(UInt8(ascii: " ")) }
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  private static func write(_ text: String, to buffer: inout TextBuffer) {
    buffer.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": buffer.append("\\\"" as StaticString)
      case "\\": buffer.append("\\\\" as StaticString)
      case "\n": buffer.append("\\n" as StaticString)
      case "\r": buffer.append("\\r" as StaticString)
      case "\t": buffer.append("\\t" as StaticString)
      case "<", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}", "\u{7F}":
        buffer.append("\\u" as StaticString)
        for shift in [12, 8, 4, 0] {
          buffer.append(hexDigits[Int(scalar.value >> UInt32(shift)) & 15])
        }
      default: for byte in UTF8.encode(scalar) ?? .init([]) { buffer.append(byte) }
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }
}
