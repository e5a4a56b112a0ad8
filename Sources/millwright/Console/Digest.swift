import Crypto
import Reporting

/// Digests of files, for certificates.
enum Digest {
  /// SHA-256 in hexadecimal.
  static func sha256(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }

  /// SHA-256 as its 32 bytes.
  static func bytes(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// The digests of the event files that an award under `scenario` depends on.
  static func files(of folder: String, scenario: String) throws(CommandFailure) -> [FileDigest] {
    do {
      return try FileDigest.all(
        of: EventFolder(path: folder), scenario: scenario, digest: sha256)
    } catch {
      throw CommandFailure(.badInput, "\(error)")
    }
  }
}
