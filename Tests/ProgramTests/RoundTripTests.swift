import Program
import Tables
import Testing

@Test func whatIsWrittenReadsBackTheSame() {
  for seed in 0..<200 {
    var source = RandomProgram(seed: seed)
    let program = source.make()
    let files = program.makeFiles()
    let result = BuildProgram.load(from: files)
    #expect(result.errors.map(\.rendered) == [], "seed \(seed)")
    #expect(result.program == program, "seed \(seed)")
    #expect(result.program?.makeFiles() == files, "seed \(seed)")
  }
}

@Test func onlyWhatIsNotStandardIsWritten() throws {
  let program = try #require(load(richFolder).program)
  let texts = program.makeFilesAsTexts()
  #expect(texts["tariffs.csv"] == richFolder["tariffs.csv"])
  #expect(
    texts["resources.csv"] == """
      resource,site,unit,name
      line-a,plant-a,,Line A
      line-b,plant-b,racks,

      """)
  #expect(
    texts["capacity.csv"] == "resource,date,per_week\nline-a,2026-01-05,400\n"
      + "line-a,2026-03-02,500\nline-b,2026-01-05,20\n")
  var bare = program
  bare.policies = []
  bare.stock = []
  #expect(bare.makeFiles().contents["policies.csv"] == nil)
  #expect(bare.makeFiles().contents["stock.csv"] == nil)
}
