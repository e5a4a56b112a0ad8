/// Where the relaxation of the master program stands.
struct ItemwiseRelaxation {
  var master: AugmentedMaster
  /// By row of the blocks.
  var duals: [Double]
  /// By column of the cut model that is no option's, its value.
  var between: [Double]

  init(_ master: AugmentedMaster) {
    self.master = master
    duals = master.duals
    between = master.values
  }
}

extension ItemwiseSearch {
  /// Goes on with prices and plans until the bound is near the relaxation, or gains no more.
  mutating func relax() -> PriceSearch {
    // Prices of an earlier search are near; what they leave to be gained the bound gains beside.
    let pace = BoundPace(
      gap: solver.options.gap,
      nearShare: solver.memory.isEmpty ? Self.firstShare : Self.laterShare)
    var search = PriceSearch(
      blocks, mending, pool, proof, shares: knownShares,
      between: solver.memory.values(blocks.model),
      pace: pace, threads: threads)
    proof = search.proof
    // An award is wanted, too: the rest of the time is for the selection.
    let limit = solver.secondsLeft.map { solver.observer.now() + $0 * 0.6 }
    repeat {
      search.step()
      proof = search.proof
    } while !search.isOver && !isProven && goesOn()
      && limit.map { solver.observer.now() < $0 } ?? true
    pool = search.pool
    knownShares = search.master.shares
    return search
  }

  /// Share of the gap within which a bound is near, in a first search and in a later one.
  private static var firstShare: Double { 0.125 }
  private static var laterShare: Double { 0.25 }

  /// Whether plans in shares keep the joining rows, nearly.
  func isKept(by master: AugmentedMaster) -> Bool {
    master.missed <= Self.mostMissed * max(1, abs(bound))
  }

  /// Share of the bound that rows of a relaxation which has a point may cost to mend.
  private static var mostMissed: Double { 0.1 }
}
