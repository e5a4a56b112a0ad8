import Tables

/// Applies overrides to what was read, before the checks.
struct OverrideEngine {
  /// What diagnostics show as the file of an override.
  static let fileName = "--what-if"

  private var tables: TableSet
  private var settings: SettingsReader
  private var list: DiagnosticList
  private var changes: [OverrideChange] = []

  /// Applies `overrides` in the order given.
  ///
  /// - Returns: What changed.
  static func apply(
    _ overrides: [String], tables: inout TableSet, settings: inout SettingsReader,
    into list: inout DiagnosticList
  ) -> [OverrideChange] {
    guard !overrides.isEmpty else { return [] }
    var engine = OverrideEngine(tables: tables, settings: settings, list: list)
    for (number, text) in overrides.enumerated() { engine.apply(text, number: number + 1) }
    (tables, settings, list) = (engine.tables, engine.settings, engine.list)
    return engine.changes
  }

  private init(tables: TableSet, settings: SettingsReader, list: DiagnosticList) {
    self.tables = tables
    self.settings = settings
    self.list = list
  }

  private mutating func apply(_ text: String, number: Int) {
    guard let override = OverrideText(text) else {
      let source = OverrideSource(
        file: OverrideEngine.fileName, number: number, text: text, column: 1)
      list.append(
        source.place.diagnostic(
          code: "override.form",
          message:
            "'\(shown(text))' is no override; one is TABLE[.ROWS][.COLUMN] followed by =, *=, "
            + "+= or -= and a value, such as capacity.line-a*=1.2"))
      return
    }
    let source = OverrideSource(
      file: OverrideEngine.fileName, number: number, text: text, column: override.valueColumn)
    let (name, rest) = override.parts
    if name == "program" {
      change(settingsKey: rest ?? "", override, source)
    } else if let schema = Schemas.table(name) {
      change(schema, rest: rest ?? "", override, source)
    } else {
      let near = nearestName(to: name, among: Schemas.all.map(\.name) + ["program"])
      report(
        source, column: 1, "override.table.unknown",
        "unknown table '\(shown(name))'; "
          + (near.map { "did you mean '\($0)'?" } ?? "tables are named as their files, without .csv"),
        suggestion: near)
    }
  }

  private mutating func report(
    _ source: OverrideSource, column: Int, _ code: String, _ message: String,
    suggestion: String? = nil, severity: Diagnostic.Severity = .error
  ) {
    var source = source
    source.column = column
    list.append(
      source.place.diagnostic(
        severity: severity, code: code, message: message, suggestion: suggestion))
  }

  // MARK: Tables

  private mutating func change(
    _ schema: TableSchema, rest: String, _ override: OverrideText, _ source: OverrideSource
  ) {
    let target = OverrideTarget.of(schema)
    let (rows, column) = OverrideEngine.split(rest, schema)
    let restColumn = schema.name.unicodeScalars.count + 2
    guard let columnName = column ?? target.column else {
      let columns = schema.columns.map(\.name).filter { !target.keys.contains($0) }
      report(
        source, column: 1, "override.column.missing",
        "'\(shown(override.left))' names no column; \(schema.file) has "
          + columns.formattedList(with: "and"))
      return
    }
    guard let position = schema.position(of: columnName), position != schema.identifier else {
      report(
        source, column: restColumn, "override.column.identifier",
        "\(columnName) names the row; it cannot be changed")
      return
    }
    let matching = self.rows(of: schema, matching: rows, keys: target.keys)
    guard !matching.isEmpty else {
      reportNoRows(schema, rows: rows, target: target, hasColumn: column != nil, source)
      return
    }
    edit(schema, matching, column: position, keys: target.keys, override, source)
  }

  /// Tells rows and column apart: the text after the last dot is a column if the table has it.
  private static func split(_ rest: String, _ schema: TableSchema) -> (
    rows: String, column: String?
  ) {
    if rest.isEmpty { return ("*", nil) }
    if schema.position(of: rest) != nil { return ("*", rest) }
    guard let dot = rest.lastIndex(of: ".") else { return (rest, nil) }
    let last = String(rest[rest.index(after: dot)...])
    return schema.position(of: last) == nil ? (rest, nil) : (String(rest[..<dot]), last)
  }

  /// The rows whose key texts match the pattern's parts; parts that are left out match all.
  private func rows(of schema: TableSchema, matching pattern: String, keys: [String]) -> [Int] {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= keys.count else { return [] }
    var rows = Array(0..<tables[schema].rowCount)
    for (part, key) in zip(parts, keys) where part != "*" {
      let glob = Glob(part)
      rows = rows.filter { glob.matches(text(schema, row: $0, column: key)) }
    }
    return rows
  }

  private func text(_ schema: TableSchema, row: Int, column name: String) -> String {
    guard let column = schema.position(of: name) else {
      preconditionFailure("\(schema.file) has no column \(name)")
    }
    return tables[schema].text(row: row, column: column, target: target(schema, column))
  }

  /// The identifiers that a column refers to.
  private func target(_ schema: TableSchema, _ column: Int) -> SymbolTable? {
    guard case .reference(let name) = schema.columns[column].type else { return nil }
    guard let other = Schemas.table(name), let identifier = other.identifier else { return nil }
    return tables[other].symbols[identifier]
  }

  private mutating func reportNoRows(
    _ schema: TableSchema, rows: String, target: OverrideTarget, hasColumn: Bool,
    _ source: OverrideSource
  ) {
    let restColumn = schema.name.unicodeScalars.count + 2
    if !hasColumn, let dot = rows.lastIndex(of: ".") {
      let last = String(rows[rows.index(after: dot)...])
      let columns = schema.columns.map(\.name)
      if let near = nearestName(to: last, among: columns) {
        let offset = rows[...dot].unicodeScalars.count
        report(
          source, column: restColumn + offset, "override.column.unknown",
          "\(schema.file) has no row '\(shown(rows))' and no column '\(shown(last))'; did you mean "
            + "'\(near)'?", suggestion: near)
        return
      }
    }
    let first = rows.split(separator: "/").first.map(String.init) ?? rows
    let known = (0..<min(tables[schema].rowCount, 100_000)).map {
      text(schema, row: $0, column: target.keys[0])
    }
    let near = nearestName(to: first.filter { $0 != "*" }, among: known)
    let hint =
      near.map { "did you mean '\($0)'?" }
      ?? (known.isEmpty
        ? "the table has no rows" : "rows are named by " + target.keys.joined(separator: "/"))
    report(
      source, column: restColumn, "override.rows.none",
      "no row of \(schema.file) matches '\(shown(rows))'; \(hint)", suggestion: near)
  }

  private mutating func edit(
    _ schema: TableSchema, _ rows: [Int], column: Int, keys: [String], _ override: OverrideText,
    _ source: OverrideSource
  ) {
    var adjustment: CellAdjustment?
    if override.action != .set {
      guard let made = self.adjustment(override, source) else { return }
      adjustment = made
    }
    let target = self.target(schema, column)
    var table = tables[schema]
    var changed = 0
    var refused: (message: String, row: Int, suggestion: String?)?
    var refusals = 0
    for row in rows {
      let before = table.text(row: row, column: column, target: target)
      let result =
        adjustment.map { table.adjust(by: $0, row: row, column: column, source: source) }
        ?? table.assign(override.value, row: row, column: column, target: target, source: source)
      switch result {
      case .changed:
        changed += 1
        let after = table.text(row: row, column: column, target: target)
        let name = keys.map { text(schema, row: row, column: $0) }.joined(separator: "/")
        changes.append(
          OverrideChange(
            override: source.number, table: schema.name, row: name,
            column: schema.columns[column].name, before: before, after: after))
      case .nothing: break
      case .refused(let message, let suggestion):
        refusals += 1
        if refused == nil { refused = (message, row, suggestion) }
      }
    }
    tables[schema] = table
    if let refused {
      let name = keys.map { text(schema, row: refused.row, column: $0) }.joined(separator: "/")
      let more = refusals > 1 ? " (and \(refusals - 1) more)" : ""
      report(
        source, column: override.valueColumn, "override.value",
        "\(schema.name) '\(name)'\(more): \(refused.message)", suggestion: refused.suggestion)
    } else if changed == 0 {
      report(
        source, column: 1, "override.nothing",
        "\(schema.columns[column].name) is empty in every row that matches; nothing is changed",
        severity: .warning)
    }
  }

  private mutating func adjustment(
    _ override: OverrideText, _ source: OverrideSource
  ) -> CellAdjustment? {
    guard let amount = DecimalText.parse(override.value) else {
      report(
        source, column: override.valueColumn, "override.number",
        "'\(shown(override.value))' is no number; \(override.action.rawValue) takes one")
      return nil
    }
    switch override.action {
    case .multiply: return .times(amount)
    case .subtract: return .plus(-amount)
    case .add, .set: return .plus(amount)
    }
  }

  // MARK: Settings

  private mutating func change(
    settingsKey key: String, _ override: OverrideText, _ source: OverrideSource
  ) {
    let known = SettingsReader.changeableKeys
    guard known.contains(key) else {
      let near = nearestName(to: key, among: known)
      report(
        source, column: key.isEmpty ? 1 : 9, "override.key.unknown",
        "program has no key '\(shown(key))' that can be changed; "
          + (near.map { "did you mean '\($0)'?" }
            ?? "these can: \(known.formattedList(with: "and"))"),
        suggestion: near)
      return
    }
    guard let before = settings.text(key) else {
      report(
        source, column: 9, "override.nothing", "program has no \(key) that could be changed",
        severity: list.hasErrors ? .warning : .error)
      return
    }
    var value = override.value
    if override.action != .set {
      guard let adjustment = adjustment(override, source) else { return }
      guard let changed = settings.adjusted(key, by: adjustment) else {
        report(
          source, column: override.valueColumn, "override.value",
          "\(key) is set with =; only numbers are multiplied, and dates are moved by whole days")
        return
      }
      value = changed
    }
    let node = YAMLNode(.scalar(text: value, isPlain: true), at: source.place)
    settings.change(key, to: node, into: &list)
    changes.append(
      OverrideChange(
        override: source.number, table: "program", row: "", column: key, before: before,
        after: settings.text(key) ?? ""))
  }
}
