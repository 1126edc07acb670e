import LenetCards
import LenetEngine
import LenetFigures
import LenetLab
import LenetRules
import LenetSyntax

/// What rates a schedule will give a training, before it runs: what `show schedule` lists and `plot schedule` draws.
struct ScheduleForecast {
    private let program: ScheduleProgram
    /// The learning rate that the schedule starts from.
    let base: Double
    let epochs: Int
    let batch: Int
    let images: Int

    var stepsPerEpoch: Int { (images + batch - 1) / batch }
    var steps: Int { epochs * stepsPerEpoch }

    /// The parameters that `show schedule` and `plot schedule` share.
    static let parameters = [
        Parameter(
            "lr", .option, .number(.positive), default: .number(0.1), "The rate that the schedule starts from.",
            otherSpellings: ["learning_rate", "rate"]),
        Parameter("epochs", .option, .integer(1...1_000_000), default: .number(10), unit: "passes", "How long the training would be."),
        Parameter(
            "batch", .option, .integer(1...1_000_000), default: .number(128), unit: "images", "How many images an update is made from.",
            otherSpellings: ["batch_size"]),
        Parameter(
            "images", .option, .integer(1...1_000_000_000), default: .absent("As many as train now, or 60,000 without data."),
            "How many training images there would be."),
    ]

    init(_ choice: RuleChoice, _ call: SentenceCall, in session: Session) throws {
        base = call.number("lr")
        epochs = call.integer("epochs")
        batch = call.integer("batch")
        images = call.optionalInteger("images") ?? session.dataset?.training.count ?? 60_000
        if let note = session.library.schedule(named: choice.name, dialect: session.dialect)?.note { session.note(note) }
        do {
            program = try session.library.scheduleProgram(
                ScheduleUse(name: Name(choice.name, choice.span), settings: choice.settings), dialect: session.dialect, rate: base
            ).0
        } catch {
            throw Failure(.rule(error), at: error.place ?? choice.span)
        }
        if remembers, steps > Self.mostSteps {
            throw Failure(.tooLong(what: "a schedule that remembers, seen step by step,", limit: Self.mostSteps), at: choice.span)
        }
        if program.readsMetric {
            session.note("\(choice.name) looks at what each epoch brings: what is shown is the rate that it starts from")
        }
        if program.setsMomentum { session.note("\(choice.name) sets the momentum, too; what is shown is the rate") }
    }

    /// Its rates follow from the steps before: all of them must be made.
    private var remembers: Bool { !program.start.isEmpty }
    private static let mostSteps = 20_000_000

    /// The rates of these steps, none of which is before the one before it.
    private func rates(_ wanted: [Int]) -> [Double] {
        var run = ScheduleRun(program, learningRate: base, momentum: 0)
        func advance(to step: Int) {
            run.advance(to: ScheduleMoment(step: step, epoch: step / stepsPerEpoch, steps: steps, epochs: epochs))
        }
        var next = 0
        return wanted.map { step in
            if remembers {
                while next <= step {
                    advance(to: next)
                    next += 1
                }
            } else {
                advance(to: step)
            }
            return run.rate
        }
    }

    /// `10 epochs of 469 steps (60,000 images in batches of 128)`
    var length: String {
        "\(epochs == 1 ? "1 epoch" : "\(NumberText.grouped(epochs)) epochs") of \(NumberText.counted(stepsPerEpoch, "step")) "
            + "(\(NumberText.counted(images, "image")) in batches of \(NumberText.grouped(batch)))"
    }

    // MARK: By epoch

    struct Row {
        var epoch: Int
        var step: Int
        var first: Double
        var last: Double
    }

    /// Of these epochs, from 0, which rise.
    func rows(_ wanted: [Int]) -> [Row] {
        let rates = rates(wanted.flatMap { [$0 * stepsPerEpoch, ($0 + 1) * stepsPerEpoch - 1] })
        return wanted.enumerated().map { index, epoch in
            Row(epoch: epoch + 1, step: epoch * stepsPerEpoch, first: rates[2 * index], last: rates[2 * index + 1])
        }
    }

    // MARK: As a curve

    /// Against epochs done. Every step of a short training; of a long one a thousand, and the ends of its epochs, so that what
    /// jumps there is seen to jump.
    func points() -> [Series.Point] {
        var wanted: [Int] = []
        if steps <= 2000 {
            wanted = Array(0..<steps)
        } else {
            wanted = (0...1000).map { steps / 1000 * $0 + steps % 1000 * $0 / 1000 }.map { min($0, steps - 1) }
            if epochs <= 500 {
                for epoch in 0..<epochs { wanted += [epoch * stepsPerEpoch, (epoch + 1) * stepsPerEpoch - 1] }
            }
            wanted = Array(Set(wanted)).sorted()
        }
        return zip(wanted, rates(wanted)).map { Series.Point(Double($0) / Double(stepsPerEpoch), $1) }
    }
}
