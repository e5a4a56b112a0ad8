import ArgumentParser

/// What an option that names a file or folder to write must be.
enum OutputOption {
  /// Refuses an empty name, and `-`, which elsewhere stands for standard output.
  ///
  /// - Parameters:
  ///   - path: What was typed; `nil` where nothing was.
  ///   - name: The option.
  ///   - need: What needs a name: `results need a folder`.
  /// - Throws: `ValidationError` that names the option.
  static func check(_ path: String?, of name: String, _ need: String) throws(ValidationError) {
    guard let path else { return }
    guard !path.isEmpty else { throw ValidationError("\(name) is empty; \(need)") }
    guard path != "-" else {
      throw ValidationError("\(name) is -, and nothing goes to standard output; \(need)")
    }
  }
}
