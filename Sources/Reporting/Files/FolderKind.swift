import Foundation

/// The folders that people keep, each known by its file of settings.
public enum FolderKind: CaseIterable, Sendable {
  case program, event, design

  /// The file that every such folder has, and no other one.
  var settingsFile: String {
    switch self {
    case .program: "program.yaml"
    case .event: "event.yaml"
    case .design: "design.yaml"
    }
  }

  /// What is in it, with its article.
  private var content: String {
    switch self {
    case .program: "a program"
    case .event: "an event"
    case .design: "a rack design"
    }
  }

  /// The folder, with its article.
  var noun: String { content + " folder" }

  /// The commands that read it.
  private var commands: String {
    switch self {
    case .program: "millwright check or millwright plan"
    case .event: "millwright event check or millwright event award"
    case .design: "millwright design check"
    }
  }

  /// What the folder at `path` is; `nil` where it has none of the files of settings.
  static func found(at path: String) -> FolderKind? {
    allCases.first { FileAccess.isFolder(path + "/" + $0.settingsFile) == false }
  }

  /// The folders within it that belong to it.
  private var parts: [String] {
    switch self {
    case .program: []
    case .event: ["scenarios"]
    case .design: ["requirements", "designs"]
    }
  }

  /// The part of a folder of any kind that `path` is or lies in, with its path.
  static func part(around path: String) -> (kind: FolderKind, path: String)? {
    let url = URL(fileURLWithPath: path)
    var folder = url.deletingLastPathComponent().resolvingSymlinksInPath()
      .appendingPathComponent(url.lastPathComponent)
    while folder.path != "/" {
      let parent = folder.deletingLastPathComponent()
      if let kind = found(at: parent.path), kind.parts.contains(folder.lastPathComponent) {
        return (kind, folder.path)
      }
      folder = parent
    }
    return nil
  }

  /// Makes sure that `path` is a folder, and none of another kind.
  ///
  /// - Throws: ``FileFault`` where it is missing, a file, or of another kind. A folder without any
  ///   file of settings is taken: its loader says what it lacks.
  func require(_ path: String) throws(FileFault) {
    try FileAccess.requireFolder(path, for: content)
    guard FileAccess.isFolder(path + "/" + settingsFile) == nil,
      let other = FolderKind.found(at: path)
    else { return }
    throw FileFault(
      action: .read, path: path,
      reason: "this is \(other.noun), not \(noun); use \(other.commands)")
  }
}
