import Foundation
import LenetCommands
import LenetFigures
import Testing

/// What a sweep shows, and a sweep that was interrupted.
@Suite struct SweepTests {
    private static let start = "load digits train 600 validation 200\nmodel softmax_regression\n"

    /// Announced, told run by run, a table within 80 columns, then sentences.
    @Test func report() throws {
        let (session, output) = TestSession.make(quiet: false)
        #expect(session.run(Self.start, name: "<test>") == .fine)
        output.results = []
        #expect(session.run("sweep lr [0.01, 0.1, 1] batch [50, 100] with sgd momentum 0.9 epochs 2 seeds 2", name: "<test>") == .fine)
        let lines = output.results.flatMap { $0.components(separatedBy: "\n") }
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(
            Array(lines.prefix(2)) == [
                "softmax_regression on digits, with sgd momentum 0.9, lr 0.01 | 0.1 | 1,",
                "  batch 50 | 100, epochs 2, loss cross_entropy, seeds 0 to 1, 12 runs",
            ])
        let runs = lines.filter { $0.hasPrefix("  lr ") && $0.contains("seed") }
        #expect(runs.count == 12)
        #expect(runs.first?.hasPrefix("  lr 0.01, batch 50, seed 0: 0.") == true)
        #expect(runs.last?.hasPrefix("  lr 1, batch 100, seed 1: 0.") == true)
        let head = try #require(lines.firstIndex { $0.hasPrefix("lr ") || $0.hasPrefix("  lr  batch") })
        #expect(lines[head].split(separator: " ").joined(separator: " ") == "lr batch accuracy 95% interval spread loss best time")
        #expect(lines[(head + 1)...].prefix { !$0.hasPrefix("- ") }.count == 6)
        let said = lines.drop { !$0.hasPrefix("- ") }.joined(separator: "\n")
        #expect(said.hasPrefix("- best on validation images: lr "))
        #expect(said.contains("all of the other 5 are indistinguishable from it here (Student's paired test\n  over 2 seeds, corrected for all pairs)"))
        #expect(said.contains("was tried: a better one may lie beyond"))
    }

    /// The runs that were finished are in the rows, and are not done again.
    @Test func interrupted() throws {
        let (session, output) = TestSession.make(quiet: false)
        #expect(session.run(Self.start + "set record on", name: "<test>") == .fine)
        var told: Int { output.results.count { $0.hasPrefix("  lr ") } }
        session.isInterrupted = { told >= 2 }
        #expect(session.run("sweep lr [0.01, 0.1, 1] with sgd batch 50", name: "<test>") == .interrupted)
        session.isInterrupted = { false }
        let before = told
        #expect(before >= 2)
        output.messages = []
        #expect(session.run("let grid = sweep lr [0.01, 0.1, 1] with sgd batch 50", name: "<test>") == .fine)
        #expect(session.run("let whole = sweep lr [0.01, 0.1, 1] with sgd batch 50\nexpect length(grid) == 3", name: "<test>") == .fine)
        #expect(session.run("for i in 0..2 { expect grid[i].runs[0].fingerprint == whole[i].runs[0].fingerprint }", name: "<test>") == .fine)
    }

    /// A mistake in a list is found without running.
    @Test(arguments: [
        ("sweep with [sgd, rmsporp] lr 0.1", "E0350"), ("sweep lr [0.1, -1] with sgd", "E0353"),
        ("sweep lr [0.1, 1] momentun [0, 0.9] with sgd", "E0352"), ("sweep batch [32, 0] with sgd", "E0222"),
        ("sweep loss [mse, huberr] with sgd", "E0202"),
    ])
    func checked(script: String, code: String) {
        let (session, _) = TestSession.make()
        _ = session.check(Self.start + script, name: "<test>")
        #expect(session.reportedCodes == [code], "\(script)")
    }

    @Test(arguments: ["sweep lr 1e-3..1 log 4 momentum [0, 0.9] with sgd", "sweep with [sgd, adam] loss [mse, huber(delta: 0.5)] epochs [1, 2]"])
    func nothingWrong(script: String) {
        let (session, output) = TestSession.make()
        _ = session.check(Self.start + script, name: "<test>")
        #expect(session.reportedCodes.isEmpty, "\(output.messages)")
    }

    /// The band of a curve goes from the lowest to the highest seed.
    @Test func bands() throws {
        let (session, _) = TestSession.make()
        let script = Self.start + "let grid = sweep with [sgd, adam] lr 1e-3..1 log 4 seeds 2\nlet f = plot sensitivity of grid"
        #expect(session.run(script, name: "<test>") == .fine)
        guard case .figure(let figure)? = session.scopes["f"], case .list(let rows)? = session.scopes["grid"] else {
            Issue.record("no figure")
            return
        }
        #expect(figure.x.scale == .logarithmic && figure.x.title == "learning rate" && figure.y.title == "accuracy")
        #expect(figure.series.map(\.label) == ["sgd", "adam"])
        for (curve, series) in figure.series.enumerated() {
            #expect(series.points.map(\.x) == [0.001, 0.01, 0.1, 1] && series.band.count == 4)
            for place in 0..<4 {
                guard case .record(let row) = rows[curve * 4 + place], case .number(let accuracy)? = row["accuracy"],
                    case .number(let lower)? = row["lower"], case .number(let upper)? = row["upper"]
                else {
                    Issue.record("no row")
                    return
                }
                #expect(series.points[place].y == accuracy)
                #expect(series.band[place] == Series.Spread(x: series.points[place].x, lower: lower, upper: upper))
            }
        }
    }
}
