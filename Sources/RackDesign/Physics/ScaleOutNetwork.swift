/// A network of the cluster's accelerators without oversubscription: a folded Clos of equal
/// switches.
///
/// With `n` ends and switches of `k` ports: one switch for n ≤ k; two tiers, ⌈2n/k⌉ leaves and
/// ⌈n/k⌉ spines, for n ≤ k²/2; three tiers, ⌈2n/k⌉ edge, ⌈2n/k⌉ aggregation and ⌈n/k⌉ core
/// switches, for n ≤ k³/4. Each tier adds n links, each link has two optics, or on the first tier
/// one direct cable.
///
/// Source: Al-Fares, Loukissas & Vahdat (2008), SIGCOMM, 63–74; Clos (1953), Bell System
/// Technical Journal 32, 406–424.
package struct ScaleOutNetwork: Hashable, Sendable {
  /// Ports of the cluster's racks that ask for a connection.
  package var ends: Int
  /// Ports of a switch.
  package var radix: Int
  /// 0 where no network of three tiers is large enough.
  package var tiers: Int
  package var switchesNeeded: Int
  package var linksNeeded: Int

  /// The network of `ends` and switches of `radix` ports; both 1 or more.
  package init(ends: Int, radix: Int) {
    precondition(ends >= 1 && radix >= 1, "\(ends) ends, \(radix) ports")
    self.ends = ends
    self.radix = radix
    func rounded(_ ports: Int) -> Int { (ports + radix - 1) / radix }
    let n = Double(ends)
    let k = Double(radix)
    if n <= k {
      tiers = 1
      switchesNeeded = 1
    } else if n <= k * k / 2 {
      tiers = 2
      switchesNeeded = rounded(2 * ends) + rounded(ends)
    } else if n <= k * k * k / 4 {
      tiers = 3
      switchesNeeded = 2 * rounded(2 * ends) + rounded(ends)
    } else {
      tiers = 0
      switchesNeeded = 0
    }
    linksNeeded = tiers * ends
  }

  /// Optics of all links, of which `cables` on the first tier are direct cables.
  package func opticsNeeded(cables: Int) -> Int {
    2 * (linksNeeded - min(cables, min(ends, linksNeeded)))
  }
}

/// Switches and optics that the cluster has beyond what its network needs.
struct NetworkHeadroom {
  /// Negative by what is missing; by all ends where no network is large enough.
  var switches: Int
  var optics: Int
  var network: ScaleOutNetwork?

  /// `nil` where the network is not checked or nothing asks for a connection.
  init?(_ layout: RackLayout, ports: PortCounts) {
    guard layout.conditions.hasScaleOutNetwork else { return nil }
    let ends = Int(ports.devices(.scaleOut) * layout.racks)
    guard ends > 0 else { return nil }
    let pieces = layout.pieces.filter { $0.component.kind == .scaleOutSwitch }
    let radix = pieces.map { Self.ports(of: $0.component) }.min() ?? 0
    guard radix > 0 else {
      switches = -ends
      optics = -ends
      return
    }
    let network = ScaleOutNetwork(ends: ends, radix: radix)
    self.network = network
    let have = Self.count(.scaleOutSwitch, layout) { _ in 1 }
    switches = network.tiers > 0 ? have - network.switchesNeeded : -ends
    let cables = Self.count(.cable, layout) { _ in 1 }
    let endsServed = Self.count(.optic, layout) { max(1, Self.ports(of: $0)) }
    optics = network.tiers > 0 ? endsServed - network.opticsNeeded(cables: cables) : -ends
  }

  /// Ports of the scale-out network of one piece.
  private static func ports(of component: RackComponent) -> Int {
    component.ports.reduce(0) {
      $0 + ($1.network == .scaleOut && $1.side == .network ? $1.count : 0)
    }
  }

  private static func count(
    _ kind: ComponentKind, _ layout: RackLayout, _ value: (RackComponent) -> Int
  ) -> Int {
    layout.pieces.reduce(0) { sum, piece in
      guard piece.component.kind == kind else { return sum }
      let count = Int(piece.count) * (piece.scope == .cluster ? 1 : layout.design.clusterRacks)
      return sum + count * value(piece.component)
    }
  }
}
