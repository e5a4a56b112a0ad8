/// A table of figures: what stands beneath a chart, and tables of their own.
struct Table: Sendable {
  /// A column.
  struct Column: Sendable {
    var title: String
    /// Numbers stand to the right.
    var isNumber = false
    /// Dates stay on one line.
    var isWhole = false
    /// Identifiers may break at their hyphens.
    var isName = false
    /// Sentences need room.
    var isWide = false

    static func text(_ title: String) -> Column { Column(title: title) }
    static func whole(_ title: String) -> Column { Column(title: title, isWhole: true) }
    static func name(_ title: String) -> Column { Column(title: title, isName: true) }
    static func wide(_ title: String) -> Column { Column(title: title, isWide: true) }
    static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
  }

  /// A cell.
  struct Cell: Sendable, ExpressibleByStringInterpolation {
    /// What is shown.
    var text: String
    /// What is sorted by, where it is not the text.
    var key: Double?
    /// A mark that colours it.
    var mark: String?

    init(_ text: String, key: Double? = nil, mark: String? = nil) {
      self.text = text
      self.key = key
      self.mark = mark
    }

    init(stringLiteral value: String) { self.init(value) }

    /// A number with `decimals` decimals.
    static func number(_ value: Double, decimals: Int = 0) -> Cell {
      Cell(Numbers.grouped(value, decimals: decimals), key: value)
    }

    /// Units: whole where there are many, about three figures where there are few.
    static func units(_ value: Double) -> Cell {
      abs(value) < 10 ? .short(value) : .number(value)
    }

    /// A number of about three figures.
    static func short(_ value: Double) -> Cell { Cell(Numbers.short(value), key: value) }

    /// A share in percent; empty where there is none.
    static func percent(_ share: Double?, decimals: Int = 1) -> Cell {
      Cell(share == nil ? "" : Numbers.percent(share, decimals: decimals), key: share ?? -1)
    }
  }

  var columns: [Column]
  var rows: [[Cell]]

  /// The table as HTML; columns can be sorted by their heads.
  var markup: Markup {
    let head = Markup.tag(
      "tr", [:],
      columns.map { column in
        .tag(
          "th",
          [
            "scope": "col", "class": column.isNumber ? "number" : "text",
            "data-title": column.title,
          ],
          [.tag("button", ["type": "button"], column.title)])
      })
    let body = rows.map { row in
      Markup.tag("tr", [:], zip(columns, row).map(Self.cell))
    }
    return .tag(
      "div", ["class": "scroll"],
      [.tag("table", [:], [.tag("thead", [:], [head]), .tag("tbody", [:], body)])])
  }

  private static func cell(_ column: Column, _ cell: Cell) -> Markup {
    var attributes: [(name: String, value: String)] = []
    var classes: [String] = []
    if column.isNumber { classes.append("number") }
    if column.isWhole { classes.append("whole") }
    if column.isName { classes.append("name") }
    if column.isWide { classes.append("wide") }
    if let mark = cell.mark { classes.append(mark) }
    if !classes.isEmpty { attributes.append(("class", classes.joined(separator: " "))) }
    if let key = cell.key {
      var buffer = TextBuffer()
      if key.isFinite { buffer.append(key) } else { buffer.append("1e308" as StaticString) }
      attributes.append(("data-v", buffer.text))
    }
    return .element("td", attributes, [.text(cell.text)])
  }
}
