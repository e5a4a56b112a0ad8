import Foundation

/// Reading and writing whole files, with typed errors.
package enum FileAccess {
  /// The bytes of the file at `path`.
  package static func read(_ path: String) throws(FileFault) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { throw FileFault(.read, path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileFault(.read, path, errno: errno)
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw FileFault(action: .read, path: path, reason: "it is a folder")
    }
    // One byte more than the size says, so that the end of the file is seen; pipes say 0.
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var filled = 0
    while true {
      if filled == bytes.count {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: bytes.count))
      }
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return unsafe Foundation.read(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 {
        guard errno == EINTR else { throw FileFault(.read, path, errno: errno) }
        continue
      }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// Writes `bytes` to a new file at `path`, and waits until the device has them.
  static func write(_ bytes: [UInt8], to path: String) throws(FileFault) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileFault(.write, path, errno: errno) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0 {
        guard errno == EINTR else { throw FileFault(.write, path, errno: errno) }
        continue
      }
      written += count
    }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileFault(.write, path, errno: errno)
    }
  }

  /// The names in the folder at `path`, sorted.
  package static func names(in path: String) throws(FileFault) -> [String] {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault(.read, path, errno: errno) }
    close(descriptor)
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw FileFault(action: .read, path: path, reason: "it cannot be listed")
    }
  }

  /// What stands at `path`: a folder, something else, or nothing that can be seen.
  package static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return nil
    }
    return isFolder.boolValue
  }

  /// Makes sure that `path` is a folder.
  ///
  /// - Parameters:
  ///   - path: As the caller named it.
  ///   - noun: What the folder should be: `a program`.
  /// - Throws: ``FileFault`` that says whether it is missing, a file, or hidden from this user.
  static func requireFolder(_ path: String, for noun: String) throws(FileFault) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      let code = errno
      guard code == ENOENT || code == ENOTDIR else { throw FileFault(.read, path, errno: code) }
      throw FileFault(action: .read, path: path, reason: "no such folder")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileFault(action: .read, path: path, reason: "it is a file; \(noun) is a folder")
    }
  }

  /// Makes the folder at `path`, and those above it that are missing.
  ///
  /// - Throws: ``FileFault`` that names the first of these folders that cannot be made.
  static func makeFolder(_ path: String) throws(FileFault) {
    guard unsafe mkdir(path, 0o777) != 0 else { return }
    let code = errno
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    switch code {
    case EEXIST where isFolder(path) == true: return
    case EEXIST: throw FileFault(action: .write, path: path, reason: "it is no folder")
    case ENOENT where isFolder(parent) == nil, ENOTDIR where isFolder(parent) == nil:
      try makeFolder(parent)
      guard unsafe mkdir(path, 0o777) != 0, isFolder(path) != true else { return }
      throw FileFault(.write, path, errno: errno)
    case ENOENT:
      throw FileFault(action: .write, path: path, reason: "\(parent) takes no new folders")
    case ENOTDIR:
      throw FileFault(action: .write, path: path, reason: "\(parent) is no folder")
    default: throw FileFault(.write, path, errno: code)
    }
  }

  /// Makes the folder above a result at `path`.
  ///
  /// - Throws: ``FileFault`` that names `path` and says which folder cannot be made.
  static func makeFolder(_ folder: String, above path: String) throws(FileFault) {
    do {
      try makeFolder(folder)
    } catch {
      throw FileFault(
        action: .write, path: path,
        reason: "the folder \(error.path) cannot be made: \(error.reason)")
    }
  }

  /// Removes what stands at `path`, if anything does.
  static func remove(_ path: String) throws(FileFault) {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      guard isFolder(path) != nil else { return }
      throw FileFault(action: .replace, path: path, reason: "the old one cannot be removed")
    }
  }

  /// Renames `from` to `to`; what stood there is replaced in the same moment.
  static func rename(_ from: String, to path: String) throws(FileFault) {
    guard unsafe Foundation.rename(from, path) == 0 else {
      throw FileFault(.replace, path, errno: errno)
    }
  }

  /// Copies the folder at `from` with all that is in it; `to` must not exist.
  static func copyFolder(_ from: String, to path: String) throws(FileFault) {
    do {
      try FileManager.default.copyItem(atPath: from, toPath: path)
    } catch {
      throw FileFault(action: .write, path: path, reason: "\(from) cannot be copied there")
    }
  }
}
