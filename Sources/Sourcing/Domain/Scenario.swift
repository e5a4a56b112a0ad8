public import Program
public import Tables

/// A set of rules and what to aim for: a file of `scenarios/`.
public struct Scenario: Sendable {
  /// The file's name without `.yaml`.
  public var name: String
  /// What is aimed for, first things first; never empty.
  public var stages: [Stage]
  public var rules: [Rule]

  /// The cheapest award, without rules.
  public static let cheapest = Scenario(
    name: "", stages: [Stage(aim: .cost, slack: WrittenNumber(0))], rules: [])

  /// Whether only the cost is aimed for.
  public var isCostOnly: Bool { stages.count == 1 && stages[0].aim == .cost }
}

/// One aim, and how much of it later stages may give away.
public struct Stage: Hashable, Sendable {
  public var aim: Aim
  /// Share of the size of this stage's optimum.
  public var slack: WrittenNumber
}

/// What a stage aims for.
public enum Aim: String, CaseIterable, Hashable, Sendable {
  /// The least cost, penalties included.
  case cost
  /// The most quality points, summed over units.
  case quality
  /// The fewest suppliers that win anything.
  case suppliers
  /// The most domestic value, in money.
  case domestic

  /// Whether it is counted in money.
  public var isMoney: Bool { self == .cost || self == .domestic }
  /// Whether less of it is better.
  public var isLeast: Bool { self == .cost || self == .suppliers }
}

/// What an award must keep to.
public struct Rule: Hashable, Sendable {
  public var id: String
  public var kind: RuleKind
  /// In the kind's unit; 0 for kinds that take none.
  public var value: WrittenNumber
  /// Which lots, categories or items it speaks of.
  public var scope: RuleScope
  /// Which suppliers it speaks of.
  public var subject: RuleSubject
  /// Whether a whole country fails at once, for `backup_min`.
  public var isByCountry: Bool
  /// Money per unit by which the rule is missed; `nil`: it must be kept.
  public var penalty: WrittenNumber?
  /// Where it stands.
  public var place: Place

  /// Whether it must be kept.
  public var isHard: Bool { penalty == nil }
}

/// The kinds of rules.
public enum RuleKind: String, CaseIterable, Hashable, Sendable {
  case suppliersMax = "suppliers_max"
  case suppliersMin = "suppliers_min"
  case shareMax = "share_max"
  case shareMin = "share_min"
  case winMinShare = "win_min_share"
  case domesticMin = "domestic_min"
  case qualityMin = "quality_min"
  case leadMax = "lead_max"
  case budgetMax = "budget_max"
  case force
  case forbid
  case backupMin = "backup_min"

  /// What a miss is counted in.
  public enum Miss: Sendable {
    case suppliers, money, moneyTimesPoints, days, units
  }

  /// What a miss of such a rule is counted in.
  public var miss: Miss {
    switch self {
    case .suppliersMax, .suppliersMin, .force, .forbid: .suppliers
    case .shareMax, .shareMin, .winMinShare, .domesticMin, .budgetMax: .money
    case .qualityMin: .moneyTimesPoints
    case .leadMax: .days
    case .backupMin: .units
    }
  }

  /// Whether it has a value that could give.
  public var isNumeric: Bool { self != .force && self != .forbid }

  /// Whether a rule of this kind says "at least".
  public var isMinimum: Bool {
    switch self {
    case .suppliersMin, .shareMin, .winMinShare, .domesticMin, .qualityMin, .backupMin: true
    default: false
    }
  }
}

/// Which lots, categories or items a rule speaks of; all that are given must fit.
public struct RuleScope: Hashable, Sendable {
  public var lot: LotIndex?
  public var category: String?
  public var item: EventItemIndex?

  public init(lot: LotIndex? = nil, category: String? = nil, item: EventItemIndex? = nil) {
    self.lot = lot
    self.category = category
    self.item = item
  }

  /// Whether it holds everything.
  public var isAll: Bool { lot == nil && category == nil && item == nil }

  /// By item, whether the scope holds it.
  public func items(in event: Event) -> [Bool] {
    event.items.rowIndices.map { index in
      let row = event.items[index]
      if let item, item != index { return false }
      if let lot, lot != row.lot { return false }
      if let category, category != event.lots[row.lot].category { return false }
      return true
    }
  }
}

/// Which suppliers a rule speaks of; all that is given must fit.
public struct RuleSubject: Hashable, Sendable {
  public var supplier: EventSupplierIndex?
  public var group: String?
  public var country: String?
  public var region: String?

  public init(
    supplier: EventSupplierIndex? = nil, group: String? = nil, country: String? = nil,
    region: String? = nil
  ) {
    self.supplier = supplier
    self.group = group
    self.country = country
    self.region = region
  }

  /// Whether nobody is named.
  public var isAnyone: Bool { supplier == nil && group == nil && country == nil && region == nil }

  /// By supplier, whether it is meant.
  public func suppliers(in event: Event) -> [Bool] {
    event.suppliers.rowIndices.map { index in
      let row = event.suppliers[index]
      if let supplier, supplier != index { return false }
      if let group, !row.groups.contains(group) { return false }
      if let country, country != row.country { return false }
      if let region, region != row.region { return false }
      return true
    }
  }
}
