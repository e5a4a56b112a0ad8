import Foundation
import GRDB
import Testing

@testable import Reporting

/// The pages of documentation agree with what is written.
@Suite struct DocsTests {
  private func page() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let url = root.appendingPathComponent("docs/plan-output.md")
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  private func database(_ folder: Folder) throws -> DatabaseQueue {
    try PlanWriter.write(Sample.plan, Sample.program, to: folder("out"), context: RunContext())
    return try DatabaseQueue(path: folder("out/plan.sqlite"))
  }

  @Test func everyQueryRunsAndAnswers() throws {
    let folder = try Folder()
    let queue = try database(folder)
    let blocks = try page().components(separatedBy: "```sql\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }
    #expect(blocks.count == 6)
    for sql in blocks {
      let count = try queue.read { db in try Row.fetchAll(db, sql: sql).count }
      #expect(count > 0, "\(sql)")
    }
  }

  @Test func everyTableAndFileIsNamed() throws {
    let folder = try Folder()
    let queue = try database(folder)
    let text = try page()
    let names = try queue.read { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type IN ('table','view')")
    }
    #expect(names.count > 40)
    for name in names + PlanTables.names {
      let isNamed = text.contains("`\(name)`")
      #expect(isNamed, "\(name)")
    }
    for table in PlanTables.names {
      let header = try folder.text("out/\(table)").prefix { $0 != "\n" }
      let line = text.split(separator: "\n").first { $0.hasPrefix("| `\(table)`") }
      for column in header.split(separator: ",") {
        #expect(line?.contains("`\(column)`") == true, "\(table): \(column)")
      }
    }
  }

  @Test func everyTableExplainsItself() throws {
    let folder = try Folder()
    let queue = try database(folder)
    let statements = try queue.read { db in
      try String.fetchAll(db, sql: "SELECT sql FROM sqlite_schema WHERE type IN ('table','view')")
    }
    for sql in statements where !sql.hasPrefix("CREATE TABLE supplier") {
      let isExplained = sql.split(separator: "\n").first?.contains(" -- ") == true
      #expect(isExplained, "\(sql.prefix(60))")
    }
  }
}
