import Foundation
import Program
import Sourcing
import Tables
import Testing

/// Every diagnostic that loading an event can give: its code, its place and its words.
@Suite struct EventGoldenTests {
  @Test func nothingIsWrongWithTheRichEvent() throws {
    let result = EventTexts.rich.load()
    #expect(result.diagnostics.map(\.summary) == [])
    let event = try #require(result.event)
    #expect(event.review.receipts.count == 1 && event.scenarios.map(\.rules.count) == [4])
    for schema in EventSchemas.all + EventSchemas.review {
      let rows = (EventTexts.rich.files[schema.file] ?? "").split(separator: "\n")
      let cells = rows[1].split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.count == schema.columns.count, "\(schema.file)")
      #expect(cells.allSatisfy { !$0.isEmpty }, "\(schema.file) has an empty cell in its first row")
    }
  }

  @Test func eachFaultOfACellIsToldThere() {
    for fault in EventCellFault.all {
      let found = told(of: fault)
      #expect(found.count == 1, "\(fault.code) is told \(found.count) times")
      #expect(found.allSatisfy { ($0.line, $0.column) == fault.place }, "\(fault.code)")
    }
  }

  @Test func eachOtherFaultIsToldWithItsCode() {
    for (row, fault) in EventFault.all.enumerated() {
      let result = fault.folder.load()
      #expect(
        result.diagnostics.map(\.code) == fault.codes,
        "row \(row): \(result.diagnostics.map(\.summary))"
      )
      let hasErrors = result.diagnostics.contains { $0.severity == .error }
      #expect((result.event == nil) == hasErrors, "row \(row)")
    }
  }

  @Test func wordingOfEveryDiagnostic() throws {
    var text = ""
    for fault in EventCellFault.all {
      for diagnostic in told(of: fault) { text += "[\(fault.code)] \(diagnostic.summary)\n" }
    }
    for fault in EventFault.all {
      for diagnostic in fault.folder.load().diagnostics {
        text += "[\(diagnostic.code)]\n\(diagnostic.rendered)\n"
      }
    }
    try expectGolden(text, "Tests/SourcingTests/Golden/diagnostics.txt")
  }

  /// Both ways: what the page lists is tested, and what is tested is listed.
  @Test func pageListsEveryCode() throws {
    let tested = Set(EventFault.all.flatMap(\.codes))
    let cells = Set(EventCellFault.all.map(\.code))
    let listed = try listedCodes()
    // Codes of files, of YAML and of headers are those of programs, in another page.
    let forms = Set(DiagnosticCatalog.forms.map(\.code) + ["file.unknown"])
    func isListed(_ code: String) -> Bool {
      if forms.contains(code) || cells.contains(code) || code.contains(".header.") { return true }
      let parts = code.split(separator: ".")
      return listed.contains(code)
        || parts.count == 3 && listed.contains("\(parts[0]).KEY.\(parts[2])")
    }
    #expect(tested.filter { !isListed($0) }.sorted() == [])
    let untested = listed.filter { code in
      guard !code.contains(".KEY.") else {
        let parts = code.split(separator: ".")
        return !tested.contains { $0.hasPrefix("\(parts[0]).") && $0.hasSuffix(".\(parts[2])") }
      }
      return !tested.contains(code) && !cells.contains(code)
    }
    #expect(untested.sorted() == [])
  }

  // MARK: Helpers

  /// What is told of the fault itself, and not of what follows from it in other tables.
  private func told(of fault: EventCellFault) -> [Diagnostic] {
    fault.folder.load().diagnostics.filter { $0.code == fault.code }
  }

  /// The codes in docs/events.md: names with points between, the first a table or YAML file.
  private func listedCodes() throws -> Set<String> {
    let page = try goldenText("docs/events.md")
    let tables = Set((EventSchemas.all + EventSchemas.review).map(\.name) + ["event", "scenarios"])
    let codes = page.matches(of: /`([a-z_]+)(\.[a-z_]+|\.KEY)?\.([a-z_]+)`/).filter { match in
      tables.contains(String(match.1)) && !["yaml", "csv"].contains(match.3)
    }
    return Set(codes.map { "\($0.1)\($0.2 ?? "").\($0.3)" })
  }
}
