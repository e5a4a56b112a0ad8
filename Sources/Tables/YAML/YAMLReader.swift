import Yams

/// Reads a small YAML file into nodes with places.
///
/// Yams does the reading. What it cannot survive (nesting thousands deep, aliases that multiply)
/// or stops at (the first repeated key) is dealt with here: the former are errors, and of repeated
/// keys each one is reported and the first kept.
public enum YAMLReader {
  /// Bytes of a file at most: a person writes these files.
  public static let largestFile = 1 << 20
  /// Brackets within brackets at most.
  private static let deepest = 64
  /// Blanks and marks at the start of a line at most.
  private static let widestIndent = 200
  /// Aliases at most.
  private static let mostAliases = 8
  /// Repeated keys that are told apart at most.
  private static let mostRepeats = 100

  /// Reads `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name, for diagnostics.
  ///   - list: Where every fault is added.
  /// - Returns: The root, or `nil` where the file is no YAML.
  public static func read(
    _ bytes: [UInt8], file: String, into list: inout DiagnosticList
  ) -> YAMLNode? {
    let top = Place(file: file, line: 1, column: 1)
    guard bytes.count <= largestFile else {
      list.append(
        top.diagnostic(
          code: "yaml.size", message: "the file has \(bytes.count) bytes; at most \(largestFile)"))
      return nil
    }
    guard textIsSound(bytes, file: file, into: &list) else { return nil }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let text = String(decoding: bytes[start...], as: UTF8.self)
    var source = YAMLSource(text, file: file)
    if let fault = excess(in: source) {
      list.append(fault)
      return nil
    }
    for _ in 0...mostRepeats {
      do {
        guard let root = try Parser(yaml: source.text, resolver: .basic).singleRoot() else {
          list.append(top.diagnostic(code: "yaml.empty", message: "the file is empty"))
          return nil
        }
        return source.node(root, fallback: top)
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        guard source.reportRepeats(of: names, first: context.mark, into: &list) else { return nil }
      } catch {
        list.append(source.diagnostic(of: error))
        return nil
      }
    }
    return nil
  }

  private static func textIsSound(
    _ bytes: [UInt8], file: String, into list: inout DiagnosticList
  ) -> Bool {
    guard !TextCheck.isUTF16(bytes) else {
      list.append(Place(file: file, line: 1, column: 1).utf16Diagnostic)
      return false
    }
    var line = 1
    var lineStart = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let faults = TextCheck.faults(in: bytes)
    for (offset, fault) in faults {
      let found = TextPlace.of(offset, in: bytes, lineStart: lineStart, line: line)
      (line, lineStart) = (found.line, found.lineStart)
      let place = Place(
        file: file, line: line, column: found.column,
        source: TextPlace.text(ofLineAt: lineStart, in: bytes))
      list.append(place.diagnostic(fault, byte: bytes[offset]))
    }
    return faults.isEmpty
  }

  /// What would take the parser more stack or time than a file like this is worth.
  private static func excess(in source: YAMLSource) -> Diagnostic? {
    var depth = 0
    var aliases = 0
    for (number, line) in source.lines.enumerated() {
      let indent = line.prefix { " -?:\t!&".unicodeScalars.contains($0) }.count
      var before: Unicode.Scalar = " "
      for (position, scalar) in line.enumerated() {
        if scalar == "[" || scalar == "{" { depth += 1 }
        if scalar == "]" || scalar == "}" { depth = max(0, depth - 1) }
        if scalar == "*", " [{,:-?\t".unicodeScalars.contains(before) { aliases += 1 }
        before = scalar
        if depth > deepest || aliases > mostAliases || indent > widestIndent {
          let code = aliases > mostAliases ? "yaml.aliases" : "yaml.depth"
          let what =
            aliases > mostAliases ? "more than \(mostAliases) aliases" : "nested too deeply"
          return source.place(line: number + 1, column: position + 1).diagnostic(
            code: code, message: "\(what); a program's settings are a flat list of keys")
        }
      }
    }
    return nil
  }
}

/// The text of a YAML file by lines.
private struct YAMLSource {
  private(set) var lines: [[Unicode.Scalar]]
  private let originals: [String]
  private let file: String
  private var repeats = 0

  /// What stands for a repeated key's first character once it is reported: private use.
  private static let marks: ClosedRange<UInt32> = 0xE000...0xF8FF

  init(_ text: String, file: String) {
    let scalars = Array(text.unicodeScalars)
    var lines: [[Unicode.Scalar]] = []
    for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(Array(line))
    }
    self.lines = lines
    self.file = file
    originals = lines.map { line in
      var text = String.UnicodeScalarView()
      text.append(contentsOf: line.last == "\r" ? line.dropLast() : line[...])
      return String(text)
    }
  }

  var text: String {
    var text = String.UnicodeScalarView()
    for (number, line) in lines.enumerated() {
      if number > 0 { text.append("\n") }
      text.append(contentsOf: line)
    }
    return String(text)
  }

  func place(line: Int, column: Int) -> Place {
    let source = 1...max(1, originals.count) ~= line ? originals[line - 1] : nil
    return Place(file: file, line: line, column: column, source: source)
  }

  private func place(_ mark: Mark?, fallback: Place) -> Place {
    guard let mark else { return fallback }
    return place(line: mark.line, column: mark.column)
  }

  /// `root` as nodes of our own, without the keys that were reported as repeated.
  func node(_ root: Node, fallback: Place) -> YAMLNode {
    let place = place(root.mark, fallback: fallback)
    switch root {
    case .scalar(let scalar):
      return YAMLNode(
        .scalar(text: scalar.string, isPlain: scalar.style == .plain), at: place)
    case .sequence(let sequence):
      return YAMLNode(.sequence(sequence.map { node($0, fallback: place) }), at: place)
    case .mapping(let mapping):
      var pairs: [(key: YAMLNode, value: YAMLNode)] = []
      for (key, value) in mapping {
        if let first = key.string?.unicodeScalars.first, YAMLSource.marks ~= first.value {
          continue
        }
        pairs.append((node(key, fallback: place), node(value, fallback: place)))
      }
      return YAMLNode(.mapping(pairs), at: place)
    case .alias:
      return YAMLNode(.scalar(text: "", isPlain: true), at: place)
    }
  }

  /// Reports each later use of `names`, and renames it so that the file can be read again.
  ///
  /// - Returns: False where a later use cannot be found, after reporting that.
  mutating func reportRepeats(
    of names: [String], first: Mark, into list: inout DiagnosticList
  ) -> Bool {
    let name = names[0]
    guard let (line, column) = laterUse(of: name, after: first),
      let mark = Unicode.Scalar(YAMLSource.marks.lowerBound + UInt32(repeats))
    else {
      list.append(repeatedKey(name, at: place(line: first.line, column: first.column)))
      return false
    }
    list.append(repeatedKey(name, at: place(line: line + 1, column: column + 1)))
    let isQuoted = ["\"", "'"].contains(lines[line][column])
    lines[line][column + (isQuoted ? 1 : 0)] = mark
    repeats += 1
    return true
  }

  private func repeatedKey(_ name: String, at place: Place) -> Diagnostic {
    place.diagnostic(
      code: "yaml.key.repeated", message: "key '\(shown(name))' is repeated; a key may stand once")
  }

  /// The next place after `first` where `name` stands as a key, in the same column if there is one.
  private func laterUse(of name: String, after first: Mark) -> (line: Int, column: Int)? {
    let key = Array(name.unicodeScalars)
    guard !key.isEmpty else { return nil }
    var found: (line: Int, column: Int)?
    for line in (first.line - 1)..<max(first.line - 1, lines.count) {
      let scalars = lines[line]
      let start = line == first.line - 1 ? first.column : 0
      for column in start..<max(start, scalars.count) {
        guard isKey(key, in: scalars, at: column) else { continue }
        if column == first.column - 1 { return (line, column) }
        if found == nil { found = (line, column) }
      }
    }
    return found
  }

  private func isKey(_ key: [Unicode.Scalar], in line: [Unicode.Scalar], at column: Int) -> Bool {
    let isQuoted = ["\"", "'"].contains(line[column])
    let start = column + (isQuoted ? 1 : 0)
    let end = start + key.count
    guard end <= line.count, Array(line[start..<end]) == key else { return false }
    if column > 0, !" \t{,[-?".unicodeScalars.contains(line[column - 1]) { return false }
    let after = line[end...].drop { " \t\"'".unicodeScalars.contains($0) }
    return after.first == ":"
  }

  /// The diagnostic of an error that the parser threw.
  func diagnostic(of error: any Error) -> Diagnostic {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      let before = context.map { "\($0.text) " } ?? ""
      return place(line: mark.line, column: mark.column).diagnostic(
        code: "yaml.form", message: "not YAML: \(shown(before + problem))")
    case YamlError.reader(let problem, _, _, _):
      return place(line: 1, column: 1).diagnostic(
        code: "yaml.form", message: "not YAML: \(shown(problem))")
    default:
      return place(line: 1, column: 1).diagnostic(
        code: "yaml.form", message: "not YAML: \(shown(String(describing: error)))")
    }
  }
}
