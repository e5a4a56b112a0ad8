import ArgumentParser
import RackDesign

/// A design folder and some of its designs, as several commands take them.
struct DesignChoice: ParsableArguments {
  @Argument(help: ArgumentHelp("The design folder.", valueName: "folder"))
  var folder: String

  @Option(
    name: .customLong("design"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A design; may be repeated. All without it.", valueName: "name"))
  var designs: [String] = []

  /// Reads the folder; its designs of these names in the order given, or all of them.
  ///
  /// - Throws: ``CommandFailure`` where the folder has errors or no design of a name.
  func load(json: Bool = false) throws(CommandFailure) -> (LoadedDesigns, [Design]) {
    let loaded = try LoadedDesigns(folder, json: json)
    guard !designs.isEmpty else { return (loaded, try loaded.designs(named: nil)) }
    var chosen: [Design] = []
    for name in designs {
      for design in try loaded.designs(named: name) where !chosen.contains(design) {
        chosen.append(design)
      }
    }
    return (loaded, chosen)
  }
}
