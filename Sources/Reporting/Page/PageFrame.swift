/// What every report is: one HTML file that needs nothing else.
struct PageFrame: Sendable {
  /// A part of the page with its anchor.
  struct Part: Sendable {
    var id: String
    var title: String
    var content: [Markup]
  }

  /// Of the window.
  var title: String
  /// The first heading.
  var heading: String
  /// A sentence or two beneath it.
  var subheading: String
  var parts: [Part]
  var footer: String

  /// The file's bytes, UTF-8.
  func html(_ assets: ReportAssets) -> [UInt8] {
    var buffer = TextBuffer()
    buffer.reserve(assets.plotly.count + 4_000_000)
    buffer.append("<!doctype html>\n" as StaticString)
    page(assets).write(to: &buffer)
    buffer.append("\n" as StaticString)
    return buffer.bytes
  }

  private func page(_ assets: ReportAssets) -> Markup {
    .tag(
      "html", ["lang": "en"],
      [
        PageFrame.head(title: title, sheet: Style.sheet),
        .tag(
          "body", [:],
          [
            header, navigation,
            .tag(
              "main", [:],
              parts.map { part in
                .tag("section", ["id": part.id], [.tag("h2", [:], part.title)] + part.content)
              }),
            .tag("footer", [:], footer),
            .tag("script", [:], [.trusted(assets.plotly)]),
            .tag("script", [:], [.trusted(Array(Style.script.utf8))]),
          ]),
      ])
  }

  /// The head of a page that loads nothing from elsewhere.
  static func head(title: String, sheet: String) -> Markup {
    .tag(
      "head", [:],
      [
        .tag("meta", ["charset": "utf-8"]),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .tag(
          "meta",
          [
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
              + "img-src data: blob:",
          ]),
        .tag("title", [:], title),
        .tag("style", [:], [.trusted(Array(sheet.utf8))]),
      ])
  }

  private var header: Markup {
    .tag(
      "header", [:],
      [.tag("div", ["class": "inner"], [.tag("h1", [:], heading), .tag("p", [:], subheading)])])
  }

  private var navigation: Markup {
    .tag(
      "nav", ["aria-label": "Parts of the report"],
      [
        .tag(
          "div", ["class": "inner"], parts.map { .tag("a", ["href": "#\($0.id)"], $0.title) })
      ])
  }
}

extension Markup {
  /// A paragraph that opens a part.
  static func lead(_ text: String) -> Markup { .tag("p", ["class": "lead"], text) }

  /// A table that is shown when asked for.
  static func details(_ title: String, _ table: Table) -> Markup {
    .tag("details", [:], [.tag("summary", [:], title), table.markup])
  }

  /// A headline figure.
  static func headCard(_ label: String, _ figure: String, _ detail: String) -> Markup {
    .tag(
      "div", ["class": "head"],
      [
        .tag("span", ["class": "label"], label), .tag("b", [:], figure), .tag("span", [:], detail),
      ])
  }
}
