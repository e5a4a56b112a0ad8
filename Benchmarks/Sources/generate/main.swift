import Foundation
import Generation

/// Writes a generated program folder, event folder or design folder.
func run() throws {
  var values: [String: String] = [:]
  var arguments = Array(CommandLine.arguments.dropFirst())
  while arguments.count >= 2, arguments[0].hasPrefix("--") {
    values[String(arguments[0].dropFirst(2))] = arguments[1]
    arguments.removeFirst(2)
  }
  func number(_ name: String, _ standard: Int) throws -> Int {
    guard let text = values[name] else { return standard }
    guard let number = Int(text), number >= 0 else { throw Usage.error }
    return number
  }
  guard arguments.isEmpty, let folder = values["out"] else { throw Usage.error }
  if values["kind"] == "event" {
    let size = EventSize(
      lots: try number("lots", EventSize.large.lots),
      suppliers: try number("suppliers", EventSize.large.suppliers),
      lines: try number("lines", EventSize.large.lines),
      bundles: try number("bundles", EventSize.large.bundles))
    guard size.isPossible else { throw Usage.error }
    var generator = EventGenerator(size: size, seed: try number("seed", 1))
    return try write(generator.files(), to: folder)
  }
  if values["kind"] == "racks" {
    let size = RackSize(
      components: try number("components", RackSize.large.components),
      generations: try number("generations", RackSize.large.generations))
    guard size.isPossible else { throw Usage.error }
    var generator = RackGenerator(size: size, seed: try number("seed", 1))
    return try write(generator.files(), to: folder)
  }
  guard let kind = Size.named(values["kind"] ?? "S") else { throw Usage.error }
  let size = Size(
    parts: try number("parts", kind.parts), offers: try number("offers", kind.offers),
    plants: try number("plants", kind.plants), weeks: try number("weeks", kind.weeks))
  guard size.parts >= 20, size.offers >= size.parts, size.plants >= 1, size.weeks >= 26 else {
    throw Usage.error
  }
  var generator = Generator(size: size, seed: try number("seed", 1))
  try write(generator.files(), to: folder)
}

/// Writes files by their paths in `folder`.
func write(_ files: [(name: String, text: String)], to folder: String) throws {
  for (name, text) in files {
    let file = URL(fileURLWithPath: folder).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}

enum Usage: Error { case error }

do {
  try run()
} catch Usage.error {
  let usage = """
    usage: generate --out FOLDER [--kind XS|S|M|L|XL] [--parts N] [--offers N] [--plants N]
                    [--weeks N] [--seed N]
           generate --out FOLDER --kind event [--lots N] [--suppliers N] [--lines N]
                    [--bundles N] [--seed N]
           generate --out FOLDER --kind racks [--components N] [--generations N] [--seed N]
    at least 20 parts, an offer for each part, a plant and 26 weeks; for an event at least a lot,
    10 suppliers and 4 lines a lot; for racks 60 components and a generation

    """
  try? FileHandle.standardError.write(contentsOf: Data(usage.utf8))
  exit(64)
} catch {
  try? FileHandle.standardError.write(contentsOf: Data("generate: \(error)\n".utf8))
  exit(74)
}
