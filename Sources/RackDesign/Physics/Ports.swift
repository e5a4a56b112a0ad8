/// Ports that ask for a connection and ports that give one.
struct PortCounts: Sendable {
  /// By network: pieces of the rack and beside it.
  private var counts: [PortNetwork: (device: Double, network: Double, gbps: Double)] = [:]

  init(_ layout: RackLayout) {
    for piece in layout.pieces where piece.scope != .cluster {
      // What carries a signal only, an optic or a cable, is neither side.
      guard piece.component.kind != .optic, piece.component.kind != .cable else { continue }
      for port in piece.component.ports {
        var sum = counts[port.network] ?? (0, 0, 0)
        let number = piece.count * Double(port.count)
        if port.side == .device {
          sum.device += number
          sum.gbps += number * port.gbps
        } else {
          sum.network += number
        }
        counts[port.network] = sum
      }
    }
  }

  /// Ports of one rack that ask.
  func devices(_ network: PortNetwork) -> Double { counts[network]?.device ?? 0 }

  /// Ports of one rack that give.
  func networks(_ network: PortNetwork) -> Double { counts[network]?.network ?? 0 }

  /// Speed of all ports of one rack that ask, Gbit/s in one direction.
  func gbps(_ network: PortNetwork) -> Double { counts[network]?.gbps ?? 0 }

  /// Ports that give beyond those that ask; `nil` where there are none of either.
  func headroom(_ network: PortNetwork) -> Double? {
    counts[network].map { $0.network - $0.device }
  }
}
