import LinearModel
import Program

extension ItemwiseSearch {
  /// Decides parts of the award anew until the gap is reached or nothing is gained so many times.
  mutating func improve(failures most: Int) throws(AwardFault) {
    guard best != nil, !isProven else { return }
    var choice = OpenItems(blocks)
    let plans = ranked(proof.duals)
    var size = Self.firstSize
    var (failures, turn) = (0, 1)
    while let award = best, !isProven, goesOn(), failures < most {
      let regrets = Regrets(award, blocks, least: proof.leastCosts, duals: proof.duals)
      let items =
        turn % 2 == 0
        ? choice.next(size, regrets)
        : choice.nextOfSupplier(size, regrets, bidders(award, plans))
      turn += 1
      var part = PartialAward(award, blocks, pool, items: items, plans: plans, most: 6)
      // What the tiers of the award cannot better may be better in others.
      if failures % 4 >= 2 { part.openTiers() }
      let begun = solver.observer.now()
      let isBetter = try decide(part, share: 0.5, patience: Self.patience, start: award.choice)
      let seconds = solver.observer.now() - begun
      failures = isBetter ? 0 : failures + 1
      lookAside()
      if isBetter { choice.forget() }
      if seconds > Self.patience / 2 {
        size = max(10, size * 3 / 4)
      } else {
        size = min(blocks.itemCount, size * 5 / 4)
      }
    }
  }

  /// By supplier, the items that it makes in an award, and those of which a cheap plan wants it.
  private func bidders(_ award: ItemwiseAward, _ plans: [[Int32]]) -> [[Int]] {
    var items = [Set<Int>](repeating: [], count: event.suppliers.count)
    func note(_ line: Int) {
      items[Int(event.lines[line].supplier.position)].insert(
        Int(event.lines[line].item.position))
    }
    for line in event.lines.indices where award.choice.units[line] > 0 { note(line) }
    for plan in plans.flatMap({ $0.prefix(Self.cheapPlans) }) {
      for place in pool.choices(Int(plan)) {
        let line = blocks.line(ofOption: pool.choiceOption[place])
        if line >= 0 { note(line) }
      }
    }
    return items.map { $0.sorted() }
  }

  private static var cheapPlans: Int { 2 }

  /// Solves an award of which a part is open, and keeps it if it is better.
  @discardableResult mutating func decide(
    _ part: PartialAward, share: Double, patience: Double, start: Choice? = nil
  ) throws(AwardFault) -> Bool {
    let model = part.model(variant)
    let solution = try solved(
      model.model, options(share: share, patience: patience),
      start: start.map { model.values(of: $0) })
    guard solution.hasPoint, let value = solution.objective, value < best?.cost ?? .infinity else {
      return false
    }
    for isTight in [true, false] {
      let whole = part.whole(model, solution.columnValues, variant, isTight: isTight)
      let found = try solved(whole.model, options(share: share, patience: patience))
      if found.hasPoint { return try keep(whole.choice(at: found.columnValues)) }
    }
    return false
  }

  private static var patience: Double { 4 }

  private static var firstSize: Int { 20 }

  /// By item, its plans by what they cost at prices.
  func ranked(_ duals: [Double]) -> [[Int32]] {
    var plans = [[Int32]](repeating: [], count: blocks.itemCount)
    for plan in pool.ranked(duals) {
      plans[Int(pool.item[plan])].append(Int32(plan))
    }
    return plans
  }
}

/// Which items of an award are decided anew: those with much regret, and not the same ones again.
struct OpenItems {
  private let blocks: AwardBlocks
  private var itemTries: [Int]
  private var bundleTries: [Int]
  private var supplierTries: [Int]

  init(_ blocks: AwardBlocks) {
    self.blocks = blocks
    itemTries = Array(repeating: 0, count: blocks.itemCount)
    bundleTries = Array(repeating: 0, count: blocks.model.event.bundles.count)
    supplierTries = Array(repeating: 0, count: blocks.model.event.suppliers.count)
  }

  /// The award is another one: all may be tried again.
  mutating func forget() {
    itemTries = Array(repeating: 0, count: itemTries.count)
    bundleTries = Array(repeating: 0, count: bundleTries.count)
  }

  /// The next items: those of some bundles with much regret, then others.
  mutating func next(_ size: Int, _ regrets: Regrets) -> [Int] {
    var isOpen = [Bool](repeating: false, count: itemTries.count)
    var items: [Int] = []
    func open(_ item: Int) {
      guard !isOpen[item] else { return }
      isOpen[item] = true
      items.append(item)
    }
    let bundles = OpenItems.ranked(regrets.bundles, bundleTries)
    for bundle in bundles where items.count < size / 2 && regrets.bundles[bundle] > 0 {
      bundleTries[bundle] += 1
      for content in blocks.model.event.bundles[bundle].items { open(Int(content.item.position)) }
    }
    for item in OpenItems.ranked(regrets.items, itemTries) where items.count < size {
      open(item)
    }
    for item in items { itemTries[item] += 1 }
    return items
  }

  /// The next items: those of the supplier whose items have the most regret, then others.
  ///
  /// What a supplier can make and the tiers that it offers join its items most tightly.
  ///
  /// - Parameters:
  ///   - size: How many others, twice.
  ///   - regrets: Where the award costs more than prices prove.
  ///   - bidders: By supplier, its items.
  /// - Returns: Items, each once.
  mutating func nextOfSupplier(_ size: Int, _ regrets: Regrets, _ bidders: [[Int]]) -> [Int] {
    let sums = bidders.map { items in items.reduce(0) { $0 + regrets.items[$1] } }
    guard let supplier = OpenItems.ranked(sums, supplierTries).first else {
      return next(size, regrets)
    }
    supplierTries[supplier] += 1
    let own = bidders[supplier].sorted { (-regrets.items[$0], $0) < (-regrets.items[$1], $1) }
    let items = Array(own.prefix(Self.mostOfSupplier))
    return items + next(size / 2, regrets).filter { !items.contains($0) }
  }

  private static var mostOfSupplier: Int { 60 }

  /// Positions by amount, each halved with every try.
  private static func ranked(_ amounts: [Double], _ tries: [Int]) -> [Int] {
    let weights = amounts.indices.map { amounts[$0] / Double(1 << min(tries[$0], 30)) }
    return weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
  }
}
