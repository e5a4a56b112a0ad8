import Foundation
import Program
import Tables
import Testing

@Test func wordingOfEveryDiagnostic() throws {
  var text = ""
  for fault in errorFaults + warningFaults {
    for diagnostic in load(fault.folder).diagnostics {
      text += "[\(diagnostic.code)]\n\(diagnostic.rendered)\n"
    }
  }
  try expectGolden(text, "Tests/ProgramTests/Golden/diagnostics.txt")
}

@Test func pagesAreThoseOfTheSchemas() throws {
  try expectGolden(DocumentationPages.programFolder(), "docs/program-folder.md")
  try expectGolden(DocumentationPages.diagnostics(), "docs/diagnostics.md")
}

@Test func everyListedCodeHasATest() {
  // These need a file of gigabytes or a folder that cannot be read; others are tested elsewhere.
  let elsewhere: Set<String> = [
    "csv.size", "errors.more", "warnings.more", "file.unreadable", "file.missing", "file.unknown",
    "text.utf8", "text.utf16", "csv.empty", "csv.separator", "yaml.size", "yaml.empty",
    "program.type", "items.unsupplied",
    "demand.none", "program.goal.idle",
  ]
  let tested = Set(
    (errorFaults + warningFaults).flatMap { $0.expected }.map {
      String($0.drop { $0 != " " }.dropFirst())
    })
  let listed =
    DiagnosticCatalog.forms + DiagnosticCatalog.rows + DiagnosticCatalog.warnings
  let untested = listed.map(\.code).filter { !tested.contains($0) && !elsewhere.contains($0) }
  #expect(untested == [])
  #expect(tested.filter { !DiagnosticCatalog.knows($0) }.sorted() == [])
}

@Test func examplesLoadWithoutErrors() throws {
  let folders = try exampleFolders()
  #expect(!folders.isEmpty)
  for (name, files) in folders.sorted(by: { $0.key < $1.key }) {
    let result = BuildProgram.load(from: MemoryFiles(files))
    #expect(result.errors.map(\.rendered) == [], "\(name)")
    let program = try #require(result.program)
    #expect(BuildProgram.load(from: program.makeFiles()).program == program, "\(name)")
  }
}
