import Program
import RackDesign
import Reporting
import Tables

/// A design folder as read from disk.
struct LoadedDesigns {
  /// The folder's name as it was typed.
  let path: String
  let folder: DesignFolder
  let warnings: [Diagnostic]

  /// Reads and checks the folder at `path`; every fault is printed.
  ///
  /// - Throws: ``CommandFailure`` where there is no such folder, or it has errors.
  init(_ path: String, json: Bool = false) throws(CommandFailure) {
    self.path = path
    let result: DesignLoadResult
    do throws(FileFault) {
      result = DesignFolder.load(from: try ProgramFolder(path: path, as: .design))
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
    warnings = result.diagnostics.filter { $0.severity == .warning }
    guard let folder = result.folder else {
      if json {
        let report: JSONValue = [
          "format": 1, "folder": .string(path), "is_sound": false,
          "diagnostics": DiagnosticText.json(result.diagnostics),
        ]
        try Console.printResult(report.text(isPretty: true))
        throw CommandFailure(.badInput)
      }
      let console = Console.standardError
      console.write(DiagnosticText.text(result.diagnostics, on: console))
      throw CommandFailure(.badInput, "\(path): \(DiagnosticText.counts(result.diagnostics))")
    }
    self.folder = folder
    let console = Console.standardError
    console.write(DiagnosticText.text(warnings, on: console))
  }

  /// The designs of that name, or all of them.
  ///
  /// - Throws: ``CommandFailure`` where the folder has no design of that name, or none at all.
  func designs(named name: String?) throws(CommandFailure) -> [Design] {
    guard let name else {
      guard !folder.designs.isEmpty else {
        throw CommandFailure(.badInput, "\(path) has no design; designs.csv names them")
      }
      return folder.designs
    }
    if let design = folder.designs.first(where: { $0.id == name }) { return [design] }
    let names = folder.designs.map(\.id)
    let hint =
      nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
      ?? "it has \(names.prefix(8).joined(separator: ", "))"
    throw CommandFailure(.badInput, "\(path) has no design '\(name)'; \(hint)")
  }
}
