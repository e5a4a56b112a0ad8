import Foundation
import Generation

/// One generated event: awarded by the command, then as one model through HiGHS's Python modelling
/// layer, with the same gap, limit and threads.
struct EventTrial {
  let name: String
  let size: EventSize

  static let gap = 0.001
  /// Seconds for each search.
  static let limit = 60.0

  static let all = [
    EventTrial(name: "small", size: EventSize(lots: 20, suppliers: 15, lines: 300, bundles: 10)),
    EventTrial(name: "medium", size: EventSize(lots: 100, suppliers: 60, lines: 4000, bundles: 50)),
    EventTrial(name: "large", size: .large),
  ]

  static let header =
    "| event | lots | suppliers | lines | bundles | all s | award | bound | gap "
    + "| one model: rows | columns | all s | award | gap |\n"
    + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"

  /// A row of the table.
  func row(_ options: Options) throws -> String {
    let folder = options.work + "/event-" + name
    var generator = EventGenerator(size: size, seed: options.seed)
    for (file, text) in generator.files() {
      let place = URL(fileURLWithPath: folder + "/" + file)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place)
    }
    let asked = ["--scenario", "rules", "--gap", "\(Self.gap)", "--threads", "2"]
    let award = try Run(
      options.millwright,
      ["event", "award", folder, "--json", "--out", folder + ".award"]
        + ["--time-limit", "\(Self.limit)"] + asked,
      log: folder + ".json")
    let model = try Run(
      options.baseline, [folder, "--limit", "\(Self.limit)"] + asked, log: folder + ".model.json")
    let (ours, theirs) = (try json(award, "millwright"), try json(model, "the baseline"))
    let sizes = [size.lots, size.suppliers, size.lines, size.bundles].map(String.init)
    let cells =
      [name] + sizes
      + [
        Measure.figure(award.seconds), money(ours["objective"]), money(ours["bound"]),
        share(ours["gap"]), "\(theirs["rows"] ?? "-")", "\(theirs["columns"] ?? "-")",
        Measure.figure(model.seconds), money(theirs["objective"]), share(theirs["gap"]),
      ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// What a command printed; status 4 says that there is no award in time.
  private func json(_ run: Run, _ what: String) throws -> [String: Any] {
    let object = try? JSONSerialization.jsonObject(with: Data(run.output.utf8))
    guard run.status == 0 || run.status == 4, let found = object as? [String: Any] else {
      throw Fault("\(what) ended with \(run.status) on event \(name)")
    }
    return found
  }

  private func money(_ value: Any?) -> String {
    (value as? Double).map { String(format: "%.2f million", $0 / 1e6) } ?? "none"
  }

  private func share(_ value: Any?) -> String {
    (value as? Double).map { String(format: "%.3f %%", 100 * $0) } ?? "-"
  }
}
