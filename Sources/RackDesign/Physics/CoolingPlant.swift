/// What the CDUs can do for one rack: those of the rack, and its part of the cluster's.
package struct CoolingPlant: Hashable, Sendable {
  /// Heat after the spare ones have failed, kW for each rack.
  package var safeCoolingKw: Double
  /// Flow after the spare ones have failed, l/min for each rack.
  package var safeFlowLpm: Double
  /// The least head that a CDU leaves for the racks, kPa.
  package var headKpa: Double

  /// Equal CDUs that share a load.
  struct Group: Sendable {
    let count: Double
    let coolingKw: Double
    let flowLpm: Double
  }

  /// CDUs of the rack and beside it, and CDUs of the cluster.
  private let own: [Group]
  private let shared: [Group]
  private let racks: Double

  /// `nil` where the architecture has no place for a CDU: the building brings the coolant then.
  init?(_ layout: RackLayout) {
    guard layout.hasRole(.cdu) else { return nil }
    let units = layout.pieces.filter { $0.component.kind == .cdu }
    func groups(_ isShared: Bool) -> [Group] {
      units.filter { ($0.scope == .cluster) == isShared }.map {
        Group(
          count: $0.count, coolingKw: $0.component.cooling.coolingKw,
          flowLpm: $0.component.cooling.coolingLpm)
      }
    }
    own = groups(false)
    shared = groups(true)
    racks = layout.racks
    headKpa = units.map(\.component.cooling.headKpa).min() ?? 0
    safeCoolingKw = 0
    safeFlowLpm = 0
    let spare = layout.conditions.spareCDUs
    safeCoolingKw = coolingKw(without: spare)
    safeFlowLpm = flowLpm(without: spare)
  }

  /// Heat for each rack after `failed` of the largest of each group have failed, kW.
  func coolingKw(without failed: Int) -> Double {
    Self.rest(own, failed, \.coolingKw) + Self.rest(shared, failed, \.coolingKw) / racks
  }

  /// Flow for each rack after `failed` of the largest of each group have failed, l/min.
  func flowLpm(without failed: Int) -> Double {
    Self.rest(own, failed, \.flowLpm) + Self.rest(shared, failed, \.flowLpm) / racks
  }

  private static func rest(
    _ groups: [Group], _ failed: Int, _ value: (Group) -> Double
  ) -> Double {
    var left = Double(failed)
    var sum = 0.0
    for group in groups.sorted(by: { value($0) > value($1) }) {
      let lost = min(left, group.count)
      left -= lost
      sum += (group.count - lost) * value(group)
    }
    return sum
  }

  /// CDUs that may fail while the rest still moves the heat and the flow; -1 where all do not.
  func spares(heatKw: Double, flowLpm: Double) -> Int {
    let count = Int((own + shared).reduce(0) { $0 + $1.count })
    var spares = -1
    while spares < count {
      let next = spares + 1
      // Rounding of the sums must not cost a unit.
      let slack = Verdict.tolerance
      guard coolingKw(without: next) >= heatKw - slack * max(1, heatKw),
        self.flowLpm(without: next) >= flowLpm - slack * max(1, flowLpm)
      else { return spares }
      spares = next
    }
    return spares
  }
}

extension CoolingPlant.Group: Hashable {}
