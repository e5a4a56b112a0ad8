import Foundation
import Testing

/// Every `console` block of the README is what its commands print.
@Suite struct ReadmeTests {
  private static let page = Workshop.checkout + "/README.md"

  @Test func tourIsReal() throws {
    let shop = try Workshop()
    for example in ["tiny", "tiny-call"] {
      try shop.copyExample(example, to: "Examples/" + example)
    }
    let page = try String(contentsOfFile: Self.page, encoding: .utf8)
    var told: [Substring] = []
    var count = 0
    var isConsole = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if isConsole, line.hasPrefix("$ ") {
        let run = try shop.shell(String(line.dropFirst(2)))
        #expect(run.status == 0, "\(line)")
        told.append(line)
        told += run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        count += 1
        continue
      }
      if line == "```console" { isConsole = true } else if line == "```" { isConsole = false }
      if !isConsole || line == "```console" { told.append(line) }
    }
    #expect(count >= 4)
    let text = told.joined(separator: "\n")
    guard text != page else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try Data(text.utf8).write(to: URL(fileURLWithPath: Self.page))
      Issue.record("README.md was recorded anew; look at it")
      return
    }
    Issue.record("README.md shows what is no longer printed; RECORD_GOLDEN=1 writes it anew")
  }
}
