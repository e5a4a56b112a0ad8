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
    try write(text, to: path)
  }

  /// Writes `text` beside `path` under a hidden name and puts it in place.
  ///
  /// - Throws: ``FileFault`` that names `path`.
  public static func write(_ text: String, to path: String) throws(FileFault) {
    var folder = "."
    var name = path[...]
    if let slash = path.lastIndex(of: "/") {
      folder = slash == path.startIndex ? "/" : String(path[..<slash])
      name = path[path.index(after: slash)...]
    }
    guard !name.isEmpty, FileAccess.isFolder(path) != true else {
      throw FileFault(action: .write, path: path, reason: "it is a folder")
    }
    let draft = "\(folder)/.\(name).unfinished"
    do {
      try FileAccess.write(Array(text.utf8), to: draft)
      try FileAccess.rename(draft, to: path)
    } catch {
      // The draft is worth nothing; where it cannot be removed the first fault says more.
      try? FileAccess.remove(draft)
      throw FileFault(action: .write, path: path, reason: error.reason)
    }
  }
}
