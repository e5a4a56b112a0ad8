import Foundation
import LinearModel
import Reporting

/// The file of `--write-model`: written beside its place, then renamed to it.
struct ModelFile {
  private let path: String
  private let target: String
  private let draft: String

  /// Tries the place, so that one that cannot be written is said before the search.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    target = URL(fileURLWithPath: path).standardizedFileURL.path
    draft = try reporting { () throws(FileFault) in try OutputFile.draft(for: path) }
    do {
      close(try opened())
      _ = unsafe unlink(draft)
    } catch {
      throw Self.failure(path, error)
    }
  }

  /// Writes `model` and puts it in place.
  func write(_ model: LinearModel, _ names: some ModelNames) throws(CommandFailure) {
    do {
      let descriptor = try opened()
      defer { close(descriptor) }
      try model.writeMPS(names: names) { try put($0, to: descriptor) }
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemFault(errno) }
      guard unsafe rename(draft, target) == 0 else { throw SystemFault(errno) }
    } catch {
      _ = unsafe unlink(draft)
      throw Self.failure(path, error)
    }
  }

  private func opened() throws -> Int32 {
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SystemFault(errno) }
    return descriptor
  }

  private func put(_ bytes: [UInt8], to descriptor: Int32) throws {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe Foundation.write(descriptor, rest.baseAddress, rest.count)
      }
      guard count >= 0 || errno == EINTR else { throw SystemFault(errno) }
      written += max(0, count)
    }
  }

  private static func failure(_ path: String, _ error: any Error) -> CommandFailure {
    CommandFailure(.cannotReadOrWrite, "cannot write \(path): \(error)")
  }

  /// What a system call said.
  private struct SystemFault: Error, CustomStringConvertible {
    let code: Int32

    init(_ code: Int32) { self.code = code }

    var description: String { Console.reason(code) }
  }
}
