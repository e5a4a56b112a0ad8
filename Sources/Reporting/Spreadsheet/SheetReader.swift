import Sourcing

/// Reads the cells of one sheet.
struct SheetReader {
  private let name: String
  private let strings: [String]
  private let isDateStyle: [Bool]
  private let limits: ArchiveLimits

  init(name: String, strings: [String], isDateStyle: [Bool], limits: ArchiveLimits) {
    self.name = name
    self.strings = strings
    self.isDateStyle = isDateStyle
    self.limits = limits
  }

  /// The cell that is being read.
  private struct Cell {
    var row = 0
    var column = 0
    var type = "n"
    var style = 0
    var value = ""
    var hasValue = false
    var formula: String?
  }

  /// What was read so far.
  private final class State {
    var rows: [Int: [Int: BidValue]] = [:]
    var merged: [MergedCells] = []
    var cell = Cell()
    var row = 0
    var column = -1
    var count = 0
    var isValue = false
    var isFormula = false
    var hidden = 0
  }

  /// Reads the sheet.
  ///
  /// - Parameters:
  ///   - bytes: Of its part.
  ///   - path: Of its part, for messages.
  /// - Returns: Its cells that hold something.
  /// - Throws: ``ArchiveFault`` where it is damaged or too large.
  mutating func read(_ bytes: [UInt8], path: String) throws(ArchiveFault) -> BidGrid {
    let state = State()
    let reader = self
    let events = XMLEvents(limits: limits)
    events.start = { name, attributes throws(ArchiveFault) in
      try reader.start(name, attributes, state)
    }
    events.text = { text in
      if state.isValue { state.cell.value += text }
      if state.isFormula { state.cell.formula = (state.cell.formula ?? "") + text }
    }
    events.end = { name throws(ArchiveFault) in try reader.end(name, state) }
    try events.parse(bytes, name: path)
    let rows = state.rows.sorted { $0.key < $1.key }.map { BidGridRow(number: $0, cells: $1) }
    return BidGrid(name: name, rows: rows, merged: state.merged)
  }

  private func start(
    _ name: String, _ attributes: [String: String], _ state: State
  ) throws(ArchiveFault) {
    switch name {
    case "row":
      let number = attributes["r"].flatMap { Int($0) } ?? state.row + 1
      guard 1...1_048_576 ~= number else { throw damaged("a row without a number") }
      state.row = number
      state.column = -1
    case "c":
      state.cell = Cell()
      state.cell.row = state.row
      state.cell.column = state.column + 1
      if let text = attributes["r"] {
        guard let place = SheetReference.parse(text.utf8) else {
          throw damaged("a cell that is named '\(text.prefix(20))'")
        }
        (state.cell.row, state.cell.column) = place
      }
      state.column = state.cell.column
      state.cell.type = attributes["t"] ?? "n"
      state.cell.style = attributes["s"].flatMap { Int($0) } ?? 0
    case "v":
      state.isValue = true
      state.cell.hasValue = true
    case "rPh": state.hidden += 1
    case "t":
      state.isValue = state.hidden == 0 && state.cell.type == "inlineStr"
      if state.isValue { state.cell.hasValue = true }
    case "f":
      state.isFormula = true
      state.cell.formula = state.cell.formula ?? ""
    case "mergeCell":
      let range = attributes["ref"] ?? ""
      let first = range.split(separator: ":").first.map(String.init) ?? ""
      guard let place = SheetReference.parse(first.utf8) else {
        throw damaged("merged cells that are named '\(range.prefix(20))'")
      }
      state.merged.append(MergedCells(row: place.row, column: place.column, range: range))
    default: break
    }
  }

  private func end(_ name: String, _ state: State) throws(ArchiveFault) {
    switch name {
    case "v", "t": state.isValue = false
    case "f": state.isFormula = false
    case "rPh": state.hidden -= 1
    case "c":
      guard let value = try value(of: state.cell) else { return }
      state.count += 1
      guard state.count <= limits.cells else {
        throw ArchiveFault(
          "xlsx.cells", "the sheet '\(self.name)' fills more than \(limits.cells) cells")
      }
      let (row, column) = (state.cell.row, state.cell.column)
      guard row > 0, state.rows[row]?[column] == nil else {
        throw damaged("the cell \(SheetReference.letters(column))\(row) twice")
      }
      state.rows[row, default: [:]][column] = value
    default: break
    }
  }

  private func value(of cell: Cell) throws(ArchiveFault) -> BidValue? {
    if let formula = cell.formula { return .formula(formula) }
    guard cell.hasValue else { return nil }
    switch cell.type {
    case "s":
      guard let index = Int(cell.value), strings.indices.contains(index) else {
        throw damaged("a text that the workbook does not hold")
      }
      return strings[index].isEmpty ? nil : .text(strings[index])
    case "str", "inlineStr", "d": return cell.value.isEmpty ? nil : .text(cell.value)
    case "b": return .flag(cell.value == "1" || cell.value == "true")
    case "e": return .fault(cell.value)
    case "n":
      guard let number = Double(cell.value), number.isFinite else {
        throw damaged("the number '\(cell.value.prefix(20))'")
      }
      let isDate = isDateStyle.indices.contains(cell.style) && isDateStyle[cell.style]
      return isDate ? .dated(number) : .number(number)
    default: throw damaged("a cell of the unknown type '\(cell.type.prefix(20))'")
    }
  }

  private func damaged(_ what: String) -> ArchiveFault {
    ArchiveFault(
      "xlsx.sheet",
      "the sheet '\(name)' holds \(what); save the workbook again with a spreadsheet program")
  }
}
