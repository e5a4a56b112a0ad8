import Program
import RackDesign
import Reporting

/// The same as JSON.
extension DesignSearchReport {
  func json(_ path: String) -> JSONValue {
    [
      "format": 1, "folder": .string(path), "title": .string(folder.settings.title),
      "currency": .string(folder.settings.currency), "interrupted": .bool(wasInterrupted),
      "results": .array(results.map(json)),
    ]
  }

  private func json(_ result: Result) -> JSONValue {
    switch result {
    case .best(let generation, let objective, let found):
      return [
        "kind": "best", "generation": .string(id(generation)),
        "objective": .string(objective.rawValue), "result": json(found),
      ]
    case .front(let generation, let front):
      return [
        "kind": "front", "generation": .string(id(generation)),
        "objectives": .strings([front.first.rawValue, front.second.rawValue]),
        "is_complete": .bool(front.isComplete), "points": .array(front.points.map(json)),
      ]
    case .joint(let generations, let alone, let together):
      return json(generations, alone, together)
    case .conflict(let generation, let conflict):
      return [
        "kind": "conflict", "generation": .string(id(generation)),
        "requirements": conflict.map { .strings($0.map(\.id)) } ?? .null,
      ]
    case .nothing(let generation):
      return ["kind": "nothing", "generation": .string(id(generation))]
    }
  }

  private func json(
    _ generations: [GenerationIndex], _ alone: [SearchResult], _ together: SearchResult
  ) -> JSONValue {
    let figures = JointFigures(alone: alone, together: together, folder: folder)
    return [
      "kind": "joint", "generations": .strings(generations.map(id)),
      "alone": .array(alone.map(json)), "together": json(together),
      "saving_alone": .number(figures.savingAlone),
      "saving_together": .number(figures.savingTogether), "difference": .number(figures.difference),
      "difference_of_sums": .number(figures.differenceOfSums),
      "shared": .array(
        figures.shared.shared.map { shared in
          [
            "component": .string(folder.components[shared.component].id),
            "generations": .strings(shared.designs.map { id(generations[$0]) }),
            "saving": .number(shared.saving),
          ]
        }),
    ]
  }

  private func json(_ result: SearchResult) -> JSONValue {
    [
      "value": .number(result.value), "bound": result.bound.map(JSONValue.number) ?? .null,
      "gap": result.gap.map(JSONValue.number) ?? .null, "is_proven": .bool(result.isProven),
      "designs": .array(result.checks.map(json)),
    ]
  }

  private func json(_ check: DesignCheck) -> JSONValue {
    let roles = folder.generations[check.design.generation].roles
    return [
      "generation": .string(id(check.design.generation)),
      "supply": .string("\(check.design.supply)"),
      "cluster_racks": .int(check.design.clusterRacks),
      "cost": .number(check.cost), "price": .number(check.measures.price),
      "pflops_per_kw": .number(SearchObjective.pflopsPerKw.value(of: check)),
      "domestic": .number(SearchObjective.domestic.value(of: check)),
      "addressable": .number(SearchObjective.addressable.value(of: check)),
      "assembly_hours": .number(SearchObjective.assembly.value(of: check)),
      "slots": .array(
        check.design.slots.map { slot in
          [
            "role": .string(roles[slot.role].id),
            "component": .string(folder.components[slot.component].id),
            "quantity": .int(slot.quantity),
          ]
        }),
    ]
  }
}
