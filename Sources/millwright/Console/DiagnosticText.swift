import Reporting
import Tables

/// Diagnostics as text and as JSON.
enum DiagnosticText {
  /// One diagnostic a paragraph: one line where it is read by a program, with the source line and
  /// a caret on a terminal.
  static func text(_ diagnostics: [Diagnostic], on console: Console) -> String {
    diagnostics.map { diagnostic in
      let text = console.isTerminal ? diagnostic.rendered : diagnostic.summary
      return (console.isColoured ? coloured(text, diagnostic) : text) + "\n"
    }.joined()
  }

  /// The place in bold, the severity in red or yellow.
  private static func coloured(_ text: String, _ diagnostic: Diagnostic) -> String {
    let colour = diagnostic.severity == .error ? 31 : 33
    let place = "\(diagnostic.place):"
    let severity = "\(diagnostic.severity.rawValue):"
    let rest = text.dropFirst(place.count + 1 + severity.count)
    return "\u{1B}[1m\(place)\u{1B}[0m \u{1B}[1;\(colour)m\(severity)\u{1B}[0m\(rest)"
  }

  /// `2 errors, 1 warning`; `no errors` where there is nothing.
  static func counts(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    let first = errors == 0 ? "no errors" : Format.count(errors, "error")
    return warnings == 0 ? first : first + ", " + Format.count(warnings, "warning")
  }

  /// The diagnostics as a JSON array.
  static func json(_ diagnostics: [Diagnostic]) -> JSONValue {
    .array(
      diagnostics.map { diagnostic in
        var fields: [JSONValue.Member] = [
          .init("file", .string(diagnostic.file)), .init("line", .int(diagnostic.line)),
          .init("column", .int(diagnostic.column)),
          .init("severity", .string(diagnostic.severity.rawValue)),
          .init("code", .string(diagnostic.code)), .init("message", .string(diagnostic.message)),
          .init("source", diagnostic.source.map(JSONValue.string) ?? .null),
          .init("suggestion", diagnostic.suggestion.map(JSONValue.string) ?? .null),
        ]
        if let cell = diagnostic.cell { fields.append(.init("cell", .string(cell))) }
        return .object(fields)
      })
  }
}
