import Program

/// What capacities leave to one item: of its units a part falls into each capacity's window.
///
/// ```text
/// units of an item from a supplier ≤ maximum / share in window   ∀ capacities of the supplier
/// ```
///
/// The rows (C1) say this and more. Said of each bid alone as well, steps out of reach disappear,
/// and shares of plans that no supplier can make do not weaken a relaxation.
struct CapacityShares {
  private let windows: DemandWindows
  /// By supplier.
  private var capacities: [[CapacityLimit]]

  init(_ event: Event) {
    windows = DemandWindows(event)
    capacities = Array(repeating: [], count: event.suppliers.count)
    for capacity in event.capacities {
      capacities[Int(capacity.supplier.position)].append(capacity)
    }
  }

  /// The share of an item's units that a capacity counts.
  func share(_ capacity: CapacityLimit, _ item: EventItemIndex) -> Double {
    guard capacity.covers[Int(item.position)] else { return 0 }
    return capacity.isForAllTime ? 1 : windows.share(item, capacity.from, capacity.to)
  }

  /// The most units of an item that a supplier can make; infinite where no capacity speaks of it.
  func most(_ item: EventItemIndex, from supplier: EventSupplierIndex) -> Double {
    capacities[Int(supplier.position)].reduce(.infinity) { most, capacity in
      let share = share(capacity, item)
      return share > 0 ? min(most, capacity.maximum / share) : most
    }
  }
}
