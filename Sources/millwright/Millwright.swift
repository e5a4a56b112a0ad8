import ArgumentParser

/// The command line: every command parses, calls and prints.
@main
struct Millwright: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "millwright",
    abstract: "Plans the build programmes of AI hardware: costed, proven, explained.",
    discussion: """
      A program is a folder: program.yaml and CSV tables. The README.md that millwright new writes \
      explains them.

      EXAMPLES
        millwright new my-program             write a small program to start from
        millwright check my-program           is it sound?
        millwright plan my-program --out out  plan it; open out/report.html

      EXIT STATUS
        0 done   1 what was checked fails   2 bad input   3 proven infeasible
        4 no plan within the limit   64 wrong usage   70 the solver failed
        74 something cannot be read or written
      """,
    version: Version.text,
    subcommands: [
      CheckCommand.self, PlanCommand.self, ExplainCommand.self, CompareCommand.self,
      NewCommand.self, DesignCommand.self, EventCommand.self,
    ])

  /// Parses the arguments, runs the command, and ends with its status.
  static func main() {
    Interruption.ignoreClosedPipes()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      ExitStatus.end(with: error)
    }
  }
}

/// The version of millwright.
enum Version {
  /// Three numbers, of which the first counts breaking changes.
  static let text = "0.1.0"
}
