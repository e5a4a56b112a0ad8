import Foundation
import Testing

/// Runs programs of the checkout for the oracle tests.
enum Runner {
  /// The root of the checkout.
  static let checkout: String = {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }()

  /// The Python of the set-up.
  static let python = checkout + "/.setup/venv/bin/python"

  /// The built command, beside the tests.
  static let planner: String = {
    let arguments = ProcessInfo.processInfo.arguments
    let bundle = arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] }
    let file = URL(fileURLWithPath: bundle ?? CommandLine.arguments[0])
    var folder = file.deletingLastPathComponent()
    while !FileManager.default.isExecutableFile(atPath: folder.path + "/millwright"),
      folder.path != "/"
    {
      folder.deleteLastPathComponent()
    }
    return folder.path + "/millwright"
  }()

  /// Runs `command` in the checkout.
  ///
  /// - Returns: The exit status and what it printed, errors included.
  static func run(_ command: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: checkout)
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// A new folder for one test, handed to `body` and removed after it.
  static func withFolder<R>(_ body: (String) throws -> R) throws -> R {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("millwright-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }
}
