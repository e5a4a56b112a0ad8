import Foundation
import Testing

/// Compares a text with a file of the checkout; `RECORD_GOLDEN=1` writes the file and fails.
func expectGolden(
  _ text: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = checkout.appending(path: path)
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    try Data(text.utf8).write(to: url)
    Issue.record("recorded \(path)", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(decoding: Data(contentsOf: url), as: UTF8.self)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let others = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let first = zip(lines, others).enumerated().first { $1.0 != $1.1 }?.offset
  #expect(
    text == expected,
    "\(path) differs first in line \((first ?? min(lines.count, others.count)) + 1)",
    sourceLocation: sourceLocation)
}

/// The text of a file of the checkout.
func goldenText(_ path: String) throws -> String {
  try String(decoding: Data(contentsOf: checkout.appending(path: path)), as: UTF8.self)
}

/// The root of the checkout.
private let checkout = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
