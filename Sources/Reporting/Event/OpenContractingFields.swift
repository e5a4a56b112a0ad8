import Program
import Sourcing
import Tables

/// The parts of releases.
struct OpenContractingFields {
  let event: Event

  init(_ event: Event) {
    self.event = event
  }

  // MARK: Parties

  private static let buyerID = "buyer"

  var buyer: JSONValue {
    ["id": .string(Self.buyerID), "name": .string(event.settings.buyer)]
  }

  var buyerParty: JSONValue {
    [
      "id": .string(Self.buyerID), "name": .string(event.settings.buyer),
      "roles": .strings(["buyer", "procuringEntity"]),
    ]
  }

  /// A supplier that won; its identifier never meets the buyer's.
  func party(_ index: EventSupplierIndex) -> JSONValue {
    let supplier = event.suppliers[index]
    var members: [JSONValue.Member] = [
      .init("id", .string(partyID(index))), .init("name", .string(name(index))),
    ]
    if !supplier.lei.isEmpty {
      members.append(.init("identifier", ["scheme": "XI-LEI", "id": .string(supplier.lei)]))
    }
    var address: [JSONValue.Member] = []
    if !supplier.region.isEmpty { address.append(.init("region", .string(supplier.region))) }
    address.append(.init("countryName", .string(supplier.country)))
    members += [
      .init("address", .object(address)), .init("roles", .strings(["supplier", "tenderer"])),
    ]
    return .object(members)
  }

  private func partyID(_ index: EventSupplierIndex) -> String {
    "supplier-\(event.suppliers[index].id)"
  }

  private func name(_ index: EventSupplierIndex) -> String {
    let supplier = event.suppliers[index]
    return supplier.name.isEmpty ? supplier.id : supplier.name
  }

  // MARK: Milestones

  /// The dates of the call itself.
  var planningMilestones: [JSONValue] {
    let settings = event.settings
    let dates: [(String, String, String, String?)] = [
      ("published", "Call published", "preProcurement", settings.published),
      ("questions-until", "Last day of questions", "engagement", settings.questionsUntil),
      ("deadline", "Deadline of bids", "preProcurement", settings.deadline),
    ]
    var milestones = dates.compactMap { id, title, type, date in
      date.map {
        milestone(id: id, title: title, type: type, due: ContractingText.dateTime($0), lot: nil)
      }
    }
    if let day = settings.selection {
      milestones.append(
        milestone(
          id: "selection", title: "Partners chosen", type: "assessment",
          due: ContractingText.dateTime(day), lot: nil))
    }
    return milestones
  }

  /// When items are needed.
  private var deliveryMilestones: [JSONValue] {
    event.items.compactMap { item in
      item.needBy.map {
        milestone(
          id: "need-\(item.id)", title: "\(item.id) needed", type: "delivery",
          due: ContractingText.dateTime($0), lot: event.lots[item.lot].id)
      }
    }
  }

  private func milestone(
    id: String, title: String, type: String, due: String, lot: String?
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("id", .string(id)), .init("title", .string(title)), .init("type", .string(type)),
      .init("dueDate", .string(due)), .init("status", "scheduled"),
    ]
    if let lot { members.append(.init("relatedLots", .strings([lot]))) }
    return .object(members)
  }

  // MARK: Tender

  /// The tender; `awardedLots` are those that somebody won, `nil` before the award.
  func tender(status: String, awardedLots: Set<LotIndex>? = nil) -> [JSONValue.Member] {
    let settings = event.settings
    var members: [JSONValue.Member] = [.init("id", .string(settings.event))]
    if !settings.title.isEmpty { members.append(.init("title", .string(settings.title))) }
    members += [
      .init("status", .string(status)), .init("procuringEntity", buyer),
      .init("items", .array(event.items.rowIndices.map(item))),
      .init("lots", .array(event.lots.rowIndices.map { lot($0, status, awardedLots) })),
      .init("procurementMethod", "open"), .init("mainProcurementCategory", "goods"),
      .init("awardCriteria", settings.qualityValue.value == 0 ? "costOnly" : "ratedCriteria"),
      .init("awardCriteriaDetails", .string(awardCriteriaDetails)),
      .init("submissionMethod", .strings(["electronicSubmission"])),
    ]
    members += periods
    let milestones = deliveryMilestones
    if !milestones.isEmpty { members.append(.init("milestones", .array(milestones))) }
    if !event.review.criteria.isEmpty {
      members.append(.init("documents", .array([criteriaDocument])))
    }
    return members
  }

  private var awardCriteriaDetails: String {
    let value = event.settings.qualityValue
    let least = "The least cost: ex-works after discounts, duty, freight, fixed and late cost"
    guard value.value != 0 else { return least + "." }
    return least + ", less \(value.text) \(event.settings.currency) for each point of quality of a "
      + "unit."
  }

  private var periods: [JSONValue.Member] {
    let settings = event.settings
    func period(_ start: String?, _ end: String?) -> JSONValue? {
      guard let end else { return nil }
      let first = start.map {
        [JSONValue.Member("startDate", .string(ContractingText.dateTime($0)))]
      }
      return .object((first ?? []) + [.init("endDate", .string(end))])
    }
    let ends: [(String, String?, String?)] = [
      ("tenderPeriod", settings.published, settings.deadline.map(ContractingText.dateTime)),
      (
        "enquiryPeriod", settings.published,
        settings.questionsUntil.map(ContractingText.dateTime)
      ),
      ("awardPeriod", settings.deadline, settings.selection.map { ContractingText.dateTime($0) }),
    ]
    return ends.compactMap { name, start, end in period(start, end).map { .init(name, $0) } }
  }

  private func item(_ index: EventItemIndex) -> JSONValue {
    let item = event.items[index]
    var members = head(index)
    members.append(.init("quantity", .number(item.quantity)))
    if !item.unit.isEmpty { members.append(.init("unit", ["name": .string(item.unit)])) }
    return .object(members)
  }

  /// An item's identifier, description, lot and heading of the Harmonized System.
  private func head(_ index: EventItemIndex) -> [JSONValue.Member] {
    let item = event.items[index]
    var members: [JSONValue.Member] = [
      .init("id", .string(item.id)),
      .init("description", .string(item.specification.isEmpty ? item.id : item.specification)),
    ]
    if item.hts.utf8.count >= 4 {
      // The first six digits are international; what follows is one country's.
      let digits = String(item.hts.prefix(item.hts.utf8.count >= 6 ? 6 : 4))
      members.append(.init("classification", ["scheme": "HS", "id": .string(digits)]))
    }
    members.append(.init("relatedLot", .string(event.lots[item.lot].id)))
    return members
  }

  private func lot(_ index: LotIndex, _ status: String, _ awarded: Set<LotIndex>?) -> JSONValue {
    let lot = event.lots[index]
    let isLost = awarded.map { !$0.contains(index) } ?? false
    var members: [JSONValue.Member] = [
      .init("id", .string(lot.id)),
      .init("title", .string(lot.title.isEmpty ? lot.id : lot.title)),
    ]
    let scope = [lot.pillar, lot.category].filter { !$0.isEmpty }.joined(separator: ", ")
    if !scope.isEmpty { members.append(.init("description", .string(scope))) }
    members.append(.init("status", .string(isLost ? "unsuccessful" : status)))
    return .object(members)
  }

  private var criteriaDocument: JSONValue {
    let lines = event.review.criteria.map { criterion in
      let scope = [criterion.pillar, criterion.category].filter { !$0.isEmpty }
      let place = scope.isEmpty ? "" : " (\(scope.joined(separator: ", ")))"
      let meaning = criterion.meaning.isEmpty ? "" : ": \(criterion.meaning)"
      return "\(criterion.id)\(place), weight \(criterion.weight.text)\(meaning)"
    }
    return [
      "id": "criteria", "documentType": "evaluationCriteria", "title": "Criteria",
      "description": .string(lines.joined(separator: "\n")),
    ]
  }

  /// What was asked and is for everybody; who asked is never told.
  var enquiries: [JSONValue] {
    event.review.questions.filter(\.isPublished).map { question in
      var members: [JSONValue.Member] = [
        .init("id", .string(question.id)),
        .init("date", .string(ContractingText.dateTime(question.asked))),
        .init("description", .string(question.text)),
      ]
      if !question.answer.isEmpty { members.append(.init("answer", .string(question.answer))) }
      if let day = question.answered {
        members.append(.init("dateAnswered", .string(ContractingText.dateTime(day))))
      }
      if let lot = question.lot {
        members.append(.init("relatedLot", .string(event.lots[lot].id)))
      }
      return .object(members)
    }
  }

  // MARK: Awards

  func award(_ winner: AwardedSupplier, date: String) -> JSONValue {
    [
      "id": .string("award-\(event.suppliers[winner.supplier].id)"), "status": "active",
      "date": .string(date),
      "value": [
        "amount": .number(winner.value.double), "currency": .string(event.settings.currency),
      ],
      "suppliers": [
        ["id": .string(partyID(winner.supplier)), "name": .string(name(winner.supplier))]
      ],
      "items": .array(
        winner.parts.map { part in
          .object(head(part.item) + [.init("quantity", .number(part.units.double))])
        }),
      "relatedLots": .strings(winner.lots.map { event.lots[$0].id }),
    ]
  }
}
