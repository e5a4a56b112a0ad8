import Program

/// The cheapest change, or pair of changes, that makes a design meet what it misses.
package struct Mend: Hashable, Sendable {
  /// One, or two that are made one after the other.
  package var changes: [DesignChange]
  /// How much more a rack costs after it, money; negative where it saves.
  package var extraCost: Double
  /// Positions of the check's failures that are met after it.
  package var mends: [Int]
  /// Whether every must is met after it.
  package var mendsAll: Bool
}

/// Finds mends by trying every single change, and pairs for what no single change mends.
///
/// A change mends a failure if the same requirement in the same mode is met after it and no must
/// is missed that was met before. Of equally cheap changes the first counts.
package struct Mender {
  /// How many pairs are checked at most.
  package static let pairLimit = 5_000

  /// By failure of the check.
  private let ofFailure: [Mend?]
  /// The cheapest after which every must is met; `nil` where nothing fails or nothing was found.
  package let cheapestForAll: Mend?

  /// Tries changes of the check's design.
  ///
  /// - Complexity: O(roles × (components + pieces)) checks, and ``pairLimit`` more.
  package init(_ check: DesignCheck, in folder: DesignFolder) {
    var search = MendSearch(check, in: folder)
    search.trySingles()
    search.tryPairs()
    ofFailure = search.ofFailure
    cheapestForAll = search.forAll
  }

  /// The cheapest mend of one failure.
  ///
  /// - Parameter failure: Position in the check's failures.
  /// - Returns: `nil` where no single change does, nor a pair that was tried.
  package func cheapest(for failure: Int) -> Mend? { ofFailure[failure] }
}

/// One search for mends.
struct MendSearch {
  let check: DesignCheck
  let folder: DesignFolder
  let failures: [Verdict]
  private(set) var ofFailure: [Mend?]
  private(set) var forAll: Mend?
  /// Every single change and what it did, in the order of the design's changes.
  private var singles: [MendTrial] = []

  init(_ check: DesignCheck, in folder: DesignFolder) {
    self.check = check
    self.folder = folder
    failures = check.failures
    ofFailure = failures.map { _ in nil }
  }

  mutating func trySingles() {
    guard !failures.isEmpty else { return }
    for change in check.design.changes(in: folder) {
      let after = DesignCheck(check.design.applying(change, in: folder), in: folder)
      keep([change], after)
      singles.append(MendTrial(change, from: check, to: after))
    }
  }

  /// Tries pairs in the order of what they cost, until nothing is left to mend.
  mutating func tryPairs() {
    guard !isDone else { return }
    for pair in MendPairs(singles, of: check, in: folder).cheapest(Mender.pairLimit) {
      let design = pair.changes.reduce(check.design) { $0.applying($1, in: folder) }
      keep(pair.changes, DesignCheck(design, in: folder))
      if isDone { return }
    }
  }

  private var isDone: Bool {
    failures.isEmpty || (forAll != nil && ofFailure.allSatisfy { $0 != nil })
  }

  /// Notes what changes mend, where nothing cheaper does, and no single change.
  private mutating func keep(_ changes: [DesignChange], _ after: DesignCheck) {
    let left = after.failures
    func isListed(_ verdict: Verdict, in list: [Verdict]) -> Bool {
      list.contains { $0.requirement.id == verdict.requirement.id && $0.mode == verdict.mode }
    }
    guard left.allSatisfy({ isListed($0, in: failures) }) else { return }
    let isPlaced = after.design.places(asMuchAs: check.design)
    let mended = failures.indices.filter {
      // Who no longer says where a piece stands has not found it a place.
      !isListed(failures[$0], in: left)
        && (isPlaced || failures[$0].requirement.quantity != .overlaps)
    }
    guard !mended.isEmpty else { return }
    let mend = Mend(
      changes: changes, extraCost: after.measures.price - check.measures.price, mends: mended,
      mendsAll: left.isEmpty && mended.count == failures.count)
    for failure in mended where mend.isBetter(than: ofFailure[failure]) {
      ofFailure[failure] = mend
    }
    if mend.mendsAll, mend.isBetter(than: forAll) { forAll = mend }
  }
}

extension Mend {
  /// A single change counts before any pair, and of equals what came first.
  fileprivate func isBetter(than known: Mend?) -> Bool {
    guard let known else { return true }
    return changes.count == known.changes.count && extraCost < known.extraCost
  }
}
