/// The files of a program folder, wherever they are kept.
///
/// What is thrown is shown to people: `cannot read mill/items.csv: permission denied`.
public protocol ProgramFiles {
  /// The names of the files that stand directly in the folder, in any order.
  func names() throws -> [String]

  /// The content of a file; `nil` where there is none of that name.
  func bytes(of name: String) throws -> [UInt8]?
}

/// Files in memory.
public struct MemoryFiles: ProgramFiles, Hashable, Sendable {
  /// The content of each file by name.
  public var contents: [String: [UInt8]]

  /// Makes files of bytes.
  public init(_ contents: [String: [UInt8]] = [:]) {
    self.contents = contents
  }

  /// Makes files of texts.
  public init(texts: [String: String]) {
    contents = texts.mapValues { Array($0.utf8) }
  }

  public func names() -> [String] { contents.keys.sorted() }

  public func bytes(of name: String) -> [UInt8]? { contents[name] }
}
