import Foundation
import LenetCommands
import LenetLab
import Testing

/// Tables in files, read again by readers that are not ours where the machine has them.
@Suite struct TableFormatTests {
    private static let nasty = [
        "plain", "a,b", "say \"hi\"", "two\nlines", "return\r\nhere", " space", "a|b", "100% & $5 #1 {x}_y^z~\\", "é😀", "", "<b>", "\"", "[link](x)",
    ]

    private static var table: DataTable {
        DataTable(
            columns: ["name, with comma", "x", "flag"],
            rows: nasty.enumerated().map { index, text in
                [.text(text), index == 3 ? .nothing : .number(Double(index) / 3 * pow(10, Double(index - 6))), .boolean(index % 2 == 0)]
            })
    }

    /// What python3 prints; nil where there is none.
    private func python(_ program: String, _ text: String) throws -> String? {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else { return nil }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-table-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(text.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", program, file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: said, as: UTF8.self)
    }

    /// Each cell as Python's `repr` of what it read, a line a cell.
    private static let printRows = "for row in rows:\n    for cell in row: print(json.dumps(cell))\n"

    @Test func csv() throws {
        let text = TableFormat.csv.text(Self.table)
        #expect(text.hasPrefix("\"name, with comma\",x,flag\r\nplain,0,true\r\n\"a,b\","))
        let program = "import csv, json, sys\nrows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8')))\n" + Self.printRows
        guard let read = try python(program, text) else { return }
        let cells = read.split(separator: "\n").compactMap { (try? JSON.reading(Array($0.utf8)[...]))?.asText }
        try #require(cells.count == 3 * (Self.nasty.count + 1))
        for (index, text) in Self.nasty.enumerated() {
            #expect(cells[3 * index + 3] == text)
            if index == 3 {
                #expect(cells[3 * index + 4].isEmpty)
            } else {
                #expect(Double(cells[3 * index + 4]) == Double(index) / 3 * pow(10, Double(index - 6)))
            }
        }
    }

    @Test(arguments: [TableFormat.json, .jsonl])
    func json(format: TableFormat) throws {
        let text = format.text(Self.table)
        let load = format == .json ? "json.load(open(sys.argv[1]))" : "[json.loads(line) for line in open(sys.argv[1])]"
        let program = "import json, sys\nrows = [list(row.values()) for row in \(load)]\n" + Self.printRows
        guard let read = try python(program, text) else { return }
        let cells = read.split(separator: "\n").compactMap { try? JSON.reading(Array($0.utf8)[...]) }
        try #require(cells.count == 3 * Self.nasty.count)
        for (index, text) in Self.nasty.enumerated() {
            #expect(cells[3 * index].asText == text && cells[3 * index + 2].asBoolean == (index % 2 == 0))
            #expect(cells[3 * index + 1].asNumber == (index == 3 ? nil : Double(index) / 3 * pow(10, Double(index - 6))))
        }
    }

    @Test func markdown() {
        let lines = TableFormat.md.text(Self.table).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == Self.nasty.count + 3 && lines.last == "")
        #expect(lines[1] == "| --- | ---: | ---: |")
        // Bars that are not escaped part three cells in every line.
        for line in lines.dropLast() { #expect(line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" } == 4, "\(line)") }
        #expect(lines[5].hasPrefix("| two<br>lines | -"))
        #expect(lines[9].hasPrefix("| 100% &amp; $5 #1 {x}\\_y^z\\~\\\\ |"))
    }

    @Test func latex() {
        let text = TableFormat.tex.text(Self.table)
        #expect(text.hasPrefix("\\begin{tabular}{lrr}\n  \\hline\n  name, with comma & x & flag \\\\\n  \\hline\n  plain & 0 & true \\\\\n"))
        #expect(text.hasSuffix("  \\hline\n\\end{tabular}\n"))
        #expect(text.contains("  100\\% \\& \\$5 \\#1 \\{x\\}\\_y\\textasciicircum{}z\\textasciitilde{}\\textbackslash{} &"))
        #expect(text.contains("a\\textbar{}b &") && text.contains("\\textless{}b\\textgreater{} &") && text.contains("two lines &"))
    }

    @Test func formatsByName() {
        for (path, format) in [("a.csv", TableFormat.csv), ("x/y.b.JSON", .json), ("/r.jsonl", .jsonl), ("a.md", .md), ("a.tex", .tex)] {
            #expect(TableFormat(path: path) == format)
        }
        for path in ["a", "a.xls", ".csv", "a.csv/b", "a.", ""] { #expect(TableFormat(path: path) == nil, "\(path)") }
    }

    @Test func whatIsSaved() throws {
        let (session, output) = TestSession.make()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-table-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        session.settings.workingDirectory = folder.path
        let script = """
            load digits train 200
            model softmax_regression
            let race = compare [sgd(lr: 0.1), adam] seeds 2
            save table of race to "race.csv"
            save table of race to "race.md"
            save table of race.runs to "runs.json"
            save history of race to "histories.csv"
            train with adam epochs 2
            save history to "history.jsonl"
            save table of [race.best.history[0]] to "row.csv"
            """
        try #require(session.run(script, name: "script") == .fine, "\(output.messages)")
        func lines(_ name: String) throws -> [String] {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            return text.replacing("\r\n", with: "\n").components(separatedBy: "\n").filter { !$0.isEmpty }
        }
        #expect(try lines("race.csv").first == "rule,name,accuracy,spread,lower,upper,test,loss,loss_name,model,batch,epochs,seconds,images_per_second")
        #expect(try lines("race.csv").count == 3 && lines("race.csv")[1].hasPrefix("sgd lr 0.1,sgd,0."))
        #expect(try lines("race.md").first?.hasPrefix("| rule | accuracy | 95% interval | spread | loss |") == true)
        let runs = try #require(try JSON.reading(Array(try lines("runs.json").joined().utf8)[...]).asList)
        #expect(runs.map { $0["seed"]?.asInteger } == [0, 1, 0, 1] && runs[2]["lr"]?.asNumber == 0.001)
        #expect(try lines("histories.csv").first == "run,rule,seed,epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds")
        #expect(try lines("histories.csv").count == 1 + 4 * 2 && lines("histories.csv")[3].hasPrefix("2,sgd lr 0.1,1,0,"))
        #expect(try lines("history.jsonl").count == 3 && lines("history.jsonl")[2].hasPrefix("{\"epoch\": 2, \"train_loss\": "))
        #expect(try lines("row.csv").count == 2)
    }
}
