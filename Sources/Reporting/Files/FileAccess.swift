import Foundation

/// Reading and writing whole files, with typed errors.
enum FileAccess {
  /// The bytes of the file at `path`.
  static func read(_ path: String) throws(FileFault) -> [UInt8] {
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
  static func names(in path: String) throws(FileFault) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw FileFault(action: .read, path: path, reason: "it is no folder that can be listed")
    }
  }

  /// What stands at `path`: a folder, something else, or nothing.
  static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return nil
    }
    return isFolder.boolValue
  }

  /// Makes the folder at `path`, and those above it that are missing.
  static func makeFolder(_ path: String) throws(FileFault) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      guard isFolder(path) != true else { return }
      let code = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code
      throw FileFault(.write, path, errno: code.map(Int32.init) ?? EIO)
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
}
