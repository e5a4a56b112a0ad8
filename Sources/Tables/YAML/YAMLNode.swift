/// A part of a YAML file, with its place.
public struct YAMLNode: Sendable {
  /// What the part is.
  public enum Content: Sendable {
    /// A text; `isPlain` where it stands without quotes.
    case scalar(text: String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  public var content: Content
  /// Where it starts.
  public var place: Place

  /// Makes a node.
  public init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }

  /// The text of a scalar.
  public var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether nothing is written here, or `null` or `~`.
  public var isNothing: Bool {
    guard case .scalar(let text, let isPlain) = content, isPlain else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// What the part is, for a message.
  public var noun: String {
    switch content {
    case .scalar(let text, _): isNothing ? "nothing" : "'\(shown(text))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
