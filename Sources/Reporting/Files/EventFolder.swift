import Program
public import Sourcing

/// An event folder on disk, for the loader.
public struct EventFolder: EventFiles, Hashable, Sendable {
  /// The folder as the caller named it.
  public let path: String

  /// Names the folder at `path`.
  ///
  /// - Throws: ``FileFault`` where there is no such folder. One without `event.yaml` is taken: the
  ///   loader says what it lacks.
  public init(path: String) throws(FileFault) {
    try FileAccess.requireFolder(path, for: "an event")
    self.path = path
  }

  /// The names of its files, sorted; folders are left out.
  public func names() throws -> [String] {
    try FileAccess.names(in: path).filter { FileAccess.isFolder(path + "/" + $0) == false }
  }

  /// The names of the files in one of its folders, sorted.
  public func names(in folder: String) throws -> [String] {
    let inner = path + "/" + folder
    guard FileAccess.isFolder(inner) == true else { return [] }
    return try FileAccess.names(in: inner).filter {
      FileAccess.isFolder(inner + "/" + $0) == false
    }
  }

  /// The content of the file `name`; `nil` where there is none.
  public func bytes(of name: String) throws -> [UInt8]? {
    let file = path + "/" + name
    guard FileAccess.isFolder(file) != nil else { return nil }
    return try FileAccess.read(file)
  }
}
