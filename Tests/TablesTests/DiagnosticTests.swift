import Tables
import Testing

@Test func aDiagnosticShowsItsLineAndACaret() {
  let diagnostic = Diagnostic(
    file: "lanes.csv", line: 14, column: 26, code: "lanes.days.negative",
    message: "days is -3; a lane takes a whole number of days, 0 or more",
    source: "hub-tx,dc-abilene,,truck,-3,120")
  #expect(
    diagnostic.rendered == """
      lanes.csv:14:26: error: days is -3; a lane takes a whole number of days, 0 or more
       14 | hub-tx,dc-abilene,,truck,-3,120
          |                          ^
      """)
}

@Test(arguments: [
  ("a\tb", 3, "  | \u{20}\t^"), ("é東x", 3, "  |   ^"), ("", 1, "  | ^"), ("ab", 99, "  |   ^"),
])
func theCaretStandsUnderItsColumn(source: String, column: Int, expected: String) {
  let diagnostic = Diagnostic(
    file: "f", line: 7, column: column, severity: .warning, code: "c", message: "m", source: source)
  let lines = diagnostic.rendered.split(separator: "\n", omittingEmptySubsequences: false)
  #expect(lines[0] == "f:7:\(column): warning: m")
  #expect(lines[2] == " " + expected)
}

@Test func aLongLineIsShownAroundItsPlace() {
  let source = String(repeating: "x", count: 500) + "!" + String(repeating: "y", count: 500)
  let diagnostic = Diagnostic(
    file: "f", line: 1, column: 501, code: "c", message: "m", source: source)
  let lines = diagnostic.rendered.split(separator: "\n")
  #expect(lines[1].count < 140)
  let caret = Array(lines[2]).firstIndex(of: "^")
  #expect(caret.map { Array(lines[1])[$0] } == "!")
}

@Test(arguments: [
  ("a: 1\nb: [x, {c: 'd'}]\n", [] as [String]), ("a: 1\na: 2\n", ["2:1 yaml.key.repeated"]),
  ("a: 1\nb: 2\na: 3\nb: 4\n", ["3:1 yaml.key.repeated", "4:1 yaml.key.repeated"]),
  ("{a: 1, a: 2}\n", ["1:8 yaml.key.repeated"]), ("a: [1\n", ["2:1 yaml.form"]),
  ("", ["1:1 yaml.empty"]), ("a: \u{7}\n", ["1:4 text.control"]),
  ("x:\n  a: 1\n  a: 2\na: 3\n", ["3:3 yaml.key.repeated"]),
])
func yamlFaultsStandAtTheirPlace(text: String, expected: [String]) {
  var list = DiagnosticList()
  _ = YAMLReader.read(Array(text.utf8), file: "f.yaml", into: &list)
  #expect(list.sorted(files: []).map { "\($0.line):\($0.column) \($0.code)" } == expected)
}

@Test func yamlNodesHavePlaces() throws {
  var list = DiagnosticList()
  let text = "# comment\nname: \"é x\"   # c\nlist: [é, b]\nlater:\n  key: |\n    text\n"
  let root = try #require(YAMLReader.read(Array(text.utf8), file: "f", into: &list))
  guard case .mapping(let pairs) = root.content,
    case .sequence(let entries) = pairs[1].value.content
  else {
    Issue.record("not read as written")
    return
  }
  #expect(pairs.map(\.key.text) == ["name", "list", "later"])
  #expect(pairs[0].value.text == "é x")
  #expect(
    pairs[0].value.place == Place(file: "f", line: 2, column: 7, source: "name: \"é x\"   # c"))
  #expect(entries.map(\.place.column) == [8, 11])
}
