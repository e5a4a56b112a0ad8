import ArgumentParser
import Tables

/// A word of the command line that stands where a command is wanted and is none.
struct UnknownCommand {
  /// What was typed.
  let name: String
  /// The commands that there are.
  let known: [String]

  /// Follows the commands of `arguments` to the first word that names none; `nil` where there is no
  /// such word.
  static func find(in arguments: [String]) -> UnknownCommand? {
    var configuration = Millwright.configuration
    for argument in arguments {
      let commands = configuration.subcommands.map { $0.configuration }
      guard !commands.isEmpty, !argument.hasPrefix("-"), argument != "help" else { return nil }
      guard let next = commands.first(where: { $0.commandName == argument }) else {
        return UnknownCommand(name: argument, known: commands.compactMap(\.commandName))
      }
      configuration = next
    }
    return nil
  }

  /// What is said of it, in place of the parser's first line.
  func complaint(in text: String) -> String {
    let near = nearestName(to: name, among: known)
    let hint =
      near.map { "did you mean '\($0)'?" } ?? "there are " + known.formattedList(with: "and")
    let usage = text.split(separator: "\n").dropFirst().joined(separator: "\n")
    return "Error: unknown command '\(shown(name))'; \(hint)\n\(usage)\n"
  }
}
