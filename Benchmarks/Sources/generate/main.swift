import Foundation
import Generation

/// Writes a generated program folder.
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
  guard arguments.isEmpty, let folder = values["out"],
    let kind = Size.named(values["kind"] ?? "S")
  else { throw Usage.error }
  let size = Size(
    parts: try number("parts", kind.parts), offers: try number("offers", kind.offers),
    plants: try number("plants", kind.plants), weeks: try number("weeks", kind.weeks))
  guard size.parts >= 20, size.offers >= size.parts, size.plants >= 1, size.weeks >= 26 else {
    throw Usage.error
  }
  var generator = Generator(size: size, seed: try number("seed", 1))
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  for (name, text) in generator.files() {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name))
  }
}

enum Usage: Error { case error }

do {
  try run()
} catch Usage.error {
  let usage = """
    usage: generate --out FOLDER [--kind XS|S|M|L|XL] [--parts N] [--offers N] [--plants N]
                    [--weeks N] [--seed N]
    at least 20 parts, an offer for each part, a plant and 26 weeks

    """
  try? FileHandle.standardError.write(contentsOf: Data(usage.utf8))
  exit(64)
} catch {
  try? FileHandle.standardError.write(contentsOf: Data("generate: \(error)\n".utf8))
  exit(74)
}
