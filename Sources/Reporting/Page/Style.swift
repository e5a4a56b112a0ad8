/// The style sheet and the script of the report.
enum Style {
  static let sheet = """
    :root{--ink:#1F2933;--soft:#52606D;--line:#D9E0E7;--pale:#F5F7FA;--accent:#0072B2}
    *{box-sizing:border-box}
    html{scroll-padding-top:3.4rem;-webkit-text-size-adjust:100%}
    body{margin:0;color:var(--ink);background:#fff;line-height:1.5;
      font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    main,header .inner,nav .inner,footer{max-width:1280px;margin:0 auto;padding:0 1.25rem}
    header{border-top:6px solid var(--accent);padding:1.6rem 0 .8rem}
    header h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem;overflow-wrap:anywhere}
    header p{margin:.15rem 0;color:var(--soft)}
    nav{position:sticky;top:0;z-index:5;background:#fff;border-bottom:1px solid var(--line)}
    nav .inner{display:flex;gap:1.1rem;overflow-x:auto;white-space:nowrap;scrollbar-width:thin}
    nav a{color:var(--soft);text-decoration:none;padding:.6rem 0;font-size:.92rem}
    nav a:hover,nav a:focus{color:var(--accent)}
    section{margin:2.2rem 0}
    h2{font-size:1.35rem;margin:0 0 .9rem;padding-bottom:.3rem;border-bottom:2px solid var(--ink)}
    h3{font-size:1.05rem;line-height:1.35;margin:0 0 .5rem;overflow-wrap:anywhere}
    .heads{display:grid;grid-template-columns:repeat(auto-fit,minmax(165px,1fr));gap:.8rem}
    @media (min-width:900px){.heads{grid-template-columns:repeat(4,1fr)}}
    .head{border:1px solid var(--line);border-radius:6px;padding:.8rem .9rem;break-inside:avoid}
    .head b{display:block;font-size:1.55rem;line-height:1.2;font-variant-numeric:tabular-nums}
    .head span{display:block;font-size:.86rem;color:var(--soft);margin-top:.25rem}
    .head .label{margin:0 0 .2rem;color:var(--ink);font-weight:600}
    .messages{padding-left:1.2rem;margin:1.1rem 0 0}.messages li{margin:.35rem 0}
    .card{margin:0 0 1.6rem;break-inside:avoid}
    .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,430px),1fr));
      gap:0 1.6rem}
    .grid>*{min-width:0}
    .chart{width:100%;overflow:hidden}
    .note{font-size:.86rem;color:var(--soft);margin:.3rem 0}
    details{font-size:.9rem;margin:.2rem 0}
    summary{cursor:pointer;color:var(--accent);padding:.2rem 0}
    .scroll{overflow:auto;max-height:30rem;border:1px solid var(--line);border-radius:4px}
    table{border-collapse:collapse;width:100%;font-size:.86rem;font-variant-numeric:tabular-nums}
    th,td{padding:.34rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid #E4E9EE}
    td{min-width:3.5rem}
    thead th{position:sticky;top:0;background:var(--pale);padding:0;z-index:1}
    th button{font:inherit;font-weight:600;color:inherit;background:none;border:0;cursor:pointer;
      padding:.4rem .6rem;width:100%;text-align:inherit}
    th[aria-sort=ascending] button::after{content:" \\25B2";font-size:.7em}
    th[aria-sort=descending] button::after{content:" \\25BC";font-size:.7em}
    .number{text-align:right;white-space:nowrap}.whole{white-space:nowrap}.wide{min-width:15rem}.name{min-width:9rem}
    details h4{margin:.8rem 0 .2rem;font-size:.92rem}details ol{margin:.2rem 0;padding-left:1.4rem}
    .bad{color:#A32014;font-weight:600}.warn{color:#8A5A00;font-weight:600}.good{color:#1B6E4B}
    dl{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:.3rem 1rem;margin:0 0 1rem}
    dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
    code,pre{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85em}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--pale);padding:.7rem .9rem;
      border-radius:4px;margin:.3rem 0}
    .scroll+h3,.scroll+h4,ul+h3,ul+h4,.card+h3{margin-top:1.7rem}h4{margin:0 0 .4rem;font-size:.95rem}
    .lead{margin:-.3rem 0 1rem;color:var(--soft);max-width:62rem}
    footer{border-top:1px solid var(--line);padding-top:.8rem;padding-bottom:2rem;
      font-size:.84rem;color:var(--soft)}
    @media (max-width:640px){
      body{font-size:15px}header h1{font-size:1.45rem}.heads{grid-template-columns:1fr 1fr}
      .head b{font-size:1.25rem}main,header .inner,nav .inner,footer{padding:0 .9rem}
      dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}
    }
    @media print{
      @page{size:A4;margin:14mm 13mm}
      body{font-size:10.5pt}nav,summary,.modebar-container{display:none!important}
      details:not([open]){display:none}
      main,header .inner,footer{max-width:none;padding:0}
      h2,h3{break-after:avoid}section{margin:1.2rem 0}
      .scroll{max-height:none;overflow:visible;border:0}
      table{font-size:7pt}td,.wide,.name{min-width:0}th button{display:none}
      thead th::before{content:attr(data-title);display:block;padding:.2rem .25rem}
      td{padding:.14rem .25rem}.number{white-space:normal}
      tr{break-inside:avoid}thead{display:table-header-group}thead th{position:static}
      .heads{grid-template-columns:repeat(4,1fr)}.grid{display:block}
      .chart{height:auto!important}
      .chart .plot-container,.chart .svg-container{width:100%!important;height:auto!important}
      .chart .svg-container{aspect-ratio:var(--ratio)}
      .chart svg.main-svg{width:100%!important;height:100%!important}
      *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }
    """

  static let script = """
    (function () {
      "use strict";
      var narrow = window.innerWidth < 640;
      // Without a pointer that can hover the buttons would stay, and hide what is beneath.
      var canHover = window.matchMedia("(hover: hover)").matches;
      var charts = [];
      function fit(box, data, layout) {
        if (!narrow) return;
        if (box.dataset.narrow) box.style.height = box.dataset.narrow + "px";
        layout.font.size = 11;
        layout.margin.l = Math.min(layout.margin.l, 48);
        layout.margin.r = 8;
        layout.dragmode = false;
        // Texts beside bars need more of a narrow chart.
        if (data.some(function (trace) { return trace.orientation === "h" && trace.text; })) {
          layout.xaxis.range[1] *= 1.2;
        }
        data.forEach(function (trace) {
          if (trace.mode === "markers+text" && trace.name) trace.mode = "markers";
          if (trace.type === "waterfall") trace.textposition = "none";
          if (trace.type === "heatmap") {
            trace.showscale = false;
            layout.yaxis.tickvals = trace.y;
            layout.yaxis.ticktext = trace.y.map(function (name) {
              return name.length > 20 ? name.slice(0, 9) + "…" + name.slice(-10) : name;
            });
          }
        });
      }
      document.querySelectorAll("script[data-chart]").forEach(function (source) {
        var box = document.getElementById(source.dataset.chart);
        var spec = JSON.parse(source.textContent);
        fit(box, spec.data, spec.layout);
        Plotly.newPlot(box, spec.data, spec.layout, {
          responsive: true, displaylogo: false, displayModeBar: narrow || !canHover ? false : "hover",
          modeBarButtons: [["toImage", "resetScale2d"]]
        });
        charts.push(box);
        box.on("plotly_afterplot", function () { scale(box); });
        scale(box);
      });
      // A chart is a picture of fixed size; with a view box the printer may scale it.
      function scale(box) {
        var svgs = box.querySelectorAll("svg.main-svg");
        var holder = box.querySelector(".svg-container");
        if (!holder || !svgs.length) return;
        var width = svgs[0].getAttribute("width"), height = svgs[0].getAttribute("height");
        holder.style.setProperty("--ratio", width + "/" + height);
        svgs.forEach(function (svg) { svg.setAttribute("viewBox", "0 0 " + width + " " + height); });
      }
      window.addEventListener("beforeprint", function () {
        charts.forEach(function (box) {
          Plotly.relayout(box, { autosize: false, width: 700, height: box.offsetHeight });
        });
      });
      window.addEventListener("afterprint", function () {
        charts.forEach(function (box) { Plotly.relayout(box, { autosize: true, width: null, height: null }); });
      });
      function key(cell) {
        return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
      }
      document.querySelectorAll("th button").forEach(function (button) {
        button.addEventListener("click", function () {
          var head = button.parentNode, row = head.parentNode;
          var column = Array.prototype.indexOf.call(row.children, head);
          var body = head.closest("table").tBodies[0];
          var numeric = head.classList.contains("number");
          var down = head.getAttribute("aria-sort") === (numeric ? null : "ascending") ||
            head.getAttribute("aria-sort") === "ascending";
          Array.from(row.children).forEach(function (other) { other.removeAttribute("aria-sort"); });
          head.setAttribute("aria-sort", down ? "descending" : "ascending");
          Array.from(body.rows).map(function (line) { return [key(line.cells[column]), line]; })
            .sort(function (a, b) {
              var order = typeof a[0] === "number" && typeof b[0] === "number"
                ? a[0] - b[0] : String(a[0]).localeCompare(String(b[0]));
              return down ? -order : order;
            })
            .forEach(function (pair) { body.appendChild(pair[1]); });
        });
      });
      document.documentElement.dataset.charts = String(charts.length);
    })();
    """
}
