public import Program
public import Tables

/// What a supplier's workbook holds, for a writer of spreadsheets.
public struct BidSheet: Sendable {
  /// A cell as it is written.
  public enum Cell: Hashable, Sendable {
    case empty
    case text(String)
    case number(Double)
    case date(Day)
  }

  /// One sheet of the form.
  public struct Table: Sendable {
    public var part: BidPart
    /// By row below the headings: one cell for each column.
    public var rows: [[Cell]]
    /// How many of the rows are given, so that their names are locked.
    public var given: Int
    /// Empty rows to be filled in after the others.
    public var spare: Int
  }

  public var mark: BidMark
  /// The paragraphs of the first sheet: a heading or a text.
  public var start: [(isHeading: Bool, text: String)]
  public var tables: [Table]
  /// What the drop-down lists of items and countries offer.
  public var items: [String]
  public var countries: [String]

  /// Makes the workbook of one supplier: what it bid before is filled in.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - supplier: Who bids.
  ///   - lots: Identifiers of the lots wanted; empty: all. Items of other lots for which the supplier
  ///     has a line are given too, so that no line is withdrawn unseen.
  ///   - questions: What is asked, by criterion.
  ///   - answers: What the supplier answered before, by criterion: the answer and its documents.
  ///   - digest: Of what the event asks.
  /// - Complexity: O(event).
  public init(
    for event: Event, supplier: EventSupplierIndex, lots: Set<String>,
    questions: [(criterion: String, question: String)],
    answers: [String: (answer: String, documents: String)], digest: String
  ) {
    let id = event.suppliers[supplier].id
    mark = BidMark(event: event.settings.event, supplier: id, digest: digest)
    start = BidLetter(event: event, supplier: event.suppliers[supplier], digest: digest).paragraphs
    items = event.items.map(\.id)
    countries = Countries.codes
    let maker = BidSheetMaker(event: event, supplier: supplier)
    let lines = maker.lines(lots: lots)
    tables = [
      Table(part: .lines, rows: lines.rows, given: lines.rows.count, spare: 30),
      Table(
        part: .steps, rows: maker.steps(lines.ids), given: 0, spare: lines.ids.count * 2 + 60),
      Table(part: .bundles, rows: maker.bundles(), given: 0, spare: 40),
      Table(part: .bundleItems, rows: maker.bundleItems(), given: 0, spare: 200),
      Table(part: .discounts, rows: maker.discounts(), given: 0, spare: 60),
      Table(part: .capacities, rows: maker.capacities(), given: 0, spare: 60),
    ]
    let known = Set(questions.map(\.criterion))
    let rest = answers.keys.filter { !known.contains($0) }.sorted().map { ($0, "") }
    let rows = (questions + rest).map { criterion, question -> [Cell] in
      let answer = answers[criterion]
      return [
        .text(criterion), BidSheetMaker.text(question), BidSheetMaker.text(answer?.answer ?? ""),
        BidSheetMaker.text(answer?.documents ?? ""),
      ]
    }
    tables.append(Table(part: .answers, rows: rows, given: questions.count, spare: 20))
  }
}

/// Fills the sheets with what the event and the supplier's former bid say.
private struct BidSheetMaker {
  let event: Event
  let supplier: EventSupplierIndex

  static func text(_ text: String) -> BidSheet.Cell { text.isEmpty ? .empty : .text(text) }

  /// A number that differs from what an empty cell stands for.
  private static func number(_ value: Double, standard: Double? = 0) -> BidSheet.Cell {
    value == standard ? .empty : .number(value)
  }

  private var ownLines: [LineIndex] {
    event.lines.rowIndices.filter { event.lines[$0].supplier == supplier }
  }

  /// The rows of the sheet Lines, and the names of the lines.
  func lines(lots: Set<String>) -> (rows: [[BidSheet.Cell]], ids: [String]) {
    var byItem: [EventItemIndex: [BidLine]] = [:]
    for index in ownLines {
      byItem[event.lines[index].item, default: []].append(event.lines[index])
    }
    var taken = Set(event.lines.map(\.id))
    var rows: [[BidSheet.Cell]] = []
    var ids: [String] = []
    for index in event.items.rowIndices {
      let item = event.items[index]
      let lines = byItem[index] ?? []
      for line in lines {
        rows.append(given(line.id, item) + terms(line))
        ids.append(line.id)
      }
      guard lines.isEmpty, lots.isEmpty || lots.contains(event.lots[item.lot].id) else { continue }
      let id = newName(item.id, taken: taken)
      taken.insert(id)
      rows.append(
        given(id, item) + Array(repeating: .empty, count: BidColumns.lines.count - 6))
      ids.append(id)
    }
    return (rows, ids)
  }

  /// A name for a line that nobody has: supplier and item, shortened and numbered as need be.
  private func newName(_ item: String, taken: Set<String>) -> String {
    let whole = "\(event.suppliers[supplier].id).\(item)"
    let base = String(whole.prefix(60))
    guard base != whole || taken.contains(base) else { return base }
    var number = 2
    while taken.contains("\(base)-\(number)") { number += 1 }
    return "\(base)-\(number)"
  }

  /// What an item is: its specification, else the title of a lot that is nothing but this item.
  private func what(_ item: EventItem) -> String {
    guard item.specification.isEmpty else { return item.specification }
    let isAlone = event.items.count { $0.lot == item.lot } == 1
    return isAlone ? event.lots[item.lot].title : ""
  }

  private func given(_ id: String, _ item: EventItem) -> [BidSheet.Cell] {
    [
      .text(id), .text(item.id), BidSheetMaker.text(what(item)), BidSheetMaker.text(item.unit),
      .number(item.quantity), item.needBy.map(BidSheet.Cell.date) ?? .empty,
    ]
  }

  private func terms(_ line: BidLine) -> [BidSheet.Cell] {
    [
      .text(BidColumns.yes), .text(line.pricing.rawValue), BidSheetMaker.number(line.minimum),
      BidSheetMaker.number(line.maximum, standard: event.items[line.item].quantity),
      BidSheetMaker.number(line.fixedCost), BidSheetMaker.number(line.dutyRate),
      BidSheetMaker.number(line.freight), BidSheetMaker.number(line.domestic),
      BidSheetMaker.number(Double(line.leadDays)), BidSheetMaker.text(line.origin),
      BidSheetMaker.text(line.madeAt), line.validTo.map(BidSheet.Cell.date) ?? .empty,
    ]
  }

  /// The steps of lines that were bid, and a first one for each line that was not.
  func steps(_ ids: [String]) -> [[BidSheet.Cell]] {
    let lines = Dictionary(uniqueKeysWithValues: ownLines.map { (event.lines[$0].id, $0) })
    return ids.flatMap { id -> [[BidSheet.Cell]] in
      guard let index = lines[id] else { return [[.text(id), .number(0), .empty]] }
      return event.lines[index].steps.map { step in
        [.text(id), .number(step.fromQuantity), .number(step.price)]
      }
    }
  }

  func bundles() -> [[BidSheet.Cell]] {
    event.bundles.filter { $0.supplier == supplier }.map { bundle in
      [
        .text(bundle.id), .number(bundle.price), BidSheetMaker.number(bundle.duty),
        BidSheetMaker.number(bundle.freight), BidSheetMaker.number(bundle.domesticValue),
        BidSheetMaker.text(bundle.exclusive.joined(separator: ";")),
        bundle.requires.map { .text(event.bundles[$0].id) } ?? .empty,
      ]
    }
  }

  func bundleItems() -> [[BidSheet.Cell]] {
    event.bundles.filter { $0.supplier == supplier }.flatMap { bundle in
      bundle.items.map { content in
        [.text(bundle.id), .text(event.items[content.item].id), .number(content.quantity)]
      }
    }
  }

  func discounts() -> [[BidSheet.Cell]] {
    let table = event.tables[EventSchemas.discounts]
    return event.discounts.enumerated().filter { $0.element.supplier == supplier }
      .flatMap { row, discount in
        let over = Columns(table).position("over")
        let scope = table.symbol(row: row, column: over) ?? ""
        return discount.tiers.map { tier in
          [
            .text(discount.id), .text(discount.basis.rawValue), BidSheetMaker.text(scope),
            .number(tier.atLeast), .number(tier.rate),
          ]
        }
      }
  }

  func capacities() -> [[BidSheet.Cell]] {
    let table = event.tables[EventSchemas.capacities]
    return event.capacities.enumerated().filter { $0.element.supplier == supplier }
      .map { row, capacity in
        let items = table.symbol(row: row, column: Columns(table).position("items")) ?? ""
        return [
          BidSheetMaker.text(items), .number(capacity.maximum),
          capacity.from.map(BidSheet.Cell.date) ?? .empty,
          capacity.to.map(BidSheet.Cell.date) ?? .empty,
        ]
      }
  }
}

/// The first sheet: what the form is, in plain English.
private struct BidLetter {
  let event: Event
  let supplier: EventSupplier
  let digest: String

  var paragraphs: [(isHeading: Bool, text: String)] {
    let settings = event.settings
    let title = settings.title.isEmpty ? settings.event : settings.title
    let name = supplier.name.isEmpty ? supplier.id : supplier.name
    var texts: [(Bool, String)] = [
      (true, title), (false, "The bid of \(name) (\(supplier.id))"),
      (
        false,
        "Event \(settings.event), form version \(BidMark.format), digest of what is asked "
          + "\(digest.prefix(16))"
      ),
    ]
    if let until = settings.questionsUntil { texts.append((false, "Questions until \(until)")) }
    texts.append(
      (false, settings.deadline.map { "Bids until \($0)" } ?? "No deadline has been set"))
    if let selection = settings.selection {
      texts.append(
        (false, "We choose partners on \(selection); lead times count from that day"))
    }
    texts += [
      (false, "All money is in \(settings.currency)."), (true, "How to fill it in"),
      (
        false,
        "Coloured cells are yours; the others are locked. Point at a heading to read what it means. "
          + "Do not rename, move or remove sheets and columns."
      ),
      (
        false,
        "Type values, not formulas: numbers without units or currency, shares as fractions (60 % is "
          + "0.6), dates as dates."
      ),
      (
        false,
        "The whole workbook is your bid: importing it replaces all that you bid before. What you "
          + "leave out is withdrawn."
      ),
      (
        false,
        "If anything is wrong, nothing is taken, and you are told every fault with its sheet and cell."
      ), (true, "The sheets"),
    ]
    for part in BidPart.allCases { texts.append((false, "\(part.title): \(part.purpose)")) }
    return texts
  }
}
