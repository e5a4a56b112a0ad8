import Planning
import Program

extension BuildProgram {
  /// IT power of a unit of `item` that runs in `mode`, in kW.
  func powerKw(of item: ItemIndex, mode: Int?) -> Double {
    mode.map { modes[$0].powerKw } ?? items[item].powerKw
  }

  /// Compute of a unit of `item` that runs in `mode`, in PFLOPS.
  func computePflops(of item: ItemIndex, mode: Int?) -> Double {
    mode.map { modes[$0].computePflops } ?? items[item].computePflops
  }

  /// The name that people read: the row's name, else its identifier.
  func label(_ item: ItemIndex) -> String {
    items[item].name.isEmpty ? items[item].id : items[item].name
  }

  func label(_ site: SiteIndex) -> String {
    sites[site].name.isEmpty ? sites[site].id : sites[site].name
  }

  func label(_ resource: ResourceIndex) -> String {
    resources[resource].name.isEmpty ? resources[resource].id : resources[resource].name
  }

  /// Whether racks or their like are delivered to the site: it is neither plant nor supplier.
  func isDeployment(_ site: SiteIndex) -> Bool {
    sites[site].kind == .datacenter || sites[site].kind == .hub
  }
}

/// What is deployed where by the end of each bucket.
struct Deployment: Sendable {
  /// IT power in MW, cumulative; shape `[sites][B]`.
  private(set) var mw: [[Double]]
  /// Compute in PFLOPS, cumulative; shape `[sites][B]`.
  private(set) var pflops: [[Double]]

  init(_ program: BuildProgram, _ flows: Flows) {
    let empty = [Double](repeating: 0, count: program.horizon.count)
    mw = Array(repeating: empty, count: program.sites.count)
    pflops = mw
    for flow in flows.deliveries {
      let site = Int(flow.site.position)
      mw[site][flow.bucket] +=
        flow.units * program.powerKw(of: flow.item, mode: flow.mode) / 1000
      pflops[site][flow.bucket] +=
        flow.units * program.computePflops(of: flow.item, mode: flow.mode)
    }
    for site in mw.indices {
      mw[site] = mw[site].runningTotal
      pflops[site] = pflops[site].runningTotal
    }
  }

  /// In all, by the end of each bucket; shape `[B]`.
  var totalMw: [Double] { mw.columnSums }
  var totalPflops: [Double] { pflops.columnSums }
}

extension [Double] {
  /// The sum up to each position.
  var runningTotal: [Double] {
    var sum = 0.0
    return map {
      sum += $0
      return sum
    }
  }
}

extension [[Double]] {
  /// The sum of each column; rows are of one length.
  var columnSums: [Double] {
    var sums = [Double](repeating: 0, count: first?.count ?? 0)
    for row in self {
      for (position, value) in row.enumerated() { sums[position] += value }
    }
    return sums
  }
}
