import Program
import Tables

/// A single change that was tried, with what a pair needs to know of it.
struct MendTrial {
  /// A verdict's requirement and mode.
  struct Key: Hashable {
    var requirement: String
    var isRule: Bool
    var mode: Int?

    init(_ verdict: Verdict) {
      requirement = verdict.requirement.id
      isRule = verdict.requirement.isRule
      mode = verdict.mode
    }
  }

  let change: DesignChange
  let extraCost: Double
  /// Failures that are met after it, and musts that are missed after it alone.
  let mended: Set<Key>
  let broken: Set<Key>
  /// Musts of which it raises the margin.
  let raised: Set<Key>

  init(_ change: DesignChange, from before: DesignCheck, to after: DesignCheck) {
    self.change = change
    extraCost = after.measures.price - before.measures.price
    let failedBefore = Set(before.failures.map(Key.init))
    let failedAfter = Set(after.failures.map(Key.init))
    mended = failedBefore.subtracting(failedAfter)
    broken = failedAfter.subtracting(failedBefore)
    var margins: [Key: Double] = [:]
    for verdict in before.verdicts where verdict.requirement.isMust {
      margins[Key(verdict)] = verdict.margin ?? -.infinity
    }
    raised = Set(
      after.verdicts.filter { verdict in
        guard let old = margins[Key(verdict)] else { return false }
        return verdict.margin ?? -.infinity > old
      }.map(Key.init))
  }
}

/// Pairs of changes that could mend together what neither mends alone.
///
/// Where there are more than may be tried, changes are left out that cannot help: neither of a
/// requirement that fails, nor of one that another change breaks while it mends, do they raise the
/// margin. A swap stays also where such a requirement is about the least or the greatest of all
/// components and it takes away one that breaks it, for it may take two to move that.
struct MendPairs {
  struct Pair {
    var changes: [DesignChange]
    /// Money for a rack.
    var extraCost: Double
  }

  private let trials: [MendTrial]
  private let check: DesignCheck
  private let folder: DesignFolder

  init(_ trials: [MendTrial], of check: DesignCheck, in folder: DesignFolder) {
    self.trials = trials
    self.check = check
    self.folder = folder
  }

  /// The cheapest `limit` pairs, cheapest first; of equally cheap ones the earliest.
  func cheapest(_ limit: Int) -> [Pair] {
    let isSmall = trials.count * (trials.count - 1) / 2 <= limit
    let useful = isSmall ? trials : helpful
    let ordered = useful.enumerated().sorted {
      ($0.element.extraCost, $0.offset) < ($1.element.extraCost, $1.offset)
    }.map(\.element)
    var pairs: [Pair] = []
    for one in ordered.indices {
      // All pairs of changes up to these two are as cheap: beyond the limit none is wanted.
      for other in ordered.indices.dropFirst(one + 1) {
        if (one + 1) * (other - one) > limit { break }
        if let pair = pair(ordered[one], ordered[other]) { pairs.append(pair) }
      }
    }
    let sorted = pairs.enumerated().sorted {
      ($0.element.extraCost, $0.offset) < ($1.element.extraCost, $1.offset)
    }
    return sorted.prefix(limit).map(\.element)
  }

  private var helpful: [MendTrial] {
    var wanted = Set(check.failures.map(MendTrial.Key.init))
    for trial in trials where !trial.mended.isEmpty { wanted.formUnion(trial.broken) }
    let asked = check.verdicts.filter { wanted.contains(MendTrial.Key($0)) }.map(\.requirement)
    return trials.filter { trial in
      !trial.raised.isDisjoint(with: wanted) || asked.contains { moves(trial.change, $0) }
    }
  }

  /// Whether a swap takes away one of the components that break a limit on the least or the
  /// greatest of all.
  private func moves(_ change: DesignChange, _ requirement: Requirement) -> Bool {
    guard case .swap(_, let from, let to) = change else { return false }
    let (old, new) = (folder.components[from], folder.components[to])
    switch requirement.quantity {
    case .pressureDrop, .headHeadroom: return old.cooling.pressureDrop != nil
    default: break
    }
    func meets(_ component: RackComponent) -> Bool? {
      requirement.quantity.extreme(of: component).map {
        Verdict(requirement: requirement, mode: nil, value: $0).isMet
      }
    }
    return meets(old) == false && meets(new) != false
  }

  /// Both changes, or `nil` where one undoes the other.
  private func pair(_ one: MendTrial, _ other: MendTrial) -> Pair? {
    let sum = one.extraCost + other.extraCost
    guard one.change.role == other.change.role else {
      return Pair(changes: [one.change, other.change], extraCost: sum)
    }
    switch (one.change, other.change) {
    case (.swap(_, let from, _), .quantity(_, let component, _, _)) where from == component:
      return swapped(one.change, other.change)
    case (.quantity(_, let component, _, _), .swap(_, let from, _)) where from == component:
      return swapped(other.change, one.change)
    case (.swap(_, let from, _), .swap(_, let second, _)) where from == second: return nil
    case (.quantity(_, let component, _, _), .quantity(_, let second, _, _))
    where component == second:
      return nil
    case (.add, .add): return nil
    default: return Pair(changes: [one.change, other.change], extraCost: sum)
    }
  }

  /// Another component in another quantity: the swap, then the quantity of what came in.
  private func swapped(_ swap: DesignChange, _ quantity: DesignChange) -> Pair? {
    guard case .swap(let role, let from, let to) = swap,
      case .quantity(_, _, let old, let new) = quantity
    else { return nil }
    let generation = folder.generations[check.design.generation]
    let racks =
      generation.roles[role].scope == .cluster ? Double(check.design.clusterRacks) : 1
    let before = Double(old) * folder.components[from].commerce.price
    let after = Double(new) * folder.components[to].commerce.price
    let held = check.design.components(in: role).first { $0.component == to }?.quantity ?? 0
    guard new > 0 else { return nil }
    return Pair(
      changes: [
        swap, .quantity(role: role, component: to, from: held + old, to: held + new),
      ], extraCost: (after - before) / racks)
  }
}

extension Quantity {
  /// What a component brings to the least or the greatest of all, in the quantity's unit; `nil` of
  /// what brings nothing, and of other quantities.
  fileprivate func extreme(of component: RackComponent) -> Double? {
    switch self {
    case .supplyTemperature: component.cooling.supplyMaxC
    case .pressureRating: component.cooling.pressureMaxKpa
    case .serviceTime: component.making.serviceMinutes.map { $0 / 60 }
    case .height: component.kind == .frame ? component.geometry.heightMm : nil
    case .depth: component.kind == .frame ? component.geometry.depthMm : nil
    case .leadTime: Double(component.commerce.leadDays)
    case .availableFrom: component.commerce.availableFrom.map { Double($0.number) }
    case .availableTo: component.commerce.availableTo.map { Double($0.number) }
    default: nil
    }
  }
}
