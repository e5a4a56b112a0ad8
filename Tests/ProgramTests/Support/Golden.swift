import Foundation
import Testing

/// Compares a text with a file of the checkout; `RECORD_GOLDEN=1` writes the file and fails.
func expectGolden(
  _ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = checkout.appending(path: path)
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    Issue.record("recorded \(path)", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(decoding: Data(contentsOf: url), as: UTF8.self)
  let lines = (text.split(separator: "\n", omittingEmptySubsequences: false))
  let others = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let first = zip(lines, others).enumerated().first { $1.0 != $1.1 }?.offset
  #expect(
    text == expected,
    "\(path) differs first in line \((first ?? min(lines.count, others.count)) + 1)",
    sourceLocation: sourceLocation)
}

/// The root of the checkout.
let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// The program folders under `Examples/`, by name: the files of each.
func exampleFolders() throws -> [String: [String: [UInt8]]] {
  let root = checkout.appending(path: "Examples")
  var folders: [String: [String: [UInt8]]] = [:]
  for folder in try FileManager.default.contentsOfDirectory(atPath: root.path) {
    let settings = root.appending(path: folder).appending(path: "program.yaml")
    guard FileManager.default.fileExists(atPath: settings.path) else { continue }
    var files: [String: [UInt8]] = [:]
    let names = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).path)
    for name in names where name.hasSuffix(".csv") || name.hasSuffix(".yaml") {
      files[name] = Array(
        try Data(contentsOf: root.appending(path: folder).appending(path: name)))
    }
    folders[folder] = files
  }
  return folders
}
