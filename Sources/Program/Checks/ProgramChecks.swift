import Tables

/// Looks for what merely cannot work out: each is a warning.
struct ProgramChecks {
  let program: BuildProgram
  let tables: TableSet
  let places: [String: Place]

  func run(into list: inout DiagnosticList) {
  }
}
