import LinearModel
import Program

/// The formulation with a slack for every policy and fact that could be part of a conflict, and
/// the sum of the slacks as its objective.
///
/// Demand can always stay open, starts and dispatches can always be none. So only what forces or
/// forbids orders can be in conflict: hard policies, decided awards, minimums, maximums, offer and
/// lane capacities, refused offers. Each is a *member* with slack columns; a member holds when the
/// upper bounds of its slacks are 0.
struct ElasticFormulation {
  /// A member of a conflict with the slack columns that let it give.
  struct Member {
    let member: Infeasibility.Member
    var slacks: [ColumnIndex] = []
    /// What one unit of a slack stands for, in the member's own unit.
    var scale = 1.0
    /// What the program asks for, in the member's own unit.
    var value: Double?
    var unit: String
  }

  let formulation: Formulation
  private(set) var members: [Member] = []
  private(set) var model: LinearModel

  init(_ program: BuildProgram) {
    var freed = program
    for index in program.offers.rowIndices where program.offers[index].awarded == false {
      freed.offers[index].awarded = nil
    }
    formulation = Formulation(freed, limits: .withoutCapacity)
    model = formulation.model
    for column in 0..<model.columnCount { model.cost[column] = 0 }
    addPolicies()
    for index in program.offers.rowIndices { addOffer(index, program.offers[index]) }
    addLanes()
  }

  /// Adds one slack column to `entries`, its cost such that giving the whole value costs 1.
  private mutating func addSlack(
    _ entries: [(row: RowIndex, value: Double)], of member: inout Member, upper: Double = .infinity
  ) {
    let weight = 1 / max(1, abs(member.value ?? 1) / member.scale)
    let column = model.addColumn(cost: weight, lower: 0, upper: upper)
    for entry in entries { model.addEntry(entry.row, entry.value) }
    member.slacks.append(column)
  }

  private mutating func addPolicies() {
    let program = formulation.program
    for index in program.policies.rowIndices where program.policies[index].penalty == nil {
      let policy = program.policies[index]
      let isCeiling = policy.kind == .capexMax || policy.kind == .spendMax
      var member = Member(member: .policy(index), unit: policy.kind.unit)
      for entry in formulation.rows.policies where entry.policy == index {
        member.scale = entry.scale
        member.value = isCeiling ? policy.value : nil
        addSlack([(entry.row, isCeiling ? -1 : 1)], of: &member)
      }
      member.value = policy.value
      if !member.slacks.isEmpty { members.append(member) }
    }
  }

  private mutating func addOffer(_ index: OfferIndex, _ offer: Offer) {
    let position = Int(index.position)
    let scale = formulation.scale(offer.item)
    let rows = formulation.rows
    if offer.awarded == true, let award = formulation.awards[position] {
      var member = Member(member: .offerAwarded(index), unit: "award")
      model.columnLower[Int(award.position)] = 0
      let row = model.addRow(lower: 1, upper: .infinity, entries: [(award, 1)])
      addSlack([(row, 1)], of: &member, upper: 1)
      members.append(member)
    }
    if offer.awarded == false { addRefusal(index) }
    if let row = rows.offerMinimum[position] {
      var member = Member(
        member: .offerMinimum(index), scale: scale, value: offer.minimum, unit: "units")
      addSlack([(row, 1)], of: &member)
      members.append(member)
    }
    if let maximum = offer.maximum, let row = rows.offerTotal[position] {
      var member = Member(
        member: .offerMaximum(index), scale: scale, value: maximum, unit: "units")
      addSlack([(row, -1)], of: &member)
      members.append(member)
    }
    if offer.perWeek != nil { addCapacity(index, offer, scale: scale) }
  }

  /// A refused offer gives by being awarded: all of it or none.
  private mutating func addRefusal(_ index: OfferIndex) {
    var member = Member(member: .offerRefused(index), unit: "award")
    let limit = formulation.offerLimits[Int(index.position)]
    let columns = formulation.orders.filter { $0.route.offer == index }.flatMap(\.track.columns)
    let orders = model.addRow(
      lower: -.infinity, upper: 0, entries: columns.map { (ColumnIndex($0), 1) })
    let slack = model.addColumn(cost: 1, lower: 0, upper: 1, isInteger: true)
    model.addEntry(orders, -limit / formulation.scale(formulation.program.offers[index].item))
    if let award = formulation.awards[Int(index.position)] {
      _ = model.addRow(lower: -.infinity, upper: 0, entries: [(award, 1), (slack, -1)])
    }
    member.slacks.append(slack)
    members.append(member)
  }

  /// The capacity of an offer, which gives by as much a week in every bucket.
  private mutating func addCapacity(_ index: OfferIndex, _ offer: Offer, scale: Double) {
    var member = Member(member: .offerCapacity(index), value: offer.perWeek, unit: "units a week")
    let grid = formulation.grid
    let track = formulation.rows.offerCapacity[Int(index.position)]
    var entries: [(row: RowIndex, value: Double)] = []
    for b in track.buckets {
      if let row = track.row(b) { entries.append((row, -grid.weeks[b] / scale)) }
    }
    let orders = track.buckets.isEmpty ? formulation.orders : []
    for order in orders where order.route.offer == index {
      for b in order.track.buckets {
        guard let column = order.track.column(b) else { continue }
        let upper = model.columnUpper[column]
        model.columnUpper[column] = .infinity
        let row = model.addRow(
          lower: -.infinity, upper: upper, entries: [(ColumnIndex(column), 1)])
        entries.append((row, -grid.weeks[b] / scale))
      }
    }
    guard !entries.isEmpty else { return }
    addSlack(entries, of: &member)
    members.append(member)
  }

  private mutating func addLanes() {
    for index in formulation.program.lanes.rowIndices {
      let track = formulation.rows.lane[Int(index.position)]
      guard !track.buckets.isEmpty else { continue }
      var member = Member(
        member: .laneCapacity(index), value: formulation.program.lanes[index].perWeek,
        unit: "units a week")
      let entries = track.buckets.compactMap { b in
        track.row(b).map { (row: $0, value: -formulation.grid.weeks[b]) }
      }
      addSlack(entries, of: &member)
      members.append(member)
    }
  }
}

extension PolicyKind {
  /// The unit in which the rule's value is given.
  var unit: String {
    switch self {
    case .domesticContentMin, .addressableContentMin, .countryShareMax, .supplierShareMax: "share"
    case .suppliersMin: "suppliers"
    case .capexMax, .spendMax: "money"
    }
  }
}
