import ArgumentParser
import Reporting

/// `millwright new`: a small program to start from.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes a small program to start from, with a README that explains each table.",
    discussion: """
      The folder must not exist, or be empty. All companies and figures in it are made up.

      EXAMPLE
        millwright new my-program --name "My build-out"
      """)

  @Argument(help: ArgumentHelp("The folder to make.", valueName: "folder"))
  var folder: String

  @Option(help: "The program's name, as shown to people.")
  var name = "A first build-out"

  func validate() throws {
    let isBlank = name.allSatisfy(\.isWhitespace)
    guard !isBlank else { throw ValidationError("--name is empty; a program needs a name") }
    guard !folder.isEmpty else { throw ValidationError("the folder's name is empty") }
  }

  func run() throws {
    // What a shell completes ends with a slash; "/" alone stays.
    let place = String(folder.reversed().drop { $0 == "/" }.reversed())
    let folder = place.isEmpty ? folder : place
    let plan = Self.planFolder(beside: folder)
    var files = [
      ("README.md", StarterReadme.text(name: name, folder: folder, plan: plan)),
      ("program.yaml", StarterTables.settings(name: name)),
    ]
    files += StarterTables.all.map { ("\($0.name).csv", $0.text) }
    try NewFolder.write(files, to: folder)
    try Console.printResult(
      """
      \(folder) holds a program of \(files.count - 1) files; \(folder)/README.md explains them.
      Next: millwright plan \(CommandText.quoted(folder)) --out \(CommandText.quoted(plan))
      """)
  }

  /// A folder for the plan of the program in `folder`, outside of it.
  private static func planFolder(beside folder: String) -> String {
    switch folder.split(separator: "/").last {
    case ".": String(folder.dropLast()) + "../plan"
    case "..": folder + "/../plan"
    default: folder + "-plan"
    }
  }
}

/// A folder that appears whole or not at all.
enum NewFolder {
  /// Writes `files` beside `path`, then puts them in place.
  ///
  /// - Throws: ``CommandFailure`` where `path` holds anything, or cannot be written.
  static func write(_ files: [(name: String, text: String)], to path: String)
    throws(CommandFailure)
  {
    let isWritten: Bool
    do throws(FileFault) {
      isWritten = try put(files, in: path)
    } catch {
      throw CommandFailure(.cannotReadOrWrite, "\(error)")
    }
    guard isWritten else {
      throw CommandFailure(
        .badInput, "\(path) exists and is not an empty folder; nothing was written")
    }
  }

  /// Writes `files` unless `path` holds anything; tells whether it did.
  private static func put(_ files: [(name: String, text: String)], in path: String)
    throws(FileFault) -> Bool
  {
    if let isFolder = FileAccess.isFolder(path) {
      guard isFolder else { return false }
      guard try FileAccess.names(in: path).isEmpty else { return false }
    }
    let names = files.map(\.name)
    let folder = try OutputFolder(path: path, names: names, marker: names[0])
    do {
      for file in files { try folder.write(Array(file.text.utf8), to: file.name) }
      try folder.commit()
      return true
    } catch {
      folder.discard()
      throw folder.named(error, path)
    }
  }
}
