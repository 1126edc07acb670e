import LenetEngine
import LenetLab
import LenetSyntax

/// What `when CONDITION { … }` asked for.
package struct Watcher: Sendable {
    package var number: Int
    var condition: Expression
    var body: Block
    /// The condition as it was written.
    package var text: String
    /// All of it, in one line.
    package var statement: String
    /// It held when it was tested last: the block runs when that changes.
    var isTrue = false
    /// How often its block has run.
    package var count = 0
}

/// A `when` block at work, and what its names stand for.
struct Passing {
    var values: [(name: String, value: Value)]
    var wantsPause = false
}

/// Tests the conditions of `when` as a training passes, and runs their blocks between two updates: a block that is to run stops
/// the training as a pause does, and the training goes on behind it.
package final class Watching {
    private let session: Session
    private var previousLoss: Double?
    private var report: UpdateReport?
    private var epoch = 0
    private var rows: Int?
    /// Places among the session's watchers.
    private var fired: [Int] = []
    private var failure: (any Error)?
    /// A block that ran last said `pause`.
    private(set) var wantsPause = false

    init(_ session: Session) { self.session = session }

    var hasNews: Bool { !fired.isEmpty || failure != nil }

    /// Adds to `watch` what it must hear: nothing where nothing was asked for.
    func listen(_ watch: inout TrainingWatch) {
        guard !session.watchers.isEmpty else { return }
        let keep = watch.onMoment
        watch.onMoment = { state, pause in
            keep?(state, pause)
            self.epoch = state.history.last?.epoch ?? 0
            if let rows = self.rows, pause.history.count > rows { self.test(pause.history.last) }
            self.rows = pause.history.count
        }
        watch.onUpdate = { report in
            self.previousLoss = self.report?.loss
            self.report = report
            self.test(report.row)
        }
    }

    // MARK: Conditions

    package static let names = ["loss", "previous_loss", "step", "epoch", "lr", "accuracy"] + HistoryFields.all.map(\.name)

    private func values(_ report: UpdateReport, _ row: HistoryRow?) -> [(name: String, value: Value)] {
        var values: [(name: String, value: Value)] = []
        for field in HistoryFields.all { values.append((field.name, row.map(field.get) ?? .number(.nan))) }
        values.append(("accuracy", .number(row?.judged?.accuracy ?? .nan)))
        values.append(("loss", .number(report.loss)))
        values.append(("previous_loss", .number(previousLoss ?? report.loss)))
        values.append(("step", .number(Double(report.step))))
        values.append(("epoch", .number(Double(epoch))))
        values.append(("lr", .number(report.learningRate)))
        return values
    }

    private func test(_ row: HistoryRow?) {
        guard var report, failure == nil else { return }
        report.row = row
        self.report = report
        let outer = session.scopes.openFunction()
        defer { session.scopes.closeFunction(outer) }
        for (name, value) in values(report, row) { session.scopes.declare(name, value) }
        for place in session.watchers.indices {
            do {
                let isTrue = try Evaluator(session).truth(session.watchers[place].condition)
                if isTrue, !session.watchers[place].isTrue { fired.append(place) }
                session.watchers[place].isTrue = isTrue
            } catch {
                failure = error
                return
            }
        }
    }

    // MARK: Blocks

    /// The training stands: runs the blocks whose conditions came true. Whether it goes on behind them.
    func runBlocks(goingOnAfter result: TrainingResult, unlessAt pauseAfter: Int?) throws -> Bool {
        defer {
            fired = []
            failure = nil
        }
        if let failure { throw failure }
        guard !fired.isEmpty, let report else { return false }
        if session.isInterrupted() {
            // They run when the training goes on.
            for place in fired { session.watchers[place].isTrue = false }
            return false
        }
        wantsPause = false
        for place in fired {
            session.watchers[place].count += 1
            let watcher = session.watchers[place]
            session.note("step \(NumberText.grouped(report.step)): \(watcher.text)")
            session.passing = Passing(values: values(report, report.row))
            defer { session.passing = nil }
            try run(watcher.body)
            wantsPause = wantsPause || session.passing?.wantsPause == true
        }
        guard result.pause != nil else {
            if wantsPause { session.note("the training had ended: there was nothing left to pause") }
            return false
        }
        return !wantsPause && result.steps != pauseAfter
    }

    private func run(_ body: Block) throws {
        let outer = session.scopes.openFunction()
        defer { session.scopes.closeFunction(outer) }
        for (name, value) in session.passing?.values ?? [] { session.scopes.declare(name, value) }
        _ = try Evaluator(session).execute(body.statements)
    }
}

extension Session {
    /// What a `when` block may not do: it stands between two updates of a training that goes on behind it.
    static let moving: Set<String> = [
        "train", "resume", "step", "back", "goto", "rewind", "switch", "model", "load", "when", "forget", "find", "lesson", "next",
    ]

    func refuseWhilePassing(_ sentence: Sentence) throws {
        guard passing != nil, Self.moving.contains(sentence.verb.text) else { return }
        throw Failure(.past(.movesInWhen(sentence.verb.text)), at: sentence.verb.span)
    }
}
