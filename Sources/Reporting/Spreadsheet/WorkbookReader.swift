import Sourcing

/// Reads the cells of an .xlsx workbook: values, formulas as such, and which numbers are dates.
///
/// Source of the format: ECMA-376, part 1, chapter 18.
struct WorkbookReader {
  private let archive: ZipArchive
  private let limits: ArchiveLimits
  private var strings: [String] = []
  /// By cell style, whether numbers are shown as dates.
  private var isDateStyle: [Bool] = []
  private var uses1904 = false
  /// Sheets in order: name and file.
  private var sheets: [(name: String, path: String)] = []

  init(_ archive: ZipArchive, limits: ArchiveLimits) {
    self.archive = archive
    self.limits = limits
  }

  /// Reads every sheet.
  mutating func read(file: String) throws(ArchiveFault) -> BidWorkbook {
    try refuseMacros()
    let main = try mainPart()
    let base = main.split(separator: "/").dropLast().joined(separator: "/")
    let relations = try relations(of: main)
    try readSheetList(main, relations, base: base)
    for (_, target) in relations.sorted(by: { $0.key < $1.key }) {
      let path = WorkbookReader.resolved(target.path, in: base)
      switch target.kind {
      case "sharedStrings": try readStrings(path)
      case "styles": try readStyles(path)
      default: break
      }
    }
    var grids: [BidGrid] = []
    for sheet in sheets {
      var reader = SheetReader(
        name: sheet.name, strings: strings, isDateStyle: isDateStyle, limits: limits)
      grids.append(try reader.read(try bytes(sheet.path), path: sheet.path))
    }
    return BidWorkbook(file: file, grids: grids, uses1904: uses1904)
  }

  private func bytes(_ path: String) throws(ArchiveFault) -> [UInt8] {
    guard let bytes = try archive.read(path) else {
      throw ArchiveFault(
        "xlsx.part",
        "the workbook lacks its part '\(path)'; save it again with a spreadsheet program"
      )
    }
    return bytes
  }

  private func refuseMacros() throws(ArchiveFault) {
    let types = String(decoding: try bytes("[Content_Types].xml"), as: UTF8.self)
    let hasMacros =
      archive.names.contains {
        $0.lowercased().hasSuffix("vbaproject.bin") || $0.lowercased().contains("/macrosheets/")
      } || types.lowercased().contains("macroenabled")
    guard !hasMacros else {
      throw ArchiveFault("xlsx.macros", "the workbook holds macros; save it as .xlsx without them")
    }
    guard !types.contains("sheet.binary") else {
      throw ArchiveFault("xlsx.binary", "the workbook is a binary .xlsb; save it as .xlsx")
    }
  }

  // MARK: Parts

  /// Where a relation leads, and what it is.
  private struct Relation {
    var path: String
    var kind: String
  }

  private func relations(of part: String) throws(ArchiveFault) -> [String: Relation] {
    var parts = part.split(separator: "/").map(String.init)
    let name = parts.removeLast()
    let path = (parts + ["_rels", name + ".rels"]).joined(separator: "/")
    return try relationFile(path)
  }

  private func relationFile(_ path: String) throws(ArchiveFault) -> [String: Relation] {
    var found: [String: Relation] = [:]
    let events = XMLEvents(limits: limits)
    events.start = { name, attributes throws(ArchiveFault) in
      guard name == "Relationship", attributes["TargetMode"] != "External",
        let id = attributes["Id"], let target = attributes["Target"], let type = attributes["Type"]
      else { return }
      let kind = type.split(separator: "/").last.map(String.init) ?? ""
      found[id] = Relation(path: target, kind: kind)
    }
    try events.parse(try bytes(path), name: path)
    return found
  }

  private func mainPart() throws(ArchiveFault) -> String {
    let relations = try relationFile("_rels/.rels")
    guard let main = relations.values.first(where: { $0.kind == "officeDocument" }) else {
      throw ArchiveFault("xlsx.part", "the file is no workbook: it names no main part")
    }
    return WorkbookReader.resolved(main.path, in: "")
  }

  /// The path of a target, which is relative to its part's folder unless it starts with `/`.
  private static func resolved(_ target: String, in base: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = base.split(separator: "/").map(String.init)
    for piece in target.split(separator: "/") {
      switch piece {
      case ".": continue
      case "..": _ = parts.popLast()
      default: parts.append(String(piece))
      }
    }
    return parts.joined(separator: "/")
  }

  private mutating func readSheetList(
    _ main: String, _ relations: [String: Relation], base: String
  ) throws(ArchiveFault) {
    var found: [(name: String, path: String)] = []
    var is1904 = false
    let events = XMLEvents(limits: limits)
    events.start = { name, attributes throws(ArchiveFault) in
      switch name {
      case "workbookPr":
        is1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
      case "sheet":
        guard let title = attributes["name"], let relation = relations[attributes["id"] ?? ""],
          relation.kind == "worksheet"
        else { return }
        guard !found.contains(where: { $0.name == title }) else {
          throw ArchiveFault("xlsx.sheets", "the workbook has two sheets of one name")
        }
        found.append((title, WorkbookReader.resolved(relation.path, in: base)))
      default: break
      }
    }
    try events.parse(try bytes(main), name: main)
    guard !found.isEmpty else {
      throw ArchiveFault("xlsx.sheets", "the workbook has no sheet")
    }
    sheets = found
    uses1904 = is1904
  }

  private mutating func readStrings(_ path: String) throws(ArchiveFault) {
    var found: [String] = []
    var current = ""
    var isText = false
    var hidden = 0
    let events = XMLEvents(limits: limits)
    events.start = { name, _ throws(ArchiveFault) in
      switch name {
      case "si": current = ""
      case "rPh": hidden += 1
      case "t": isText = hidden == 0
      default: break
      }
    }
    events.text = { if isText { current += $0 } }
    events.end = { name throws(ArchiveFault) in
      switch name {
      case "si": found.append(current)
      case "rPh": hidden -= 1
      case "t": isText = false
      default: break
      }
    }
    try events.parse(try bytes(path), name: path)
    strings = found
  }

  private mutating func readStyles(_ path: String) throws(ArchiveFault) {
    var codes: [Int: String] = [:]
    var formats: [Int] = []
    var isCellFormat = false
    let events = XMLEvents(limits: limits)
    events.start = { name, attributes throws(ArchiveFault) in
      switch name {
      case "numFmt":
        guard let id = attributes["numFmtId"].flatMap({ Int($0) }) else { return }
        codes[id] = attributes["formatCode"] ?? ""
      case "cellXfs": isCellFormat = true
      case "xf" where isCellFormat:
        formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
      default: break
      }
    }
    events.end = { name throws(ArchiveFault) in if name == "cellXfs" { isCellFormat = false } }
    try events.parse(try bytes(path), name: path)
    isDateStyle = formats.map { id in
      codes[id].map(WorkbookReader.isDate) ?? WorkbookReader.dateFormats.contains(id)
    }
  }

  /// Built-in formats that show dates or times.
  ///
  /// Source: ECMA-376, part 1, 18.8.30.
  private static let dateFormats = Set([14...22, 27...36, 45...47, 50...58].joined())

  /// Whether a format shows a number as a date or time: whether a letter of dates stands outside of
  /// quotes and brackets.
  static func isDate(_ code: String) -> Bool {
    var isQuoted = false
    var isEscaped = false
    var isBracketed = false
    for byte in code.utf8 {
      if isEscaped {
        isEscaped = false
      } else if isQuoted {
        isQuoted = byte != UInt8(ascii: "\"")
      } else if isBracketed {
        isBracketed = byte != UInt8(ascii: "]")
      } else {
        switch byte {
        case UInt8(ascii: "\""): isQuoted = true
        case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): isEscaped = true
        case UInt8(ascii: "["): isBracketed = true
        case UInt8(ascii: "d"), UInt8(ascii: "y"), UInt8(ascii: "h"), UInt8(ascii: "s"),
          UInt8(ascii: "m"), UInt8(ascii: "D"), UInt8(ascii: "Y"), UInt8(ascii: "M"):
          return true
        default: break
        }
      }
    }
    return false
  }
}
