import LinearModel

/// The cluster's network: E ends, switches of k ports, t tiers.
///
/// Classes (k, t): t tiers carry more than E may be at the least, and t − 1 do not carry what E may
/// be at the most; low and high are the least and the most of E in a class.
/// z[k,t] ∈ {0, 1}; e[k,t] = E z[k,t]; leaves a[k,t] and spines b[k,t], whole.
/// (C1) Σ z ≤ 1, and 1 if there are ends; Σ_t z[k,t] ≤ Σ_{c of k ports} use[c]; no switch in use has
///      fewer ports than k
/// (C2) Σ e[k,t] = E;  low z ≤ e ≤ high z
/// (C3) k a ≥ 2 e, k b ≥ e;  a ≥ ⌈2 low / k⌉ z, b ≥ ⌈low / k⌉ z
/// (C4) switches = have − Σ need[k,t],  need = z, a + b, 2 a + b for t = 1, 2, 3
/// (C5) optics = served + 2 g − Σ 2 t e[k,t],  g ≤ cables, g ≤ E
/// (C6) switches ≥ v: Σ_{c of k ports} pieces[c] ≥ Σ_t (need[k,t] + v z[k,t]), and of the only role
///      pieces[c] ≥ (least need of its k + v) use[c]
/// (C7) optics ≥ v: of the only role r[c] pieces[c] ≥ (least need + v) use[c]
///
/// Where low = high, e, a and b are z times a number and no columns.
struct NetworkTerms: Sendable {
  /// Switches beyond what is needed, and ends of optics likewise.
  var switches: Expression
  var optics: Expression
  var classes: [NetworkClass]
}

/// One size of network that switches of some ports could make.
struct NetworkClass: Sendable {
  let radix: Int
  let tiers: Int
  /// Ends that it carries and the next smaller one does not.
  let ends: ClosedRange<Double>
  /// 1 if it is the one.
  var isChosen = Expression()
  /// Its ends and its switches, 0 if it is not the one.
  var carried = Expression()
  var need = Expression()

  /// The class of `radix` ports and `tiers` tiers within limits; `nil` where no number of ends asks
  /// for it.
  init?(radix: Int, tiers: Int, within limits: ClosedRange<Double>) {
    self.radix = radix
    self.tiers = tiers
    let k = Double(radix)
    let capacities = [0, k, k * k / 2, k * k * k / 4].map { $0.rounded(.down) }
    let low = max(limits.lowerBound, capacities[..<tiers].max().map { $0 + 1 } ?? 1)
    let high = min(limits.upperBound, capacities[tiers])
    guard low <= high else { return nil }
    ends = low...high
  }

  /// Switches that it takes at the least.
  var leastNeed: Int {
    ScaleOutNetwork(ends: Int(ends.lowerBound), radix: radix).switchesNeeded
  }
}

extension Formulation {
  /// The network's terms, made when first asked for; `nil` where it is not checked or nothing can
  /// ask for a connection.
  mutating func networkTerms(in model: inout SearchModel) -> NetworkTerms? {
    if network == nil { network = addNetwork(to: &model) }
    return network
  }

  private func addNetwork(to model: inout SearchModel) -> NetworkTerms? {
    guard conditions.hasScaleOutNetwork else { return nil }
    let ends = ports(.scaleOut, .device) * Double(space.racks)
    let limits = range(of: ends, in: model)
    guard limits.upperBound > 0 else { return nil }
    let switches = space.positions { $0.kind == .scaleOutSwitch }
    var classes: [NetworkClass] = []
    for radix in Set(switches.map { self.radix($0) }).sorted() where radix > 0 {
      var ofRadix = Expression()
      for tiers in 1...3 {
        guard var one = NetworkClass(radix: radix, tiers: tiers, within: limits) else { continue }
        add(&one, to: &model)
        ofRadix += one.isChosen
        classes.append(one)
      }
      addRadix(radix, ofRadix, switches, to: &model)
    }
    addChoice(of: classes, ends, limits, to: &model)
    return headrooms(classes, ends, limits, in: &model)
  }

  // (C1), (C2)
  private func addChoice(
    of classes: [NetworkClass], _ ends: Expression, _ limits: ClosedRange<Double>,
    to model: inout SearchModel
  ) {
    let chosen = classes.reduce(Expression()) { $0 + $1.isChosen }
    if limits.lowerBound > 0 {
      model.requireZero(chosen - 1)
    } else {
      model.require(Expression(1) - chosen)
    }
    if limits.lowerBound < limits.upperBound {
      model.requireZero(classes.reduce(ends * -1) { $0 + $1.carried })
    }
  }

  // (C4), (C5)
  private func headrooms(
    _ classes: [NetworkClass], _ ends: Expression, _ limits: ClosedRange<Double>,
    in model: inout SearchModel
  ) -> NetworkTerms {
    let have = clusterCount(.scaleOutSwitch) { _ in 1 }
    let served = servedEnds(ends, in: &model)
    var terms = NetworkTerms(switches: have, optics: served, classes: classes)
    for one in classes {
      terms.switches = terms.switches - one.need
      terms.optics = terms.optics - one.carried * Double(2 * one.tiers)
    }
    guard limits.lowerBound <= 0 else { return terms }
    // Without ends there is nothing to tell and nothing to spare.
    let chosen = classes.reduce(Expression()) { $0 + $1.isChosen }
    terms.switches = limited(terms.switches, range(of: have, in: model).upperBound, chosen, &model)
    terms.optics = limited(terms.optics, range(of: served, in: model).upperBound, chosen, &model)
    return terms
  }

  /// A column of at most `value`, and of at most 0 where nothing is chosen.
  private func limited(
    _ value: Expression, _ most: Double, _ chosen: Expression, _ model: inout SearchModel
  ) -> Expression {
    let column = Expression(model.column(-.infinity, max(0, most)))
    model.require(value - column)
    model.require(chosen * max(0, most) - column)
    return column
  }

  // (C2), (C3)
  private func add(_ one: inout NetworkClass, to model: inout SearchModel) {
    let isChosen = Expression(model.binary())
    one.isChosen = isChosen
    let (low, high) = (one.ends.lowerBound, one.ends.upperBound)
    if low == high {
      one.carried = isChosen * low
    } else {
      one.carried = Expression(model.column(0, high))
      model.require(one.carried - isChosen * low)
      model.require(isChosen * high - one.carried)
    }
    guard one.tiers > 1 else {
      one.need = isChosen
      return
    }
    let leaves = stage(2, one, in: &model)
    let spines = stage(1, one, in: &model)
    one.need = leaves * Double(one.tiers - 1) + spines
  }

  /// ⌈`ports` · ends / k⌉ of a class.
  private func stage(_ ports: Double, _ one: NetworkClass, in model: inout SearchModel)
    -> Expression
  {
    let k = Double(one.radix)
    let low = (ports * one.ends.lowerBound / k).rounded(.up)
    let high = (ports * one.ends.upperBound / k).rounded(.up)
    guard low < high else { return one.isChosen * low }
    let count = Expression(model.column(0, high, isInteger: true))
    model.require(count * k - one.carried * ports)
    model.require(count - one.isChosen * low)
    return count
  }

  private func addRadix(
    _ radix: Int, _ ofRadix: Expression, _ switches: [Int], to model: inout SearchModel
  ) {
    guard !ofRadix.terms.isEmpty else { return }
    model.require(used(switches.filter { self.radix($0) == radix }) - ofRadix)
    for smaller in switches where self.radix(smaller) < radix {
      model.require(Expression(1) - Expression(uses[smaller]) - ofRadix)
    }
  }

  /// Ends of optics, and two for each direct cable of the first tier.
  private func servedEnds(_ ends: Expression, in model: inout SearchModel) -> Expression {
    let optics = clusterCount(.optic) { max(1, Double(radix($0))) }
    let cables = clusterCount(.cable) { _ in 1 }
    guard !cables.terms.isEmpty else { return optics }
    let used = Expression(model.column(0, range(of: ends, in: model).upperBound))
    model.require(cables - used)
    model.require(ends - used)
    return optics + used * 2
  }

  // MARK: Musts

  /// What makes `switches ≥ value` hold, and tighter what it means for each type.
  mutating func switchRows(_ value: Double, in model: inout SearchModel) -> [Expression] {
    guard let terms = networkTerms(in: &model) else { return [] }
    var rows = [terms.switches - value]
    let isSole = space.soleRole { $0.kind == .scaleOutSwitch } != nil
    let switches = space.positions { $0.kind == .scaleOutSwitch }
    for radix in Set(terms.classes.map(\.radix)).sorted() {
      // (C6)
      let own = switches.filter { isSole ? self.radix($0) == radix : self.radix($0) >= radix }
      let have = own.reduce(Expression()) { $0 + pieces[$1] * clusterScale(candidates[$1]) }
      rows.append(
        terms.classes.filter { $0.radix == radix }.reduce(have) {
          $0 - $1.need - $1.isChosen * value
        })
    }
    guard leastEnds(in: model) > 0 else { return rows }
    for position in switches {
      let own = terms.classes.filter { $0.radix == self.radix(position) }
      guard let least = own.map(\.leastNeed).min() else {
        // Too few ports for any network of these ends.
        rows.append(Expression(uses[position], -1))
        continue
      }
      if isSole {
        rows.append(enough(position, Double(least) + value, each: 1))
      }
    }
    return rows
  }

  /// What makes `optics ≥ value` hold, and tighter what it means for each type.
  mutating func opticRows(_ value: Double, in model: inout SearchModel) -> [Expression] {
    guard let terms = networkTerms(in: &model) else { return [] }
    var rows = [terms.optics - value]
    guard leastEnds(in: model) > 0, space.soleRole(where: { $0.kind == .optic }) != nil else {
      return rows
    }
    let cables = range(of: clusterCount(.cable) { _ in 1 }, in: model).upperBound
    let needs = terms.classes.map { one in
      2 * (Double(one.tiers) * one.ends.lowerBound - min(cables, one.ends.lowerBound))
    }
    guard let least = needs.min() else { return rows }
    // (C7)
    for position in space.positions(where: { $0.kind == .optic }) {
      rows.append(enough(position, least + value, each: max(1, Double(radix(position)))))
    }
    return rows
  }

  /// Pieces in use are enough for `need`, of which each serves `each`.
  private func enough(_ position: Int, _ need: Double, each: Double) -> Expression {
    let count = (need / (each * clusterScale(candidates[position])) - 1e-9).rounded(.up)
    return pieces[position] - Expression(uses[position], max(0, count))
  }

  private func leastEnds(in model: SearchModel) -> Double {
    range(of: ports(.scaleOut, .device) * Double(space.racks), in: model).lowerBound
  }

  // MARK: Counts

  /// Ports of the scale-out network of one piece.
  private func radix(_ position: Int) -> Int { radix(candidates[position]) }

  private func radix(_ candidate: Candidate) -> Int {
    candidate.component.ports.reduce(0) {
      $0 + ($1.network == .scaleOut && $1.side == .network ? $1.count : 0)
    }
  }

  /// How many of a candidate stand in the cluster for each piece of its role.
  private func clusterScale(_ candidate: Candidate) -> Double {
    candidate.scope == .cluster ? 1 : Double(space.racks)
  }

  /// A sum over the whole cluster.
  private func clusterCount(_ kind: ComponentKind, _ value: (Candidate) -> Double) -> Expression {
    sum { $0.kind == kind ? value($0) * clusterScale($0) : 0 }
  }
}
