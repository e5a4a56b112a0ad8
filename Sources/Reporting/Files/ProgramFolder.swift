public import Program

/// A program folder, or one of rack designs, on disk, for the loader.
public struct ProgramFolder: ProgramFiles, Hashable, Sendable {
  /// The folder as the caller named it.
  public let path: String

  /// Names the folder at `path`.
  ///
  /// - Parameters:
  ///   - path: As the caller names it.
  ///   - kind: What the folder is.
  /// - Throws: ``FileFault`` where there is no such folder, or it is of another kind. One without
  ///   `program.yaml` is taken: the loader says what it lacks.
  public init(path: String, as kind: FolderKind = .program) throws(FileFault) {
    try kind.require(path)
    self.path = path
  }

  /// The names of its files, sorted; folders are left out.
  public func names() throws -> [String] {
    try FileAccess.names(in: path).filter { FileAccess.isFolder(path + "/" + $0) == false }
  }

  /// The content of the file `name`; `nil` where there is none.
  public func bytes(of name: String) throws -> [UInt8]? {
    let file = path + "/" + name
    guard FileAccess.isFolder(file) != nil else { return nil }
    return try FileAccess.read(file)
  }
}
