public import Tables

// Tables that judge bids: the award does not read them.
extension EventSchemas {
  /// Criteria, scores, evidence, questions, answers and the register of what came.
  public static let review: [TableSchema] = [
    criteria, scores, evidence, questions, answers, receipts,
  ]

  private static let anyNumber = NumberRange(-NumberRange.largest, NumberRange.largest)

  public static let criteria = TableSchema(
    "criteria", row: "a criterion",
    meaning: "What bids are scored on, published with the event.",
    columns: [
      ColumnSchema("criterion", .identifier, isRequired: true, "the criterion"),
      ColumnSchema("pillar", .label, "only for lots of this pillar; empty: all"),
      ColumnSchema("category", .label, "only for lots of this category; empty: all"),
      ColumnSchema(
        "weight", .number(.positive), isRequired: true,
        "how much it counts, as a ratio to the other criteria of a lot"),
      ColumnSchema("scale_min", .number(anyNumber), standard: "0", "the scale's lower end"),
      ColumnSchema("scale_max", .number(anyNumber), standard: "10", "the scale's upper end"),
      ColumnSchema(
        "minimum", .number(anyNumber),
        "on the scale: a supplier whose mean score is worse does not qualify; empty: no bar"),
      ColumnSchema(
        "direction", .choice(Criterion.Direction.allCases.map(\.rawValue)), standard: "higher",
        "which scores are good"),
      ColumnSchema(
        "evidence", .choice(Certificate.Level.allCases.map(\.rawValue)),
        "the least level of the certificate that must back the score; empty: none is needed"),
      ColumnSchema("standard", .label, "the standard of that certificate; empty: any"),
      ColumnSchema("meaning", .text, "what is judged, and what the ends of the scale mean"),
    ])

  public static let scores = TableSchema(
    "scores", row: "a score", meaning: "What each evaluator gave each supplier, and why.",
    repetition: "An evaluator gives one score for each criterion, supplier and lot.",
    columns: [
      ColumnSchema("criterion", .reference(table: "criteria"), isRequired: true, "the criterion"),
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "who is scored"),
      ColumnSchema(
        "lot", .reference(table: "lots"),
        "only for this lot; empty: for every lot that the evaluator does not score by itself"),
      ColumnSchema("evaluator", .name, isRequired: true, "the evaluator's role, not a person"),
      ColumnSchema("score", .number(anyNumber), isRequired: true, "on the criterion's scale"),
      ColumnSchema("reason", .text, isRequired: true, "why"),
    ])

  public static let evidence = TableSchema(
    "evidence", row: "a certificate", meaning: "What suppliers can show for what they say.",
    columns: [
      ColumnSchema("certificate", .identifier, isRequired: true, "the certificate"),
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "whose it is"),
      ColumnSchema("standard", .label, isRequired: true, "what it certifies, such as `ISO 9001`"),
      ColumnSchema("issuer", .label, "who issued it"),
      ColumnSchema("scope", .text, "what and where it covers"),
      ColumnSchema("valid_from", .date, "the first day; empty: open"),
      ColumnSchema("valid_to", .date, "the last day; empty: open"),
      ColumnSchema(
        "level", .choice(Certificate.Level.allCases.map(\.rawValue)), isRequired: true,
        "who vouches for it: the supplier's word, a document of its own, or a third party"),
      ColumnSchema("document", .text, "the document's name"),
    ])

  public static let questions = TableSchema(
    "questions", row: "a question", meaning: "What was asked about the event, and the answers.",
    columns: [
      ColumnSchema("question", .identifier, isRequired: true, "the question"),
      ColumnSchema("text", .text, isRequired: true, "what was asked"),
      ColumnSchema("asked", .date, isRequired: true, "the day"),
      ColumnSchema(
        "supplier", .reference(table: "suppliers"), "who asked; it is kept from rivals"),
      ColumnSchema("lot", .reference(table: "lots"), "what it is about; empty: the whole event"),
      ColumnSchema("answer", .text, "what was answered; empty: nothing yet"),
      ColumnSchema("answered", .date, "the day of the answer"),
      ColumnSchema(
        "published", .flag, standard: "true", "whether question and answer go to everybody"),
    ])

  public static let answers = TableSchema(
    "answers", row: "an answer", meaning: "What suppliers answer on the event's criteria.",
    repetition: "A supplier answers a criterion once.",
    columns: [
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "who answers"),
      ColumnSchema("criterion", .reference(table: "criteria"), isRequired: true, "the criterion"),
      ColumnSchema("answer", .text, isRequired: true, "the answer"),
      ColumnSchema("documents", .label, "names of documents that support it, `;` between"),
    ])

  public static let receipts = TableSchema(
    "receipts", row: "a receipt",
    meaning: "The register of bids: each that was taken into an event with a deadline, in turn.",
    columns: [
      ColumnSchema("supplier", .reference(table: "suppliers"), isRequired: true, "whose bid came"),
      ColumnSchema(
        "received", .text, isRequired: true, "when it came: a date and time with its offset"),
      ColumnSchema("file", .text, isRequired: true, "the name of what came"),
      ColumnSchema("digest", .text, isRequired: true, "its SHA-256"),
      ColumnSchema("reason", .text, "why it was taken, where it came after the deadline"),
    ])
}
