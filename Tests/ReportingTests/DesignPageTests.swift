import Foundation
import RackDesign
import Testing

@testable import Reporting

/// The report of designs, in a real browser where there is one.
@Suite struct DesignPageTests {
  private static let folder: DesignFolder? = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    let racks = url.path + "/Examples/racks"
    guard let files = try? ProgramFolder(path: racks, as: .design) else { return nil }
    return DesignFolder.load(from: files).folder
  }()

  private func page(_ front: DesignFront? = nil) throws -> String {
    let folder = try #require(Self.folder)
    let page = DesignPage(
      folder.designs, of: folder, front: front,
      context: RunContext(warnings: ["<img src=x onerror=alert(1)>"]),
      assets: try ReportAssets.find())
    return String(decoding: page.html(), as: UTF8.self)
  }

  /// What stands before the chart library: our own markup.
  private func own(_ html: String) throws -> Substring {
    html[..<(try #require(html.range(of: "<script>"))).lowerBound]
  }

  @Test func elevationDrawsEachPieceInItsUnit() throws {
    let own = try own(try page())
    // 18 trays front and rear in each of four racks of trays, 4 canisters in front of Kyber.
    func count(_ text: String) -> Int { own.components(separatedBy: text).count - 1 }
    #expect(count(">Vera Rubin compute tray 18</text>") == 2 * 2)
    #expect(count("<title>U34: Vera Rubin compute tray, 4 GPUs and 2 CPUs</title>") == 2 * 2)
    #expect(count(">Kyber compute canister 4</text>") == 1)
    #expect(count(">Kyber NVLink switch canister 4</text>") == 1)
    #expect(count("<title>U35 to U44: Kyber NVLink switch canister, rear</title>") == 1)
    // Units 41 to 48 and 1 are free behind the front-only pieces of both Vera Rubin racks.
    let rear = try #require(own.range(of: "Vera Rubin NVL72, rear"))
    let after = own[rear.upperBound...]
    let face = after[..<(try #require(after.range(of: "</svg>"))).lowerBound]
    #expect(face.components(separatedBy: ">free</text>").count - 1 == 9)
  }

  @Test func clashesAreRed() throws {
    var folder = try #require(Self.folder)
    let index = try #require(folder.designs.firstIndex { $0.id == "gb300" })
    let slot = try #require(folder.designs[index].slots.firstIndex { $0.unit == 15 })
    folder.designs[index].slots[slot].unit = 14
    let page = DesignPage(
      [folder.designs[index]], of: folder, front: nil, context: RunContext(),
      assets: try ReportAssets.find())
    let own = try own(String(decoding: page.html(), as: UTF8.self))
    #expect(own.contains("Red: more than one piece in a unit."))
    #expect(own.contains("miss a must"))
    #expect(!(try self.own(try self.page())).contains("Red:"))
  }

  /// What should be and is not is told beside the musts.
  @Test func missedShouldsAreNotCalledMet() throws {
    let folder = try #require(Self.folder)
    let checks = folder.designs.map { DesignCheck($0, in: folder) }
    let missing = try #require(checks.first { $0.isCompliant && $0.penaltyCost > 0 })
    #expect(DesignPage.verdict(missing) == "all musts met")
    let own = try own(try page())
    let count = Numbers.count(missing.missedShoulds, "should")
    #expect(own.contains("\(count) missed, which costs $"))
    if let whole = checks.first(where: { $0.isCompliant && $0.missedShoulds == 0 }) {
      #expect(DesignPage.verdict(whole) == "all met")
    }
  }

  @Test func textIsEscapedAndNothingIsAskedFor() throws {
    let own = try own(
      try page(
        DesignFront(
          xTitle: "<b>price</b>", yTitle: "PFLOPS",
          points: [.init(label: "</script><i>", x: 1, y: 2, isProven: true)])))
    #expect(!own.contains("<img") && own.contains("&lt;img"))
    #expect(!own.contains("<b>price") && !own.contains("</script><i>"))
    for name in ["src=\"", "<link", "url(", "@import"] {
      #expect(!own.contains(name), "\(name)")
    }
  }

  @Test(
    .enabled(
      if: BrowserTests.chromium != nil,
      "chromium is not installed: Scripts/set-up.sh tests installs it"))
  func fitsATelephoneWithoutAComplaint() throws {
    let folder = try Folder()
    let html = try page(
      DesignFront(
        xTitle: "price", yTitle: "PFLOPS", points: [.init(label: "a", x: 1, y: 2, isProven: true)]))
    try folder.write(html, to: "report.html")
    try folder.write(
      """
      <!doctype html><title>waiting</title>
      <iframe id="page" src="report.html" width="390" height="800" style="border:0"></iframe>
      <script>
      window.addEventListener("load", function () {
        setTimeout(function () {
          var page = document.getElementById("page").contentDocument;
          document.title = [page.documentElement.scrollWidth - page.documentElement.clientWidth,
            page.querySelectorAll(".js-plotly-plot").length,
            page.querySelectorAll("script[data-chart]").length,
            page.querySelector("main").innerHTML.indexOf("NaN") < 0].join(" ");
        }, 3000);
      });
      </script>
      """, to: "frame.html")
    let (document, log) = try Self.open(folder, "frame.html")
    // Five charts of margins, one of power against compute, one front.
    let isFitting = document.contains("<title>0 7 7 true</title>")
    #expect(isFitting, "\(document.prefix(120))")
    let complaints = log.split(separator: "\n").filter { $0.contains(":CONSOLE") }
    #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
  }

  /// The document after its scripts ran, and the browser's log.
  static func open(_ folder: Folder, _ name: String) throws -> (dom: String, log: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BrowserTests.chromium ?? "")
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--user-data-dir=\(folder("profile"))", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--allow-file-access-from-files", "--window-size=1200,900",
      "--virtual-time-budget=20000", "--enable-logging=stderr", "--v=0", "--dump-dom",
      "file://\(folder(name))",
    ]
    for file in ["dom", "log"] { try folder.write("", to: file) }
    process.standardOutput = try FileHandle(
      forWritingTo: URL(fileURLWithPath: folder("dom")))
    process.standardError = try FileHandle(
      forWritingTo: URL(fileURLWithPath: folder("log")))
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return (try folder.text("dom"), try folder.text("log"))
  }
}
