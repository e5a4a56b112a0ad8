import Foundation
import Testing

/// Folders of one kind that are given to commands of another: one fault that names the commands.
@Suite struct FolderKindTests {
  private static let kinds = [
    ("tiny", "a program folder", "millwright check or millwright plan"),
    ("tiny-call", "an event folder", "millwright event check or millwright event award"),
    ("racks", "a rack design folder", "millwright design check"),
  ]
  private static let commands: [(kind: Int, line: [String])] = [
    (0, ["check"]), (0, ["plan", "--out", "out"]), (1, ["event", "check"]),
    (1, ["event", "award", "--out", "out"]), (1, ["event", "report", "--out", "out"]),
    (2, ["design", "check"]),
  ]

  @Test func otherFoldersAreNamed() throws {
    let shop = try Workshop()
    for (kind, line) in Self.commands {
      for (other, folder) in Self.kinds.enumerated() where other != kind {
        let path = Workshop.checkout + "/Examples/" + folder.0
        let run = try shop.start(line + [path]).finish()
        let expected =
          "millwright: cannot read \(path): this is \(folder.1), not \(Self.kinds[kind].1); "
          + "use \(folder.2)\n"
        #expect(run == Outcome(status: 2, output: "", errors: expected), "\(line) \(folder.0)")
      }
    }
    #expect(try shop.names() == [])
  }

  @Test func aFolderOfNoKindIsReadAsWhatWasAsked() throws {
    let shop = try Workshop()
    try shop.write("lot\npower\n", to: "e/lots.csv")
    let run = try shop.run("event", "check", "e")
    #expect(run.status == 2 && run.output.hasPrefix("event.yaml:1:1: error: "), "\(run.output)")
  }
}
