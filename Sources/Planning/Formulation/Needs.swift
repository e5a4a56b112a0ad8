import Program

/// How much of each item can be of use over the horizon: what the big-M of the formulation come
/// from, and the unit in which an item's flows are counted.
///
/// (N1) use_i = Σ_{d wants i} quantity_d + Σ_{d measure, i product} quantity_d / min coefficient
///            + Σ_{parents p} max_{operations o of p using i} made_{p,o} / yield_o × quantity_{o,i}
/// (N2) made_{p,o} = need_p × spill(lead of o),  need_i = use_i × spill(lanes of i)
///
/// No optimal plan without share policies brings more of the item into stock than need_i × spill of
/// the last step, except to reach an offer's minimum. ``Spill`` says why the need is more than the
/// use.
struct Needs: Sendable {
  /// need_i in units of the item; shape `[items]`.
  let units: [Double]
  /// The same without spill; shape `[items]`.
  let uses: [Double]
  let spill: Spill
  /// The power of two of units that one unit of a column of the item stands for; shape `[items]`.
  ///
  /// A rack takes one frame and half a million capacitors. Counted in the capacitors of a rack,
  /// both flows are of one size, and the solver's absolute tolerances mean the same for both.
  let scale: [Double]

  init(program: BuildProgram, recipes: Recipes, grid: TimeGrid) {
    let spill = Spill(program: program, grid: grid)
    var usage = UsageOfParents(program: program, recipes: recipes, spill: spill)
    units = program.items.rowIndices.map { usage.need(of: $0) }
    var plain = UsageOfParents(program: program, recipes: recipes, spill: nil)
    uses = program.items.rowIndices.map { plain.need(of: $0) }
    scale = Self.scales(of: uses, program: program)
    self.spill = spill
  }

  private static func scales(of units: [Double], program: BuildProgram) -> [Double] {
    let wanted = program.items.rowIndices.filter { program.items[$0].kind == .product }
    let reference = wanted.map { units[Int($0.position)] }.filter { $0 > 0 }.max() ?? 1
    return units.map { need in
      guard need > 0 else { return 1 }
      let ratio = need / reference
      guard ratio >= 8 || ratio <= 1.0 / 8 else { return 1 }
      return Double(sign: .plus, exponent: ratio.exponent, significand: 1)
    }
  }
}

/// The recursion (N1), (N2), each item once; without spill the plain use.
private struct UsageOfParents {
  private let direct: [Double]
  /// Per component: its parents and the largest use per good unit of the parent.
  private let parents: [[(item: Int, perUnit: Double)]]
  private var known: [Double?]
  private let moving: [Double]

  init(program: BuildProgram, recipes: Recipes, spill: Spill?) {
    moving = program.items.rowIndices.map { spill?.moving($0) ?? 1 }
    var direct = [Double](repeating: 0, count: program.items.count)
    for demand in program.demands {
      for item in program.items(meeting: demand) {
        let least = program.runs(of: item).map { program.coefficient(of: $0, toward: demand) }
          .filter { $0 > 0 }.min()
        if let least { direct[Int(item.position)] += demand.quantity / least }
      }
    }
    var parents = [[(item: Int, perUnit: Double)]](repeating: [], count: program.items.count)
    for operation in program.operations {
      var use: [Int: Double] = [:]
      let released = (spill?.releasing(leadDays: operation.leadDays) ?? 1) / operation.yield
      for row in recipes.components(of: operation) {
        use[Int(row.component.position), default: 0] += row.quantity * released
      }
      let parent = Int(operation.item.position)
      for (component, perUnit) in use {
        if let known = parents[component].firstIndex(where: { $0.item == parent }) {
          parents[component][known].perUnit = max(parents[component][known].perUnit, perUnit)
        } else {
          parents[component].append((parent, perUnit))
        }
      }
    }
    self.direct = direct
    self.parents = parents.map { $0.sorted { $0.item < $1.item } }
    known = [Double?](repeating: nil, count: program.items.count)
  }

  mutating func need(of item: ItemIndex) -> Double { need(Int(item.position)) }

  private mutating func need(_ item: Int) -> Double {
    if let need = known[item] { return need }
    var need = direct[item]
    for (parent, perUnit) in parents[item] { need += self.need(parent) * perUnit }
    need *= moving[item]
    known[item] = need
    return need
  }
}
