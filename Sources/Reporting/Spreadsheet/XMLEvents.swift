import CExpat
import Foundation

/// What an XML file says, one event after the other.
///
/// Names come without their namespaces. A document type is refused, and with it every entity that
/// could swell or reach out of the file.
@safe final class XMLEvents {
  /// An element starts: its name and attributes.
  var start: (_ name: String, _ attributes: [String: String]) throws(ArchiveFault) -> Void = {
    _, _ throws(ArchiveFault) in
  }
  /// An element ends.
  var end: (_ name: String) throws(ArchiveFault) -> Void = { _ throws(ArchiveFault) in }
  /// Text within an element, perhaps in pieces.
  var text: (_ text: String) -> Void = { _ in }

  private let limits: ArchiveLimits
  private var depth = 0
  private var fault: ArchiveFault?
  private var parser: XML_Parser?

  init(limits: ArchiveLimits) {
    self.limits = limits
  }

  /// Parses `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: Of the file, for messages.
  /// - Throws: ``ArchiveFault`` where it is no sound XML, or as the handlers do.
  func parse(_ bytes: [UInt8], name: String) throws(ArchiveFault) {
    guard let parser = unsafe XML_ParserCreateNS(nil, XML_Char(bitPattern: UInt8(ascii: "|")))
    else {
      throw ArchiveFault("xml.memory", "there is no memory for '\(name)'")
    }
    unsafe self.parser = unsafe parser
    defer {
      unsafe XML_ParserFree(parser)
      unsafe self.parser = nil
    }
    unsafe setHandlers(parser)
    let status = unsafe bytes.withUnsafeBytes { buffer in
      let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      return unsafe XML_Parse(parser, start, Int32(buffer.count), 1)
    }
    if let fault { throw fault }
    guard status == XML_STATUS_OK else {
      let line = unsafe XML_GetCurrentLineNumber(parser)
      let column = unsafe XML_GetCurrentColumnNumber(parser) + 1
      let words = unsafe XML_ErrorString(XML_GetErrorCode(parser)).map {
        unsafe String(cString: $0)
      }
      throw ArchiveFault(
        "xml.form",
        "'\(name)' within the workbook is no sound XML (\(words ?? "error"), line \(line), column "
          + "\(column)); save it again with a spreadsheet program")
    }
  }

  private func setHandlers(_ parser: XML_Parser) {
    unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    unsafe XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data = unsafe data, let name = unsafe name else { return }
        let events = unsafe Unmanaged<XMLEvents>.fromOpaque(data).takeUnretainedValue()
        var values: [String: String] = [:]
        if var next = unsafe attributes {
          while let key = unsafe next.pointee, let value = unsafe next.advanced(by: 1).pointee {
            unsafe values[XMLEvents.local(key)] = unsafe String(cString: value)
            unsafe next = unsafe next.advanced(by: 2)
          }
        }
        unsafe events.started(XMLEvents.local(name), values)
      },
      { data, name in
        guard let data = unsafe data, let name = unsafe name else { return }
        let events = unsafe Unmanaged<XMLEvents>.fromOpaque(data).takeUnretainedValue()
        unsafe events.ended(XMLEvents.local(name))
      })
    unsafe XML_SetCharacterDataHandler(parser) { data, text, count in
      guard let data = unsafe data, let text = unsafe text else { return }
      let events = unsafe Unmanaged<XMLEvents>.fromOpaque(data).takeUnretainedValue()
      let buffer = unsafe UnsafeBufferPointer(start: text, count: Int(count))
      unsafe events.text(
        String(decoding: buffer.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let data = unsafe data else { return }
      let events = unsafe Unmanaged<XMLEvents>.fromOpaque(data).takeUnretainedValue()
      events.stop(
        ArchiveFault(
          "xml.doctype",
          "the workbook declares a document type, which no spreadsheet program writes"))
    }
  }

  /// The name without its namespace.
  private static func local(_ name: UnsafePointer<XML_Char>) -> String {
    let text = unsafe String(cString: name)
    guard let bar = text.utf8.lastIndex(of: UInt8(ascii: "|")) else { return text }
    return String(text[text.utf8.index(after: bar)...])
  }

  private func started(_ name: String, _ attributes: [String: String]) {
    depth += 1
    guard fault == nil else { return }
    guard depth <= limits.depth else {
      return stop(ArchiveFault("xml.depth", "the workbook nests elements deeper than any real one"))
    }
    do throws(ArchiveFault) {
      try start(name, attributes)
    } catch {
      stop(error)
    }
  }

  private func ended(_ name: String) {
    depth -= 1
    guard fault == nil else { return }
    do throws(ArchiveFault) {
      try end(name)
    } catch {
      stop(error)
    }
  }

  private func stop(_ reason: ArchiveFault) {
    if fault == nil { fault = reason }
    if let parser = unsafe parser { unsafe XML_StopParser(parser, 0) }
  }
}
