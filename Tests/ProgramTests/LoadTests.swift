import Program
import Tables
import Testing

@Test func everyTableAndColumnLoads() throws {
  let result = load(richFolder)
  #expect(result.diagnostics.map(\.rendered) == [])
  let program = try #require(result.program)
  let lookup = Lookup(program)
  #expect(program.settings.currency == "EUR")
  #expect(program.settings.objective == .serviceFirst)
  #expect(program.settings.goal?.quantity == 10)
  #expect(program.horizon.count == 10)
  #expect(program.items[1].name == "Rack, \"Kyber\" kind")
  #expect(program.items.map(\.isAddressable) == [true, true, true, true, false])
  #expect(program.items[4].hts == "854231")
  #expect(program.modes[1].powerKw == 187)
  #expect(program.components[1].to == Day("2026-04-30"))
  #expect(program.components[4].recipe == "alt")
  #expect(program.sites[0].longitude == -97.1)
  #expect(program.sites[1].latitude == nil)
  #expect(program.resources[1].unit == "racks")
  #expect(program.capacities[1].perWeek == 500)
  #expect(program.operations[1].yield == 0.9)
  #expect(program.loads[2].perUnit == 0.25)
  #expect(program.expansions[0].maxCount == 3)
  #expect(program.suppliers.map(\.id) == ["acme", "bolt"])
  #expect(program.offers.map(\.domestic) == [0.05, 1, 0.2, 1, 0.6])
  #expect(program.offers.map(\.awarded) == [nil, true, nil, false, nil])
  #expect(program.offers[0].maximum == 90000)
  #expect(program.offers[1].maximum == nil)
  #expect(program.offers[0].shipFrom == lookup.index(ofSite: "yard"))
  #expect(program.priceBreaks[1].price == 28000.5)
  #expect(program.lanes[0].mode == "air")
  #expect(program.lanes[1].perWeek == nil)
  #expect(program.lanes[3].item == nil)
  #expect(program.tariffs[0].origin == nil)
  #expect(program.tariffs[1].hts == "8542")
  #expect(program.demands[2].site == nil)
  #expect(program.demands[2].wanted == .measure(.power))
  #expect(program.demands[1].priority == 2)
  #expect(program.energisations.map(\.status).suffix(2) == [.planned, .secured])
  #expect(program.stock[0].date == nil)
  #expect(program.policies[3].subject == lookup.index(ofSupplier: "acme").map { .supplier($0) })
  #expect(program.policies[2].scope == .category("silicon"))
  #expect(program.policies[4].minShare == 0.1)
  #expect(program.policies[0].penalty == 1000)
}

@Test func columnsStandInAnyOrder() throws {
  let turned = rich(
    "capacity.csv", richFolder["capacity.csv"] ?? "",
    "per_week,resource,date\n400,line-a,2026-01-05\n500,line-a,2026-03-02\n20,line-b,2026-01-05\n")
  #expect(load(turned).program == load(richFolder).program)
}

@Test(arguments: ["\u{FEFF}", "crlf", "blank lines", "no last line end", "quotes"])
func formsOfOneFolderAreEqual(form: String) throws {
  var folder = richFolder
  for (name, text) in folder where name.hasSuffix(".csv") {
    folder[name] =
      switch form {
      case "crlf": text.replacing("\n", with: "\r\n")
      case "blank lines": text + "\n\n,,\n"
      case "no last line end": String(text.dropLast())
      case "quotes":
        text.contains("\"")
          ? text
          : "\"" + text.dropLast().replacing(",", with: "\",\"").replacing("\n", with: "\"\n\"")
            + "\"\n"
      default: form + text
      }
  }
  #expect(load(folder).diagnostics.map(\.rendered) == [])
  #expect(load(folder).program == load(richFolder).program)
}
