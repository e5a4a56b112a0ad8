/// Pieces of drawings; lengths in the units of the view box.
enum SVG {
  /// A drawing that is as wide as its place, at most `width` pixels.
  static func drawing(
    width: Double, height: Double, label: String, _ content: [Markup]
  ) -> Markup {
    .tag(
      "svg",
      [
        "viewBox": "0 0 \(text(width)) \(text(height))", "class": "drawing", "role": "img",
        "aria-label": label,
        "style": "max-width:\(text(width * 1.25))px;flex:\(text(width)) 1 \(text(width))px",
      ], [.tag("title", [:], label)] + content)
  }

  static func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, edge: String,
    dash: String = "", radius: Double = 2, strokeWidth: Double = 1
  ) -> Markup {
    var attributes: [(name: String, value: String)] = [
      ("x", text(x)), ("y", text(y)), ("width", text(width)), ("height", text(height)),
      ("rx", text(radius)), ("fill", fill), ("stroke", edge),
      ("stroke-width", text(strokeWidth)),
    ]
    if !dash.isEmpty { attributes.append(("stroke-dasharray", dash)) }
    return .element("rect", attributes, [])
  }

  /// A line through points.
  static func line(
    _ points: [(x: Double, y: Double)], colour: String, width: Double = 1.5
  ) -> Markup {
    .tag(
      "polyline",
      [
        "points": points.map { "\(text($0.x)),\(text($0.y))" }.joined(separator: " "),
        "fill": "none", "stroke": colour, "stroke-width": text(width),
        "stroke-linejoin": "round",
      ])
  }

  /// Where a text stands against its point.
  enum Anchor: String {
    case start, middle, end
  }

  static func words(
    _ x: Double, _ y: Double, _ words: String, size: Double = 10, anchor: Anchor = .start,
    colour: String = Plot.ink, isBold: Bool = false, turned: Bool = false
  ) -> Markup {
    var attributes: [(name: String, value: String)] = [
      ("x", text(x)), ("y", text(y)), ("font-size", text(size)),
      ("text-anchor", anchor.rawValue), ("fill", colour),
    ]
    if isBold { attributes.append(("font-weight", "600")) }
    if turned { attributes.append(("transform", "rotate(-90 \(text(x)) \(text(y)))")) }
    return .element("text", attributes, [.text(words)])
  }

  /// The text, cut where it is longer than `width` would hold at that size.
  static func cut(_ words: String, to width: Double, size: Double) -> String {
    let room = Int(width / (size * 0.56))
    guard words.count > room, room > 1 else { return words }
    return words.prefix(room - 1).trimmingBlanks + "…"
  }

  /// The title of a shape, shown where a pointer rests on it.
  static func titled(_ title: String, _ content: [Markup]) -> Markup {
    .tag("g", [:], [.tag("title", [:], title)] + content)
  }

  static func text(_ value: Double) -> String {
    var buffer = TextBuffer()
    buffer.append((value * 100).rounded() / 100)
    return buffer.text
  }
}

extension Substring {
  /// Without blanks at its end.
  fileprivate var trimmingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
