public import Planning
public import Program

extension Limit {
  /// The limit as `plan.sqlite` and `bottlenecks.csv` name it.
  ///
  /// - Parameter program: The program of the plan.
  /// - Returns: Its kind, and its identifier; a lane's is its row in `lanes.csv`, from 1.
  public func key(in program: BuildProgram) -> (kind: String, subject: String) {
    switch self {
    case .resource(let index): ("resource", program.resources[index].id)
    case .offer(let index): ("offer", program.offers[index].id)
    case .offerMaximum(let index): ("offer_maximum", program.offers[index].id)
    case .lane(let index): ("lane", String(index.position + 1))
    case .power(let index): ("power", program.sites[index].id)
    case .expansion(let index): ("expansion", program.expansions[index].id)
    case .policy(let index): ("policy", program.policies[index].id)
    }
  }
}

extension ChainLink.Subject {
  /// The subject as `plan.sqlite` names it.
  func key(in program: BuildProgram) -> (kind: String, subject: String, place: String?) {
    switch self {
    case .demand(let index): return ("demand", program.demands[index].id, nil)
    case .item(let item, let site):
      return ("item", program.items[item].id, program.sites[site].id)
    case .order(let offer, let site):
      return ("order", program.offers[offer].id, program.sites[site].id)
    case .start(let index): return ("start", program.operations[index].id, nil)
    case .dispatch(let lane, let item):
      return ("dispatch", String(lane.position + 1), program.items[item].id)
    case .stock(let item, let site):
      return ("stock", program.items[item].id, program.sites[site].id)
    case .limit(let limit):
      let key = limit.key(in: program)
      return (key.kind, key.subject, nil)
    }
  }
}

extension PegLink.Source {
  /// The table and row, from 1, that the units came from.
  var key: (table: String, row: Int) {
    switch self {
    case .given(let position): ("initial_stock", position + 1)
    case .order(let position): ("orders", position + 1)
    case .start(let position): ("starts", position + 1)
    case .dispatch(let position): ("dispatches", position + 1)
    }
  }

  /// The source that ``key`` names; `nil` for any other table.
  init?(table: String, row: Int) {
    switch table {
    case "initial_stock": self = .given(row - 1)
    case "orders": self = .order(row - 1)
    case "starts": self = .start(row - 1)
    case "dispatches": self = .dispatch(row - 1)
    default: return nil
    }
  }
}

extension PegLink.Use {
  /// The table and row, from 1, that the units went into; no row for what is left over.
  var key: (table: String, row: Int?) {
    switch self {
    case .start(let position): ("starts", position + 1)
    case .dispatch(let position): ("dispatches", position + 1)
    case .delivery(let position): ("deliveries", position + 1)
    case .leftOver: ("left_over", nil)
    }
  }

  /// The use that ``key`` names; `nil` for any other table.
  init?(table: String, row: Int?) {
    switch (table, row) {
    case ("starts", let row?): self = .start(row - 1)
    case ("dispatches", let row?): self = .dispatch(row - 1)
    case ("deliveries", let row?): self = .delivery(row - 1)
    case ("left_over", nil): self = .leftOver
    default: return nil
    }
  }
}
