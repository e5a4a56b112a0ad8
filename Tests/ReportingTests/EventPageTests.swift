import LinearModel
import Program
import Sourcing
import Testing

@testable import Reporting

/// The report of an event on a telephone, in a real browser.
@Suite struct EventPageTests {
  private static let texts = [
    "event.yaml": "format: 1\nevent: small\n",
    "lots.csv": "lot,title,pillar\npower,Power supplies and capacitor banks,p\nair,Fans,q\n",
    "items.csv": "item,lot,quantity\nrack,power,100\nfan,air,100\n",
    "suppliers.csv": "supplier,country\n"
      + (1...12).map { "s\($0),\($0 < 12 ? "US" : "TW")\n" }.joined(),
    "lines.csv": "line,supplier,item\n"
      + (1...12).map { "l\($0),s\($0),rack\n" }.joined() + "f,s12,fan\n",
    "steps.csv": "line,from_quantity,price\n"
      + (1...12).map { "l\($0),0,\(10 + $0)\n" }.joined() + "f,0,1\n",
    "scenarios/one.yaml": "rules:\n  - {rule: two, kind: suppliers_min, value: 2, item: rack}\n",
    "scenarios/two.yaml": "rules:\n  - {rule: three, kind: suppliers_min, value: 3, item: rack}\n",
  ]

  private func page() throws -> [UInt8] {
    let event = try #require(Event.load(from: MemoryFiles(texts: Self.texts)).event)
    let solver = AwardSolver(
      engine: HiGHSSolver(), options: AwardOptions(), observer: SilentObserver())
    let results = try event.scenarios.map { scenario in
      let award = try #require(try solver.award(event, scenario).award)
      return ScenarioResult(scenario, .award(award, nil), gap: 0)
    }
    return EventReport(
      event, results, detailed: nil, version: "", assets: try ReportAssets.find()
    ).html()
  }

  /// What is measured of the page: titles of axes that lie over a legend or leave their chart, texts
  /// in bars that are turned, the room above headings after tables, the widths of lots, and how far
  /// the axis of the costs goes beyond them.
  private static let measure = """
    <!doctype html><title>waiting</title>
    <iframe id="page" src="report.html" width="390" height="800" style="border:0"></iframe>
    <script>
    window.addEventListener("load", function () {
      setTimeout(function () {
        var page = document.getElementById("page").contentDocument;
        function all(selector, from) { return Array.from((from || page).querySelectorAll(selector)); }
        var over = 0, cut = 0;
        all(".chart").forEach(function (chart) {
          var box = chart.getBoundingClientRect();
          all(".g-xtitle,.g-ytitle", chart).forEach(function (title) {
            var t = title.getBoundingClientRect();
            if (!t.width) return;
            if (t.left < box.left - 1 || t.right > box.right + 1) cut += 1;
            all(".legend", chart).forEach(function (legend) {
              var l = legend.getBoundingClientRect();
              if (t.left < l.right && l.left < t.right && t.top < l.bottom && l.top < t.bottom) over += 1;
            });
          });
        });
        var turned = all("#chart-participation .bartext").filter(function (text) {
          return /rotate\\((?!0)/.test(text.getAttribute("transform"));
        }).length;
        var room = Math.min.apply(null, all(".scroll+h3").map(function (head) {
          return head.getBoundingClientRect().top
            - head.previousElementSibling.getBoundingClientRect().bottom;
        }));
        var lot = page.querySelector("#awards td").getBoundingClientRect().width;
        var axis = page.getElementById("chart-scenarios").layout.xaxis.range;
        document.title = [over, cut, turned, room >= 20, lot < 160, axis[1] < 1500].join(" ");
      }, 3000);
    });
    </script>
    """

  @Test(
    .enabled(
      if: BrowserTests.chromium != nil,
      "chromium is not installed: Scripts/set-up.sh tests installs it"))
  func nothingCoversAnything() throws {
    let folder = try Folder()
    try folder.write(String(decoding: try page(), as: UTF8.self), to: "report.html")
    try folder.write(Self.measure, to: "frame.html")
    let (document, _) = try DesignPageTests.open(folder, "frame.html")
    let isTidy = document.contains("<title>0 0 0 true true true</title>")
    #expect(isTidy, "\(document.prefix(120))")
  }
}
