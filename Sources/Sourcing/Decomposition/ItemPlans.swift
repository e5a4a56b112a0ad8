import Dispatch

/// What is known of one item at given prices.
struct ItemPlans {
  /// A way to make up the quantity.
  struct Plan {
    /// Money at the prices.
    var cost: Double
    /// Options, rising, and their units.
    var choices: [(option: Int32, units: Double)]
  }

  /// The cheapest ways found, the best first.
  var plans: [Plan] = []
  /// No way is cheaper; infinite where there is none.
  var bound = Double.infinity

  /// All items at prices, on so many threads.
  ///
  /// - Parameters:
  ///   - blocks: The event, cut.
  ///   - prices: What options cost.
  ///   - threads: How many items are solved at once.
  ///   - isBoundWanted: Whether tables bound what takes too many nodes.
  /// - Returns: By item, its cheapest plans.
  static func all(
    _ blocks: AwardBlocks, _ prices: OptionPrices, threads: Int, isBoundWanted: Bool = true
  ) -> [ItemPlans] {
    let count = blocks.itemCount
    guard count > 0 else { return [] }
    return unsafe [ItemPlans](unsafeUninitializedCapacity: count) { buffer, used in
      // Each share writes its own places.
      nonisolated(unsafe) let places = unsafe buffer
      DispatchQueue.concurrentPerform(iterations: threads) { share in
        for item in stride(from: share, to: count, by: threads) {
          let plans = ItemProgram(
            blocks, item: item, prices, isBoundWanted: isBoundWanted
          ).found
          unsafe places.initializeElement(at: item, to: plans)
        }
      }
      used = count
    }
  }
}
