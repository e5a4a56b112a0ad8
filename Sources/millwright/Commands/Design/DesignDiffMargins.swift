import RackDesign
import Reporting

/// What a design costs and by what margins it stands, in two folders.
struct DesignDiffMargins {
  let design: DesignDiff.OfDesign
  let folders: (before: DesignFolder, after: DesignFolder)

  /// How many of the tightest margins are shown.
  private static let count = 3

  // MARK: Text

  /// Indented lines; a design that stands in one folder alone has no changes.
  var text: String {
    let changes = design.margins.map(words)
    let (before, after) = (price(design.before, folders.before), price(design.after, folders.after))
    guard let before, let after else {
      let check = design.after ?? design.before
      return "    \(after ?? before ?? "")\n" + narrowest("tightest", check)
    }
    guard before != after || !changes.isEmpty else {
      return "    \(after), and every margin as before\n" + narrowest("tightest", design.after)
    }
    return "    " + (before == after ? "\(after), as before" : "\(before) -> \(after)") + "\n"
      + narrowest("tightest before", design.before) + narrowest("tightest now", design.after)
      + changes.map { "    \($0)\n" }.joined()
  }

  /// What a rack costs, with what it should do and does not.
  private func price(_ check: DesignCheck?, _ folder: DesignFolder) -> String? {
    guard let check else { return nil }
    let price = "\(folder.settings.currency) \(Format.money(check.measures.price)) a rack"
    return check.penaltyCost > 0
      ? price + " and \(Format.money(check.penaltyCost)) for what it misses" : price
  }

  private func narrowest(_ title: String, _ check: DesignCheck?) -> String {
    let verdicts = check?.narrowest(Self.count) ?? []
    guard !verdicts.isEmpty else { return "" }
    let words = verdicts.map { verdict in
      let share = verdict.marginShare.map { ($0 > 0 ? "+" : "") + Format.percent($0) } ?? ""
      return "\(verdict.requirement.id) \(share)"
    }
    return "    \(title): \(words.joined(separator: ", "))\n"
  }

  private func words(_ change: MarginDifference) -> String {
    let id = (change.after ?? change.before)?.requirement.id ?? ""
    return "\(id): margin \(margin(change.before, "new")) -> \(margin(change.after, "gone"))"
  }

  private func margin(_ verdict: Verdict?, _ missing: String) -> String {
    guard let verdict else { return missing }
    guard let margin = verdict.margin else { return "unknown" }
    return DesignFormat.margin(margin, verdict.requirement.quantity.dimension)
  }

  // MARK: JSON

  /// What a rack costs in each folder; `null` where it is not there.
  var cost: JSONValue {
    func cost(_ check: DesignCheck?) -> JSONValue {
      guard let check else { return .null }
      return [
        "price": .number(check.measures.price), "penalty_cost": .number(check.penaltyCost),
      ]
    }
    return ["before": cost(design.before), "after": cost(design.after)]
  }

  /// The tightest margins in each folder, the tightest first.
  var tightest: JSONValue {
    func list(_ check: DesignCheck?) -> JSONValue {
      .array(
        (check?.narrowest(Self.count) ?? []).map { verdict in
          [
            "id": .string(verdict.requirement.id),
            "margin": verdict.margin.map(JSONValue.number) ?? .null,
            "share": verdict.marginShare.map(JSONValue.number) ?? .null,
          ]
        })
    }
    return ["before": list(design.before), "after": list(design.after)]
  }

  /// Requirements whose margin differs.
  var margins: JSONValue {
    .array(
      design.margins.map { change in
        let requirement = (change.after ?? change.before)?.requirement
        return [
          "id": .string(requirement?.id ?? ""),
          "unit": .string(requirement?.quantity.dimension.unit ?? ""),
          "before": change.before?.margin.map(JSONValue.number) ?? .null,
          "after": change.after?.margin.map(JSONValue.number) ?? .null,
        ]
      })
  }
}
