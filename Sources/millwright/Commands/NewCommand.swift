import ArgumentParser
import Foundation
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
  }

  func run() throws {
    var files = [
      ("README.md", StarterReadme.text(name: name, folder: folder)),
      ("program.yaml", StarterTables.settings(name: name)),
    ]
    files += StarterTables.all.map { ("\($0.name).csv", $0.text) }
    try NewFolder.write(files, to: folder)
    try Console.printResult(
      """
      \(folder) holds a program of \(files.count - 1) files; \(folder)/README.md explains them.
      Next: millwright plan \(folder) --out \(folder)-plan
      """)
  }
}

/// A folder that appears whole or not at all.
enum NewFolder {
  /// Writes `files` beside `path`, then renames them to it.
  static func write(_ files: [(name: String, text: String)], to path: String)
    throws(CommandFailure)
  {
    let manager = FileManager.default
    if manager.fileExists(atPath: path) {
      let isEmpty = (try? manager.contentsOfDirectory(atPath: path).isEmpty) ?? false
      guard isEmpty else {
        throw CommandFailure(
          .badInput, "\(path) exists and is not an empty folder; nothing was written")
      }
    }
    let target = URL(fileURLWithPath: path).standardizedFileURL
    let parent = target.deletingLastPathComponent()
    let process = ProcessInfo.processInfo.processIdentifier
    let draft = parent.appendingPathComponent(".\(target.lastPathComponent).unfinished-\(process)")
    do {
      try manager.createDirectory(at: draft, withIntermediateDirectories: true)
      for file in files {
        try Data(file.text.utf8).write(to: draft.appendingPathComponent(file.name))
      }
      // A rename replaces an empty folder, and nothing else.
      guard unsafe rename(draft.path, target.path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch {
      // Best effort: the fault itself is reported.
      try? manager.removeItem(at: draft)
      throw CommandFailure(.cannotReadOrWrite, "cannot write \(path): \(reason(of: error))")
    }
  }

  private static func reason(of error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let text = (underlying ?? error as NSError).localizedDescription
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
