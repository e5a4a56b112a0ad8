import Foundation

/// Replaces several files of an event folder together: all of them or none, whatever happens.
///
/// The new files are written into a hidden folder, which one rename then declares valid. From that
/// moment on ``EventFolder`` reads them in place of the old ones, and they are moved into place one
/// by one. An update that was interrupted before the rename is thrown away at the next start, one
/// that was interrupted after it is finished.
package struct EventUpdate {
  /// What the next start found.
  package enum Recovery: Hashable, Sendable {
    case nothing, finished, rolledBack
  }

  /// Where files are written.
  static let unfinished = ".import-unfinished"
  /// Where files stand that count already.
  static let ready = ".import-ready"

  /// The event folder.
  package let folder: String
  private let lock: Int32

  /// Opens an event folder for changes; a second process waits until the first is done.
  package init(folder: String) throws(FileFault) {
    self.folder = folder
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(.read, folder, errno: errno) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let fault = FileFault(.write, folder, errno: errno)
        close(descriptor)
        throw fault
      }
    }
    lock = descriptor
  }

  /// Lets others change the folder.
  package func end() { close(lock) }

  /// Finishes or throws away what an earlier process left.
  package func recover() throws(FileFault) -> Recovery {
    if FileAccess.isFolder(path(EventUpdate.ready)) == true {
      try finish()
      return .finished
    }
    guard FileAccess.isFolder(path(EventUpdate.unfinished)) != nil else { return .nothing }
    try FileAccess.remove(path(EventUpdate.unfinished))
    return .rolledBack
  }

  /// Writes the new files where nobody reads them yet.
  package func stage(_ files: [(name: String, bytes: [UInt8])]) throws(FileFault) {
    let folder = path(EventUpdate.unfinished)
    try FileAccess.remove(folder)
    try FileAccess.makeFolder(folder)
    for file in files { try FileAccess.write(file.bytes, to: folder + "/" + file.name) }
    try EventUpdate.synchronise(folder)
  }

  /// Makes what was staged count: from here on the update is done, even if the process ends.
  package func commit() throws(FileFault) {
    try FileAccess.rename(path(EventUpdate.unfinished), to: path(EventUpdate.ready))
    try EventUpdate.synchronise(folder)
  }

  /// Moves the files into place.
  ///
  /// - Parameter count: At most so many; for tests of what an interruption leaves.
  /// - Throws: ``FileFault`` where a file cannot be moved; what was moved stays.
  package func finish(atMost count: Int = .max) throws(FileFault) {
    let names = try FileAccess.names(in: path(EventUpdate.ready))
    for name in names.prefix(count) {
      try FileAccess.rename(path(EventUpdate.ready) + "/" + name, to: path(name))
    }
    guard names.count <= count else { return }
    try EventUpdate.synchronise(folder)
    try FileAccess.remove(path(EventUpdate.ready))
  }

  /// Replaces files, whole or not at all.
  package func replace(_ files: [(name: String, bytes: [UInt8])]) throws(FileFault) {
    guard !files.isEmpty else { return }
    try stage(files)
    try commit()
    try finish()
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  /// Waits until the device has the folder's names.
  private static func synchronise(_ folder: String) throws(FileFault) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(.write, folder, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileFault(.write, folder, errno: errno)
    }
  }
}
