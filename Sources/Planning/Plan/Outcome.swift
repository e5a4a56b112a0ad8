public import Program

/// What a request for a plan ends with.
public enum PlanOutcome: Sendable {
  /// A plan, proven to `Plan.gap`.
  case plan(Plan)
  /// Proven: no plan meets the program's hard policies and decided facts.
  case infeasible(Infeasibility)
  /// The limit came before the first plan; a lower bound of the cost where one is known.
  case noPlan(bound: Double?)
}

/// The smallest set of policies and facts that cannot hold together.
public struct Infeasibility: Sendable {
  /// A policy or fact of the program.
  public enum Member: Hashable, Sendable {
    case policy(PolicyIndex)
    /// The offer is decided: awarded.
    case offerAwarded(OfferIndex)
    /// The offer's minimum in total.
    case offerMinimum(OfferIndex)
    /// The offer's limit in total.
    case offerMaximum(OfferIndex)
    /// The offer's capacity per week.
    case offerCapacity(OfferIndex)
    /// The offer is decided: not awarded.
    case offerRefused(OfferIndex)
    case laneCapacity(LaneIndex)
  }

  /// A member of the conflict and how far it alone would have to give.
  public struct Entry: Hashable, Sendable {
    public var member: Member
    /// The least relaxation of this member, the others held, that makes a plan possible, in the
    /// member's own unit; `nil` where no relaxation of it alone suffices.
    public var give: Double?
    /// What the program asks for, in the same unit; `nil` where there is no single number.
    public var value: Double?
    /// The unit of both: money, units, suppliers, share.
    public var unit: String

    package init(member: Member, give: Double?, value: Double?, unit: String) {
      self.member = member
      self.give = give
      self.value = value
      self.unit = unit
    }
  }

  /// No smaller set of the program's policies and facts is in conflict.
  public var conflict: [Entry]

  package init(conflict: [Entry]) {
    self.conflict = conflict
  }
}
