import Program
import Sourcing
import Tables
import Testing

extension EventTexts {
  /// The small event with two criteria, scores of both suppliers, a certificate and a question.
  static let reviewed = EventTexts.small.with([
    "lots.csv": "lot,pillar,category\npower,datacenter,power\n",
    "criteria.csv": """
    criterion,pillar,weight,scale_max,minimum,direction,evidence,standard
    quality,,3,10,4,,third-party,ISO 9001
    risk,datacenter,1,5,,lower,,

    """,
    "scores.csv": """
    criterion,supplier,lot,evaluator,score,reason
    quality,a,,buyer,8,a sound process
    quality,b,,buyer,6,a young process
    risk,a,power,buyer,2,one plant
    risk,b,,buyer,1,two plants

    """,
    "evidence.csv": """
    certificate,supplier,standard,issuer,valid_from,valid_to,level,document
    qa,a,ISO 9001,Made-up Audits,2025-01-01,2027-12-31,third-party,qa.pdf
    qb,b,ISO 9001,,,,self-statement,

    """,
    "questions.csv": """
    question,text,asked,supplier,lot,answer,answered
    q1,Is a sample wanted?,2026-01-10,b,power,One sample.,2026-01-12

    """,
  ])
}

@Suite struct ReviewLoadTests {
  @Test func reviewWithItsDefaults() throws {
    let event = try EventTexts.reviewed.event()
    let review = event.review
    #expect(EventTexts.reviewed.load().diagnostics.map(\.summary) == [])
    #expect(review.criteria.map(\.id) == ["quality", "risk"])
    #expect(review.criteria[0].scaleMin.value == 0 && review.criteria[0].minimum?.value == 4)
    #expect(review.criteria[0].evidence == .thirdParty && review.criteria[1].direction == .lower)
    #expect(review.scores[2].lot?.position == 0 && review.scores[0].lot == nil)
    #expect(review.scores[0].reason == "a sound process")
    #expect(review.certificates[0].validTo?.description == "2027-12-31")
    #expect(review.questions[0].isPublished && review.questions[0].supplier?.position == 1)
    let bare = try EventTexts.small.event()
    #expect(bare.review == EventReview())
  }

  @Test func settingsOfPublication() throws {
    let head = "format: 1\nevent: small\nselection: 2026-03-01\n"
    let event = try EventTexts.small.with([
      "event.yaml": head
        + "buyer: Made-up Buyer\nocid_prefix: ocds-a1b2c3\npublication_uri: https://x.example/o\n"
    ]).event()
    #expect(event.settings.buyer == "Made-up Buyer" && event.settings.ocidPrefix == "ocds-a1b2c3")
    #expect(event.settings.publicationURI == "https://x.example/o")
    let wrong = EventTexts.small.with([
      "event.yaml": head + "ocid_prefix: ocds-A1\npublication_uri: not here\n"
    ]).load()
    #expect(
      wrong.diagnostics.map(ReviewLoadTests.line) == [
        "event.yaml:4:14 event.ocid_prefix.form", "event.yaml:5:18 event.publication_uri.form",
      ])
  }

  static func line(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column) \(diagnostic.code)"
  }

  /// What is changed in the reviewed event, and what is found, in order.
  static let faults: [(file: String, text: String, expected: [String])] = [
    (
      "criteria.csv",
      "criterion,weight,scale_min,scale_max,minimum,direction\nquality,0,5,5,,up\nrisk,1,1,5,6,\n",
      [
        "criteria.csv:2:9 criteria.weight.range", "criteria.csv:2:13 criteria.scale_max.below",
        "criteria.csv:2:16 criteria.direction.unknown", "criteria.csv:3:12 criteria.minimum.scale",
      ]
    ),
    (
      "scores.csv",
      """
      criterion,supplier,lot,evaluator,score,reason
      qualty,a,,buyer,8,x
      quality,a,,buyer,11,x
      quality,a,,buyer,7,
      quality,c,power,,7,x
      quality,b,powr,buyer,7,x
      quality,b,,buyer,7,x

      """,
      [
        "scores.csv:2:1 scores.criterion.unknown", "scores.csv:3:18 scores.score.scale",
        "scores.csv:4:12 scores.evaluator.repeated", "scores.csv:4:20 scores.reason.empty",
        "scores.csv:5:9 scores.supplier.unknown", "scores.csv:5:17 scores.evaluator.empty",
        "scores.csv:6:11 scores.lot.unknown",
      ]
    ),
    (
      "evidence.csv",
      """
      certificate,supplier,standard,level,valid_from,valid_to
      c1,a,ISO 9001,third party,2026-01-02,2026-01-01
      c1,a,,document,,soon

      """,
      [
        "evidence.csv:2:15 evidence.level.unknown", "evidence.csv:2:38 evidence.valid_to.before",
        "evidence.csv:3:1 evidence.certificate.repeated",
        "evidence.csv:3:6 evidence.standard.empty", "evidence.csv:3:17 evidence.valid_to.date",
      ]
    ),
    (
      "questions.csv",
      """
      question,text,asked,answer,answered,published
      q1,Why?,2026-01-10,Because.,2026-01-09,maybe
      q2,Why?,2026-01-10,Because.,,
      q3,Why?,2026-01-10,,2026-01-11,
      q4,,,,,

      """,
      [
        "questions.csv:2:29 questions.answered.before",
        "questions.csv:2:40 questions.published.flag",
        "questions.csv:3:29 questions.answered.missing",
        "questions.csv:4:20 questions.answer.missing", "questions.csv:5:4 questions.text.empty",
        "questions.csv:5:5 questions.asked.empty",
      ]
    ),
  ]

  @Test(arguments: faults.indices)
  func everyFaultAtItsPlace(row: Int) {
    let fault = ReviewLoadTests.faults[row]
    let result = EventTexts.reviewed.with([fault.file: fault.text]).load()
    #expect(result.event == nil)
    #expect(result.diagnostics.map(ReviewLoadTests.line) == fault.expected)
  }

  @Test func nearestNamesAreSuggested() {
    let result = EventTexts.reviewed.with([
      "scores.csv": "criterion,supplier,evaluator,score,reason\nqualty,a,buyer,8,x\n"
    ]).load()
    #expect(result.diagnostics.map(\.suggestion) == ["quality"])
  }

  @Test func doubtsAreWarnings() {
    let result = EventTexts.reviewed.with([
      "event.yaml": "format: 1\nevent: small\nselection: 2026-03-01\n"
        + "questions_until: 2026-01-09T12:00:00Z\n",
      "criteria.csv": "criterion,pillar,category,weight,standard\n"
        + "quality,,,1,ISO 9001\nrisk,datacentre,cooling,1,\n",
      "scores.csv": "criterion,supplier,lot,evaluator,score,reason\nrisk,a,power,buyer,1,x\n",
      "evidence.csv": "certificate,supplier,standard,level,valid_from,valid_to\n"
        + "c1,a,s,document,,2026-02-28\nc2,a,s,document,2026-03-02,\n",
      "questions.csv": "question,text,asked,answer\nq1,Why?,2026-01-10,\n",
    ]).load()
    #expect(result.event != nil)
    #expect(
      result.diagnostics.map(ReviewLoadTests.line) == [
        "criteria.csv:2:13 criteria.standard.idle", "criteria.csv:3:6 criteria.pillar.idle",
        "criteria.csv:3:17 criteria.category.idle", "scores.csv:2:8 scores.lot.idle",
        "evidence.csv:2:18 evidence.valid_to.expired",
        "evidence.csv:3:17 evidence.valid_from.later", "questions.csv:2:9 questions.asked.late",
        "questions.csv:2:20 questions.answer.open",
      ])
  }
}
