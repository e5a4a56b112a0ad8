import Program
public import Sourcing

/// An event folder on disk, for the loader.
///
/// Files of an import that counts already but was interrupted before they were moved into place
/// are read where they are; see ``EventUpdate``.
public struct EventFolder: EventFiles, Hashable, Sendable {
  /// The folder as the caller named it.
  public let path: String

  /// Names the folder at `path`.
  ///
  /// - Throws: ``FileFault`` where there is no such folder, or it is of another kind. One without
  ///   `event.yaml` is taken: the loader says what it lacks.
  public init(path: String) throws(FileFault) {
    try FolderKind.event.require(path)
    self.path = path
  }

  /// The names of its files, sorted; folders are left out.
  public func names() throws -> [String] {
    let names = try FileAccess.names(in: path).filter {
      FileAccess.isFolder(path + "/" + $0) == false
    }
    return Array(Set(names).union(try updated())).sorted()
  }

  /// The names of files that an import has yet to move into place.
  private func updated() throws -> [String] {
    let folder = path + "/" + EventUpdate.ready
    guard FileAccess.isFolder(folder) == true else { return [] }
    do {
      return try FileAccess.names(in: folder)
    } catch {
      // It is gone as soon as all files are in place.
      guard FileAccess.isFolder(folder) == nil else { throw error }
      return []
    }
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
    let updated = "\(path)/\(EventUpdate.ready)/\(name)"
    if FileAccess.isFolder(updated) == false {
      do {
        return try FileAccess.read(updated)
      } catch {
        // Moved into place in the meantime: then it stands where it always does.
        guard FileAccess.isFolder(updated) == nil else { throw error }
      }
    }
    let file = path + "/" + name
    guard FileAccess.isFolder(file) != nil else { return nil }
    return try FileAccess.read(file)
  }
}
