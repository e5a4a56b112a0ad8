import LinearModel
import Program

extension AwardSolver {
  /// Of the awards as good as `point` the one that the rule of ties names: the fewest suppliers;
  /// then the suppliers, bundles and lines that come first by identifier; then the most units to
  /// lines in this order.
  ///
  /// Whoever comes first decides: one award has the supplier with the smallest identifier in which
  /// the two differ. Models of many decisions are left as the solver leaves them, which is the same
  /// every time too.
  func tieBroken(_ model: AwardModel, _ point: [Double]) throws(AwardFault) -> [Double] {
    var model = model
    var point = point
    guard model.model.isInteger.count(where: \.self) <= Ties.mostDecisions else { return point }
    let fewest = model.expression(of: .suppliers)
    guard let first = try bettered(&model, fewest, point) else { return point }
    point = first
    let count = fewest.terms.reduce(0) { $0 + point[$1.column.offset].rounded() }
    model.addRow(fewest, upper: count)
    for batch in Ties.batches(model) {
      var weighted = LinearExpression()
      for (position, decision) in batch.enumerated() {
        weighted.add(
          decision, times: -Double(sign: .plus, exponent: batch.count - position, significand: 1))
      }
      guard let better = try bettered(&model, weighted, point) else { return point }
      point = better
      for decision in batch {
        let isTaken = decision.terms.reduce(0) { $0 + point[$1.column.offset] } > 0.5
        model.addRow(decision, lower: isTaken ? 1 : 0, upper: isTaken ? 1 : 0)
      }
    }
    guard let last = try bettered(&model, Ties.units(model), point) else { return point }
    return last
  }

  /// The best point by another objective; `nil` where the search was stopped.
  private func bettered(
    _ model: inout AwardModel, _ objective: LinearExpression, _ start: [Double]
  ) throws(AwardFault) -> [Double]? {
    model.setObjective(objective)
    let solution = try solve(model, work: "ties", start: start)
    guard solution.stop == .optimal, solution.hasPoint else { return nil }
    return try polished(model, solution, work: "ties")
  }
}

/// What is decided in which order among awards that are as good.
enum Ties {
  /// Yes-or-no and whole columns up to which ties are broken by decision.
  static let mostDecisions = 4_000
  /// Decisions that one solve puts in order: weights stay far from rounding.
  private static let batchSize = 16
  /// Lines and bundles up to which each is put in order.
  private static let mostBids = 160

  /// Suppliers, then bundles, then lines by identifier, some at a time.
  static func batches(_ model: AwardModel) -> [[LinearExpression]] {
    let event = model.event
    var decisions: [LinearExpression] = []
    func add(_ columns: [ColumnIndex]) {
      var expression = LinearExpression()
      for column in columns { expression.add(column, 1) }
      decisions.append(expression)
    }
    for row in event.suppliers.indices.sorted(by: {
      event.suppliers[$0].id < event.suppliers[$1].id
    }) {
      if let column = model.wins[row] { add([column]) }
    }
    if event.lines.count + event.bundles.count <= mostBids {
      for row in event.bundles.indices.sorted(by: { event.bundles[$0].id < event.bundles[$1].id }) {
        if let column = model.won[row] { add([column]) }
      }
      for row in event.lines.indices.sorted(by: { event.lines[$0].id < event.lines[$1].id }) {
        if !model.steps[row].isEmpty { add(model.steps[row].map(\.chosen)) }
      }
    }
    return stride(from: 0, to: decisions.count, by: batchSize).map { start in
      Array(decisions[start..<min(start + batchSize, decisions.count)])
    }
  }

  /// Units with weights that fall from line to line by identifier.
  static func units(_ model: AwardModel) -> LinearExpression {
    let event = model.event
    var expression = LinearExpression()
    let order = event.lines.rowIndices.sorted { event.lines[$0].id < event.lines[$1].id }
    for (position, line) in order.enumerated() {
      let quantity = max(1, event.items[event.lines[line].item].quantity)
      let weight = 1 + Double(order.count - position) / Double(order.count)
      expression.add(model.units(line), times: -weight / quantity)
    }
    return expression
  }
}
