/// Diagnostics as they are found, with a limit on how many of one kind are kept.
///
/// All faults count. Of the errors of one file the first ``errorLimit`` are kept, of the warnings
/// of one code the first ``warningLimit``; one more diagnostic says how many were left out.
public struct DiagnosticList: Sendable {
  /// Errors kept for each file.
  public static let errorLimit = 10_000
  /// Warnings kept for each code.
  public static let warningLimit = 100

  private var kept: [Diagnostic] = []
  private var errorsOfFile: [String: Int] = [:]
  private var warningsOfCode: [String: Int] = [:]
  private var lastWarning: [String: Diagnostic] = [:]

  /// Makes an empty list.
  public init() {}

  /// Whether any error was added.
  public var hasErrors: Bool { !errorsOfFile.isEmpty }

  /// How many errors `file` has.
  public func errorCount(in file: String) -> Int { errorsOfFile[file] ?? 0 }

  /// Whether the next error of `file` would still be kept; if not, its text need not be made.
  public func keepsErrors(of file: String) -> Bool {
    errorCount(in: file) < DiagnosticList.errorLimit
  }

  /// Whether the next warning of `code` would still be kept.
  public func keepsWarnings(of code: String) -> Bool {
    warningsOfCode[code, default: 0] < DiagnosticList.warningLimit
  }

  /// Counts an error that ``keepsErrors(of:)`` says will not be shown.
  public mutating func countError(in file: String) {
    errorsOfFile[file, default: 0] += 1
  }

  /// Counts a warning that ``keepsWarnings(of:)`` says will not be shown.
  public mutating func countWarning(of code: String) {
    warningsOfCode[code, default: 0] += 1
  }

  /// Adds a diagnostic.
  public mutating func append(_ diagnostic: Diagnostic) {
    switch diagnostic.severity {
    case .error:
      let isKept = keepsErrors(of: diagnostic.file)
      errorsOfFile[diagnostic.file, default: 0] += 1
      if isKept { kept.append(diagnostic) }
    case .warning:
      let isKept = keepsWarnings(of: diagnostic.code)
      warningsOfCode[diagnostic.code, default: 0] += 1
      if isKept {
        kept.append(diagnostic)
        lastWarning[diagnostic.code] = diagnostic
      }
    }
  }

  /// What was added, in the order of `files`, then of other names, then of places.
  ///
  /// - Parameter files: The names in the order in which a reader expects them.
  /// - Returns: The diagnostics kept and, for each file and code with more, one that counts them.
  public func sorted(files: [String]) -> [Diagnostic] {
    var order: [String: Int] = [:]
    for (position, file) in files.enumerated() { order[file] = position }
    var all = kept
    for (file, count) in errorsOfFile where count > DiagnosticList.errorLimit {
      all.append(
        Diagnostic(
          file: file, line: Int(Int32.max), column: 1, code: "errors.more",
          message: "\(count - DiagnosticList.errorLimit) more errors in \(file) are not shown"))
    }
    for (code, count) in warningsOfCode where count > DiagnosticList.warningLimit {
      guard let last = lastWarning[code] else { continue }
      all.append(
        Diagnostic(
          file: last.file, line: last.line, column: last.column, severity: .warning,
          code: "warnings.more",
          message: "\(count - DiagnosticList.warningLimit) more warnings '\(code)' are not shown"))
    }
    all.sort { left, right in
      let leftRank = order[left.file] ?? files.count
      let rightRank = order[right.file] ?? files.count
      return leftRank != rightRank ? leftRank < rightRank : left < right
    }
    var lastLine: [String: Int] = [:]
    for index in all.indices where all[index].code != "errors.more" {
      lastLine[all[index].file] = all[index].line
    }
    for index in all.indices where all[index].code == "errors.more" {
      all[index].line = lastLine[all[index].file] ?? 1
    }
    return all
  }
}
