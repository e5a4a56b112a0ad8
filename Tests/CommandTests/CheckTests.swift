import Foundation
import Testing

@Suite struct CheckTests {
  @Test func soundProgram() throws {
    let shop = try Workshop()
    try shop.copyExample("tiny")
    let run = try shop.run("check", "tiny")
    let expected = """
      Tiny, a programme to check by hand: no errors; 4 buckets from 2026-01-05; rows: items 3, \
      bom 2, sites 3, resources 1, capacity 1, operations 1, loads 1, expansions 1, offers 3, \
      lanes 2, tariffs 2, demand 2, energisation 3

      """
    #expect(run == Outcome(status: 0, output: expected, errors: ""))
  }

  /// Three faults in three files: all of them are shown, in one run.
  private func faultyShop() throws -> Workshop {
    let shop = try Workshop()
    try shop.run("new", "p")
    try shop.write("from,to,days\nohio,texas,-3\n", to: "p/lanes.csv")
    try shop.write("origin,rate\n*,65\n", to: "p/tariffs.csv")
    try shop.write("policy,kind,value\np,capex_mx,5\n", to: "p/policies.csv")
    return shop
  }

  @Test func everyFaultAtOnce() throws {
    let run = try faultyShop().run("check", "p")
    #expect(run.status == 2)
    #expect(run.errors == "")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(lines.first?.hasPrefix("lanes.csv:2:12: error: days is -3;") == true)
    #expect(lines.contains { $0.hasPrefix("tariffs.csv:2:3: error: rate is 65;") })
    #expect(lines.contains { $0.hasPrefix("policies.csv:2:3: error: ") })
    #expect(lines.last == "p: 3 errors")
  }

  @Test func faultsAsJSON() throws {
    let run = try faultyShop().run("check", "p", "--json")
    #expect(run.status == 2)
    #expect(run.errors == "")
    let report = try object(run.output)
    #expect(report["is_sound"] as? Bool == false)
    #expect(report["errors"] as? Int == 3)
    let faults = try #require(report["diagnostics"] as? [[String: Any]])
    #expect(faults.count == 3)
    #expect(faults.allSatisfy { ($0["code"] as? String)?.contains(".") == true })
    #expect(faults.first?["file"] as? String == "lanes.csv")
    #expect(faults.first?["column"] as? Int == 12)
  }

  @Test func terminalShowsTheLineAndACaret() throws {
    let shop = try faultyShop()
    let run = try shop.start(["check", "p"], output: .terminal).finish()
    let output = run.output.replacing("\r\n", with: "\n")
    #expect(output.contains("\u{1B}[1;31merror:\u{1B}[0m days is -3"))
    #expect(output.contains("\n 2 | ohio,texas,-3\n   |            ^\n"))
  }

  @Test func noColourWhereNobodyWantsIt() throws {
    let shop = try faultyShop()
    for environment in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
      let run = try shop.start(["check", "p"], environment: environment, output: .terminal).finish()
      #expect(!run.output.contains("\u{1B}"))
      #expect(run.output.contains("   |            ^"))
    }
  }

  @Test(arguments: [
    ("check nix", "millwright: cannot read nix: no such folder\n"),
    ("check file", "millwright: cannot read file: it is a file; a program is a folder\n"),
  ])
  func noFolder(line: String, complaint: String) throws {
    let shop = try Workshop()
    try shop.write("", to: "file")
    let run = try shop.shell("millwright " + line)
    #expect(run == Outcome(status: 2, output: "", errors: complaint))
  }
}

@Suite struct StreamTests {
  /// The status is that of the work, whether anyone reads or not.
  @Test func closedPipeEndsQuietly() throws {
    let shop = try Workshop()
    let run = try shop.shell(
      "millwright new p >/dev/null; set -o pipefail; millwright check p | true; echo $?")
    #expect(run == Outcome(status: 0, output: "0\n", errors: ""))
  }

  @Test(arguments: [["check", "p"], ["check", "p", "--json"], ["--help"], ["--version"]])
  func fullDiskIsSaid(arguments: [String]) throws {
    let shop = try Workshop()
    try shop.run("new", "p")
    let run = try shop.start(arguments, output: .file("/dev/full")).finish()
    let complaint = "millwright: cannot write standard output: no space left on device\n"
    #expect(run == Outcome(status: 74, output: "", errors: complaint))
  }
}

@Suite struct UsageTests {
  @Test func version() throws {
    let run = try Workshop().run("--version")
    #expect(run == Outcome(status: 0, output: "0.1.0\n", errors: ""))
  }

  @Test(arguments: ["check", "plan", "explain", "compare", "new"])
  func helpHasAnExample(command: String) throws {
    for arguments in [[command, "--help"], ["help", command]] {
      let run = try Workshop().start(arguments).finish()
      #expect(run.status == 0)
      #expect(run.errors == "")
      #expect(run.output.contains("EXAMPLE"))
      #expect(run.output.contains("  millwright \(command) "))
    }
  }

  @Test(arguments: [
    (["check", "p", "--jsn"], "Error: Unknown option '--jsn'. Did you mean '--json'?"),
    (["chek", "p"], "Error: unknown command 'chek'; did you mean 'check'?\nUsage: "),
    (["check"], "Error: Missing expected argument '<folder>'"),
    (["new", "p", "--name", " "], "Error: --name is empty; a program needs a name"),
  ])
  func wrongUsage(arguments: [String], complaint: String) throws {
    try expectWrongUsage(arguments, complaint)
  }
}
