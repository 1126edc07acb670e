import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot updates`: how large the updates of each layer are beside its weights; of the last `step`, or along the first updates of a
/// training.
package enum UpdatesPlot: PlotDefinition {
    package static let card = Card(
        .plot, "updates", "How large the updates of each layer are beside its weights: of a step, or along a training's first updates.",
        [
            Parameter("of", .option, .value, default: .absent("The last `step`."), "What `step` gave, a run, a list of runs, or a comparison."),
            Parameter(
                "steps", .option, .integer(1...10_000), default: .number(100), unit: "updates",
                "How many of the first updates of a run.", otherSpellings: ["first"]),
        ],
        notes: [
            "The dotted line stands at 0.001: around it is usual. Far above it a layer forgets what it knows, far below it hardly learns.",
            "The first updates of a run are made once more, on a copy: a run that began with the first weights of its seed can do that.",
        ],
        examples: [
            Example("load digits train 600\nmodel lenet5\nstep with adam lr 0.01\nplot updates", "one update, a row for each layer"),
            Example("load digits train 600\nmodel lenet5\nlet run = train with adam\nplot updates of run", "a curve for each layer"),
        ],
        otherSpellings: ["update", "update_ratio", "update_ratios", "ratio", "ratios"])

    /// What is usual.
    private static let guide = 1e-3
    private static let guideWords = "dotted: 0.001, about the usual size"
    private static let what = "norm of the update / norm of the weights"

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        guard let value = call.value("of") else {
            guard let state = session.training else { throw Failure(.noModel, at: call.sentence.span) }
            guard let last = session.lastStep, last.plan.hasSameLayers(as: state.network.plan) else {
                throw Failure(.drawing(.noStep), at: call.sentence.span)
            }
            noteSteps(call, in: session)
            return figure(last.record, model: last.plan.name)
        }
        if case .record(let record) = value, record.kind == "step" {
            noteSteps(call, in: session)
            return figure(record, model: nil)
        }
        return try figure(try runs(value, call), call, in: session)
    }

    /// Nothing that is said is passed over in silence.
    private static func noteSteps(_ call: SentenceCall, in session: Session) {
        if call.isGiven("steps") { session.note("`steps` is for a run: plot updates of run steps \(call.integer("steps"))") }
    }

    // MARK: One update

    private static func figure(_ step: Record, model: String?) -> Figure {
        let layers = step.list("layers").compactMap { if case .record(let layer) = $0 { layer } else { nil } }.filter { ($0.number("weights") ?? 0) > 0 }
        let bars = layers.map { layer -> Bar in
            let ratio = layer.number("ratio") ?? .nan
            return Bar(layer.text("layer"), ratio > 0 ? ratio : .nan, text: ratio.isNaN ? "-" : NumberText.significant(ratio, 3))
        }
        var isWaiting = false
        if case .boolean(false)? = step["updated"] { isWaiting = true }
        let parts = [
            model, step.text("rule"), "step \(NumberText.plain(step.number("step") ?? 0))",
            isWaiting ? "no weight moved yet: gradients wait for those of other batches" : nil, guideWords,
        ]
        var figure = Figure(
            title: "An update, measured by the weights", subtitle: parts.compactMap(\.self).joined(separator: ", "),
            x: Axis(what, scale: .logarithmic), y: Axis("layer"), content: .bars(bars))
        figure.guide = guide
        return figure
    }

    // MARK: Along a training

    private static func runs(_ value: Value, _ call: SentenceCall) throws -> [Run] {
        switch value {
        case .run(let run): return [run]
        case .comparison(let comparison): return comparison.runs
        case .list(let values) where !values.isEmpty: return try values.flatMap { try runs($0, call) }
        default:
            throw Failure(
                .wrongKind(wanted: "what `step` gave, a run, a list of runs or a comparison", found: value.kind.phrase), at: call.span(of: "of"))
        }
    }

    /// Of each rule one run: what another seed would change is small beside what the rule does.
    private static func figure(_ runs: [Run], _ call: SentenceCall, in session: Session) throws -> Figure {
        var ways: [(run: Run, asked: Run.Asked)] = []
        for run in runs where !ways.contains(where: { $0.run.label == run.label }) {
            if let asked = run.asked { ways.append((run, asked)) }
        }
        guard let first = ways.first else { throw Failure(.drawing(.noFirstUpdates), at: call.span(of: "of")) }
        var figures = try ways.map { way in
            var figure = Figure(
                title: way.run.label, x: Axis("step", isWhole: true), y: Axis(what, scale: .logarithmic),
                series: try curves(way.run, way.asked, call, in: session))
            figure.guide = guide
            return figure
        }
        let length = figures.flatMap(\.series).map(\.points.count).max() ?? 0
        func common(_ texts: [String]) -> String? { Set(texts).count == 1 ? texts.first : nil }
        let subtitle = [
            common(ways.map(\.run.model)), common(ways.map { "batch \($0.run.batchSize)" }), common(ways.map { "loss \($0.run.loss)" }),
            "seed \(first.run.seed)", length == 1 ? "the first update" : "the first \(NumberText.grouped(length)) updates", guideWords,
        ].compactMap(\.self).joined(separator: ", ")
        if figures.count > 1 {
            return Figure(title: "Updates, measured by the weights", subtitle: subtitle, content: .panels(Panels(figures, sharesY: true)))
        }
        figures[0].title = "Updates of \(first.run.label), measured by the weights"
        figures[0].subtitle = subtitle
        return figures[0]
    }

    private static func curves(_ run: Run, _ asked: Run.Asked, _ call: SentenceCall, in session: Session) throws -> [Series] {
        let recipe = asked.recipe
        // A figure should not take as long as the training: of large batches fewer updates, unless so many were asked for.
        let count = call.isGiven("steps") ? call.integer("steps") : min(call.integer("steps"), max(10, 40_000 / max(1, recipe.batchSize)))
        let made: UpdateRatios
        do {
            made = try session.machine().updateRatios(
                TrainingState(plan: recipe.plan, seed: run.seed), on: recipe.data,
                options: TrainingOptions(rule: asked.contender.rule, loss: recipe.loss, epochs: recipe.epochs, batchSize: recipe.batchSize), count: count,
                isInterrupted: session.isInterrupted)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
        if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
        return made.layers.enumerated().map { place, layer in
            Series(layer, made.ratios.enumerated().map { .init(Double($0.offset + 1), $0.element[place]) })
        }
    }
}

extension Record {
    fileprivate func number(_ name: String) -> Double? { if case .number(let number)? = self[name] { number } else { nil } }
    fileprivate func text(_ name: String) -> String { if case .text(let text)? = self[name] { text } else { "" } }
    fileprivate func list(_ name: String) -> [Value] { if case .list(let values)? = self[name] { values } else { [] } }
}
