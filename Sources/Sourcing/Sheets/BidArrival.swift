import Program
import Tables

/// When a bid came, and whether it is taken where that was too late.
public struct BidArrival: Sendable {
  public var received: Moment
  /// Why the bid is taken even if it is late; `nil`: then it is refused.
  public var reasonIfLate: String?

  /// Makes an arrival.
  public init(received: Moment, reasonIfLate: String? = nil) {
    self.received = received
    self.reasonIfLate = reasonIfLate
  }
}

/// What an arrival means in an event with a deadline.
///
/// A bid that comes at the deadline is in time.
struct BidTiming {
  let arrival: BidArrival
  let closing: Moment
  let supplier: EventSupplierIndex
  private let event: Event

  /// Looks at an arrival; `nil` where the event has no deadline.
  init?(_ arrival: BidArrival, of supplier: EventSupplierIndex, in event: Event) {
    guard let closing = event.settings.closing else { return nil }
    self.arrival = arrival
    self.closing = closing
    self.supplier = supplier
    self.event = event
  }

  /// Whether it came after the deadline.
  var isLate: Bool { closing < arrival.received }

  /// Whether it is too late and no reason to take it is given.
  private var isRefused: Bool { isLate && arrival.reasonIfLate == nil }

  /// What is to be said of it, apart from a late bid that is taken: the event's register says that.
  var faults: [BidFault] {
    var faults: [BidFault] = []
    if isRefused {
      faults.append(
        BidFault(
          place: .whole, code: "bid.late",
          message: "the bid came \(arrival.received.text), "
            + "\(arrival.received.wordsSince(closing)) after the deadline \(closing.text); "
            + "--late REASON takes it all the same"))
    }
    let earlier = event.review.receipts.last { $0.supplier == supplier }
    if let earlier, arrival.received < earlier.received {
      faults.append(
        BidFault(
          place: .whole, severity: .warning, code: "bid.older",
          message: "the bid came \(arrival.received.text), before the one of "
            + "\(earlier.received.text) that it replaces"))
    }
    return faults
  }

  /// The row of the register; `nil` where the bid is refused.
  func receipt(file: String, digest: String) -> BidTableRow? {
    guard !isRefused else { return nil }
    var texts = ["received": arrival.received.text, "file": file, "digest": digest]
    if isLate { texts["reason"] = arrival.reasonIfLate }
    return BidTableRow(
      cells: texts.mapValues { BidText(text: $0, place: .whole) }, place: .whole)
  }
}
