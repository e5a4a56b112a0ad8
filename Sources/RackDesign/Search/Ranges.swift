import LinearModel

extension Formulation {
  /// The least and the most that an expression can be, by the limits of roles and columns.
  ///
  /// A role of one type holds one candidate, so that its part is a choice, not a sum.
  func range(of expression: Expression, in model: SearchModel) -> ClosedRange<Double> {
    var low = expression.constant
    var high = expression.constant
    var parts: [Int: Part] = [:]
    for (column, factor) in expression.terms {
      if let owner = model.owners[column.offset], owner.block == block {
        parts[owner.candidate, default: Part()].add(factor, isPieces: owner.isPieces)
      } else {
        let ends = [
          factor * model.model.columnLower[column.offset],
          factor * model.model.columnUpper[column.offset],
        ]
        low += min(ends[0], ends[1])
        high += max(ends[0], ends[1])
      }
    }
    for (role, own) in space.ofRole.enumerated() {
      let ends = range(of: own.map { parts[$0] ?? Part() }, role: generation.roles[role])
      low += ends.lowerBound
      high += ends.upperBound
    }
    return min(low, high)...max(low, high)
  }

  /// What a candidate adds to an expression: for its use, and for each piece.
  private struct Part {
    var use = 0.0
    var piece = 0.0

    mutating func add(_ factor: Double, isPieces: Bool) {
      if isPieces { piece += factor } else { use += factor }
    }
  }

  private func range(of parts: [Part], role: Role) -> ClosedRange<Double> {
    guard !parts.isEmpty else { return 0...0 }
    var low = Double.infinity
    var high = -Double.infinity
    if role.isMixed {
      let most = Double(role.maximum)
      low = 0
      high = 0
      for part in parts {
        low = min(low, part.piece * most)
        high = max(high, part.piece * most)
      }
      for part in parts {
        low += min(0, part.use)
        high += max(0, part.use)
      }
      return low...high
    }
    for part in parts {
      for count in [max(1, role.minimum), role.maximum] {
        let value = part.use + part.piece * Double(count)
        low = min(low, value)
        high = max(high, value)
      }
    }
    return role.minimum > 0 ? low...high : min(0, low)...max(0, high)
  }
}
