import Foundation
import Program
import Tables
import Testing

@testable import RackDesign

/// A folder of the checkout.
struct CheckoutFiles: ProgramFiles {
  let folder: URL

  init(_ path: String) {
    folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: path)
  }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
  }

  func bytes(of name: String) throws -> [UInt8]? {
    let file = folder.appending(path: name)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    return Array(try Data(contentsOf: file))
  }
}

@Suite("Examples/racks against published figures")
struct ExampleTests {
  /// A published figure: what, in which mode, how much, and how far off the components may be.
  struct Figure: Sendable, CustomTestStringConvertible {
    var quantity: Quantity
    var mode = 0
    var published: Double
    /// Share of the published figure.
    var tolerance: Double
    var source: String
    var testDescription: String { "\(quantity.rawValue) of \(source)" }
  }

  static let gb300 = [
    Figure(quantity: .accelerators, published: 72, tolerance: 0, source: "setloop.io"),
    Figure(quantity: .rackPower, published: 136, tolerance: 0.03, source: "serversimply.com"),
    Figure(quantity: .pflopsFP4, published: 1100, tolerance: 0.01, source: "aiwiki.ai"),
    Figure(quantity: .memory, published: 20_700, tolerance: 0.01, source: "aiwiki.ai"),
    Figure(quantity: .coolantFlow, published: 120, tolerance: 0.05, source: "OCP MGX"),
    // 87 % is of the GB200; 94 % of a GB300 tray, and shelves give their heat to the air.
    Figure(quantity: .liquidShare, published: 0.9, tolerance: 0.05, source: "HPE, epium.com"),
    Figure(quantity: .mass, published: 1361, tolerance: 0.05, source: "xatakaon.com"),
    Figure(quantity: .price, published: 4.0e6, tolerance: 0.02, source: "blogerroom.com"),
    Figure(quantity: .scaleOutBandwidth, published: 800, tolerance: 0, source: "serversimply.com"),
    Figure(quantity: .holdUpEnergy, published: 72 * 0.065, tolerance: 0.01, source: "NVIDIA brief"),
    Figure(quantity: .height, published: 2286, tolerance: 0, source: "sgpjbg.com"),
    Figure(quantity: .width, published: 600, tolerance: 0, source: "sgpjbg.com"),
    Figure(quantity: .depth, published: 1098, tolerance: 0, source: "sgpjbg.com"),
  ]

  private static let loaded = DesignFolder.load(from: CheckoutFiles("Examples/racks"))

  private static func design(_ id: String) throws -> (Design, DesignFolder) {
    let folder = try #require(loaded.folder, "\(loaded.diagnostics.map(\.summary))")
    return (try #require(folder.designs.first { $0.id == id }), folder)
  }

  @Test(arguments: gb300)
  func figureComesOutOfTheComponents(figure: Figure) throws {
    let (design, folder) = try Self.design("gb300")
    let measures = DesignMeasures(design, in: folder)
    let value = try #require(measures.value(of: figure.quantity, mode: figure.mode))
    #expect(abs(value - figure.published) <= figure.tolerance * figure.published, "\(value)")
  }

  /// USD 49,860, of which 2,260 for a compute tray and 1,020 for a switch tray (Morgan Stanley).
  @Test func coolingOfARackCostsWhatIsPublished() throws {
    let (design, folder) = try Self.design("gb300")
    let kinds: Set<ComponentKind> = [.coldPlate, .hoseKit]
    let cost = design.slots.reduce(0.0) { sum, slot in
      let component = folder.components[slot.component]
      return sum
        + (kinds.contains(component.kind) ? Double(slot.quantity) * component.commerce.price : 0)
    }
    #expect(cost == 49_860)
  }

  @Test func shelvesAreThoseOfTheReference() throws {
    let (design, folder) = try Self.design("gb300")
    let shelves = design.slots.filter { folder.components[$0.component].kind == .powerShelf }
    #expect(shelves.reduce(0) { $0 + $1.quantity } == 8)
    #expect(shelves.allSatisfy { folder.components[$0.component].electrical.supplyKw == 33 })
  }

  @Test func everyDesignMeetsEveryMust() throws {
    let folder = try #require(Self.loaded.folder, "\(Self.loaded.diagnostics.map(\.summary))")
    #expect(Self.loaded.diagnostics.isEmpty)
    for design in folder.designs {
      let failures = DesignCheck(design, in: folder).failures.map(\.requirement.id)
      #expect(failures.isEmpty, "\(design.id): \(failures)")
    }
  }
}
