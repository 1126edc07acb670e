import Foundation
import LenetCommands
import LenetTestSupport
import Testing

/// A report in a browser: what moves, moves, and nothing complains.
///
/// Runs with `scripts/test --all`, where Chromium is installed; else it says that it was skipped.
@Suite(.serialized, .enabled(if: Browser.isUsed, "needs LENET_TEST_ALL=1 and Chromium: scripts/test --all"))
struct ReportBrowserTests {
    private static let script = """
        load digits train 600
        model softmax_regression
        let race = compare [sgd(lr: 0.1), adam] epochs 3 seeds 2
        let ways = path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock from [-1.5, 2] steps 100
        report [race, ways] to "REPORT" title "A <race> & a path"
        """

    /// Put before everything else: what goes wrong is kept.
    private static let watchman = """
        <script>window.faults = []; window.addEventListener("error", function (e) { faults.push(String(e.message)); });
        console.error = function (words) { faults.push(String(words)); };</script>
        """

    /// Put behind everything else: moves what can be moved, and writes what came of it into the page.
    private static let probe = """
        <script>(function () {
          var said = { title: document.querySelector("h1").textContent, figures: document.querySelectorAll("figure").length };
          function values(figure) { return Array.prototype.map.call(figure.querySelectorAll("table.values td"), function (c) { return c.textContent; }).join("|"); }
          said.sliders = Array.prototype.map.call(document.querySelectorAll("figure.stepped"), function (figure) {
            var slider = figure.querySelector(".slider"), at = {}, seen = { last: Number(slider.max), label: figure.querySelector("label").htmlFor === slider.id };
            function move(step) {
              slider.value = step;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
              var here = figure.querySelector(".here");
              return { values: values(figure), place: here.getAttribute("cx") + " " + here.getAttribute("cy"),
                trail: figure.querySelector(".trail").getAttribute("d"), words: slider.getAttribute("aria-valuetext"),
                now: figure.querySelector(".now").textContent };
            }
            seen.end = { values: values(figure) };
            seen.start = move(0); seen.third = move(3); seen.again = move(seen.last);
            return seen;
          });
          var chart = document.querySelector("figure.chart"), room = chart.querySelector(".paper-room"), tip = chart.querySelector(".tip");
          function press(key) { room.dispatchEvent(new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true })); return tip.textContent; }
          room.focus();
          said.focused = document.activeElement === room;
          said.keys = [press("Home"), press("ArrowRight"), press("ArrowDown"), press("End"), press("Escape")];
          var box = room.querySelector("svg").getBoundingClientRect(), mark = JSON.parse(chart.querySelector("script.data").textContent);
          var point = mark.series[1][2];
          room.dispatchEvent(new PointerEvent("pointermove", { clientX: box.left + point[0] * box.width / mark.width, clientY: box.top + point[1] * box.height / mark.height, bubbles: true }));
          said.hovered = [tip.textContent, point[2]];
          said.loaded = performance.getEntriesByType("resource").length;
          said.wide = document.documentElement.scrollWidth > window.innerWidth + 1;
          said.dark = getComputedStyle(document.documentElement).backgroundColor;
          said.faults = window.faults;
          var pre = document.createElement("pre");
          pre.id = "probe";
          pre.textContent = JSON.stringify(said);
          document.body.appendChild(pre);
        })();</script>
        """

    struct Said: Decodable {
        struct Place: Decodable { var values: String, place: String?, trail: String?, words: String?, now: String? }
        struct Slider: Decodable { var last: Int, label: Bool, end: Place, start: Place, third: Place, again: Place }
        var title: String, figures: Int, sliders: [Slider], focused: Bool, keys: [String], hovered: [String], loaded: Int, wide: Bool
        var dark: String, faults: [String]
    }

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func page(in folder: URL) throws -> String {
        let (session, output) = TestSession.make()
        let file = folder.appendingPathComponent("report.html")
        try #require(session.run(Self.script.replacingOccurrences(of: "REPORT", with: file.path), name: "report") == .fine, "\(output.messages)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private func ask(_ page: String, in folder: URL, _ options: [String] = []) throws -> Said {
        let file = folder.appendingPathComponent("probed.html")
        var text = page.replacingOccurrences(of: "<head>", with: "<head>" + Self.watchman)
        let end = try #require(text.range(of: "</body>", options: .backwards))
        text.replaceSubrange(end, with: Self.probe + "</body>")
        try Data(text.utf8).write(to: file)
        let document = try Browser.document(file, profile: folder.appendingPathComponent("profile"), options)
        let start = try #require(document.range(of: "<pre id=\"probe\">"), "the page's script did not come to its end")
        let rest = document[start.upperBound...]
        let json = rest[..<(rest.range(of: "</pre>")?.lowerBound ?? rest.endIndex)]
            .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&nbsp;", with: " ")
            .replacingOccurrences(of: "&amp;", with: "&")
        return try JSONDecoder().decode(Said.self, from: Data(json.utf8))
    }

    @Test func whatMovesMoves() throws {
        try withFolder { folder in
            let said = try ask(try page(in: folder), in: folder)
            #expect(said.faults.isEmpty, "\(said.faults)")
            #expect(said.title == "A <race> & a path")
            #expect(said.figures == 6 && said.sliders.count == 2)
            #expect(said.loaded == 0, "the page loads something")
            for slider in said.sliders {
                #expect(slider.label && slider.last > 3)
                #expect(slider.start.values != slider.third.values && slider.third.values != slider.again.values)
                #expect(slider.start.place != slider.third.place && slider.third.trail != slider.again.trail)
                #expect(slider.again.values == slider.end.values && slider.third.now == "3")
                #expect(slider.third.words?.hasPrefix("step 3; sgd lr 0.") == true)
            }
            // The first step of a weight: no gradient yet.
            #expect(said.sliders[0].start.values.hasPrefix("-|-|"))
        }
    }

    @Test func figuresAnswerToKeysAndPointer() throws {
        try withFolder { folder in
            let said = try ask(try page(in: folder), in: folder)
            #expect(said.focused)
            #expect(said.keys[0].hasPrefix("sgd lr 0.1: epoch 0, accuracy 0.") && said.keys[1].hasPrefix("sgd lr 0.1: epoch 1, "))
            #expect(said.keys[2].hasPrefix("adam: epoch 1, ") && said.keys[3].hasPrefix("adam: epoch 3, ") && said.keys[4].isEmpty)
            #expect(said.hovered[0] == said.hovered[1] && said.hovered[0].hasPrefix("adam: epoch 2"))
        }
    }

    /// The numbers of long curves would fill sheets by themselves.
    @Test func paperIsNotWasted() throws {
        try withFolder { folder in
            _ = try page(in: folder)
            let report = folder.appendingPathComponent("report.html"), profile = folder.appendingPathComponent("profile")
            let sheets = try Browser.sheets(of: report, to: folder.appendingPathComponent("report.pdf"), profile: profile)
            #expect((4...8).contains(sheets), "\(sheets) sheets")
        }
    }

    @Test func darkAndNarrow() throws {
        try withFolder { folder in
            let page = try page(in: folder)
            let light = try ask(page, in: folder)
            let dark = try ask(page, in: folder, ["--blink-settings=preferredColorScheme=0"])
            #expect(light.dark == "rgb(255, 255, 255)" && dark.dark == "rgb(22, 22, 22)")
            let narrow = try ask(page, in: folder, ["--window-size=500,900"])
            #expect(!narrow.wide && !light.wide, "the page is wider than the window")
            let picture = folder.appendingPathComponent("page.png")
            try Browser.picture(
                folder.appendingPathComponent("report.html"), to: picture, width: 1000, height: 1600, profile: folder.appendingPathComponent("profile"))
            #expect(try Data(contentsOf: picture).count > 20_000)
        }
    }
}
