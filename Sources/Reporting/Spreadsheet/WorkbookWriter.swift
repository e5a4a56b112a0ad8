import CXlsxWriter
import Foundation
import Program
public import Sourcing

/// Writes the workbook of a bid through libxlsxwriter.
///
/// The same sheet gives the same bytes: the day of making is fixed.
public enum BidSheetWriter {
  /// Writes sheets to paths, each whole or not at all; nothing where a file is there that differs:
  /// a supplier may have filled it in.
  ///
  /// - Parameters:
  ///   - sheets: Sheets with their paths.
  ///   - isReplacing: Whether such files are replaced.
  /// - Throws: ``FileFault`` that names a path.
  public static func write(
    _ sheets: [(sheet: BidSheet, path: String)], isReplacing: Bool
  ) throws(FileFault) {
    for (sheet, path) in sheets where !isReplacing && FileAccess.isFolder(path) == false {
      guard try isSame(sheet, path) else {
        throw FileFault(
          action: .replace, path: path,
          reason: "a workbook is there that differs and may be filled in; "
            + "--replace overwrites it")
      }
    }
    for (sheet, path) in sheets { try write(sheet, to: path) }
  }

  /// Whether a sheet gives the bytes that are there.
  private static func isSame(_ sheet: BidSheet, _ path: String) throws(FileFault) -> Bool {
    let draft = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).xlsx").path
    // A draft that cannot be removed is of no more use, and no fault of the sheet.
    defer { try? FileAccess.remove(draft) }
    try write(sheet, to: draft)
    return try FileAccess.read(path) == FileAccess.read(draft)
  }

  /// Writes `sheet` to `path`, whole or not at all.
  public static func write(_ sheet: BidSheet, to path: String) throws(FileFault) {
    try OutputFile.write(to: path) { draft throws(FileFault) in
      try WorkbookWriter(path: draft).write(sheet)
    }
  }
}

/// One workbook on its way to a file.
@safe private final class WorkbookWriter {
  private let path: String
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let formats: WorkbookFormats

  init(path: String) throws(FileFault) {
    self.path = path
    guard let workbook = unsafe workbook_new(path) else {
      throw FileFault(action: .write, path: path, reason: "there is no memory for the workbook")
    }
    unsafe self.workbook = unsafe workbook
    formats = unsafe WorkbookFormats(workbook)
  }

  /// Writes all sheets and closes the file.
  func write(_ sheet: BidSheet) throws(FileFault) {
    setProperties()
    let start = unsafe add(BidMark.start)
    unsafe writeStart(sheet.start, to: start)
    for table in sheet.tables {
      unsafe write(table, lists: sheet, to: add(table.part.title))
    }
    let lists = unsafe add(BidMark.lists)
    unsafe writeColumn(sheet.countries, 0, to: lists)
    unsafe writeColumn(sheet.items, 1, to: lists)
    unsafe worksheet_hide(lists)
    let mark = unsafe add(BidMark.sheet)
    for (row, entry) in sheet.mark.rows.enumerated() {
      unsafe worksheet_write_string(mark, UInt32(row), 0, entry.name, nil)
      unsafe worksheet_write_string(mark, UInt32(row), 1, entry.value, nil)
    }
    unsafe worksheet_protect(mark, nil, nil)
    unsafe worksheet_hide(mark)
    let error = unsafe workbook_close(workbook)
    guard error == LXW_NO_ERROR else {
      let words = unsafe String(cString: lxw_strerror(error))
      throw FileFault(action: .write, path: path, reason: words)
    }
  }

  private func add(_ name: String) -> UnsafeMutablePointer<lxw_worksheet> {
    guard let sheet = unsafe workbook_add_worksheet(workbook, name) else {
      preconditionFailure("the sheet '\(name)' cannot be added")
    }
    return unsafe sheet
  }

  /// 2026-01-01: the bytes must not tell when they were made.
  private static let made: time_t = 1_767_225_600

  private func setProperties() {
    let texts = CTexts()
    var properties = unsafe lxw_doc_properties()
    unsafe properties.title = unsafe texts.make("Bid sheet")
    unsafe properties.company = unsafe texts.make("Millwright")
    unsafe properties.created = WorkbookWriter.made
    unsafe workbook_set_properties(workbook, &properties)
    withExtendedLifetime(texts) {}
  }

  // MARK: Start here

  private func writeStart(
    _ paragraphs: [(isHeading: Bool, text: String)], to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    unsafe worksheet_set_column(sheet, 0, 0, 100, nil)
    for (row, paragraph) in paragraphs.enumerated() {
      let format = unsafe paragraph.isHeading ? formats.title : formats.paragraph
      unsafe worksheet_write_string(sheet, UInt32(row), 0, paragraph.text, format)
      let lines = 1 + paragraph.text.utf8.count / 100
      unsafe worksheet_set_row(
        sheet, UInt32(row), paragraph.isHeading ? 24 : Double(16 * lines), nil)
    }
    unsafe worksheet_gridlines(sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    unsafe worksheet_set_portrait(sheet)
    unsafe worksheet_fit_to_pages(sheet, 1, 0)
    unsafe worksheet_protect(sheet, nil, nil)
    unsafe worksheet_activate(sheet)
  }

  private func writeColumn(
    _ texts: [String], _ column: UInt16, to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    for (row, text) in texts.enumerated() {
      unsafe worksheet_write_string(sheet, UInt32(row), column, text, nil)
    }
  }

  // MARK: Tables

  private func write(
    _ table: BidSheet.Table, lists: BidSheet, to sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    let columns = table.part.columns
    let last = UInt32(table.rows.count + table.spare)
    for (position, column) in columns.enumerated() {
      let place = UInt16(position)
      unsafe worksheet_set_column(sheet, place, place, column.width, nil)
      unsafe worksheet_write_string(sheet, 0, place, column.title, formats.heading)
      unsafe worksheet_write_comment(sheet, 0, place, column.help)
      if last > 0, !column.isInfo {
        unsafe validate(column, place, last: last, table: table, lists: lists, sheet)
      }
      for row in 0..<Int(last) {
        let cell = row < table.rows.count ? table.rows[row][position] : .empty
        let isGiven =
          column.isInfo || (row < table.given && WorkbookWriter.isName(column, table.part))
        unsafe write(
          cell, UInt32(row + 1), place, formats.cell(column.content, isLocked: isGiven), sheet)
      }
    }
    unsafe worksheet_set_row(sheet, 0, 30, nil)
    unsafe worksheet_freeze_panes(sheet, 1, table.part == .lines ? 2 : 1)
    unsafe worksheet_set_landscape(sheet)
    unsafe worksheet_set_paper(sheet, 9)
    unsafe worksheet_fit_to_pages(sheet, 1, 0)
    unsafe worksheet_repeat_rows(sheet, 0, 0)
    var options = lxw_protection()
    options.format_columns = UInt8(LXW_TRUE.rawValue)
    options.format_rows = UInt8(LXW_TRUE.rawValue)
    unsafe worksheet_protect(sheet, nil, &options)
  }

  /// Whether the column names the row, so that it is locked where the row is given.
  private static func isName(_ column: BidColumn, _ part: BidPart) -> Bool {
    switch part {
    case .lines: column.key == "line" || column.key == "item"
    case .answers: column.key == "criterion"
    default: false
    }
  }

  private func write(
    _ cell: BidSheet.Cell, _ row: UInt32, _ column: UInt16,
    _ format: UnsafeMutablePointer<lxw_format>?, _ sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    switch cell {
    case .empty: unsafe worksheet_write_blank(sheet, row, column, format)
    case .text(let text): unsafe worksheet_write_string(sheet, row, column, text, format)
    case .number(let number): unsafe worksheet_write_number(sheet, row, column, number, format)
    case .date(let day):
      unsafe worksheet_write_number(sheet, row, column, SheetDay.serial(day), format)
    }
  }

  // MARK: Checks while typing

  private func validate(
    _ column: BidColumn, _ place: UInt16, last: UInt32, table: BidSheet.Table, lists: BidSheet,
    _ sheet: UnsafeMutablePointer<lxw_worksheet>
  ) {
    let texts = CTexts()
    var rule = unsafe lxw_data_validation()
    unsafe rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    unsafe rule.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    unsafe rule.error_title = unsafe texts.make(String(column.title.prefix(32)))
    unsafe rule.error_message = unsafe texts.make(String(column.help.prefix(254)))
    switch column.content {
    case .number(let lower, let upper):
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_DECIMAL.rawValue)
      unsafe setBounds(&rule, lower, upper)
    case .whole(let lower, let upper):
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      unsafe setBounds(&rule, Double(lower), Double(upper))
    case .date:
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_DATE_NUMBER.rawValue)
      unsafe setBounds(&rule, 36_526, 2_958_465)
    case .identifier:
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_LENGTH.rawValue)
      unsafe setBounds(&rule, 1, 64)
    case .text: return
    case .choice(let names):
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      unsafe rule.value_formula = unsafe texts.make("\"\(names.joined(separator: ","))\"")
    case .country:
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      unsafe rule.value_formula = unsafe texts.make(
        "=\(BidMark.lists)!$A$1:$A$\(max(1, lists.countries.count))")
    case .listed(let list):
      unsafe rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      unsafe rule.value_formula = unsafe texts.make(WorkbookWriter.range(of: list, in: lists))
    }
    unsafe worksheet_data_validation_range(sheet, 1, place, last, place, &rule)
    withExtendedLifetime(texts) {}
  }

  private func setBounds(_ rule: inout lxw_data_validation, _ lower: Double, _ upper: Double) {
    unsafe rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
    unsafe rule.minimum_number = lower
    unsafe rule.maximum_number = upper
  }

  private static func range(of list: BidList, in sheet: BidSheet) -> String {
    func names(_ part: BidPart) -> String {
      let table = sheet.tables.first { $0.part == part }
      return "=\(part.title)!$A$2:$A$\((table?.rows.count ?? 0) + (table?.spare ?? 0) + 1)"
    }
    return switch list {
    case .items: "=\(BidMark.lists)!$B$1:$B$\(max(1, sheet.items.count))"
    case .lines: names(.lines)
    case .bundles: names(.bundles)
    }
  }
}

/// C texts that live as long as this object.
@safe private final class CTexts {
  private var texts = unsafe [UnsafeMutablePointer<CChar>]()

  func make(_ text: String) -> UnsafeMutablePointer<CChar>? {
    guard let copy = unsafe strdup(text) else { return nil }
    unsafe texts.append(copy)
    return unsafe copy
  }

  deinit { unsafe texts.forEach { unsafe free($0) } }
}

/// How cells look.
@safe private final class WorkbookFormats {
  let title: UnsafeMutablePointer<lxw_format>?
  let paragraph: UnsafeMutablePointer<lxw_format>?
  let heading: UnsafeMutablePointer<lxw_format>?
  /// By number format, the locked and the unlocked cell.
  private var cells = unsafe [
    String: (locked: UnsafeMutablePointer<lxw_format>?, open: UnsafeMutablePointer<lxw_format>?)
  ]()

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) {
    unsafe title = unsafe workbook_add_format(workbook)
    unsafe format_set_bold(title)
    unsafe format_set_font_size(title, 14)
    unsafe format_set_align(title, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
    unsafe paragraph = unsafe workbook_add_format(workbook)
    unsafe format_set_text_wrap(paragraph)
    unsafe format_set_align(paragraph, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    unsafe heading = unsafe workbook_add_format(workbook)
    unsafe format_set_bold(heading)
    unsafe format_set_text_wrap(heading)
    unsafe format_set_font_color(heading, 0xFFFFFF)
    unsafe format_set_bg_color(heading, 0x1F4E5F)
    unsafe format_set_align(heading, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    for number in ["General", "@", "yyyy-mm-dd"] {
      let locked = unsafe workbook_add_format(workbook)
      unsafe format_set_bg_color(locked, 0xECEFF1)
      let open = unsafe workbook_add_format(workbook)
      unsafe format_set_bg_color(open, 0xFFF8DC)
      unsafe format_set_unlocked(open)
      unsafe WorkbookFormats.frame(locked, number: number)
      unsafe WorkbookFormats.frame(open, number: number)
      unsafe cells[number] = unsafe (locked, open)
    }
  }

  private static func frame(_ format: UnsafeMutablePointer<lxw_format>?, number: String) {
    unsafe format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
    unsafe format_set_border_color(format, 0xB0BEC5)
    unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if number != "General" { unsafe format_set_num_format(format, number) }
  }

  func cell(_ content: BidColumn.Content, isLocked: Bool) -> UnsafeMutablePointer<lxw_format>? {
    let number =
      switch content {
      case .number, .whole: "General"
      case .date: "yyyy-mm-dd"
      case .identifier, .text, .choice, .country, .listed: "@"
      }
    let pair = unsafe cells[number]
    return unsafe isLocked ? pair?.locked : pair?.open
  }
}
