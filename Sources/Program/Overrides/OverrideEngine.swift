import Tables

enum OverrideEngine {
  static let fileName = "--what-if"
  static func apply(
    _ overrides: [String], tables: inout TableSet, settings: inout SettingsReader,
    into list: inout DiagnosticList
  ) -> [OverrideChange] {
    []
  }
}
