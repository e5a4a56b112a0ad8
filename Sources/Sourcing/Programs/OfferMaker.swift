public import Program
import Tables

/// Turns bids into offers of a program.
///
/// A program's offers stand alone: they know no bundles, no discounts over several lines and no
/// capacity that several of them share. What is tied to other bids is therefore written only as it
/// was won, and stays decided; docs/event-program.md says how each form is carried over.
///
/// All bids hold the award: the program with ``ProgramBids/all`` allows every plan that the one with
/// ``ProgramBids/awards`` allows, at the same cost.
public struct OfferMaker {
  let event: Event
  let choice: Choice
  let program: BuildProgram
  let account: AwardAccount
  let itemOf: [ItemIndex?]
  let windows: OfferWindows

  /// Prepares the rows of an award.
  ///
  /// - Parameters:
  ///   - choice: The award.
  ///   - event: What was bid.
  ///   - program: What the rows are for: its items, sites and lanes are looked at.
  public init(_ choice: Choice, of event: Event, for program: BuildProgram) {
    self.event = event
    self.choice = choice
    self.program = program
    account = AwardAccount(choice, of: event)
    var byName: [String: ItemIndex] = [:]
    for item in program.items.rowIndices { byName[program.items[item].id] = item }
    itemOf = event.items.map { byName[$0.programItem.isEmpty ? $0.id : $0.programItem] }
    windows = OfferWindows(event)
  }

  /// The rows that the bids become.
  public func rows(_ bids: ProgramBids) -> ProgramRows {
    var writer = RowWriter(maker: self)
    for terms in won() {
      var terms = terms
      if bids == .all, !isTied(terms.id) {
        terms.isAwarded = nil
        widen(&terms)
      }
      writer.add(terms)
    }
    if bids == .all { for terms in lost() { writer.add(terms) } }
    writer.finish(notes: notes(bids))
    return writer.rows
  }

  /// Units of a line in the award.
  func units(_ line: LineIndex) -> Double { choice.units[Int(line.position)] }

  func programItem(_ item: EventItemIndex) -> ItemIndex? { itemOf[Int(item.position)] }

  // MARK: What won

  /// Lines, then items of bundles, with the fixed cost of their suppliers on the first of each.
  private func won() -> [OfferTerms] {
    var terms = event.lines.rowIndices.filter { units($0) > 0 }.compactMap(wonLine)
    for bundle in event.bundles.rowIndices where choice.bundles[Int(bundle.position)] {
      terms += bundleItems(bundle)
    }
    var isPaid = Set<EventSupplierIndex>()
    for position in terms.indices where isPaid.insert(terms[position].supplier).inserted {
      terms[position].fixedCost += event.suppliers[terms[position].supplier].fixedCost
    }
    return terms
  }

  private func wonLine(_ line: LineIndex) -> OfferTerms? {
    let row = event.lines[line]
    guard programItem(row.item) != nil else { return nil }
    let amount = units(line)
    var terms = plain(line)
    let rate = 1 - discountRate(line)
    switch row.pricing {
    case .allUnits:
      let step = row.steps.last { $0.fromQuantity <= amount } ?? row.steps[0]
      terms.price = step.price * rate
      if step != row.steps[0] { terms.minimum = max(row.minimum, step.fromQuantity) }
    case .incremental:
      terms.price = row.steps[0].price * rate
      terms.breaks = breaks(row).map { ($0.from, $0.price * rate) }
    }
    terms.minimum = min(terms.minimum, amount)
    terms.maximum = amount
    terms.isAwarded = true
    return terms
  }

  /// The line's own terms at its first price.
  func plain(_ line: LineIndex) -> OfferTerms {
    let row = event.lines[line]
    return OfferTerms(
      id: row.id, supplier: row.supplier, item: row.item, price: row.steps[0].price,
      origin: row.origin.isEmpty ? event.suppliers[row.supplier].country : row.origin,
      madeAt: row.madeAt, freight: row.freight, fixedCost: row.fixedCost, minimum: row.minimum,
      maximum: min(row.maximum, event.items[row.item].quantity), leadDays: row.leadDays,
      domestic: row.domestic, isAwarded: nil)
  }

  /// An incremental line's prices beyond its first.
  func breaks(_ row: BidLine) -> [(from: Double, price: Double)] {
    row.steps.dropFirst().map { ($0.fromQuantity - row.steps[0].fromQuantity, $0.price) }
  }

  /// The sum of the rates of the tiers reached that a line has.
  private func discountRate(_ line: LineIndex) -> Double {
    event.discounts.rowIndices.reduce(0) { sum, discount in
      guard let tier = account.tiers[Int(discount.position)],
        event.discounts[discount].lines.contains(line)
      else { return sum }
      return sum + event.discounts[discount].tiers[tier].rate
    }
  }

  /// A bundle's items, each at a part of the price by what the cheapest lines ask for it.
  private func bundleItems(_ bundle: BundleIndex) -> [OfferTerms] {
    let row = event.bundles[bundle]
    let weights = row.items.map { $0.quantity * cheapest($0.item, row.supplier) }
    let total = weights.reduce(0, +)
    let shares = weights.map { total > 0 ? $0 / total : 1 / Double(weights.count) }
    return zip(row.items, shares).compactMap { content, share -> OfferTerms? in
      guard programItem(content.item) != nil else { return nil }
      let own = event.lines.first { $0.supplier == row.supplier && $0.item == content.item }
      let country = event.suppliers[row.supplier].country
      return OfferTerms(
        id: "\(row.id)-\(event.items[content.item].id)", supplier: row.supplier,
        item: content.item, price: row.price * share / content.quantity,
        origin: own.map(\.origin).flatMap { $0.isEmpty ? nil : $0 } ?? country,
        madeAt: own?.madeAt ?? "", freight: row.freight * share / content.quantity, fixedCost: 0,
        minimum: content.quantity, maximum: content.quantity, leadDays: own?.leadDays ?? 0,
        domestic: row.price > 0 ? min(1, row.domesticValue / row.price) : 0, isAwarded: true)
    }
  }

  /// The lowest price of an item: the supplier's own, else anybody's; 1 where nobody quotes it.
  private func cheapest(_ item: EventItemIndex, _ supplier: EventSupplierIndex) -> Double {
    let lines = event.lines.filter { $0.item == item }
    let own = lines.filter { $0.supplier == supplier }
    return (own.isEmpty ? lines : own).flatMap(\.steps).map(\.price).min() ?? 1
  }

  // MARK: What the plan may decide

  /// Whether what won is tied to other bids: an item of a bundle, a discounted line, or a line
  /// that shares its supplier's capacity with another one.
  private func isTied(_ id: String) -> Bool {
    guard let line = event.lines.rowIndices.first(where: { event.lines[$0].id == id }) else {
      return true
    }
    return discountRate(line) > 0 || sharesCapacity(line)
  }

  /// Whether a capacity counts this line and another line or bundle of its supplier.
  func sharesCapacity(_ line: LineIndex) -> Bool {
    let row = event.lines[line]
    return event.capacities.contains { capacity in
      guard capacity.supplier == row.supplier, capacity.covers[Int(row.item.position)] else {
        return false
      }
      let lines = event.lines.count {
        $0.supplier == row.supplier && capacity.covers[Int($0.item.position)]
      }
      let bundles = event.bundles.indices.contains { bundle in
        choice.bundles[bundle] && event.bundles[bundle].supplier == row.supplier
          && event.bundles[bundle].items.contains { capacity.covers[Int($0.item.position)] }
      }
      return lines > 1 || bundles
    }
  }

  /// Gives a line that won the room of its own terms instead of the award's.
  private func widen(_ terms: inout OfferTerms) {
    guard let line = event.lines.rowIndices.first(where: { event.lines[$0].id == terms.id }) else {
      return
    }
    let row = event.lines[line]
    var most = most(line)
    if row.pricing == .allUnits,
      let next = row.steps.first(where: { $0.fromQuantity > units(line) })
    {
      most = min(most, next.fromQuantity)
    }
    terms.maximum = max(terms.maximum, most)
  }

  /// Units that a line can bring alone: its maximum and its supplier's capacity for all time.
  private func most(_ line: LineIndex) -> Double {
    let row = event.lines[line]
    let limits = event.capacities.filter {
      $0.supplier == row.supplier && $0.isForAllTime && $0.covers[Int(row.item.position)]
    }
    return limits.map(\.maximum).reduce(
      min(row.maximum, event.items[row.item].quantity), min)
  }

  /// Lines that won nothing, and the other steps of those that did.
  private func lost() -> [OfferTerms] {
    var terms: [OfferTerms] = []
    for line in event.lines.rowIndices {
      let row = event.lines[line]
      guard programItem(row.item) != nil, !sharesCapacity(line),
        units(line) == 0 || discountRate(line) == 0
      else { continue }
      var own = plain(line)
      own.maximum = most(line)
      if row.pricing == .incremental { own.breaks = breaks(row) }
      // Whoever onboards a supplier for one bid more pays for it.
      if units(line) == 0 { own.fixedCost += event.suppliers[row.supplier].fixedCost }
      terms += stepped(own, line)
    }
    return terms.filter { $0.maximum > 0 && $0.minimum <= $0.maximum }
  }

  /// One offer for each step of an all-units line that did not win; of a line whose time is cut
  /// into windows only the first, which needs no minimum.
  private func stepped(_ terms: OfferTerms, _ line: LineIndex) -> [OfferTerms] {
    let row = event.lines[line]
    let amount = units(line)
    guard row.pricing == .allUnits, row.steps.count > 1 else { return amount > 0 ? [] : [terms] }
    let reached = amount > 0 ? row.steps.lastIndex { $0.fromQuantity <= amount } ?? 0 : nil
    let isCut = windows.windows(row.supplier, row.item) { _ in 1 }.count > 1
    return row.steps.indices.filter { $0 != reached && (!isCut || $0 == 0) }.map { step in
      var part = terms
      part.id = "\(row.id)-s\(step + 1)"
      part.price = row.steps[step].price
      if step > 0 { part.minimum = max(terms.minimum, row.steps[step].fromQuantity) }
      if step + 1 < row.steps.count {
        part.maximum = min(terms.maximum, row.steps[step + 1].fromQuantity)
      }
      return part
    }
  }

  // MARK: What is left out

  private func notes(_ bids: ProgramBids) -> [String] {
    var notes: [String] = []
    let late = event.items.contains { $0.lateCost > 0 }
    if late || event.settings.qualityValue.value != 0 {
      notes.append("Late cost and the value of quality stay with the event.")
    }
    notes.append("Duty is what the program's tariffs say.")
    guard bids == .all else { return notes }
    let bundles = event.bundles.indices.count { !choice.bundles[$0] }
    if bundles > 0 {
      notes.append(
        "\(bundles) bundle\(bundles == 1 ? "" : "s") that lost are left out: offers stand alone.")
    }
    let shared = event.lines.rowIndices.count {
      units($0) == 0 && programItem(event.lines[$0].item) != nil && sharesCapacity($0)
    }
    if shared > 0 {
      notes.append(
        "\(shared) losing line\(shared == 1 ? "" : "s") that share a capacity with other lines are "
          + "left out.")
    }
    return notes
  }
}
