import Program
import Tables

/// Checks of the review's tables that no single cell can tell: each fault is an error.
///
/// A cell without a value is skipped, so that every fault of a folder is found in one run.
struct ReviewChecks {
  let tables: EventTables

  func run(into list: inout DiagnosticList) {
    checkScales(into: &list)
    checkScores(into: &list)
    checkRepeatedScores(into: &list)
    checkValidity(into: &list)
    checkQuestions(into: &list)
    checkRepeatedAnswers(into: &list)
    checkReceipts(into: &list)
  }

  private func report(
    _ schema: TableSchema, row: Int, _ column: String, _ fault: String, _ message: String,
    into list: inout DiagnosticList
  ) {
    guard list.keepsErrors(of: schema.file) else { return list.countError(in: schema.file) }
    list.append(
      tables[schema].diagnostic(
        row: row, column: column, code: "\(schema.name).\(column).\(fault)", message: message))
  }

  private func checkScales(into list: inout DiagnosticList) {
    let t = Columns(tables[EventSchemas.criteria])
    let (lows, highs) = (t.numbers("scale_min"), t.numbers("scale_max"))
    let bars = t.numbers("minimum")
    for row in 0..<t.rowCount {
      guard let low = present(lows[row]), let high = present(highs[row]) else { continue }
      guard high > low else {
        report(
          EventSchemas.criteria, row: row, "scale_max", "below",
          "scale_max is \(DecimalText.text(high)), not above scale_min "
            + "\(DecimalText.text(low)); a scale has two ends", into: &list)
        continue
      }
      guard let bar = present(bars[row]), bar < low || bar > high else { continue }
      report(
        EventSchemas.criteria, row: row, "minimum", "scale",
        "minimum is \(DecimalText.text(bar)); it is on the scale, "
          + "\(DecimalText.text(low)) to \(DecimalText.text(high))", into: &list)
    }
  }

  private func checkScores(into list: inout DiagnosticList) {
    let t = Columns(tables[EventSchemas.scores])
    let criteria = Columns(tables[EventSchemas.criteria])
    let (named, scores) = (t.codes("criterion"), t.numbers("score"))
    let (lows, highs) = (criteria.numbers("scale_min"), criteria.numbers("scale_max"))
    for row in 0..<t.rowCount {
      guard let criterion = present(named[row]), Int(criterion) < criteria.rowCount,
        let score = present(scores[row]), let low = present(lows[Int(criterion)]),
        let high = present(highs[Int(criterion)]), low < high, score < low || score > high
      else { continue }
      report(
        EventSchemas.scores, row: row, "score", "scale",
        "score is \(DecimalText.text(score)); the scale of criterion "
          + "'\(criteria.symbols("criterion")[Int(criterion)])' is \(DecimalText.text(low)) to "
          + "\(DecimalText.text(high))", into: &list)
    }
  }

  private func checkRepeatedScores(into list: inout DiagnosticList) {
    let table = tables[EventSchemas.scores]
    let t = Columns(table)
    let needed = ["criterion", "supplier", "evaluator"].map(t.codes)
    RepeatedRows(table, columns: ["criterion", "supplier", "lot", "evaluator"])
      .forEach(allowsEmpty: true) { row, first in
        // A cell that is wrong holds no value: nothing is known to be repeated.
        guard needed.allSatisfy({ present($0[row]) != nil }),
          table.isBlank(row: row, column: t.position("lot"))
            == table.isBlank(row: first, column: t.position("lot")),
          present(t.codes("lot")[row]) != nil || table.isBlank(row: row, column: t.position("lot"))
        else { return }
        report(
          EventSchemas.scores, row: row, "evaluator", "repeated",
          "criterion, supplier, lot and evaluator are those of line \(table.line(ofRow: first)) "
            + "already; \(EventSchemas.scores.repetitionClause)", into: &list)
      }
  }

  private func checkValidity(into list: inout DiagnosticList) {
    let t = Columns(tables[EventSchemas.evidence])
    let (firsts, lasts) = (t.codes("valid_from"), t.codes("valid_to"))
    for row in 0..<t.rowCount {
      guard let first = day(firsts[row]), let last = day(lasts[row]), last < first else { continue }
      report(
        EventSchemas.evidence, row: row, "valid_to", "before",
        "valid_to is \(last), before valid_from \(first); a certificate ends on or after its "
          + "first day", into: &list)
    }
  }

  private func checkQuestions(into list: inout DiagnosticList) {
    let table = tables[EventSchemas.questions]
    let t = Columns(table)
    let (asked, answered, answers) = (t.codes("asked"), t.codes("answered"), t.texts("answer"))
    for row in 0..<t.rowCount {
      let hasDay = !table.isBlank(row: row, column: t.position("answered"))
      if hasDay, answers[row].isEmpty {
        report(
          EventSchemas.questions, row: row, "answer", "missing",
          "answered has a day but there is no answer; write both or neither", into: &list)
      } else if !hasDay, !answers[row].isEmpty {
        report(
          EventSchemas.questions, row: row, "answered", "missing",
          "there is an answer but no day of it; write both or neither", into: &list)
      }
      guard let first = day(asked[row]), let last = day(answered[row]), last < first else {
        continue
      }
      report(
        EventSchemas.questions, row: row, "answered", "before",
        "answered is \(last), before the question of \(first); answers come on or after it",
        into: &list)
    }
  }

  private func checkRepeatedAnswers(into list: inout DiagnosticList) {
    let table = tables[EventSchemas.answers]
    RepeatedRows(table, columns: ["supplier", "criterion"]).forEach { row, first in
      report(
        EventSchemas.answers, row: row, "criterion", "repeated",
        "supplier and criterion are those of line \(table.line(ofRow: first)) already; "
          + EventSchemas.answers.repetitionClause, into: &list)
    }
  }

  private func checkReceipts(into list: inout DiagnosticList) {
    let t = Columns(tables[EventSchemas.receipts])
    for (row, text) in t.texts("received").enumerated() where !text.isEmpty && Moment(text) == nil {
      report(
        EventSchemas.receipts, row: row, "received", "date",
        "received is '\(shown(text))'; it is \(Moment.allowed)", into: &list)
    }
  }
}

/// Looks for what is doubtful in a review, each a warning.
struct ReviewWarnings {
  let event: Event

  func run(into list: inout DiagnosticList) {
    checkScopes(into: &list)
    checkScores(into: &list)
    checkCertificates(into: &list)
    checkQuestions(into: &list)
    checkReceipts(into: &list)
  }

  private func warn(
    _ schema: TableSchema, row: Int, _ column: String, _ fault: String,
    _ message: @autoclosure () -> String, suggestion: String? = nil,
    into list: inout DiagnosticList
  ) {
    event.tables.warn(
      schema, row: row, column, "\(schema.name).\(column).\(fault)", message(),
      suggestion: suggestion, into: &list)
  }

  private func checkScopes(into list: inout DiagnosticList) {
    let pillars = event.lots.map(\.pillar)
    let categories = event.lots.map(\.category)
    for (row, criterion) in event.review.criteria.enumerated() {
      let scopes = [
        ("pillar", criterion.pillar, pillars), ("category", criterion.category, categories),
      ]
      for (column, name, known) in scopes where !name.isEmpty && !known.contains(name) {
        let near = nearestName(to: name, among: known)
        let hint = near.map { "did you mean '\($0)'?" } ?? "the criterion is never used"
        warn(
          EventSchemas.criteria, row: row, column, "idle",
          "no lot has the \(column) '\(shown(name))'; \(hint)", suggestion: near, into: &list)
      }
      guard criterion.evidence == nil, !criterion.standard.isEmpty else { continue }
      warn(
        EventSchemas.criteria, row: row, "standard", "idle",
        "a standard is named but no evidence is needed: it is not asked for", into: &list)
    }
  }

  private func checkScores(into list: inout DiagnosticList) {
    for (row, score) in event.review.scores.enumerated() {
      guard let lot = score.lot else { continue }
      let criterion = event.review.criteria[score.criterion]
      guard !criterion.applies(to: event.lots[lot]) else { continue }
      warn(
        EventSchemas.scores, row: row, "lot", "idle",
        "criterion '\(criterion.id)' is not for lot '\(event.lots[lot].id)': the score is not used",
        into: &list)
    }
  }

  private func checkCertificates(into list: inout DiagnosticList) {
    guard let selection = event.settings.selection else { return }
    for (row, certificate) in event.review.certificates.enumerated() {
      if let last = certificate.validTo, last < selection {
        warn(
          EventSchemas.evidence, row: row, "valid_to", "expired",
          "the certificate ends on \(last), before the selection \(selection)", into: &list)
      } else if let first = certificate.validFrom, selection < first {
        warn(
          EventSchemas.evidence, row: row, "valid_from", "later",
          "the certificate starts on \(first), after the selection \(selection)", into: &list)
      }
    }
  }

  private func checkQuestions(into list: inout DiagnosticList) {
    let end = event.settings.questionsUntil.flatMap(Moment.init)?.day
    for (row, question) in event.review.questions.enumerated() {
      if let end, end < question.asked {
        warn(
          EventSchemas.questions, row: row, "asked", "late",
          "the question is of \(question.asked); questions were open until \(end)", into: &list)
      }
      guard question.answer.isEmpty else { continue }
      warn(
        EventSchemas.questions, row: row, "answer", "open", "the question has no answer yet",
        into: &list)
    }
  }

  private func checkReceipts(into list: inout DiagnosticList) {
    if let published = event.settings.published.flatMap(Moment.init) {
      for row in event.review.standingReceipts {
        let receipt = event.review.receipts[row]
        guard receipt.received < published else { continue }
        warn(
          EventSchemas.receipts, row: row, "received", "early",
          "the bid of '\(event.suppliers[receipt.supplier].id)' came "
            + "\(published.wordsSince(receipt.received)) before the event was published",
          into: &list)
      }
    }
    guard let closing = event.settings.closing else { return }
    for row in event.lateReceipts {
      let receipt = event.review.receipts[row]
      let reason = receipt.reason.isEmpty ? ", without a reason" : ": \(shown(receipt.reason))"
      warn(
        EventSchemas.receipts, row: row, "received", "late",
        "the bid of '\(event.suppliers[receipt.supplier].id)' came "
          + "\(receipt.received.wordsSince(closing)) after the deadline and was taken\(reason)",
        into: &list)
    }
  }
}
