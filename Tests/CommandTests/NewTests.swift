import Foundation
import Testing

@Suite struct NewTests {
  private static let files = [
    "README.md", "bom.csv", "capacity.csv", "demand.csv", "energisation.csv", "expansions.csv",
    "items.csv", "lanes.csv", "loads.csv", "modes.csv", "offers.csv", "operations.csv",
    "policies.csv", "price_breaks.csv", "program.yaml", "resources.csv", "sites.csv", "stock.csv",
    "tariffs.csv",
  ]

  @Test func writesASoundProgramThatExplainsItself() throws {
    let shop = try Workshop()
    let run = try shop.run("new", "p", "--name", "Mill \"No. 1\" \\ two")
    let said = """
      p holds a program of 18 files; p/README.md explains them.
      Next: millwright plan p --out p-plan

      """
    #expect(run == Outcome(status: 0, output: said, errors: ""))
    #expect(try shop.names() == ["p"])
    #expect(try shop.names("p") == Self.files)
    let check = try object(try shop.run("check", "p", "--json").output)
    #expect(check["diagnostics"] as? [String] == [])
    #expect(check["program"] as? String == "Mill \"No. 1\" \\ two")
    let readme = try shop.text("p/README.md")
    for file in Self.files where file.hasSuffix(".csv") {
      #expect(readme.contains("\n## \(file)\n"))
      for column in try shop.text("p/" + file).prefix(while: { $0 != "\n" }).split(separator: ",") {
        #expect(readme.contains("| `\(column)`"), "\(file) \(column)")
      }
    }
  }

  /// The plan is never suggested to go into the program's own folder.
  @Test(arguments: [
    ("p/", "millwright plan p --out p-plan"), (".", "millwright plan . --out ../plan"),
    ("a/./", "millwright plan a/. --out a/../plan"),
    ("my mill", "millwright plan 'my mill' --out 'my mill-plan'"),
  ])
  func saysWhatIsNext(folder: String, next: String) throws {
    let shop = try Workshop()
    let run = try shop.run("new", folder)
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("\nNext: \(next)\n"), "\(run.output)")
    #expect(try shop.text(folder + "/README.md").contains("\n    \(next)\n"))
  }

  @Test func takesAnEmptyFolder() throws {
    let shop = try Workshop()
    let run = try shop.shell("mkdir -p a/b && millwright new a/b")
    #expect(run.status == 0)
    #expect(try shop.names("a") == ["b"])
    #expect(try shop.names("a/b") == Self.files)
  }

  @Test func refusesWhatIsThere() throws {
    let shop = try Workshop()
    try shop.write("mine", to: "p/notes.txt")
    try shop.write("mine", to: "file")
    for name in ["p", "file"] {
      let run = try shop.run("new", name)
      let complaint =
        "millwright: \(name) exists and is not an empty folder; nothing was written\n"
      #expect(run == Outcome(status: 2, output: "", errors: complaint))
    }
    #expect(try shop.names() == ["file", "p"])
    #expect(try shop.names("p") == ["notes.txt"])
  }

  @Test func saysWhyItCannotWrite() throws {
    let shop = try Workshop()
    try shop.write("", to: "file")
    let run = try shop.run("new", "file/p")
    #expect(run.status == 74)
    #expect(run.errors.hasPrefix("millwright: cannot write file/p: "), "\(run.errors)")
    #expect(try shop.names() == ["file"])
  }
}
