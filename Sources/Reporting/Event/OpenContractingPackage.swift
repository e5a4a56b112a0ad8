import Program
public import Sourcing
import Tables

/// An event as a release package of the Open Contracting Data Standard, version 1.1.
///
/// Up to four releases of one contracting process: planning, tender, an update with the questions
/// and the numbers of bids, and the awards. Every date is one of the event's, so the same event
/// gives the same bytes. How fields are filled stands in docs/events.md.
public struct OpenContractingPackage: Sendable {
  /// The document.
  public var json: JSONValue

  /// What an event lacks to be published.
  public struct Missing: Error, Hashable, Sendable {
    /// Keys of `event.yaml`.
    public var keys: [String]
  }

  /// The extensions that releases use.
  static let extensions = ["lots", "bid", "enquiry"].map {
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_\($0)_extension/v1.1.5/"
      + "extension.json"
  }

  /// Makes the package of an event.
  ///
  /// - Parameters:
  ///   - event: The event.
  ///   - award: What was awarded; `nil`: no award is published.
  /// - Throws: ``Missing`` where `event.yaml` has no `published`, `buyer`, or, with an award, no
  ///   `selection`.
  public init(_ event: Event, award: Choice?) throws(Missing) {
    let settings = event.settings
    var missing: [String] = []
    if settings.published == nil { missing.append("published") }
    if settings.buyer.isEmpty { missing.append("buyer") }
    if award != nil, settings.selection == nil { missing.append("selection") }
    guard missing.isEmpty else { throw Missing(keys: missing) }

    let parts = OpenContractingParts(event)
    var releases = [parts.planning, parts.tender]
    if let update = parts.update { releases.append(update) }
    if let award { releases.append(parts.award(award)) }
    json = [
      "uri": .string(
        settings.publicationURI ?? "urn:x-millwright:open-contracting:\(settings.event)"),
      "version": "1.1", "extensions": .strings(Self.extensions),
      "publishedDate": releases.last?["date"] ?? .null,
      "publisher": ["name": .string(settings.buyer)],
      "releases": .array(releases.map { .object($0.members) }),
    ]
  }
}

/// A release as its members, in order.
struct OpenContractingRelease {
  var members: [JSONValue.Member]

  subscript(key: String) -> JSONValue? { JSONValue.object(members)[key] }
}

/// The releases of an event.
struct OpenContractingParts {
  let event: Event
  let fields: OpenContractingFields
  /// When the event was published.
  private let published: String

  init(_ event: Event) {
    self.event = event
    fields = OpenContractingFields(event)
    published = ContractingText.dateTime(event.settings.published ?? "")
  }

  private func release(
    _ tag: String, date: String, parties: [JSONValue], _ content: [JSONValue.Member]
  ) -> OpenContractingRelease {
    let prefix = event.settings.ocidPrefix ?? ContractingText.defaultPrefix
    let head: [JSONValue.Member] = [
      .init("ocid", .string("\(prefix)-\(event.settings.event)")),
      .init("id", .string("\(event.settings.event)-\(tag)")), .init("date", .string(date)),
      .init("tag", .strings([tag])), .init("initiationType", "tender"),
      .init("parties", .array(parties)), .init("buyer", fields.buyer),
      .init("language", "en"),
    ]
    return OpenContractingRelease(members: head + content)
  }

  var planning: OpenContractingRelease {
    var content: [JSONValue.Member] = []
    if !event.settings.title.isEmpty {
      content.append(.init("rationale", .string(event.settings.title)))
    }
    content.append(.init("milestones", .array(fields.planningMilestones)))
    return release(
      "planning", date: published, parties: [fields.buyerParty],
      [.init("planning", .object(content))])
  }

  var tender: OpenContractingRelease {
    release(
      "tender", date: published, parties: [fields.buyerParty],
      [.init("tender", .object(fields.tender(status: "active")))])
  }

  /// What came until the deadline; `nil` where there is neither a deadline nor a question.
  var update: OpenContractingRelease? {
    guard let date = updateDate else { return nil }
    let participation = Participation(event)
    var tender = fields.tender(status: "active")
    tender.append(.init("hasEnquiries", .bool(!event.review.questions.isEmpty)))
    let enquiries = fields.enquiries
    if !enquiries.isEmpty { tender.append(.init("enquiries", .array(enquiries))) }
    tender.append(.init("numberOfTenderers", .int(participation.bidders)))
    return release(
      "tenderUpdate", date: date, parties: [fields.buyerParty],
      [
        .init("tender", .object(tender)),
        .init("bids", ["statistics": .array(statistics(participation, date: date))]),
      ])
  }

  /// The deadline or the day of the last question or answer, whichever is later.
  private var updateDate: String? {
    let days = event.review.questions.filter(\.isPublished).map { $0.answered ?? $0.asked }
    let deadline = event.settings.deadline
    guard let last = days.max() else { return deadline.map(ContractingText.dateTime) }
    let lastText = ContractingText.dateTime(last)
    guard let deadline, let day = Day(utf8: Array(deadline.utf8)[..<10]), last <= day else {
      return lastText
    }
    return ContractingText.dateTime(deadline)
  }

  private func statistics(_ participation: Participation, date: String) -> [JSONValue] {
    func statistic(_ measure: String, _ value: Int, lot: String? = nil) -> JSONValue {
      var members: [JSONValue.Member] = [
        .init("id", .string(lot.map { "\(measure)-\($0)" } ?? measure)),
        .init("measure", .string(measure)), .init("date", .string(date)),
        .init("value", .int(value)),
      ]
      if let lot { members.append(.init("relatedLot", .string(lot))) }
      return .object(members)
    }
    return [statistic("bids", participation.bids), statistic("bidders", participation.bidders)]
      + zip(event.lots, participation.biddersByLot).map { lot, count in
        statistic("bidders", count, lot: lot.id)
      }
  }

  /// The awards, one for each supplier.
  func award(_ choice: Choice) -> OpenContractingRelease {
    let winners = AwardedSupplier.all(of: choice, event)
    let date = event.settings.selection.map { ContractingText.dateTime($0) } ?? ""
    var tender = fields.tender(status: "complete", awardedLots: Set(winners.flatMap(\.lots)))
    tender.append(.init("numberOfTenderers", .int(Participation(event).bidders)))
    return release(
      "award", date: date,
      parties: [fields.buyerParty] + winners.map { fields.party($0.supplier) },
      [
        .init("tender", .object(tender)),
        .init("awards", .array(winners.map { fields.award($0, date: date) })),
      ])
  }
}
