import Foundation
import Testing

/// What a run of the command left.
struct Outcome: Equatable {
  /// The exit status; 128 + the signal's number where a signal ended it.
  var status: Int32
  var output: String
  var errors: String
}

/// An empty folder in which the built command runs; it is removed at the end.
final class Workshop {
  /// The folder, links resolved.
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    let url = base.appendingPathComponent("millwright-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    // Nothing more can be done about a folder that does not go.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Runs the command with `arguments` and reads what it prints while it runs.
  @discardableResult
  func run(
    _ arguments: String..., environment: [String: String] = [:], output: Sink = .pipe,
    errors: Sink = .pipe
  ) throws -> Outcome {
    try start(arguments, environment: environment, output: output, errors: errors).finish()
  }

  /// Starts the command with `arguments`.
  func start(
    _ arguments: [String], environment: [String: String] = [:], output: Sink = .pipe,
    errors: Sink = .pipe
  ) throws -> RunningTool {
    let tool = try RunningTool(
      [Workshop.binary] + arguments, folder: path, environment: environment, output: output,
      errors: errors)
    tool.workshop = self
    return tool
  }

  /// Runs a line of shell, in which `millwright` is the built command.
  func shell(_ line: String) throws -> Outcome {
    let binary = URL(fileURLWithPath: Workshop.binary).deletingLastPathComponent().path
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try RunningTool(
      ["/bin/bash", "-c", line], folder: path, environment: ["PATH": "\(binary):\(search)"],
      output: .pipe, errors: .pipe
    ).finish()
  }

  /// Writes `text` to a file of the folder, and makes the folders above it.
  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Puts a copy of an example of the checkout into the folder.
  func copyExample(_ name: String, to place: String? = nil) throws {
    let target = URL(fileURLWithPath: path + "/" + (place ?? name))
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Workshop.checkout + "/Examples/" + name, toPath: target.path)
  }

  /// The text of a file of the folder.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// The JSON of a file of the folder.
  func json(_ name: String) throws -> [String: Any] {
    try object(text(name))
  }

  /// The names in a folder of the folder, those with a dot included, sorted.
  func names(_ name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + name).sorted()
  }

  /// The built command, which stands beside the test bundle.
  static let binary: String = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return bundle.deletingLastPathComponent().appendingPathComponent("millwright").path
  }()

  /// The root of the checkout.
  static let checkout: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }()
}

/// The JSON object that `text` holds.
func object(_ text: String) throws -> [String: Any] {
  try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

/// Expects that the command refuses `arguments` with a complaint, and leaves its folder empty.
func expectWrongUsage(
  _ arguments: [String], _ complaint: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let shop = try Workshop()
  let run = try shop.start(arguments).finish()
  #expect(run.status == 64, sourceLocation: sourceLocation)
  #expect(run.output == "", sourceLocation: sourceLocation)
  #expect(run.errors.hasPrefix(complaint), "\(run.errors)", sourceLocation: sourceLocation)
  #expect(try shop.names() == [], sourceLocation: sourceLocation)
}
