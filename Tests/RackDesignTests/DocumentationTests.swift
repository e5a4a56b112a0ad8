import Foundation
import Testing

@testable import RackDesign

@Suite("Pages of the documentation")
struct DocumentationTests {
  private static func page(_ name: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/\(name)")
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// With `RECORD_GOLDEN=1` the tables are written anew, and the test fails.
  @Test func thePageOfTheFolderHasEveryColumn() throws {
    let page = try Self.page("design-folder.md")
    let tables = DesignDocumentation.tables()
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      let head = page.components(separatedBy: "## components.csv")[0]
      let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/design-folder.md")
      try (head + tables).write(to: file, atomically: true, encoding: .utf8)
      Issue.record("docs/design-folder.md was written anew")
    }
    #expect(page.hasSuffix(tables))
  }

  @Test func thePageOfTheMathematicsNamesEveryQuantity() throws {
    let page = try Self.page("rack-design.md")
    let missing = Quantity.allCases.filter { !page.contains($0.rawValue) }
    #expect(missing.isEmpty, "\(missing.map(\.rawValue))")
  }
}
