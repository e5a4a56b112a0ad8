import Tables

/// Reads `event.yaml`.
struct EventSettingsReader {
  /// The settings; `nil` where something required is missing or wrong.
  private(set) var settings: EventSettings?

  /// The keys of the file.
  static let keys = [
    "format", "event", "title", "currency", "domestic", "opening", "published", "questions_until",
    "deadline", "selection", "quality_value", "horizon_years", "buyer", "ocid_prefix",
    "publication_uri",
  ]

  /// Reads the file; every fault is added to `list`.
  mutating func read(_ bytes: [UInt8], into list: inout DiagnosticList) {
    let file = EventSchemas.settingsFile
    guard let root = YAMLReader.read(bytes, file: file, into: &list) else { return }
    let reader = KeyReader(prefix: "event")
    guard
      let values = reader.values(
        of: root, among: EventSettingsReader.keys, noun: "the file", into: &list)
    else { return }
    checkFormat(values["format"], root, reader, into: &list)
    let event = reader.identifier(values["event"], "event", into: &list)
    if event == nil, values["event"].map(\.isNothing) ?? true {
      reader.reportMissing(
        "event", in: root, noun: "the file", allowed: "the event's identifier", into: &list)
    }
    let any = NumberRange(-NumberRange.largest, NumberRange.largest)
    settings = EventSettings(
      event: event ?? "", title: reader.text(values["title"], "title", into: &list) ?? "",
      currency: reader.capitals(
        values["currency"], "currency", count: 3, of: "ISO 4217", into: &list) ?? "USD",
      domestic: reader.capitals(
        values["domestic"], "domestic", count: 2, of: "ISO 3166-1", into: &list) ?? "US",
      opening: reader.choice(values["opening"], "opening", into: &list) ?? .rolling,
      published: reader.dateTime(values["published"], "published", into: &list),
      questionsUntil: reader.dateTime(
        values["questions_until"], "questions_until", into: &list),
      deadline: reader.dateTime(values["deadline"], "deadline", into: &list),
      selection: reader.day(values["selection"], "selection", into: &list),
      qualityValue: reader.number(values["quality_value"], "quality_value", in: any, into: &list)
        ?? WrittenNumber(0),
      horizonYears: reader.number(
        values["horizon_years"], "horizon_years", in: .nonnegative, into: &list)?.value,
      buyer: reader.text(values["buyer"], "buyer", into: &list) ?? "",
      ocidPrefix: reader.text(
        values["ocid_prefix"], "ocid_prefix", allowed: "ocds- and six of a-z 0-9",
        where: ContractingText.isPrefix, into: &list),
      publicationURI: reader.text(
        values["publication_uri"], "publication_uri",
        allowed: "a URI, such as https://example.com/event.json", where: ContractingText.isURI,
        into: &list))
    checkOpening(values, into: &list)
    checkOrder(values, into: &list)
  }

  /// An event is published, takes questions, closes and is decided, in this order.
  private func checkOrder(_ values: [String: YAMLNode], into list: inout DiagnosticList) {
    guard let settings else { return }
    let moments = [
      ("published", settings.published), ("questions_until", settings.questionsUntil),
      ("deadline", settings.deadline),
    ].compactMap { key, text in text.flatMap(Moment.init).map { (key: key, moment: $0) } }
    for (earlier, later) in zip(moments, moments.dropFirst()) where later.moment < earlier.moment {
      warn(values, later.key, later.moment.text, earlier.key, earlier.moment.text, into: &list)
    }
    guard let last = moments.last, let selection = settings.selection,
      let day = last.moment.day, selection < day
    else { return }
    warn(values, "selection", "\(selection)", last.key, last.moment.text, into: &list)
  }

  private func warn(
    _ values: [String: YAMLNode], _ key: String, _ value: String, _ earlier: String,
    _ before: String, into list: inout DiagnosticList
  ) {
    guard let node = values[key] else { return }
    list.append(
      node.place.diagnostic(
        severity: .warning, code: "event.\(key).order",
        message: "\(key) is \(value), before \(earlier), \(before)"))
  }

  /// Bids that are sealed need an hour at which they are opened.
  private func checkOpening(_ values: [String: YAMLNode], into list: inout DiagnosticList) {
    guard settings?.opening == .sealed, values["deadline"]?.isNothing ?? true,
      let node = values["opening"]
    else { return }
    list.append(
      node.place.diagnostic(
        severity: .warning, code: "event.opening.deadline",
        message: "opening is sealed but there is no deadline: nothing says until when"))
  }

  private func checkFormat(
    _ node: YAMLNode?, _ root: YAMLNode, _ reader: KeyReader, into list: inout DiagnosticList
  ) {
    guard let node else {
      reader.reportMissing("format", in: root, noun: "the file", allowed: "1", into: &list)
      return
    }
    if node.text.flatMap({ DecimalText.parse($0) }) != 1 {
      reader.report(node, "format", fault: "unknown", allowed: "1", into: &list)
    }
  }
}
