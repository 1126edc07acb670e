import LenetCards
import LenetEngine
import LenetFigures
import LenetLab
import LenetSyntax

/// `find lr with adam`, `find lr with sgd from 1e-4 to 1 steps 60`
package enum Find: StatementDefinition {
    package static let card = Card(
        .statement, "find", "Looks for a learning rate to begin with.",
        topics: [
            Card(
                .statement, "lr", "Tries rising rates, a batch each, on a copy of the model, and suggests one.",
                Train.card.parameters.filter { $0.name == "with" }
                    + [
                        Parameter("from", .option, .number(.positive), default: .number(1e-6), "The lowest rate."),
                        Parameter("to", .option, .number(.positive), default: .number(10), "The highest rate."),
                        Parameter("steps", .option, .integer(10...100_000), default: .number(100), unit: "rates", "How many rates, evenly spaced on a logarithmic scale."),
                    ] + Train.card.parameters.filter { ["batch", "loss"].contains($0.name) },
                takesRuleOptions: true)
        ],
        notes: [
            "The model is left as it was: weights, optimizer state, the place in the data and all random numbers to come.",
            "The suggestion is the rate at which the loss, smoothed, falls fastest, but no more than a tenth of the one at which it is lowest.",
            "It ends early where the loss of a batch is four times its lowest, or no number any more.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\nfind lr with sgd from 1e-4 to 10 steps 40", "where the loss falls fastest"),
            Example("load digits train 600\nmodel mlp\nlet f = find lr with adam steps 30\nif f.suggestion > 0 { train with adam lr f.suggestion }", "and then with it"),
        ], otherSpellings: ["lr_find", "lr_finder", "range_test"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let data = session.dataset else { throw Failure(.noData, at: call.sentence.verb.span) }
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        if let rate = call.ruleSettings.first(where: { $0.name.text == "lr" }) { throw Failure(.step(.rateGiven), at: rate.name.span) }
        let contender = try session.contender(call)
        let rule = contender.rule
        guard rule.program.usesRate || rule.otherwise?.program.usesRate == true else {
            throw Failure(.step(.noRate(rule: contender.name)), at: call.span(of: "with"))
        }
        let (from, to) = (call.number("from"), call.number("to"))
        guard from < to else {
            throw Failure(.step(.emptyRange(from: NumberText.plain(from), to: NumberText.plain(to))), at: call.span(of: call.isGiven("to") ? "to" : "from"))
        }
        let rates = Ranges.points(from: from, to: to, count: call.integer("steps"), logarithmic: true)
        let options = TrainingOptions(rule: rule, loss: try session.loss(call), batchSize: try session.batchSize(call, data))
        let losses: [Double]
        do {
            losses = try session.machine().rangeTest(
                of: state, on: data, options: options, rates: rates, isEnough: RateSearch.isEnough, isInterrupted: session.isInterrupted)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
        if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
        let found = FoundRate(
            search: RateSearch(rates: rates, losses: losses), label: contender.name, model: state.network.plan.name, data: data.name,
            batchSize: options.batchSize)
        if session.speaks(call) {
            if found.search.rates.count > 1 { session.say(TerminalDrawing.lines(found.figure, width: session.output.width).joined(separator: "\n"), for: call) }
            for sentence in found.sentences(planned: rates) {
                session.say(TextFolding.folded(sentence, width: session.output.width, hanging: 2).joined(separator: "\n"), for: call)
            }
        }
        return FoundRateFields.record(found)
    }
}

/// What `find lr` found.
package struct FoundRate: Sendable {
    package var search: RateSearch
    /// The rule: `adam`.
    package var label: String
    package var model: String
    package var data: String
    package var batchSize: Int

    /// What is far above the start is left out: it would press the rest flat.
    package var figure: Figure {
        let top = 2 * (search.losses.first ?? .infinity)
        func points(_ numbers: [Double]) -> [Series.Point] { zip(search.rates, numbers).filter { $0.1 <= top }.map { Series.Point($0.0, $0.1) } }
        return Figure(
            title: "Loss of a batch at rising learning rates", subtitle: "\(label), \(model) on \(data), batch \(batchSize)",
            x: Axis("learning rate", scale: .logarithmic), y: Axis("loss"),
            series: [
                Series("loss", points(search.losses)), Series("smoothed", points(search.smoothed)),
            ])
    }

    func sentences(planned: [Double]) -> [String] {
        func text(_ x: Double?) -> String { NumberText.significant(x ?? .nan, 3) }
        var tried = "\(NumberText.grouped(search.rates.count)) rates from \(text(search.rates.first)) to \(text(search.rates.last)), a batch each"
        if search.endedEarly { tried += "; the test ended before \(text(planned.last)), since the loss had grown beyond use" }
        var result = "no suggestion: the loss does not fall in this range; try lower rates, or more steps"
        if let suggestion = search.suggestion {
            let lowest = text(search.lowest)
            result = "suggestion: lr \(NumberText.plain(suggestion)), "
            result += search.isTenth
                ? "a tenth of \(lowest), where the loss is lowest: near that a rate is on the edge"
                : "where the loss falls fastest; it is lowest at \(lowest), and a rate near that is on the edge"
        }
        return [tried, result, "nothing was changed: weights, optimizer state and data order are as they were"]
    }
}

/// The fields of what `find lr` returns.
package enum FoundRateFields {
    package static let all: [Field<FoundRate>] = [
        Field("rule", "The rule that was tried.") { .text($0.label) },
        Field("rates", "The rates that were tried, rising.") { .list($0.search.rates.map { .number($0) }) },
        Field("losses", "Of each rate's batch, before its update.") { .list($0.search.losses.map { .number($0) }) },
        Field("smoothed", "The same, means over neighbours.") { .list($0.search.smoothed.map { .number($0) }) },
        Field("suggestion", "Where the loss falls fastest, or a tenth of where it is lowest; nothing where it does not fall.") { $0.search.suggestion.map { .number($0) } ?? .nothing },
        Field("lowest", "The rate at which the smoothed loss is lowest.") { $0.search.lowest.map { .number($0) } ?? .nothing },
        Field("figure", "The curve.") { .figure($0.figure) },
    ]

    static let record: @Sendable (FoundRate) -> Value = { found in
        .record(Record(kind: "found_rate", fields: all.map { ($0.name, $0.get(found)) }))
    }
}
