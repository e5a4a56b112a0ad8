import LinearModel

/// Busbar and sources.
///
/// (P1) it[m] = Σ_{c in the rack, no source} power[c,m] pieces[c]
/// (P2) loss[m] ≥ ρ[c] / V² (2 p it[m] − p²)   whenever c is in use, at points p; exact at p
/// (P3) ρ_least / V² it² ≤ … ≤ loss[m] ≤ Σ_c ρ[c] / V² it_most² use[c]
/// (P4) Σ_c given[c,m] = it[m] + loss[m],  given[c,m] ≤ given_most use[c]
/// (P5) lost[c,m] = (1/η − 1) given[c,m] + own[c,m] pieces[c] for a constant η, else between lines
///      a given + b capacity pieces that enclose u/η(u) − u over the load window
extension Formulation {
  mutating func addPower(_ mode: Int, to model: inout SearchModel) {
    let index = generation.modes[mode].mode
    modes[mode].it = sum(.rack) { $0.kind.isSource ? 0 : $0.component.powerKw[index] }
    addBusbarLoss(mode, to: &model)
    addSources(mode, to: &model)
  }

  // MARK: Busbar

  private mutating func addBusbarLoss(_ mode: Int, to model: inout SearchModel) {
    let bars = space.positions(where: \.isBusbar)
    guard bars.contains(where: { resistance($0) > 0 }) else { return }
    let it = modes[mode].it
    let load = range(of: it, in: model)
    let low = max(0, load.lowerBound)
    let high = max(low, load.upperBound)
    let scale = 1 / (conditions.busVolts * conditions.busVolts)
    let worst = bars.map { resistance($0) }.max() ?? 0
    let loss = Expression(model.column(0, worst * scale * high * high))
    modes[mode].loss = loss
    guard let role = space.soleRole(where: \.isBusbar) else {
      addSharedBusbarLoss(loss, it, low...high, bars, to: &model)
      return
    }
    // (P3)
    let fewest = Double(max(1, generation.roles[role].minimum))
    let most = Double(generation.roles[role].maximum)
    var least = Expression()
    var greatest = Expression()
    for bar in bars {
      let use = Expression(uses[bar])
      least += use * (resistance(bar) / most * scale * low * low)
      greatest += use * (resistance(bar) / fewest * scale * high * high)
    }
    model.require(loss - least)
    model.require(greatest - loss)
    // (P2), also for the least resistance of all at both ends.
    let best = generation.roles[role].minimum > 0 ? bars.map { resistance($0) }.min() ?? 0 : 0
    for point in [low, (low + high) / 2, high] where best > 0 {
      model.require(loss - tangent(it, at: point) * (best / most * scale))
    }
    let points = refinements.points(of: mode) { [$0.itKw] + $0.counts(of: bars) }
    for point in points {
      addTangent(loss, it, point, bars, high: high, to: &model)
    }
  }

  private func addTangent(
    _ loss: Expression, _ it: Expression, _ point: Refinements.Point, _ bars: [Int],
    high: Double, to model: inout SearchModel
  ) {
    guard let bar = bars.first(where: { point.pieces[$0] > 0 }), resistance(bar) > 0 else { return }
    let count = Double(point.pieces[bar])
    let factor = resistance(bar) / count / (conditions.busVolts * conditions.busVolts)
    let line = tangent(it, at: point.itKw) * factor
    let slack = max(0, (2 * point.itKw * high - point.itKw * point.itKw) * factor)
    var row = loss - line + unless(Expression(uses[bar]), slack)
    // More bars in parallel lose less.
    if let more = isMore(bar, than: point.pieces[bar], in: &model) { row += more * slack }
    model.require(row)
  }

  /// `2 p x − p²`, which is below `x²` and touches it at p.
  private func tangent(_ value: Expression, at point: Double) -> Expression {
    value * (2 * point) - point * point
  }

  /// Bars of several types in parallel: between no loss and that of the worst alone.
  private func addSharedBusbarLoss(
    _ loss: Expression, _ it: Expression, _ load: ClosedRange<Double>, _ bars: [Int],
    to model: inout SearchModel
  ) {
    let scale = 1 / (conditions.busVolts * conditions.busVolts)
    guard !bars.contains(where: { resistance($0) == 0 }) else { return }
    let best = bars.map { resistance($0) }.min() ?? 0
    let count = Double(maximumPieces(where: \.isBusbar))
    let roles = Set(bars.map { candidates[$0].role })
    guard count > 0, roles.contains(where: { generation.roles[$0].minimum > 0 }) else { return }
    for point in [load.lowerBound, load.upperBound] {
      model.require(loss - tangent(it, at: point) * (best / count * scale))
    }
  }

  private func resistance(_ position: Int) -> Double {
    candidates[position].component.electrical.resistanceMilliohm
  }

  // MARK: Sources

  /// Output of one source at the air inlet, kW.
  func capacity(_ candidate: Candidate) -> Double {
    PowerSources.derated(candidate.component.electrical, airInletC: conditions.airInletC)
  }

  /// Output of all sources, kW.
  var allCapacity: Expression { sum { $0.isSource ? capacity($0) : 0 } }

  private mutating func addSources(_ mode: Int, to model: inout SearchModel) {
    let sources = space.positions(where: \.isSource)
    let output = modes[mode].output
    let most = max(0, range(of: output, in: model).upperBound)
    guard !sources.isEmpty else { return }
    var sum = output * -1
    for source in sources {
      let given = Expression(model.column(0, most))
      model.require(Expression(uses[source], most) - given)  // (P4)
      sum += given
      modes[mode].given[source] = given
      let lost = lost(source, given, mode, to: &model)
      modes[mode].lost[source] = lost
      if candidates[source].scope == .rack {
        modes[mode].rackSourceLoss += lost
      } else {
        modes[mode].besideSourceLoss += lost
      }
    }
    if !generation.roles.contains(where: { role in
      role.kind.isSource && role.scope != .cluster && role.minimum > 0
    }) {
      // Without a source nothing is given; whether that is allowed is another row's affair.
      let none = Expression(model.column(0, most))
      for source in sources { model.require(unless(Expression(uses[source]), most) - none) }
      sum += none
    }
    model.requireZero(sum)
  }

  // (P5)
  private func lost(
    _ source: Int, _ given: Expression, _ mode: Int, to model: inout SearchModel
  ) -> Expression {
    let candidate = candidates[source]
    let electrical = candidate.component.electrical
    let own = pieces[source] * candidate.component.powerKw[generation.modes[mode].mode]
    let each = capacity(candidate)
    guard let curve = electrical.efficiencyCurve, each > 0 else {
      return given * (1 / electrical.efficiency - 1) + own
    }
    let window = loadWindow(source, given, in: model)
    let shape = SourceLoss(curve: curve, window: window)
    let most = each * Double(maximum(source)) * shape.greatest
    let lost = Expression(model.column(0, max(0, most)))
    var slopes = shape.slopes
    for point in refinements.points(of: mode, by: { [$0.load] + $0.counts(of: [source]) })
    where point.pieces[source] > 0 {
      slopes.append(shape.slope(at: point.load))
    }
    for slope in slopes {
      let low = given * slope + pieces[source] * (each * shape.intercept(below: slope))
      let high = given * slope + pieces[source] * (each * shape.intercept(above: slope))
      model.require(lost - low)
      model.require(high - lost)
    }
    return lost + own
  }

  /// Loads that a source in use can have.
  private func loadWindow(
    _ source: Int, _ given: Expression, in model: SearchModel
  ) -> ClosedRange<Double> {
    let electrical = candidates[source].component.electrical
    guard hasRules else { return 0...1000 }
    let low = max(0, electrical.loadMin - 1e-6)
    return low...max(low + 1e-6, electrical.loadMax + 1e-6)
  }
}

/// What a source loses at a load, as a share of its output: `g(u) = u/η(u) − u`.
struct SourceLoss {
  let curve: Curve
  let window: ClosedRange<Double>

  func loss(at load: Double) -> Double { load / curve.value(at: load) - load }

  /// Points between which η is a straight line.
  private var knots: [Double] {
    [window.lowerBound] + curve.x.filter { window.contains($0) } + [window.upperBound]
  }

  /// The most over the window.
  var greatest: Double { max(0, intercept(above: 0)) }

  /// Slopes of lines to begin with: at some loads, and from end to end.
  var slopes: [Double] {
    let width = window.upperBound - window.lowerBound
    let ends = (loss(at: window.upperBound) - loss(at: window.lowerBound)) / width
    return [ends] + [0.0, 0.25, 0.5, 0.75, 1].map { slope(at: window.lowerBound + $0 * width) }
  }

  /// The derivative of `g`, from the left at a knot.
  func slope(at load: Double) -> Double {
    let (start, rate) = line(before: load)
    let efficiency = start + rate * load
    return start / (efficiency * efficiency) - 1
  }

  /// η = start + rate u on the stretch that ends at or after a load.
  private func line(before load: Double) -> (start: Double, rate: Double) {
    let x = curve.x
    guard let right = x.firstIndex(where: { $0 >= load }), right > 0 else {
      return (curve.value(at: load), 0)
    }
    let rate = (curve.y[right] - curve.y[right - 1]) / (x[right] - x[right - 1])
    return (curve.y[right] - rate * x[right], rate)
  }

  /// The largest b with `slope u + b ≤ g(u)` over the window.
  func intercept(below slope: Double) -> Double {
    turns(slope).map { loss(at: $0) - slope * $0 }.min() ?? 0
  }

  /// The smallest b with `slope u + b ≥ g(u)` over the window.
  func intercept(above slope: Double) -> Double {
    turns(slope).map { loss(at: $0) - slope * $0 }.max() ?? 0
  }

  /// Where `g(u) − slope u` may be least or most: knots, and points within a stretch where the
  /// derivative `s/η² − 1` is the slope.
  private func turns(_ slope: Double) -> [Double] {
    let knots = knots
    var found = knots
    for (left, right) in zip(knots, knots.dropFirst()) where right > left && slope > -1 {
      let (start, rate) = line(before: (left + right) / 2)
      guard rate != 0, start > 0 else { continue }
      let turn = ((start / (1 + slope)).squareRoot() - start) / rate
      if turn > left, turn < right { found.append(turn) }
    }
    return found
  }
}
