import ArgumentParser
import RackDesign
import Reporting

/// `millwright design bom`: a design's hardware bill of materials.
struct DesignBOMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bom",
    abstract: "Writes the hardware bill of materials of a design as CycloneDX 1.6.",
    discussion: """
      Components are of type device, with quantity, place, origin, cost share, tariff heading and \
      certificates. The same design gives the same file: its serial number is made of its content.

      EXAMPLE
        millwright design bom Examples/racks --design vr-home --out vr-home.cdx.json
      """)

  @Argument(help: ArgumentHelp("The design folder.", valueName: "folder"))
  var folder: String

  @Option(help: ArgumentHelp("The design.", valueName: "name"))
  var design: String

  @Option(help: ArgumentHelp("The file; - for standard output.", valueName: "file.cdx.json"))
  var out: String

  func validate() throws {
    guard !out.isEmpty else { throw ValidationError("--out is empty; the bill needs a file") }
  }

  func run() throws {
    let loaded = try LoadedDesigns(folder)
    let chosen = try loaded.designs(named: design)[0]
    let bill = HardwareBOM(chosen, of: loaded.folder, version: Version.text)
    let bytes = bill.json(digest: Digest.bytes)
    guard out != "-" else {
      return try Console.printResult(String(decoding: bytes, as: UTF8.self))
    }
    do throws(FileFault) {
      try OutputFile.write(bytes, to: out)
    } catch {
      throw CommandFailure(.cannotReadOrWrite, "\(error)")
    }
    try Console.printResult("\(out) holds the bill of \(chosen.id)")
  }
}
