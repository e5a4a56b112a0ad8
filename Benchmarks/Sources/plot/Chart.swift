import Foundation

/// Seconds against parts, one point a program, both axes logarithmic.
///
/// The dashed line has slope 1 and passes through the middle of the points: programs below it at the
/// right and above it at the left cost less than in proportion to their parts.
struct Chart {
  private static let size = (width: 640.0, height: 420.0)
  private static let plot = (left: 66.0, right: 622.0, top: 18.0, bottom: 362.0)
  private static let ink = "#222222"
  private static let mark = "#1f5fa8"

  private let rows: [Measured]
  private let x: Scale
  private let y: Scale

  /// A rectangle that text or a point takes.
  private struct Box {
    var left: Double
    var top: Double
    var width: Double
    var height: Double

    func meets(_ other: Box) -> Bool {
      left < other.left + other.width && other.left < left + width
        && top < other.top + other.height && other.top < top + height
    }
  }

  init(_ rows: [Measured]) {
    self.rows = rows
    x = Scale(rows.map(\.parts), first: Self.plot.left, last: Self.plot.right)
    y = Scale(rows.map(\.seconds), first: Self.plot.bottom, last: Self.plot.top)
  }

  /// The chart as a document.
  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(px(Self.size.width)) \
    \(px(Self.size.height))" width="\(px(Self.size.width))" height="\(px(Self.size.height))" \
    role="img" font-family="Helvetica, Arial, sans-serif" font-size="14" fill="\(Self.ink)">
    <title>Seconds of a plan against the parts of its program</title>
    <rect width="100%" height="100%" fill="#ffffff"/>
    \((grid + [slope] + points + titles).joined(separator: "\n"))
    </svg>

    """
  }

  private var grid: [String] {
    let plot = Self.plot
    let columns = x.ticks.flatMap { tick in
      let place = px(x.place(tick))
      return [
        line(place, px(plot.top), place, px(plot.bottom), #"stroke="\#(Self.faint)""#),
        text(Scale.words(tick), place, px(plot.bottom + 20), "middle"),
      ]
    }
    let rows = y.ticks.flatMap { tick in
      let place = y.place(tick)
      return [
        line(px(plot.left), px(place), px(plot.right), px(place), #"stroke="\#(Self.faint)""#),
        text(Scale.words(tick), px(plot.left - 8), px(place + 5), "end"),
      ]
    }
    let frame =
      #"<path d="M\#(px(plot.left)) \#(px(plot.top))V\#(px(plot.bottom))H\#(px(plot.right))" "#
      + #"fill="none" stroke="\#(Self.ink)"/>"#
    return columns + rows + [frame]
  }

  private static let faint = "#e3e3e3"

  private var titles: [String] {
    let plot = Self.plot
    let middle = (plot.top + plot.bottom) / 2
    return [
      text(
        "parts of the program", px((plot.left + plot.right) / 2), px(Self.size.height - 14),
        "middle"),
      text(
        "seconds, start to end", px(18), px(middle), "middle",
        #" transform="rotate(-90 18 \#(px(middle)))""#),
    ]
  }

  /// The line of slope 1, as far as it is inside.
  private var slope: String {
    let count = Double(rows.count)
    // Seconds a part, in the mean of the logarithms.
    let rate = exp(rows.reduce(0) { $0 + log($1.seconds / $1.parts) } / count)
    let low = max(x.range.lowerBound, y.range.lowerBound / rate)
    let high = min(x.range.upperBound, y.range.upperBound / rate)
    guard low < high else { return "" }
    return line(
      px(x.place(low)), px(y.place(low * rate)), px(x.place(high)), px(y.place(high * rate)),
      ##"stroke="#8a8a8a" stroke-width="1.5" stroke-dasharray="6 5""##)
  }

  private var points: [String] {
    let places = rows.map { (x: x.place($0.parts), y: y.place($0.seconds)) }
    var taken = places.map { Box(left: $0.x - 6, top: $0.y - 6, width: 12, height: 12) }
    let key = "dashed: seconds in proportion to parts"
    let keyPlace = (x: Self.plot.left + 12, y: Self.plot.top + 18)
    taken.append(Box(left: keyPlace.x, top: keyPlace.y - 14, width: 260, height: 20))
    var drawn = [text(key, px(keyPlace.x), px(keyPlace.y), "start", ##" fill="#666666""##)]
    for (row, place) in zip(rows, places) {
      let fill = row.gap == nil ? "#ffffff" : Self.mark
      drawn.append(
        #"<circle cx="\#(px(place.x))" cy="\#(px(place.y))" r="5" fill="\#(fill)" "#
          + #"stroke="\#(Self.mark)" stroke-width="2"/>"#)
      let words = row.program + ", " + (row.gap.map(Self.words) ?? "no plan")
      let box = free(around: place, width: 7.4 * Double(words.count), taken)
      taken.append(box)
      drawn.append(
        text(
          words, px(box.left), px(box.top + 14), "start",
          ##" stroke="#ffffff" stroke-width="4" paint-order="stroke""##))
    }
    return drawn
  }

  /// Room for a label beside a point: the first place that nothing else has, or the right one.
  private func free(around place: (x: Double, y: Double), width: Double, _ taken: [Box]) -> Box {
    let height = 18.0
    let choices = [
      (place.x + 10, place.y - 9), (place.x - 10 - width, place.y - 9),
      (place.x - width / 2, place.y + 9), (place.x - width / 2, place.y - 27),
      (place.x + 8, place.y + 6), (place.x - 8 - width, place.y - 24),
    ].map { Box(left: $0.0, top: $0.1, width: width, height: height) }
    let plot = Self.plot
    return choices.first { box in
      box.left > plot.left && box.left + width < Self.size.width && box.top > plot.top
        && box.top + height < plot.bottom && !taken.contains { $0.meets(box) }
    } ?? choices[0]
  }

  /// A gap: `0.09 %`.
  private static func words(_ gap: Double) -> String {
    String(format: gap < 0.01 ? "%.2f %%" : "%.1f %%", gap * 100)
  }

  private func px(_ value: Double) -> String { String(format: "%g", (value * 10).rounded() / 10) }

  private func line(_ x1: String, _ y1: String, _ x2: String, _ y2: String, _ style: String)
    -> String
  {
    #"<line x1="\#(x1)" y1="\#(y1)" x2="\#(x2)" y2="\#(y2)" \#(style)/>"#
  }

  private func text(
    _ words: String, _ x: String, _ y: String, _ anchor: String, _ more: String = ""
  ) -> String {
    let safe = words.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    return #"<text x="\#(x)" y="\#(y)" text-anchor="\#(anchor)"\#(more)>\#(safe)</text>"#
  }
}
