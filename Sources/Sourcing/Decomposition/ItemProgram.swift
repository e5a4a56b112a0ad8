/// The cheapest way to make up one item's quantity at given prices, proven.
///
/// ```text
/// minimise    Σ_o (slope[o] units[o] + fixed[o] chosen[o])
/// subject to  Σ_o units[o] = quantity
///             lower[o] chosen[o] ≤ units[o] ≤ upper[o] chosen[o],  chosen[o] in {0, 1}
///             Σ_{o of slot s} chosen[o] ≤ 1                        ∀ slots s
///             backups: what used slots cover, less the largest failing group, ≥ need
/// ```
///
/// A branch and bound. The relaxation lets each free slot take any mix of nothing and its options:
/// the lower convex hull of the points (0, 0), (lower, cost) and (upper, cost). Hulls are filled in
/// the order of slope, so that one slot at most stands between two points of its hull; that slot is
/// decided next. One option of a slot that is decided may stand anywhere between its bounds. Where
/// that takes too many nodes, a ``UnitsTable`` of the options that can still pay bounds the rest.
struct ItemProgram {
  /// What was found.
  private(set) var found = ItemPlans()
  /// Nodes looked at.
  private(set) var nodes = 0

  private let slotCount: Int
  private let quantity: Double
  private let starts: ArraySlice<Int>
  private let lower: [Double]
  private let upper: [Double]
  private let slope: [Double]
  private let fixed: [Double]
  private let backups: [AwardBlocks.Backup]
  private let cover: ArraySlice<Double>

  private var hulls = SlotHulls()
  /// By slot: -1 free, -2 not used, else the option that is used.
  private var state: [Int32]
  private var decided: [Int32] = []
  /// Decided slots by slope, while a node is looked at.
  private var ordered: [Int32] = []
  /// By slot, while a node is looked at, what is reached; valid where the node is this one.
  private var reached: [Reached]
  private var touched: [Int32] = []
  private var isFractional = false
  private var marginal: Int32 = -1
  private var children: [(value: Double, option: Int32)] = []
  /// By group that fails together, what it covers; 0 between looks.
  private var covered: [Double]

  private struct Reached {
    var node = -1
    var option: Int32 = -1
    var units = 0.0
  }

  private let mostNodes: Int

  private static let fewNodes = 1000
  /// With backups a first plan can be far.
  private static let manyNodes = 4000
  private static let mostPlans = 3
  private static let mostUnits = 10_000

  /// Solves the program of an item.
  ///
  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - item: The item.
  ///   - prices: What its options cost.
  ///   - isForbidden: By slot, whether it is not to be used.
  ///   - nodes: Nodes at most before the table bounds the rest.
  ///   - isBoundWanted: Whether it does.
  init(
    _ blocks: borrowing AwardBlocks, item: Int, _ prices: borrowing OptionPrices,
    without isForbidden: [Bool]? = nil, nodes: Int? = nil,
    isBoundWanted: Bool = true
  ) {
    let first = blocks.itemStarts[item]
    let end = blocks.itemStarts[item + 1]
    slotCount = end - first
    quantity = blocks.quantity[item]
    starts = blocks.slots.starts[first...end]
    lower = blocks.options.lower
    upper = blocks.options.upper
    slope = prices.slope
    fixed = prices.fixed
    backups = blocks.backups[item]
    mostNodes = nodes ?? (backups.isEmpty ? Self.fewNodes : Self.manyNodes)
    cover = blocks.slots.cover[first..<end]
    state = Array(repeating: -1, count: slotCount)
    reached = Array(repeating: Reached(), count: slotCount)
    let groups = backups.reduce(-1) { $1.group.reduce($0) { max($0, Int($1)) } } + 1
    covered = Array(repeating: 0, count: groups)
    for slot in 0..<slotCount {
      if isForbidden?[slot] == true {
        state[slot] = -2
      } else {
        hulls.add(slot, options(of: slot), bounds: blocks.options, prices)
      }
    }
    hulls.close()
    let value = evaluated()
    guard value < .infinity else { return }
    let open = explored(value)
    found.bound = min(open, found.plans.first?.cost ?? .infinity)
    if isBoundWanted, open < cutoff { tighten() }
  }

  private func options(of slot: Int) -> Range<Int> {
    starts[starts.startIndex + slot]..<starts[starts.startIndex + slot + 1]
  }

  // MARK: Nodes

  /// The relaxation's value at the present state; what it reaches is left in the marks.
  private mutating func evaluated() -> Double {
    nodes += 1
    touched.removeAll(keepingCapacity: true)
    var rest = quantity
    var value = 0.0
    for slot in decided {
      let option = Int(state[Int(slot)])
      rest -= lower[option]
      value += fixed[option] + slope[option] * lower[option]
      reach(Int(slot), Int32(option), lower[option])
    }
    isFractional = false
    marginal = -1
    let tiny = 1e-9 * max(1, quantity)
    if rest < -tiny { return .infinity }
    orderDecided()
    var own = 0
    var place = 0
    while let segment = hulls.segment(place) {
      place += 1
      while own < ordered.count, ownSlope(ordered[own]) <= segment.slope, rest > tiny {
        value += fillDecided(ordered[own], &rest)
        own += 1
      }
      if rest <= tiny { break }
      guard state[Int(segment.slot)] == -1 else { continue }
      let length = min(segment.length, rest)
      value += segment.slope * length
      rest -= length
      let slot = Int(segment.slot)
      let before = reached[slot].node == nodes ? reached[slot].units : 0
      reach(slot, segment.option, before + length)
      marginal = segment.slot
      isFractional = !segment.isWithin && length < segment.length - tiny
    }
    while own < ordered.count, rest > tiny {
      value += fillDecided(ordered[own], &rest)
      own += 1
    }
    return rest > tiny ? .infinity : value
  }

  /// Money per unit of the option of a decided slot.
  @inline(__always) private func ownSlope(_ slot: Int32) -> Double {
    slope[Int(state[Int(slot)])]
  }

  /// Puts what is decided in the order of slope.
  private mutating func orderDecided() {
    ordered.removeAll(keepingCapacity: true)
    for slot in decided {
      let own = ownSlope(slot)
      var place = ordered.count
      ordered.append(slot)
      while place > 0, ownSlope(ordered[place - 1]) > own {
        ordered[place] = ordered[place - 1]
        place -= 1
      }
      ordered[place] = slot
    }
  }

  private mutating func fillDecided(_ slot: Int32, _ rest: inout Double) -> Double {
    let option = Int(state[Int(slot)])
    let length = min(upper[option] - lower[option], rest)
    rest -= length
    reached[Int(slot)].units += length
    if length > 0 { isFractional = false }
    return slope[option] * length
  }

  private mutating func reach(_ slot: Int, _ option: Int32, _ units: Double) {
    if reached[slot].node != nodes { touched.append(Int32(slot)) }
    reached[slot] = Reached(node: nodes, option: option, units: units)
  }

  /// Looks at all below the present node, which was just evaluated; the least bound of what was
  /// left open for want of nodes.
  private mutating func explored(_ value: Double) -> Double {
    let next: Int
    let isHelped = !isFractional
    if isFractional {
      next = Int(marginal)
    } else if let helper = missingBackup() {
      guard helper >= 0 else { return .infinity }
      next = helper
    } else {
      keep(value)
      return .infinity
    }
    if nodes > mostNodes { return value }
    let firstChild = children.count
    addChildren(of: next, isUsedFirst: isHelped)
    var open = Double.infinity
    // Children may be added behind by deeper nodes, and are taken away again.
    for place in firstChild..<children.count {
      let child = children[place]
      guard child.value < cutoff else { continue }
      enter(next, child.option)
      open = min(open, explored(evaluated()))
      leave(next, child.option)
    }
    children.removeSubrange(firstChild...)
    return open
  }

  private var cutoff: Double {
    guard let best = found.plans.first?.cost else { return .infinity }
    return best - 1e-10 * max(1, abs(best))
  }

  /// Adds what becomes of a slot, the cheapest first, or, where a backup is lacking, its use first:
  /// leaving slots out one by one never makes one.
  private mutating func addChildren(of slot: Int, isUsedFirst: Bool) {
    let first = children.count
    for option in options(of: slot) {
      enter(slot, Int32(option))
      let value = evaluated()
      leave(slot, Int32(option))
      if value < .infinity { children.append((value, Int32(option))) }
    }
    enter(slot, -2)
    let value = evaluated()
    leave(slot, -2)
    if !isUsedFirst, value < .infinity { children.append((value, -2)) }
    children[first...].sort { $0.value < $1.value }
    if isUsedFirst, value < .infinity { children.append((value, -2)) }
  }

  private mutating func enter(_ slot: Int, _ option: Int32) {
    state[slot] = option
    if option >= 0 { decided.append(Int32(slot)) }
  }

  private mutating func leave(_ slot: Int, _ option: Int32) {
    state[slot] = -1
    if option >= 0 { decided.removeLast() }
  }

  private mutating func keep(_ value: Double) {
    let isFull = found.plans.count >= Self.mostPlans
    if isFull, let worst = found.plans.last, value >= worst.cost { return }
    var plan = ItemPlans.Plan(cost: value, choices: [])
    for slot in touched where isUsed(Int(slot)) {
      plan.choices.append((reached[Int(slot)].option, reached[Int(slot)].units))
    }
    plan.choices.sort { $0.option < $1.option }
    let place = found.plans.firstIndex { value < $0.cost } ?? found.plans.count
    if isFull { found.plans.removeLast() }
    found.plans.insert(plan, at: place)
  }

  // MARK: Table

  /// Raises the bound of a search that ended for want of nodes, by a table of the options that can
  /// still pay; without backups its way is a plan, too.
  private mutating func tighten() {
    let isFine = quantity == quantity.rounded() && quantity <= Double(Self.mostUnits)
    let size = isFine ? Int(quantity) : Self.mostUnits
    let unit = quantity / Double(size)
    let slots = (0..<slotCount).filter { state[$0] == -1 }.map { payingEntries(of: $0, unit) }
    let table = UnitsTable(quantity: size, slots: slots.filter { !$0.isEmpty })
    let best = found.plans.first?.cost ?? .infinity
    found.bound = max(found.bound, min(table.cost, best))
    guard table.cost < best, isFine, backups.isEmpty else { return }
    let choices = table.choices.map { (option: $0.option, units: Double($0.units)) }
    // Where bounds were widened the way may use what they do not allow.
    let isPlan = choices.allSatisfy { option, units in
      units > 0 && lower[Int(option)] <= units && units <= upper[Int(option)]
    }
    if isPlan { found.plans.insert(ItemPlans.Plan(cost: table.cost, choices: choices), at: 0) }
  }

  /// Options of a slot that a better plan may use, in units of a table.
  private mutating func payingEntries(of slot: Int, _ unit: Double) -> [UnitsTable.Entry] {
    options(of: slot).compactMap { option in
      enter(slot, Int32(option))
      let value = evaluated()
      leave(slot, Int32(option))
      guard value < cutoff else { return nil }
      return UnitsTable.Entry(
        option: Int32(option), lower: Int((lower[option] / unit).rounded(.down)),
        upper: Int((min(upper[option], quantity) / unit).rounded(.up)),
        slope: slope[option] * unit, fixed: fixed[option])
    }
  }

  // MARK: Backups

  /// A free slot that would help a backup which the present point lacks: the cheapest one; -1 where
  /// none can; `nil` where all backups hold.
  private mutating func missingBackup() -> Int? {
    for backup in backups {
      let (total, worst) = covered(by: backup)
      let left = total - (worst?.amount ?? 0)
      if left >= backup.need - 1e-9 * max(1, backup.need) { continue }
      var best: (slot: Int, cost: Double)?
      for slot in 0..<slotCount where state[slot] == -1 && !isUsed(slot) {
        let amount = cover[cover.startIndex + slot]
        guard amount > 0, worst == nil || backup.group[slot] != worst?.group else { continue }
        for option in options(of: slot) {
          let cost = (fixed[option] + slope[option] * lower[option]) / amount
          if cost < best?.cost ?? .infinity { best = (slot, cost) }
        }
      }
      // Slots at a vertex of their hull are used, but not decided: another choice may leave them.
      return best?.slot ?? undecidedUsed() ?? -1
    }
    return nil
  }

  /// What used slots cover together, and the group that covers most.
  private mutating func covered(
    by backup: AwardBlocks.Backup
  ) -> (total: Double, worst: (group: Int32, amount: Double)?) {
    var total = 0.0
    for slot in touched where isUsed(Int(slot)) {
      let amount = cover[cover.startIndex + Int(slot)]
      total += amount
      let group = Int(backup.group[Int(slot)])
      if group >= 0 { covered[group] += amount }
    }
    var worst: (group: Int32, amount: Double)?
    for slot in touched where isUsed(Int(slot)) {
      let group = backup.group[Int(slot)]
      guard group >= 0 else { continue }
      let amount = covered[Int(group)]
      if let most = worst, (amount, most.group) < (most.amount, group) { continue }
      worst = (group, amount)
    }
    for slot in touched where backup.group[Int(slot)] >= 0 {
      covered[Int(backup.group[Int(slot)])] = 0
    }
    return (total, worst)
  }

  private func isUsed(_ slot: Int) -> Bool {
    guard reached[slot].node == nodes else { return false }
    return state[slot] >= 0 || reached[slot].units > 0
  }

  private func undecidedUsed() -> Int? {
    touched.first { state[Int($0)] == -1 }.map(Int.init)
  }
}
