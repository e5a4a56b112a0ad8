import ArgumentParser

/// `millwright design`: racks of several generations.
struct DesignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design",
    abstract: "Designs racks of several generations against their requirements.",
    discussion: """
      A design folder holds requirements, a catalogue of components, and designs made of them.

      EXAMPLES
        millwright design check Examples/racks
        millwright design diff last-week this-week
        millwright design search Examples/racks --objective domestic
        millwright design report Examples/racks --out racks-report
      """,
    subcommands: [
      DesignCheckCommand.self, DesignDiffCommand.self, DesignSearchCommand.self,
      DesignExportCommand.self, DesignBOMCommand.self, DesignReportCommand.self,
    ])
}
