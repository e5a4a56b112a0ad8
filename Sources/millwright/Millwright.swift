import ArgumentParser

@main
struct Millwright: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "millwright",
    abstract: "Plans the build programmes of AI hardware: costed, proven, explained.")
}
