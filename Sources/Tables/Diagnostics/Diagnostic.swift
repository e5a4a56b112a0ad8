/// Something wrong or doubtful in the input, with its place.
public struct Diagnostic: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// Nothing is planned and nothing is written.
    case error
    /// The plan goes on.
    case warning
  }

  /// The name of the file as the folder holds it; `--what-if` for an override of the command line.
  public var file: String
  /// From 1; for an override its number in the order given.
  public var line: Int
  /// From 1, in Unicode scalars, at the first character of the cell or key.
  public var column: Int
  public var severity: Severity
  /// What kind of fault it is, stable between versions: `lanes.days.negative`.
  public var code: String
  /// What is wrong and what is allowed, in one sentence without a full stop.
  public var message: String
  /// The line of the file that holds the place, without its end; `nil` where there is none.
  public var source: String?
  /// What was probably meant, where there is one near match.
  public var suggestion: String?
  /// The cell of a spreadsheet, `Lines!F12`, in place of line and column; `nil` for text files.
  public var cell: String?

  /// Makes a diagnostic.
  public init(
    file: String, line: Int, column: Int, severity: Severity = .error, code: String,
    message: String, source: String? = nil, suggestion: String? = nil, cell: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.severity = severity
    self.code = code
    self.message = message
    self.source = source
    self.suggestion = suggestion
    self.cell = cell
  }

  /// Where it is: `file:line:column`, or `file:sheet!cell` for a spreadsheet.
  public var place: String { cell.map { "\(file):\($0)" } ?? "\(file):\(line):\(column)" }

  /// One line: `file:line:column: error: message`.
  public var summary: String {
    "\(place): \(severity.rawValue): \(message)"
  }

  /// The summary, and under it the source line and a caret, where there is a source line.
  ///
  /// A line longer than 120 scalars is shown in part, with `…` where something is left out.
  public var rendered: String {
    guard let source else { return summary }
    let (text, caret) = Diagnostic.window(of: Array(source.unicodeScalars), column: column)
    let gutter = " \(line) | "
    let margin = String(repeating: " ", count: gutter.unicodeScalars.count - 2)
    return "\(summary)\n\(gutter)\(text)\n\(margin)| \(caret)^"
  }

  /// The part of `line` around `column`, and the blanks that lead to the column in that part.
  private static func window(
    of line: [Unicode.Scalar], column: Int
  ) -> (text: String, caret: String) {
    let width = 120
    let position = min(max(column - 1, 0), line.count)
    var start = 0
    var end = line.count
    if line.count > width {
      start = max(0, min(position - width / 2, line.count - width))
      end = start + width
    }
    var text = start > 0 ? "…" : ""
    var caret = start > 0 ? " " : ""
    for (offset, scalar) in line[start..<end].enumerated() {
      let isShown = scalar == "\t" || (scalar.value >= 0x20 && scalar.value != 0x7F)
      text.unicodeScalars.append(isShown ? scalar : "\u{FFFD}")
      if start + offset < position { caret += scalar == "\t" ? "\t" : " " }
    }
    return (text + (end < line.count ? "…" : ""), caret)
  }
}

extension Diagnostic: Comparable {
  /// Orders by file name, line, column, then code and message.
  public static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    if left.file != right.file { return left.file < right.file }
    if left.line != right.line { return left.line < right.line }
    if left.column != right.column { return left.column < right.column }
    if left.code != right.code { return left.code < right.code }
    return left.message < right.message
  }
}
