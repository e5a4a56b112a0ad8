import Tables

/// Replaces one supplier's rows in a file and leaves every other byte as it is.
///
/// A row that says the same as before keeps its bytes; one that changed is rewritten where it
/// stands, with what its other columns said; new rows follow the supplier's last one, or the file's.
struct TableMerge {
  let schema: TableSchema
  /// The file as it is; `nil` where there is none.
  let existing: [UInt8]?
  /// The supplier's new rows.
  let rows: [BidTableRow]
  /// What the new rows have in the column `supplier`, where the table has one.
  let supplier: String
  /// Whether a row of the file, by column, is the supplier's.
  let isOwned: ([String: String]) -> Bool

  /// The new file.
  struct Merged {
    var bytes: [UInt8]
    /// By line, from 1: for each cell the scalar at which it starts and where it came from.
    var sources: [Int: [(start: Int, place: BidPlace)]] = [:]
    /// Whether the file's bytes differ from what they were.
    var isChanged: Bool
  }

  /// Merges.
  ///
  /// - Returns: `nil` where there neither was nor is anything to write.
  func merged() -> Merged? {
    if existing == nil && rows.isEmpty { return nil }
    let old = existing.map(CSVRows.init)?.rows ?? []
    let header = old.first?.cells.map(\.text) ?? firstHeader
    let added = needed.filter { !header.contains($0) }
    var writer = Writer(
      header: header + added, lineEnd: lineEnd(old), existing: existing ?? [], added: added.count)
    writer.writeHeader(old.first)
    var waiting = Dictionary(grouping: rows.indices) { key(of: rows[$0]) }
    var pieces: [Piece] = []
    var lastOwned: Int?
    for row in old.dropFirst() {
      let texts = TableMerge.byName(row, header)
      guard isOwned(texts) else {
        pieces.append(.kept(row))
        continue
      }
      let key = self.key { texts[$0] ?? "" }
      lastOwned = pieces.count
      guard let position = waiting[key]?.first else {
        pieces.append(.removed)
        continue
      }
      waiting[key]?.removeFirst()
      let new = rows[position]
      pieces.append(says(texts, new) ? .same(row, new) : .changed(texts, new))
    }
    let place = lastOwned.map { $0 + 1 } ?? pieces.count
    let new = waiting.values.joined().sorted()
    pieces.insert(contentsOf: new.map { .changed([:], rows[$0]) }, at: place)
    for piece in pieces { write(piece, to: &writer) }
    return Merged(
      bytes: writer.bytes, sources: writer.sources, isChanged: writer.bytes != existing)
  }

  private enum Piece {
    case kept(CSVRows.Row)
    case same(CSVRows.Row, BidTableRow)
    /// What the row said before, and what it says now.
    case changed([String: String], BidTableRow)
    case removed
  }

  private func write(_ piece: Piece, to writer: inout Writer) {
    switch piece {
    case .kept(let row): writer.copy(row)
    case .same(let row, let new):
      let starts = row.cells.map(\.column)
      writer.note(starts: starts, places: places(of: new, writer.header))
      writer.copy(row)
    case .changed(let old, let new):
      let texts = writer.header.map { name in
        isManaged(name) ? text(new, name) : old[name] ?? ""
      }
      writer.write(texts, places: places(of: new, writer.header))
    case .removed: break
    }
  }

  private func places(of row: BidTableRow, _ header: [String]) -> [BidPlace] {
    header.map { row.place(of: $0) }
  }

  // MARK: Columns

  /// Whether a bid says what the column holds; the buyer's own columns are kept.
  private func isManaged(_ column: String) -> Bool {
    column != "quality" && schema.position(of: column) != nil
  }

  private func text(_ row: BidTableRow, _ column: String) -> String {
    column == "supplier" ? supplier : row[column]
  }

  /// The columns of a file that is made now.
  private var firstHeader: [String] {
    schema.columns.filter(\.isRequired).map(\.name)
  }

  /// The columns that the new rows need.
  private var needed: [String] {
    schema.columns.map(\.name).filter { name in
      isManaged(name) && rows.contains { !isStandard(text($0, name), name) }
    }
  }

  private func isStandard(_ text: String, _ column: String) -> Bool {
    normal(text, column) == normal("", column)
  }

  /// The text in a form in which equal values are equal texts.
  private func normal(_ text: String, _ column: String) -> String {
    guard let position = schema.position(of: column) else { return text }
    let schema = schema.columns[position]
    let written = text.isEmpty ? schema.standard ?? "" : text
    switch schema.type {
    case .number, .whole: return DecimalText.parse(written).map(DecimalText.text) ?? written
    default: return written
    }
  }

  private func key(_ text: (String) -> String) -> [String] {
    BidKeys.columns(of: schema).map { normal(text($0), $0) }
  }

  private func key(of row: BidTableRow) -> [String] { key { row[$0] } }

  private func says(_ old: [String: String], _ new: BidTableRow) -> Bool {
    schema.columns.allSatisfy { column in
      !isManaged(column.name)
        || normal(old[column.name] ?? "", column.name)
          == normal(text(new, column.name), column.name)
    }
  }

  private static func byName(_ row: CSVRows.Row, _ header: [String]) -> [String: String] {
    Dictionary(zip(header, row.cells.map(\.text)), uniquingKeysWith: { first, _ in first })
  }

  private func lineEnd(_ rows: [CSVRows.Row]) -> [UInt8] {
    guard let first = rows.first, let existing, first.bytes.upperBound < existing.count else {
      return [UInt8(ascii: "\n")]
    }
    return existing[first.bytes.upperBound] == UInt8(ascii: "\r")
      ? [UInt8(ascii: "\r"), UInt8(ascii: "\n")] : [UInt8(ascii: "\n")]
  }
}

extension TableMerge {
  /// Writes the new file and counts its lines.
  private struct Writer {
    let header: [String]
    let lineEnd: [UInt8]
    let existing: [UInt8]
    /// Columns that the old rows lack.
    let added: Int
    private(set) var bytes: [UInt8] = []
    private(set) var sources: [Int: [(start: Int, place: BidPlace)]] = [:]
    /// The line that is written next.
    private var line = 1

    init(header: [String], lineEnd: [UInt8], existing: [UInt8], added: Int) {
      self.header = header
      self.lineEnd = lineEnd
      self.existing = existing
      self.added = added
    }

    mutating func writeHeader(_ row: CSVRows.Row?) {
      guard let row else {
        append(Writer.line(header))
        append(lineEnd)
        return
      }
      append(existing[..<row.bytes.upperBound])
      if added > 0 {
        append([UInt8(ascii: ",")])
        append(Writer.line(header.suffix(added)))
      }
      append(row.tail.isEmpty ? lineEnd : Array(existing[row.tail]))
    }

    mutating func copy(_ row: CSVRows.Row) {
      append(existing[row.bytes])
      append(Array(repeating: UInt8(ascii: ","), count: added))
      append(row.tail.isEmpty ? lineEnd : Array(existing[row.tail]))
    }

    mutating func note(starts: [Int], places: [BidPlace]) {
      let padded = starts + Array(repeating: Int.max, count: max(0, places.count - starts.count))
      sources[line] = zip(padded, places).map { (start: $0, place: $1) }
    }

    mutating func write(_ texts: [String], places: [BidPlace]) {
      var column = 1
      var starts: [Int] = []
      for text in texts {
        starts.append(column)
        column += String(decoding: Writer.line([text]), as: UTF8.self).unicodeScalars.count + 1
      }
      note(starts: starts, places: places)
      append(Writer.line(texts))
      append(lineEnd)
    }

    private mutating func append(_ more: some Sequence<UInt8>) {
      for byte in more {
        bytes.append(byte)
        if byte == UInt8(ascii: "\n") { line += 1 }
      }
    }

    /// The row without its line end.
    private static func line(_ cells: some Sequence<String>) -> [UInt8] {
      Array(CSVWriter.write(header: Array(cells), rows: []).dropLast())
    }
  }
}
