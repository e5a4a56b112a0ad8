import RackDesign
import Reporting
import Tables

/// A design's report as JSON.
struct DesignReportJSON {
  let report: DesignReport

  private var check: DesignCheck { report.check }
  private var measures: DesignMeasures { report.check.measures }

  var value: JSONValue {
    [
      "design": .string(check.design.id), "name": .string(check.design.name),
      "generation": .string(report.generation.id), "version": .int(report.generation.version),
      "supply": .string("\(check.design.supply)"), "is_compliant": .bool(check.isCompliant),
      "price": .number(measures.price), "penalty_cost": .number(check.penaltyCost),
      "verdicts": .array(check.verdicts.map(verdict)),
      "quantities": quantities, "content": content, "making": making,
      "mends": .array(report.mends.map(mend)),
      "mend_for_all": report.mendForAll.map(change) ?? .null,
      "substitutions": .array(report.substitutions.map(substitution)),
    ]
  }

  private func number(_ value: Double?, _ quantity: Quantity) -> JSONValue {
    guard let value else { return .null }
    if quantity.dimension == .date { return .string(Day(number: Int32(value)).description) }
    return .number(value)
  }

  private func verdict(_ verdict: Verdict) -> JSONValue {
    let requirement = verdict.requirement
    let mode = report.mode(of: verdict)
    return [
      "id": .string(requirement.id), "quantity": .string(requirement.quantity.rawValue),
      "mode": mode.isEmpty ? .null : .string(mode),
      "unit": .string(requirement.quantity.dimension.unit),
      "bound": .string(requirement.bound.rawValue),
      "limit": number(requirement.value, requirement.quantity),
      "value": number(verdict.value, requirement.quantity),
      "margin": verdict.margin.map(JSONValue.number) ?? .null,
      "weight": requirement.isMust ? "must" : "should", "is_rule": .bool(requirement.isRule),
      "is_met": .bool(verdict.isMet), "penalty_cost": .number(verdict.penaltyCost),
      "reason": .string(requirement.reason),
    ]
  }

  /// Every quantity, by mode where it differs.
  private var quantities: JSONValue {
    .object(
      Quantity.allCases.map { quantity in
        guard quantity.dependsOnMode else {
          return .init(quantity.rawValue, number(measures.value(of: quantity, mode: 0), quantity))
        }
        let members = measures.modes.indices.map { mode in
          JSONValue.Member(
            measures.modes[mode].mode.name,
            number(measures.value(of: quantity, mode: mode), quantity))
        }
        return .init(quantity.rawValue, .object(members))
      })
  }

  private var content: JSONValue {
    let content = measures.content
    return [
      "component_cost": .number(content.componentCost), "home_cost": .number(content.homeCost),
      "domestic_content": .number(content.share), "domestic_value": .number(content.valueShare),
      "addressable_cost": .number(content.addressableCost),
      "addressable_content": .number(content.addressableShare),
      "passes_65": .bool(content.passes(year: 2028)),
      "passes_75": .bool(content.passes(year: 2029)),
      "passes_55": .bool(content.passesFallback),
      "is_virtually_all": .bool(content.isVirtuallyAll),
    ]
  }

  private var making: JSONValue {
    let making = measures.making
    return [
      "assembly_hours": levels(making.assemblyHours), "test_hours": levels(making.testHours),
      "parts": .int(making.parts), "distinct_parts": .int(making.distinctParts),
      "connectors": .int(making.connectors), "cables": .int(making.cables),
    ]
  }

  private func levels(_ hours: [Double]) -> JSONValue {
    .object(zip(MakingReport.levels, hours).map { .init($0, .number($1)) })
  }

  private func mend(_ failure: Verdict, _ mend: Mend?) -> JSONValue {
    let mode = report.mode(of: failure)
    return [
      "id": .string(failure.requirement.id), "mode": mode.isEmpty ? .null : .string(mode),
      "change": mend.map(change) ?? .null,
    ]
  }

  private func change(_ mend: Mend) -> JSONValue {
    [
      "words": .string(mend.changes.map(report.words).joined(separator: "; and ")),
      "role": .string(report.generation.roles[mend.changes[0].role].id),
      "changes": .array(
        mend.changes.map { change in
          [
            "words": .string(report.words(change)),
            "role": .string(report.generation.roles[change.role].id),
          ]
        }),
      "extra_cost": .number(mend.extraCost), "mends_all": .bool(mend.mendsAll),
    ]
  }

  private func substitution(_ step: Substitution) -> JSONValue {
    [
      "words": .string(report.words(step.change)), "extra_cost": .number(step.extraCost),
      "share_before": .number(step.shareBefore), "share_after": .number(step.shareAfter),
      "cost_per_point": .number(step.costPerPoint),
    ]
  }
}
