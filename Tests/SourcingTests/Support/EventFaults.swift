/// Something wrong or doubtful that is put into the rich event, and the codes of all that must be
/// said about it, in order.
struct EventFault {
  var folder: EventTexts
  var codes: [String]

  init(_ file: String, _ old: String, _ new: String, _ codes: String...) {
    folder = EventTexts.rich.edited(file, old, new)
    self.codes = codes
  }

  init(_ folder: EventTexts, _ codes: String...) {
    self.folder = folder
    self.codes = codes
  }

  /// Every fault that no single cell of a table tells.
  static let all: [EventFault] = [files, settings, rows, review, scenarios, rules, warnings]
    .flatMap(\.self)
}

extension EventFault {
  /// Files as such, and the form of one table and of YAML.
  private static let files: [EventFault] = [
    EventFault(
      EventTexts.rich.without("event.yaml"), "file.missing"),
    EventFault(EventTexts.rich.without("steps.csv"), "steps.file.missing"),
    EventFault(EventTexts.rich.without("bundle_items.csv"), "bundle_items.file.missing"),
    EventFault(EventTexts.rich.without("suppliers.csv"), "suppliers.file.missing"),
    EventFault("lots.csv", "", "", "csv.empty"),
    EventFault("lots.csv", "", "lot;title\ncooling;Cooling\n", "csv.separator"),
    EventFault("lots.csv", "lot,title", "lod,title", "lots.header.unknown"),
    EventFault(
      "lots.csv", "lot,title", "colour,title", "lots.header.missing", "lots.header.unknown"),
    EventFault("lots.csv", "lot,title", "lot,", "lots.header.unnamed", "lots.header.unnamed"),
    EventFault("lots.csv", "lot,title", "lot,lot", "lots.header.repeated"),
    EventFault("lots.csv", "Liquid cooling,", "", "csv.cells"),
    EventFault(
      "lots.csv", "power,Power", "\"power,Power", "csv.quote.unclosed",
      "items.lot.unknown"),
    EventFault("lots.csv", "Power shelves", "\"Power\" shelves", "csv.quote.after"),
    EventFault(
      "lots.csv", "Power shelves", "Power \"shelves\"", "csv.quote.inside",
      "csv.quote.inside"),
    EventFault("lots.csv", "Power shelves", "Power\rshelves", "csv.return"),
    EventFault("lots.csv", "Power shelves", "Power\u{7}shelves", "text.control"),
    EventFault(
      EventTexts.rich.without("questions.csv").with(["question.csv": "question\n"]), "file.unknown"),
    EventFault("event.yaml", "", "", "yaml.empty"),
    EventFault("event.yaml", "", "[rich-call]\n", "event.type"),
    EventFault("event.yaml", "currency: EUR", "currency: [EUR", "yaml.form"),
    EventFault("event.yaml", "currency: EUR", "currency: EUR\ncurrency: USD", "yaml.key.repeated"),
    EventFault(
      "event.yaml", "currency: EUR", "a: \(String(repeating: "[", count: 65))", "yaml.depth"),
    EventFault(
      "event.yaml", "currency: EUR",
      "a: [\(Array(repeating: "*a", count: 9).joined(separator: ", "))]", "yaml.aliases"),
  ]

  /// Keys of `event.yaml`.
  private static let settings: [EventFault] = [
    EventFault("event.yaml", "format: 1\n", "", "event.format.missing"),
    EventFault("event.yaml", "format: 1", "format: 2", "event.format.unknown"),
    EventFault("event.yaml", "event: rich-call\n", "", "event.event.missing"),
    EventFault("event.yaml", "event: rich-call", "event: rich call", "event.event.form"),
    EventFault("event.yaml", "event: rich-call", "event: [a]", "event.event.type"),
    EventFault("event.yaml", "title: \"Made-up call\"", "title: {a: b}", "event.title.type"),
    EventFault("event.yaml", "currency: EUR", "currency: eur", "event.currency.form"),
    EventFault("event.yaml", "domestic: US", "domestic: USA", "event.domestic.form"),
    EventFault("event.yaml", "opening: sealed", "opening: seald", "event.opening.unknown"),
    EventFault(
      "event.yaml", "published: 2026-01-05T", "published: 2026-01-05X",
      "event.published.date"),
    EventFault(
      "event.yaml", "questions_until: 2026-02-10T17:00:00-06:00",
      "questions_until: 2026-02-10", "event.questions_until.date"),
    EventFault(
      "event.yaml", "deadline: 2026-03-31T17:00:00-05:00",
      "deadline: 2026-03-31T17:00:00", "event.deadline.date"),
    EventFault(
      "event.yaml", "deadline: 2026-03-31T17:00:00-05:00\n", "",
      "event.opening.deadline"),
    EventFault("event.yaml", "selection: 2026-05-01", "selection: May", "event.selection.date"),
    EventFault(
      "event.yaml", "deadline: 2026-03-31T17:00:00-05:00",
      "deadline: 2026-02-10T17:00:00-05:00", "event.deadline.order", "receipts.received.late"),
    EventFault(
      "event.yaml", "questions_until: 2026-02-10T17:00:00-06:00",
      "questions_until: 2026-01-02T17:00:00-06:00", "event.questions_until.order",
      "questions.asked.late"),
    EventFault(
      "event.yaml", "selection: 2026-05-01", "selection: 2026-03-30", "event.selection.order"),
    EventFault(
      "event.yaml", "quality_value: 2.5", "quality_value: much",
      "event.quality_value.number"),
    EventFault(
      "event.yaml", "quality_value: 2.5", "quality_value: 2e15",
      "event.quality_value.range"),
    EventFault(
      "event.yaml", "horizon_years: 10", "horizon_years: ten",
      "event.horizon_years.number"),
    EventFault(
      "event.yaml", "horizon_years: 10", "horizon_years: -1",
      "event.horizon_years.negative"),
    EventFault(
      "event.yaml", "horizon_years: 10", "horizon_years: 2e15",
      "event.horizon_years.range"),
    EventFault("event.yaml", "buyer: Made-up Buyer", "buyer: []", "event.buyer.type"),
    EventFault("event.yaml", "ocds-a1b2c3", "ocds-A1B2C3", "event.ocid_prefix.form"),
    EventFault(
      "event.yaml", "ocid_prefix: ocds-a1b2c3", "ocid_prefix: []",
      "event.ocid_prefix.type"),
    EventFault(
      "event.yaml", "https://example.com/call.json", "call.json",
      "event.publication_uri.form"),
    EventFault(
      "event.yaml", "publication_uri: https://example.com/call.json",
      "publication_uri: []", "event.publication_uri.type"),
    EventFault("event.yaml", "horizon_years: 10", "horizon: 10", "event.key.unknown"),
    EventFault("event.yaml", "horizon_years: 10", "colour: 10", "event.key.unknown"),
  ]

  /// What is wanted and bid, where several cells are looked at.
  private static let rows: [EventFault] = [
    EventFault("items.csv", "pump,cooling,1000", "pump,cooling,1000.5", "items.quantity.whole"),
    EventFault("event.yaml", "selection: 2026-05-01\n", "", "items.late_cost.selection"),
    EventFault(
      "demand_profile.csv", "2026-07-01,2026-12-31", "2026-07-01,2026-06-30",
      "demand_profile.to.before"),
    EventFault("lines.csv", "100,1000,20000", "100,99,20000", "lines.maximum.below"),
    EventFault("steps.csv", "b-shelf,0,1500,\n", "", "lines.line.unpriced"),
    EventFault("steps.csv", "b-pump,1,", "b-pump,2,", "steps.from_quantity.first"),
    EventFault("steps.csv", "a-pump,500", "a-pump,0", "steps.from_quantity.repeated"),
    EventFault("steps.csv", "110.5,incremental", "110.5,all_units", "steps.kind.mixed"),
    EventFault("bundle_items.csv", "more,hose,100\n", "", "bundles.bundle.empty"),
    EventFault("bundles.csv", "one,set", "one,sett", "bundles.requires.unknown"),
    EventFault("bundles.csv", "one,set", "one,everything", "bundles.requires.unknown"),
    EventFault("bundles.csv", "one,set", "one,more", "bundles.requires.self"),
    EventFault("bundles.csv", "set,alpha", "set,beta", "bundles.requires.supplier"),
    EventFault(
      "bundle_items.csv", "set,hose", "set,pump", "bundle_items.item.repeated",
      "bundle_items.quantity.whole"),
    EventFault(
      "bundle_items.csv", "set,pump,1000", "set,pump,999.5",
      "bundle_items.quantity.whole"),
    EventFault("discounts.csv", "cooling;pump", "coolin;pump", "discounts.over.unknown"),
    EventFault("discounts.csv", "cooling;pump", "cooling;everything", "discounts.over.unknown"),
    EventFault(
      "discount_tiers.csv", "volume,3000", "volume,1000",
      "discount_tiers.at_least.repeated"),
    EventFault("capacities.csv", "alpha,pump", "alpha,pumb", "capacities.items.unknown"),
    EventFault("capacities.csv", "alpha,pump", "alpha,cooling", "capacities.items.unknown"),
    EventFault(
      "capacities.csv", "2026-07-01,2026-09-30", "2026-07-01,2026-06-30",
      "capacities.to.before"),
  ]

  /// Criteria, scores, evidence, questions and receipts.
  private static let review: [EventFault] = [
    EventFault("criteria.csv", "3,0,10,4", "3,10,10,4", "criteria.scale_max.below"),
    EventFault("criteria.csv", "3,0,10,4", "3,0,10,11", "criteria.minimum.scale"),
    EventFault("scores.csv", "engineer,8", "engineer,11", "scores.score.scale"),
    EventFault(
      "scores.csv", "speed,beta,,buyer,6.5,Slow\n",
      "speed,beta,,buyer,6.5,Slow\nspeed,beta,,buyer,7,Quick\n", "scores.evaluator.repeated"),
    EventFault(
      "evidence.csv", "2025-01-01,2027-12-31", "2028-01-01,2027-12-31",
      "evidence.valid_to.before"),
    EventFault("questions.csv", "Any,2026-01-25", ",2026-01-25", "questions.answer.missing"),
    EventFault("questions.csv", "Any,2026-01-25", "Any,", "questions.answered.missing"),
    EventFault("questions.csv", "2026-01-25", "2026-01-19", "questions.answered.before"),
    EventFault("answers.csv", "beta,speed", "alpha,care", "answers.criterion.repeated"),
    EventFault(
      "answers.csv", "beta,speed", "gamma,sped", "answers.supplier.unknown",
      "answers.criterion.unknown"),
    EventFault(
      "answers.csv", "supplier,criterion,answer", "supplier,question,reply",
      "answers.header.missing", "answers.header.missing", "answers.header.unknown",
      "answers.header.unknown"),
    EventFault("receipts.csv", "2026-03-30T10:00:00Z", "2026-03-30", "receipts.received.date"),
  ]

  /// Keys of a scenario and its stages.
  private static let scenarios: [EventFault] = [
    EventFault(
      EventTexts.rich.with(["scenarios/my rules.yaml": "rules: []\n"]),
      "scenarios.name.form"),
    EventFault("scenarios/rich.yaml", "", "- rules\n", "scenarios.type"),
    EventFault("scenarios/rich.yaml", "format: 1", "format: 2", "scenarios.format.unknown"),
    EventFault("scenarios/rich.yaml", "title: Everything", "title: []", "scenarios.title.type"),
    EventFault("scenarios/rich.yaml", "title:", "titel:", "scenarios.key.unknown"),
    EventFault("scenarios/rich.yaml", "slack: 0.01", "slack: 1 %", "scenarios.slack.number"),
    EventFault("scenarios/rich.yaml", "slack: 0.01", "slack: -0.01", "scenarios.slack.negative"),
    EventFault("scenarios/rich.yaml", "slack: 0.01", "slack: 11", "scenarios.slack.range"),
    EventFault(
      "scenarios/rich.yaml", "[{quality: 0.05}, cost]", "cots",
      "scenarios.objective.unknown"),
    EventFault(
      "scenarios/rich.yaml", "[{quality: 0.05}, cost]", "[]",
      "scenarios.objective.empty"),
    EventFault(
      "scenarios/rich.yaml", "[{quality: 0.05}, cost]", "[cost, ~]",
      "scenarios.objective.empty"),
    EventFault(
      "scenarios/rich.yaml", "[{quality: 0.05}, cost]", "[cost, {cost: 0.1}]",
      "scenarios.objective.repeated"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{objective: qualty}",
      "scenarios.objective.unknown"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{objective: }",
      "scenarios.objective.missing"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{stage: qualty}",
      "scenarios.stage.unknown"),
    EventFault("scenarios/rich.yaml", "{quality: 0.05}", "{stage: }", "scenarios.stage.missing"),
    EventFault("scenarios/rich.yaml", "{quality: 0.05}", "{aim: qualty}", "scenarios.aim.unknown"),
    EventFault("scenarios/rich.yaml", "{quality: 0.05}", "{slack: 0.05}", "scenarios.aim.missing"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{aim: quality, objective: cost}",
      "scenarios.stage.repeated"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{quality: 0.05, slack: 0.1}",
      "scenarios.slack.repeated"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{qualty: 0.05}",
      "scenarios.aim.missing", "scenarios.key.unknown"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{quality: much}",
      "scenarios.quality.number"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{suppliers: -1}",
      "scenarios.suppliers.negative"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}", "{domestic: 5 %}",
      "scenarios.domestic.number"),
    EventFault(
      "scenarios/rich.yaml", "{quality: 0.05}, cost", "quality, {cost: 20}",
      "scenarios.cost.range"),
  ]

  /// A fault of the rule `dual`, which is the text between its braces.
  private static func dual(_ text: String, _ codes: String...) -> EventFault {
    let rule = "{rule: dual, kind: suppliers_min, value: 2, lot: cooling, group: small}"
    var fault = EventFault("scenarios/rich.yaml", rule, text)
    fault.codes = codes
    return fault
  }

  /// Keys of rules.
  private static let rules: [EventFault] = [
    EventFault("scenarios/rich.yaml", "", "rules: none\n", "scenarios.rules.type"),
    dual("dual", "scenarios.type"),
    dual("{kind: suppliers_min, value: 2}", "scenarios.rule.missing"),
    dual("{rule: two makers, kind: suppliers_min, value: 2}", "scenarios.rule.form"),
    dual("{rule: [a], kind: suppliers_min, value: 2}", "scenarios.rule.type"),
    dual("{rule: home, kind: suppliers_min, value: 2}", "scenarios.rule.repeated"),
    dual("{rule: dual, value: 2}", "scenarios.kind.missing"),
    dual("{rule: dual, kind: supplier_min, value: 2}", "scenarios.kind.unknown"),
    dual("{rule: dual, kind: suppliers_min}", "scenarios.value.missing"),
    dual("{rule: dual, kind: suppliers_min, value: two}", "scenarios.value.number"),
    dual("{rule: dual, kind: suppliers_min, value: -2}", "scenarios.value.negative"),
    dual("{rule: dual, kind: share_max, value: 40}", "scenarios.value.range"),
    dual("{rule: dual, kind: backup_min, value: 101}", "scenarios.value.range"),
    dual("{rule: dual, kind: quality_min, value: -2e15}", "scenarios.value.range"),
    dual("{rule: dual, kind: forbid, value: 1, supplier: beta}", "scenarios.value.unused"),
    dual("{rule: dual, kind: lead_max, value: 30, by: country}", "scenarios.by.unused"),
    dual("{rule: dual, kind: backup_min, value: 1, by: region}", "scenarios.by.unknown"),
    dual("{rule: dual, kind: force}", "scenarios.supplier.missing"),
    dual("{rule: dual, kind: forbid, supplier: beat}", "scenarios.supplier.unknown"),
    dual("{rule: dual, kind: forbid, supplier: []}", "scenarios.supplier.type"),
    dual("{rule: dual, kind: lead_max, value: 9, lot: colling}", "scenarios.lot.unknown"),
    dual("{rule: dual, kind: lead_max, value: 9, lot: []}", "scenarios.lot.type"),
    dual("{rule: dual, kind: lead_max, value: 9, item: everything}", "scenarios.item.unknown"),
    dual("{rule: dual, kind: lead_max, value: 9, item: []}", "scenarios.item.type"),
    dual("{rule: dual, kind: lead_max, value: 9, category: []}", "scenarios.category.type"),
    dual("{rule: dual, kind: lead_max, value: 9, category: powr}", "scenarios.category.unknown"),
    dual("{rule: dual, kind: lead_max, value: 9, group: []}", "scenarios.group.type"),
    dual("{rule: dual, kind: lead_max, value: 9, group: smal}", "scenarios.group.unknown"),
    dual("{rule: dual, kind: lead_max, value: 9, country: []}", "scenarios.country.type"),
    dual("{rule: dual, kind: lead_max, value: 9, country: MX}", "scenarios.country.unknown"),
    dual("{rule: dual, kind: lead_max, value: 9, region: []}", "scenarios.region.type"),
    dual("{rule: dual, kind: lead_max, value: 9, region: Iowa}", "scenarios.region.unknown"),
    dual("{rule: dual, kind: lead_max, value: 9, penalty: high}", "scenarios.penalty.number"),
    dual("{rule: dual, kind: lead_max, value: 9, penalty: -1}", "scenarios.penalty.negative"),
    dual("{rule: dual, kind: lead_max, value: 9, penalty: 2e15}", "scenarios.penalty.range"),
    dual("{rule: dual, kind: lead_max, value: 9, lots: power}", "scenarios.key.unknown"),
  ]

  /// What merely cannot work out.
  private static let warnings: [EventFault] = [
    EventFault(
      EventTexts(files: [
        "event.yaml": "format: 1\nevent: empty\n", "lots.csv": "lot\n",
        "items.csv": "item,lot,quantity\n",
      ]), "items.none"),
    EventFault(
      "suppliers.csv", "Alpha Works,US", "Alpha Works,UK",
      "suppliers.country.unassigned", "scenarios.country.unknown"),
    EventFault("lines.csv", "TW,,", "UK,,", "lines.origin.unassigned"),
    EventFault("lines.csv", "2026-12-31", "2026-04-30", "lines.valid_to.expired"),
    EventFault("lines.csv", "0.25,2,", "25e-1,2,", "lines.duty_rate.high"),
    EventFault("lines.csv", "100,1000,20000", "1001,,20000", "lines.minimum.above"),
    EventFault("steps.csv", "b-shelf,0,1500", "b-shelf,0,0", "lines.line.free"),
    EventFault("lines.csv", "b-shelf,beta,shelf", "b-shelf,beta,pump", "items.item.unoffered"),
    EventFault("lines.csv", "b-shelf,beta,shelf,,", "b-shelf,beta,shelf,,799", "items.item.short"),
    EventFault(
      EventTexts.rich.edited("lines.csv", "b-shelf,beta,shelf,,", "b-shelf,beta,shelf,500,600")
        .edited("lines.csv", "b-shelf", "c-shelf,beta,shelf,450,500,,,,,,,,,\nb-shelf")
        .edited("steps.csv", "b-shelf", "c-shelf,0,1400,\nb-shelf"), "items.item.inexact"),
    EventFault("demand_profile.csv", "12-31,1000", "12-31,1001", "items.quantity.profile"),
    EventFault(
      "capacities.csv", "alpha,pump", "alpha,pump;hose", "items.item.short",
      "capacities.from.profile"),
    EventFault(
      "discount_tiers.csv", "volume,1000,0.02\nvolume,3000,0.05\n", "",
      "discounts.discount.idle"),
    EventFault("discounts.csv", "cooling;pump", "power", "discounts.discount.idle"),
    EventFault(
      EventTexts(files: [
        "event.yaml": "format: 1\nevent: early\n", "lots.csv": "lot\nracks\n",
        "items.csv": "item,lot,quantity\nrack,racks,10\nrail,racks,20\n",
      ]), "items.item.unoffered"),
    dual("{rule: dual, kind: suppliers_min, value: 3}", "scenarios.rule.beyond"),
    dual("{rule: dual, kind: force, supplier: beta, item: hose}", "scenarios.rule.beyond"),
    dual(
      "{rule: dual, kind: share_min, value: 0.1, supplier: beta, item: hose}",
      "scenarios.rule.beyond"),
    dual("{rule: dual, kind: quality_min, value: 8.1}", "scenarios.rule.beyond"),
    dual("{rule: dual, kind: domestic_min, value: 0.1, lot: power}", "scenarios.rule.beyond"),
    EventFault(
      dual("{rule: dual, kind: lead_max, value: 89}").folder.edited(
        "lines.csv", "b-shelf,beta,shelf,,,,,,,", "b-shelf,beta,shelf,,,,,,,90"),
      "scenarios.rule.beyond"),
    EventFault(
      "criteria.csv", "datacenter,cooling", "datacentre,cooling",
      "criteria.pillar.idle", "scores.lot.idle"),
    EventFault(
      "criteria.csv", "datacenter,cooling", "datacenter,colling",
      "criteria.category.idle", "scores.lot.idle"),
    EventFault("criteria.csv", "third-party,ISO 9001", ",ISO 9001", "criteria.standard.idle"),
    EventFault("scores.csv", "care,alpha,cooling", "care,alpha,power", "scores.lot.idle"),
    EventFault("evidence.csv", "2027-12-31", "2026-04-30", "evidence.valid_to.expired"),
    EventFault("evidence.csv", "2025-01-01", "2026-05-02", "evidence.valid_from.later"),
    EventFault(
      "questions.csv", "2026-01-20,beta,cooling,Any,2026-01-25",
      "2026-02-11,beta,cooling,Any,2026-02-12", "questions.asked.late"),
    EventFault("questions.csv", "Any,2026-01-25", ",", "questions.answer.open"),
    EventFault("receipts.csv", "2026-03-30T", "2026-04-30T", "receipts.received.late"),
    EventFault("receipts.csv", "2026-03-30T", "2026-01-04T", "receipts.received.early"),
    EventFault(
      "receipts.csv", "2026-03-30T10:00:00Z,alpha.xlsx,00ff,none",
      "2026-04-30T10:00:00Z,alpha.xlsx,00ff,", "receipts.received.late"),
  ]
}
