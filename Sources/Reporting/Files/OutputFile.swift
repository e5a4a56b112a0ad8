import Foundation

/// A single result file: it stands there whole or as it was before.
public enum OutputFile {
  /// Writes `text` to `path`, unless a file is there that the same command did not write.
  ///
  /// - Parameters:
  ///   - text: The file's text.
  ///   - path: Where it goes.
  ///   - sign: What every such file contains.
  ///   - noun: What such a file is, in words.
  /// - Throws: ``FileFault`` that names `path`.
  public static func write(
    _ text: String, to path: String, overOnly sign: String, noun: String
  ) throws(FileFault) {
    if FileAccess.isFolder(path) == false {
      let old = String(decoding: try FileAccess.read(path), as: UTF8.self)
      guard old.contains(sign) || old.isEmpty else {
        throw FileFault(
          action: .replace, path: path,
          reason: "it is there and is no \(noun); remove it or give another name")
      }
    }
    try write(Array(text.utf8), to: path)
  }

  /// Writes `bytes` beside `path` under a hidden name and puts them in place.
  ///
  /// - Throws: ``FileFault`` that names `path`.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileFault) {
    try write(to: path) { draft throws(FileFault) in try FileAccess.write(bytes, to: draft) }
  }

  /// Lets `work` write a file beside `path` under a hidden name and puts it in place.
  ///
  /// - Throws: ``FileFault`` that names `path`.
  static func write(
    to path: String, _ work: (_ draft: String) throws(FileFault) -> Void
  ) throws(FileFault) {
    let draft = try Self.draft(for: path)
    do {
      try work(draft)
      try FileAccess.rename(draft, to: path)
    } catch {
      // The draft is worth nothing; where it cannot be removed the first fault says more.
      try? FileAccess.remove(draft)
      throw FileFault(action: .write, path: path, reason: error.reason)
    }
  }

  /// The hidden name beside `path` at which to write what is to stand there; folders above it that
  /// are missing are made.
  ///
  /// - Throws: ``FileFault`` where `path` is a folder, or a folder above it cannot be made.
  package static func draft(for path: String) throws(FileFault) -> String {
    guard !path.isEmpty, !path.hasSuffix("/"), FileAccess.isFolder(path) != true else {
      throw FileFault(action: .write, path: path, reason: "it is a folder")
    }
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    try FileAccess.makeFolder(folder, above: path)
    let process = ProcessInfo.processInfo.processIdentifier
    return "\(folder)/.\(url.lastPathComponent).unfinished-\(process)"
  }
}
