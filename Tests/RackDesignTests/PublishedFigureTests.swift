import Foundation
import Program
import Tables
import Testing

@testable import RackDesign

/// `Examples/racks`: figures that were published come out of the components of every design.
@Suite struct PublishedFigureTests {
  static let folder: DesignFolder = {
    let result = DesignFolder.load(from: CheckoutFiles("Examples/racks"))
    guard let folder = result.folder else {
      preconditionFailure(result.diagnostics.map(\.summary).joined(separator: "\n"))
    }
    return folder
  }()

  @Test(arguments: try PublishedFigure.all())
  func publishedFigureComesOut(figure: PublishedFigure) throws {
    let value = try figure.value(in: Self.folder)
    let limit = figure.tolerance * abs(figure.published)
    #expect(
      abs(value - figure.published) <= limit + 1e-9 * abs(figure.published),
      "\(figure.design) \(figure.mode) \(figure.name): \(value), published \(figure.published)")
  }

  /// FACTS, sections 1.1 to 1.3, typed in a second time: the table of the example says the same.
  @Test(arguments: [
    ("gb300", "full", "rack_power", 136.0), ("vr-nvl72", "max-p", "rack_power", 227),
    ("vr-nvl72", "max-q", "rack_power", 187), ("kyber-nvl144", "full", "rack_power", 600),
    ("helios-orw", "full", "rack_power", 220), ("gb300", "full", "coolant_flow", 120),
    ("vr-nvl72", "max-p", "coolant_flow", 200), ("gb300", "full", "pflops_fp4", 1100),
    ("vr-nvl72", "max-p", "pflops_fp4", 3600), ("kyber-nvl144", "full", "pflops_fp4", 15_000),
    ("helios-orw", "full", "pflops_fp4", 2900), ("helios-orw", "full", "pflops_fp8", 1400),
    ("gb300", "", "cooling_price", 49_860), ("vr-nvl72", "", "cooling_price", 55_710),
    ("gb300", "", "pieces power_shelf", 8), ("vr-nvl72", "", "pieces power_shelf", 4),
    ("vr-nvl72", "", "price_without_network", 7_803_148), ("vr-nvl72", "", "coolant_volume", 33.6),
  ])
  func tableHoldsThePublishedFigures(design: String, mode: String, name: String, value: Double)
    throws
  {
    let rows = try PublishedFigure.all().filter {
      $0.design == design && $0.mode == mode && $0.name == name
    }
    #expect(rows.map(\.published) == [value])
  }

  /// Vera Rubin's flow at each supply temperature: 1.3 of the sources, ±1 %.
  @Test(arguments: [
    (25.0, 150.0), (30, 170), (35, 200), (40, 250), (45, 320),
  ])
  func flowFollowsTheSupply(temperature: Double, flow: Double) throws {
    var folder = Self.folder
    let index = try #require(folder.designs.firstIndex { $0.id == "vr-nvl72" })
    let generation = folder.designs[index].generation
    folder.generations[generation].conditions.coolantSupplyC = temperature
    let measured = DesignMeasures(folder.designs[index], in: folder).value(
      of: .coolantFlow, mode: 0)
    #expect(abs((measured ?? 0) - flow) <= 0.01 * flow)
  }

  @Test func homeVariantHasMoreHomeContent() throws {
    let base = try Self.check("vr-nvl72").measures
    let home = try Self.check("vr-home").measures
    #expect(base.content.addressableShare < 0.1)
    #expect(home.content.addressableShare > 0.9)
    // Silicon is foreign in both: the component test stays out of reach.
    #expect(home.content.share < 0.25 && !home.content.passes(year: 2026))
    #expect(home.price > base.price && home.price < base.price * 1.02)
  }

  /// SOURCES.md names every component of the later generations, or a pattern that starts with `*`.
  @Test func everyComponentHasASource() throws {
    let page = try Self.text("SOURCES.md")
    let names = page.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }.map {
      String($0.element)
    }
    let used = Self.folder.designs.filter { $0.id != "gb300" }.flatMap(\.slots).map(\.component)
    let missing = Set(used).sorted().map { Self.folder.components[$0].id }.filter { id in
      !names.contains { $0 == id || ($0.hasPrefix("*") && id.hasSuffix($0.dropFirst())) }
    }
    #expect(missing == [])
  }

  static func text(_ name: String) throws -> String {
    let bytes = try CheckoutFiles("Examples/racks").bytes(of: name)
    return String(decoding: try #require(bytes), as: UTF8.self)
  }

  static func check(_ design: String) throws -> DesignCheck {
    let found = try #require(folder.designs.first { $0.id == design })
    return DesignCheck(found, in: folder)
  }
}

/// A row of `published.csv`: a figure that somebody published, and how near components come to it.
struct PublishedFigure: Sendable, CustomTestStringConvertible {
  var design: String
  var mode: String
  /// A quantity, or a figure of ``value(in:)``.
  var name: String
  var published: Double
  /// Share of the published figure.
  var tolerance: Double

  var testDescription: String { "\(design) \(mode) \(name)" }

  static func all() throws -> [PublishedFigure] {
    let text = try PublishedFigureTests.text("published.csv")
    return try text.split(separator: "\n").dropFirst().map { line in
      // No cell before the source holds a comma or a quotation mark.
      let cells = line.split(separator: ",", maxSplits: 6, omittingEmptySubsequences: false)
      return PublishedFigure(
        design: String(cells[0]), mode: String(cells[1]), name: String(cells[2]),
        published: try #require(Double(cells[4])), tolerance: try #require(Double(cells[5])))
    }
  }

  func value(in folder: DesignFolder) throws -> Double {
    let found = try #require(folder.designs.first { $0.id == design })
    let measures = DesignMeasures(found, in: folder)
    let position = mode.isEmpty ? 0 : measures.modes.firstIndex { $0.mode.name == mode }
    if let quantity = Quantity(rawValue: name) {
      let index = try #require(position)
      return try #require(measures.value(of: quantity, mode: index))
    }
    func sum(_ value: (RackComponent) -> Double) -> Double {
      found.slots.reduce(0) { $0 + Double($1.quantity) * value(folder.components[$1.component]) }
    }
    let words = name.split(separator: " ").map(String.init)
    switch words[0] {
    case "pieces": return sum { $0.kind.rawValue == words[1] ? 1 : 0 }
    case "minutes":
      let tray = found.slots.map { folder.components[$0.component] }.first {
        $0.kind.rawValue == words[1]
      }
      return try #require(tray).making.assemblyMinutes[0]
    case "shelf_kw":
      return found.slots.map { folder.components[$0.component].electrical.supplyKw }.max() ?? 0
    case "l11_hours": return measures.making.assemblyHours[1]
    case "busbar_rating": return measures.busbar.ratingA
    case "cooling_price":
      return sum { $0.kind == .coldPlate || $0.kind == .hoseKit ? $0.commerce.price : 0 }
    case "coolant_volume": return sum(\.coolantLitres)
    case "cartridge_cables":
      return sum { $0.kind == .cableCartridge ? Double($0.making.cables) : 0 }
    case "rack_scale_out":
      let count = measures.value(of: .accelerators, mode: 0) ?? .nan
      return (measures.value(of: .scaleOutBandwidth, mode: 0) ?? .nan) * count
    case "price_without_network":
      let network = sum {
        [.scaleOutSwitch, .optic, .cable].contains($0.kind) ? $0.commerce.price : 0
      }
      return measures.price - network / Double(found.clusterRacks)
    default:
      Issue.record("published.csv: unknown figure \(name)")
      return .nan
    }
  }
}
