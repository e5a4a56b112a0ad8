import Foundation
import Testing

@testable import Reporting

/// The report in a real browser: headless Chromium, from a file, without a network.
@Suite struct BrowserTests {
  /// Chromium's path; `nil` where it is not installed.
  static let chromium: String? = ["chromium", "chromium-browser", "google-chrome"].lazy
    .flatMap { name in
      (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        .map { "\($0)/\(name)" }
    }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(
    .enabled(if: chromium != nil, "chromium is not installed: Scripts/set-up.sh tests installs it"))
  func opensWithoutAComplaint() async throws {
    let folder = try Folder()
    let page = ReportPage(
      Sample.plan, Sample.program,
      context: RunContext(warnings: ["<img src=x onerror=alert(1)>"], version: "0.1"),
      assets: try ReportAssets.find())
    let html = String(decoding: page.html(), as: UTF8.self)
    try folder.write(html, to: "report.html")
    let (document, log) = try open(folder)
    // What stands before the chart library: the page as it is drawn.
    let dom = try #require(document.components(separatedBy: "<script>").first)
    // Every chart of the page is drawn, and the script came to its end.
    let charts = html.components(separatedBy: "data-chart=").count - 1
    #expect(charts == 12)
    #expect(dom.components(separatedBy: "class=\"chart js-plotly-plot\"").count - 1 == charts)
    let isFinished = dom.contains("data-charts=\"\(charts)\"")
    #expect(isFinished)
    let hasBadNumbers = dom.contains("NaN")
    #expect(!hasBadNumbers, "a chart has a coordinate that is no number")
    let complaints = log.split(separator: "\n").filter { $0.contains(":CONSOLE") }
    #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
    // The program's own text stands there as text.
    let isEscaped = dom.contains("Sample &lt;b&gt;&amp;amp; test&lt;/b&gt;")
    #expect(isEscaped)
    let hasImage = dom.contains("<img")
    #expect(!hasImage)
  }

  @Test(
    .enabled(if: chromium != nil, "chromium is not installed: Scripts/set-up.sh tests installs it"))
  func tablesAreSortedByTheirHeads() throws {
    let folder = try Folder()
    let page = ReportPage(
      Sample.plan, Sample.program, context: RunContext(), assets: try ReportAssets.find())
    // A click on the units of the award table: largest first. Another one: smallest first.
    let click = """
      <script>
      var head = document.querySelector("#sourcing th[data-title=Units] button");
      head.click(); head.click();
      var rows = head.closest("table").tBodies[0].rows;
      document.title = Array.from(rows).map(function (row) { return row.cells[1].textContent; }).join();
      </script>
      """
    try folder.write(String(decoding: page.html(), as: UTF8.self) + click, to: "report.html")
    let (document, _) = try open(folder)
    let isSorted = document.contains("<title>shelf-oak,shelf-jade</title>")
    #expect(isSorted)
  }

  @Test func carriesEverythingItNeeds() throws {
    let page = ReportPage(
      Sample.plan, Sample.program, context: RunContext(), assets: try ReportAssets.find())
    let html = String(decoding: page.html(), as: UTF8.self)
    let start = try #require(html.range(of: "<script>"))
    let own = html[..<start.lowerBound]
    // Before the chart library there is only our own markup: nothing in it asks for another file.
    for name in ["src=", "<link", "url(", "@import", "http://", "https://"] {
      let asks = own.contains(name)
      #expect(!asks, "\(name)")
    }
    let isClosed = own.contains("default-src &#39;none&#39;")
    #expect(isClosed)
  }

  /// Opens the report and returns the document after its scripts ran, and the browser's log.
  private func open(_ folder: Folder) throws -> (dom: String, log: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.chromium ?? "")
    process.arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--user-data-dir=\(folder("profile"))", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--window-size=1200,900", "--virtual-time-budget=20000", "--enable-logging=stderr", "--v=0",
      "--dump-dom", "file://\(folder("report.html"))",
    ]
    try folder.write("", to: "dom")
    try folder.write("", to: "log")
    let dom = try FileHandle(forWritingTo: URL(fileURLWithPath: folder("dom")))
    let log = try FileHandle(forWritingTo: URL(fileURLWithPath: folder("log")))
    process.standardOutput = dom
    process.standardError = log
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return (try folder.text("dom"), try folder.text("log"))
  }
}
