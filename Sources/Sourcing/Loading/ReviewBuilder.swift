import Program
import Tables

/// Makes the review of tables without faults.
struct ReviewBuilder {
  let tables: EventTables

  func review() -> EventReview {
    var review = EventReview()
    review.criteria = criteria()
    review.scores = scores()
    review.certificates = certificates()
    review.questions = questions()
    review.answers = answers()
    review.receipts = receipts()
    return review
  }

  private func criteria() -> [Criterion] {
    let t = Columns(tables[EventSchemas.criteria])
    let (ids, pillars, categories) = (
      t.symbols("criterion"), t.labels("pillar"), t.labels("category")
    )
    let (directions, levels) = (t.codes("direction"), t.codes("evidence"))
    let (standards, meanings) = (t.labels("standard"), t.texts("meaning"))
    return (0..<t.rowCount).map { (row: Int) -> Criterion in
      Criterion(
        id: ids[row], pillar: pillars[row], category: categories[row],
        weight: required(t, row, "weight"), scaleMin: required(t, row, "scale_min"),
        scaleMax: required(t, row, "scale_max"), minimum: written(t, row, "minimum"),
        direction: Criterion.Direction.allCases[Int(directions[row])],
        evidence: present(levels[row]).map { Certificate.Level.allCases[Int($0)] },
        standard: standards[row], meaning: meanings[row])
    }
  }

  private func scores() -> [Score] {
    let t = Columns(tables[EventSchemas.scores])
    let (criteria, suppliers, lots) = (t.codes("criterion"), t.codes("supplier"), t.codes("lot"))
    let (evaluators, reasons) = (t.labels("evaluator"), t.texts("reason"))
    return (0..<t.rowCount).map { (row: Int) -> Score in
      Score(
        criterion: TableIndex(Int(criteria[row])), supplier: TableIndex(Int(suppliers[row])),
        lot: present(lots[row]).map { TableIndex(Int($0)) }, evaluator: evaluators[row],
        score: required(t, row, "score"), reason: reasons[row])
    }
  }

  private func certificates() -> [Certificate] {
    let t = Columns(tables[EventSchemas.evidence])
    let (ids, suppliers, standards) = (
      t.symbols("certificate"), t.codes("supplier"), t.labels("standard")
    )
    let (issuers, scopes) = (t.labels("issuer"), t.texts("scope"))
    let (firsts, lasts) = (t.codes("valid_from"), t.codes("valid_to"))
    let (levels, documents) = (t.codes("level"), t.texts("document"))
    return (0..<t.rowCount).map { (row: Int) -> Certificate in
      Certificate(
        id: ids[row], supplier: TableIndex(Int(suppliers[row])), standard: standards[row],
        issuer: issuers[row], scope: scopes[row], validFrom: day(firsts[row]),
        validTo: day(lasts[row]), level: Certificate.Level.allCases[Int(levels[row])],
        document: documents[row])
    }
  }

  private func questions() -> [Question] {
    let t = Columns(tables[EventSchemas.questions])
    let (ids, texts, asked) = (t.symbols("question"), t.texts("text"), t.codes("asked"))
    let (suppliers, lots) = (t.codes("supplier"), t.codes("lot"))
    let (answers, answered) = (t.texts("answer"), t.codes("answered"))
    let published = t.codes("published")
    return (0..<t.rowCount).map { (row: Int) -> Question in
      Question(
        id: ids[row], text: texts[row], asked: Day(number: asked[row]),
        supplier: present(suppliers[row]).map { TableIndex(Int($0)) },
        lot: present(lots[row]).map { TableIndex(Int($0)) }, answer: answers[row],
        answered: day(answered[row]), isPublished: published[row] == 1)
    }
  }

  private func answers() -> [Answer] {
    let t = Columns(tables[EventSchemas.answers])
    let (suppliers, criteria) = (t.codes("supplier"), t.codes("criterion"))
    let (answers, documents) = (t.texts("answer"), t.labels("documents"))
    return (0..<t.rowCount).map { (row: Int) -> Answer in
      Answer(
        supplier: TableIndex(Int(suppliers[row])), criterion: TableIndex(Int(criteria[row])),
        answer: answers[row], documents: documents[row])
    }
  }

  private func receipts() -> [Receipt] {
    let t = Columns(tables[EventSchemas.receipts])
    let (suppliers, times) = (t.codes("supplier"), t.texts("received"))
    let (files, digests, reasons) = (t.texts("file"), t.texts("digest"), t.texts("reason"))
    return (0..<t.rowCount).map { (row: Int) -> Receipt in
      guard let received = Moment(times[row]) else {
        preconditionFailure("receipts.csv row \(row) was received at '\(times[row])'")
      }
      return Receipt(
        supplier: TableIndex(Int(suppliers[row])), received: received, file: files[row],
        digest: digests[row], reason: reasons[row])
    }
  }

  /// A number with its text; `nil` where there is none.
  private func written(_ t: Columns, _ row: Int, _ column: String) -> WrittenNumber? {
    WrittenNumber(t.table.writtenText(row: row, column: t.position(column)))
  }

  private func required(_ t: Columns, _ row: Int, _ column: String) -> WrittenNumber {
    guard let number = written(t, row, column) else {
      preconditionFailure("\(t.table.schema.file) row \(row) has no \(column)")
    }
    return number
  }
}

extension Columns {
  /// The texts of a symbol column by row; empty where there is none.
  func labels(_ name: String) -> [String] {
    let symbols = symbols(name)
    return codes(name).map { present($0).map { symbols[Int($0)] } ?? "" }
  }
}
