/// The files of a program folder, read from disk for the loader.
public struct ProgramFolder: Sendable {
  /// A file of the folder.
  public struct File: Hashable, Sendable {
    /// Its name inside the folder: `offers.csv`.
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The folder as the caller named it.
  public let path: String
  /// `program.yaml` and every `.csv`, by name.
  public let files: [File]

  /// Reads the folder at `path`.
  ///
  /// Files that are neither `program.yaml` nor a table are left alone, and so are folders and
  /// names that start with a dot.
  ///
  /// - Throws: ``FileFault`` where the folder or one of these files cannot be read. A folder
  ///   without `program.yaml` is read: the loader says what it lacks.
  public init(path: String) throws(FileFault) {
    switch FileAccess.isFolder(path) {
    case nil: throw FileFault(action: .read, path: path, reason: "no such folder")
    case false?:
      throw FileFault(action: .read, path: path, reason: "it is a file; a program is a folder")
    case true?: break
    }
    var files: [File] = []
    for name in try FileAccess.names(in: path) {
      guard name == "program.yaml" || name.hasSuffix(".csv"), !name.hasPrefix(".") else { continue }
      let file = path + "/" + name
      guard FileAccess.isFolder(file) != true else { continue }
      files.append(File(name: name, bytes: try FileAccess.read(file)))
    }
    self.path = path
    self.files = files
  }
}
