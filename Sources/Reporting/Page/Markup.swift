/// A piece of HTML.
///
/// Text and attributes are escaped when written; there is no way around it but
/// ``trusted(_:)``, which takes only what this target itself made.
enum Markup: Sendable {
  case text(String)
  case element(String, [(name: String, value: String)], [Markup])
  /// Written as it is: style sheets, scripts, and JSON made by ``JSONValue``.
  case trusted([UInt8])

  /// An element.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
  ) -> Markup {
    .element(name, attributes.map { ($0.key, $0.value) }, children)
  }

  /// An element that holds a text.
  static func tag(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ text: String
  ) -> Markup {
    .element(name, attributes.map { ($0.key, $0.value) }, [.text(text)])
  }

  /// Elements without content and without an end tag.
  private static let void: Set<String> = ["meta", "br", "hr", "input", "link", "col"]

  /// Appends the piece to `buffer`.
  func write(to buffer: inout TextBuffer) {
    switch self {
    case .text(let text): Self.escape(text, to: &buffer)
    case .trusted(let bytes): buffer.append(bytes)
    case .element(let name, let attributes, let children):
      buffer.append(UInt8(ascii: "<"))
      buffer.append(name)
      for attribute in attributes {
        buffer.append(UInt8(ascii: " "))
        buffer.append(attribute.name)
        buffer.append("=\"" as StaticString)
        Self.escape(attribute.value, to: &buffer)
        buffer.append(UInt8(ascii: "\""))
      }
      buffer.append(UInt8(ascii: ">"))
      guard !Self.void.contains(name) else { return }
      for child in children { child.write(to: &buffer) }
      buffer.append("</" as StaticString)
      buffer.append(name)
      buffer.append(UInt8(ascii: ">"))
    }
  }

  private static func escape(_ text: String, to buffer: inout TextBuffer) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): buffer.append("&lt;" as StaticString)
      case UInt8(ascii: ">"): buffer.append("&gt;" as StaticString)
      case UInt8(ascii: "&"): buffer.append("&amp;" as StaticString)
      case UInt8(ascii: "\""): buffer.append("&quot;" as StaticString)
      case UInt8(ascii: "'"): buffer.append("&#39;" as StaticString)
      // Characters that HTML forbids would make the page invalid.
      case 0..<9, 11, 12, 14..<32: buffer.append("\u{FFFD}")
      default: buffer.append(byte)
      }
    }
  }
}

extension Markup: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self = .text(value) }
}
