import CZip
import Foundation

/// Why an archive or a workbook is not read, in words.
package struct ArchiveFault: Error, Hashable, Sendable {
  /// The last part of the diagnostic's code.
  package var code: String
  package var message: String

  init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// How much of a file from outside is taken in.
package struct ArchiveLimits: Sendable {
  /// Bytes of the file itself.
  package var fileBytes = 10 << 20
  /// Files in an archive.
  package var entries = 1_000
  /// Bytes of all files of an archive, unpacked.
  package var totalBytes = 64 << 20
  /// Bytes for each packed byte, of files beyond a mebibyte.
  package var ratio = 200
  /// Cells of a sheet that hold something.
  package var cells = 500_000
  /// Nested elements of an XML file.
  package var depth = 64

  package init() {}
}

/// A zip archive from outside, looked at before anything is unpacked.
///
/// Refused with a reason: too many or too large files, by what the archive says and again by what
/// comes out; packing ratios of bombs; encryption; archives within; names that lead elsewhere or
/// stand twice.
@safe final class ZipArchive {
  private let archive: OpaquePointer
  private let limits: ArchiveLimits
  /// By name, position and what the archive says of the size.
  private var entries: [String: (index: UInt64, size: Int)] = [:]
  /// The names of its files, in the archive's order.
  private(set) var names: [String] = []
  private var unpacked = 0

  /// Opens an archive and checks what it says of itself.
  init(_ bytes: [UInt8], limits: ArchiveLimits) throws(ArchiveFault) {
    self.limits = limits
    unsafe archive = try unsafe ZipArchive.open(bytes)
    try list()
  }

  deinit { unsafe zip_discard(archive) }

  private static func open(_ bytes: [UInt8]) throws(ArchiveFault) -> OpaquePointer {
    let broken = ArchiveFault(
      "archive.broken",
      "the file is no whole zip archive, which every .xlsx is; it may have been cut off: send it again"
    )
    guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { throw broken }
    guard let copy = unsafe malloc(bytes.count) else { throw broken }
    unsafe UnsafeMutableRawBufferPointer(start: copy, count: bytes.count).copyBytes(from: bytes)
    var error = unsafe zip_error_t()
    guard let source = unsafe zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      unsafe free(copy)
      throw broken
    }
    guard let archive = unsafe zip_open_from_source(source, Int32(ZIP_RDONLY), &error) else {
      unsafe zip_source_free(source)
      throw broken
    }
    return unsafe archive
  }

  private func list() throws(ArchiveFault) {
    let count = unsafe Int(zip_get_num_entries(archive, 0))
    guard count <= limits.entries else {
      throw ArchiveFault(
        "archive.entries", "the archive holds \(count) files; at most \(limits.entries) are read")
    }
    var total = 0
    for index in 0..<UInt64(max(0, count)) {
      var status = unsafe zip_stat_t()
      guard unsafe zip_stat_index(archive, index, 0, &status) == 0, let text = unsafe status.name
      else {
        throw ArchiveFault(
          "archive.broken", "the archive's list of files is damaged; send it again")
      }
      let name = unsafe String(cString: text)
      try check(name)
      guard unsafe status.encryption_method == UInt16(ZIP_EM_NONE) else {
        throw ArchiveFault(
          "archive.encrypted", "the archive is protected by a password; send it without")
      }
      let size = unsafe Int(clamping: status.size)
      let packed = unsafe Int(clamping: status.comp_size)
      let (sum, overflow) = total.addingReportingOverflow(size)
      total = overflow ? .max : sum
      guard total <= limits.totalBytes else { throw tooLarge }
      guard size <= 1 << 20 || size / limits.ratio <= packed else {
        throw ArchiveFault(
          "archive.ratio",
          "'\(shownName(name))' unpacks to more than \(limits.ratio) times its size, as bombs do; it "
            + "is not unpacked")
      }
      guard entries[name] == nil else {
        throw ArchiveFault(
          "archive.repeated", "the archive holds '\(shownName(name))' twice; it is ambiguous")
      }
      entries[name] = (index, size)
      if !name.hasSuffix("/") { names.append(name) }
    }
  }

  private var tooLarge: ArchiveFault {
    ArchiveFault(
      "archive.large",
      "the archive unpacks to more than \(limits.totalBytes >> 20) MiB; a bid is far smaller")
  }

  private func check(_ name: String) throws(ArchiveFault) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !name.hasPrefix("/"), !name.contains("\\"), !parts.contains(".."), !name.isEmpty else {
      throw ArchiveFault(
        "archive.name", "the archive holds '\(shownName(name))', a name that leads out of it")
    }
    let lower = name.lowercased()
    let inner = [".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".7z", ".rar", ".gz", ".docx", ".jar"]
    guard !inner.contains(where: lower.hasSuffix), !lower.contains("/embeddings/") else {
      throw ArchiveFault(
        "archive.nested",
        "the archive holds '\(shownName(name))', an archive or document within; send files alone")
    }
  }

  /// Whether the archive holds a file of that name.
  func contains(_ name: String) -> Bool { entries[name] != nil }

  /// The bytes of a file; `nil` where there is none.
  ///
  /// - Throws: ``ArchiveFault`` where it is damaged or larger than it says.
  func read(_ name: String) throws(ArchiveFault) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    let damaged = ArchiveFault(
      "archive.broken", "'\(shownName(name))' in the archive is damaged; send the file again")
    guard let file = unsafe zip_fopen_index(archive, entry.index, 0) else { throw damaged }
    defer { unsafe zip_fclose(file) }
    var bytes = [UInt8](repeating: 0, count: entry.size)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        return unsafe zip_fread(file, rest.baseAddress, UInt64(rest.count))
      }
      guard count > 0 else { throw damaged }
      filled += Int(count)
    }
    // The check sum is compared where the end is read.
    var extra: UInt8 = 0
    guard unsafe zip_fread(file, &extra, 1) == 0 else { throw damaged }
    unpacked += filled
    guard unpacked <= limits.totalBytes else { throw tooLarge }
    return bytes
  }

  private func shownName(_ name: String) -> String {
    String(
      name.unicodeScalars.prefix(60).map { $0.value < 0x20 ? "\u{FFFD}" : Character($0) })
  }
}
