import LenetEngine
import LenetFigures
import LenetLab
import LenetSyntax

// Weights on their way through the first updates, under each rule.

extension ReportPage {
    /// nil where nobody asked for it, or where no run can be done again from its first weights.
    func weightSection(_ runs: [Run]) throws -> HTMLReport.Section? {
        let asked = call.integer("steps")
        guard asked > 0 else { return nil }
        var ways: [(label: String, run: Run, asked: Run.Asked)] = []
        for run in runs where !ways.contains(where: { $0.label == run.label }) {
            if let own = run.asked { ways.append((run.label, run, own)) }
        }
        guard let first = ways.first else {
            if call.isGiven("weight") || call.isGiven("steps") {
                session.note("the report has no slider over a weight: these trainings did not begin with the first weights of their seed")
            }
            return nil
        }
        let plan = first.asked.recipe.plan
        // Different networks have no weight in common.
        ways = ways.filter { $0.asked.recipe.plan.hasSameLayers(as: plan) && $0.run.seed == first.run.seed }
        var places = try call.text("weight").map { [try place(of: $0, plan)] } ?? watched(in: plan)
        let isChosen = places.isEmpty
        var seen: [(label: String, weights: [WeightSteps])] = []
        for way in ways {
            let weights = try steps(way.run, way.asked, at: places, count: count(asked, way.asked.recipe))
            guard !weights.isEmpty else { continue }
            places = weights.map(\.place)
            seen.append((way.label, weights))
        }
        guard let one = places.first, !seen.isEmpty else { return nil }
        let isOne = places.count == 1
        let why =
            isChosen ? " It was chosen because its gradient is the greatest of its array in the first batch."
            : call.isGiven("weight") ? "" : isOne ? " It is the one that `watch` named." : " They are those that `watch` named."
        let words =
            isOne ? "Here is one of them, \(Self.name(of: one, plan)), in the first updates of the training." : "Here are some of them in the first updates of the training."
        let figures = places.indices.map { index in
            let ways = seen.map { (label: $0.label, steps: $0.weights[index]) }
            return HTMLReport.Block.stepped(
                figure(Self.name(of: places[index], plan), ways, in: plan.name, seed: first.run.seed),
                caption: "Each rule makes of the gradient g a change of the weight w of its own. In the first step all rules see the same gradient.")
        }
        return HTMLReport.Section(
            isOne ? "One weight, step by step" : "Weights, step by step",
            [.paragraph("An update looks at the gradient of one batch and moves every weight. \(words)\(why)")] + figures)
    }

    /// More than these would make the page long and its reader tired.
    private static let mostWatched = 6

    /// The weights that `watch` named; layers, arrays and expressions are for `step`.
    private func watched(in plan: NetworkPlan) -> [Int] {
        let named = session.watched.compactMap { item -> Int? in
            guard case .place(let place) = item.subject else { return nil }
            guard let range = place.range(in: plan) else {
                session.note("\(item.text) is not in \(plan.name), so the report does not show it")
                return nil
            }
            return place.isWeight(in: plan) ? range.lowerBound : nil
        }
        if named.count > Self.mostWatched {
            session.note("the report shows the first \(Self.mostWatched) of the \(named.count) weights that are watched; `weight \"…\"` chooses one")
        }
        return Array(named.prefix(Self.mostWatched))
    }

    private func figure(_ name: String, _ ways: [(label: String, steps: WeightSteps)], in model: String, seed: UInt64) -> SteppedFigure {
        var figure = Figure(title: "The weight \(name)", x: Axis("step", isWhole: true), y: Axis("weight"))
        let length = ways.map(\.steps.steps.count).max() ?? 0
        figure.subtitle = "\(model), the first \(length == 1 ? "update" : "\(length) updates") from the weights of seed \(seed)"
        figure.series = ways.map { way in
            Series(way.label, ([way.steps.start] + way.steps.steps.map(\.weight)).enumerated().map { .init(Double($0.offset), Double($0.element)) })
        }
        let tracks = ways.map { SteppedFigure.Track(label: $0.label, rows: Self.rows($0.steps)) }
        return SteppedFigure(figure: figure, columns: ["gradient g", "change \u{394}w", "weight w"], tracks: tracks)
    }

    /// The default is cut where batches are large: the report should not take as long as the training.
    private func count(_ asked: Int, _ recipe: Recipe) -> Int {
        call.isGiven("steps") ? asked : min(asked, max(5, 40_000 / max(1, recipe.batchSize)))
    }

    private func steps(_ run: Run, _ asked: Run.Asked, at places: [Int], count: Int) throws -> [WeightSteps] {
        let recipe = asked.recipe
        do {
            let seen = try session.machine().weightSteps(
                TrainingState(plan: recipe.plan, seed: run.seed), on: recipe.data,
                options: TrainingOptions(rule: asked.contender.rule, loss: recipe.loss, epochs: recipe.epochs, batchSize: recipe.batchSize),
                at: places, count: count, isInterrupted: session.isInterrupted)
            if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
            return seen
        } catch let error as EngineError {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }

    private static func rows(_ seen: WeightSteps) -> [[String]] {
        var weight = Double(seen.start)
        var rows = [["-", "-", NumberText.significant(weight, 5)]]
        for step in seen.steps {
            let next = Double(step.weight)
            rows.append([NumberText.significant(Double(step.gradient), 4), NumberText.significant(next - weight, 4), NumberText.significant(next, 5)])
            weight = next
        }
        return rows
    }

    // MARK: Names of weights

    /// `conv1.weight[0, 0, 2, 2]`
    static func name(of place: Int, _ plan: NetworkPlan) -> String {
        guard let array = plan.arrays.first(where: { $0.range.contains(place) }) else { return "\(place)" }
        var rest = place - array.offset
        var index: [Int] = []
        for size in array.dimensions.reversed() {
            index.insert(rest % size, at: 0)
            rest /= size
        }
        return "\(array.name)[\(index.map { "\($0)" }.joined(separator: ", "))]"
    }

    private func place(of text: String, _ plan: NetworkPlan) throws -> Int {
        let parts = text.split(whereSeparator: { $0 == "[" || $0 == "]" }).map { String($0) }
        let name = (parts.first ?? "").split(separator: " ").joined()
        let names = plan.arrays.map(\.name)
        guard let array = plan.arrays.first(where: { $0.name == name }) else {
            throw Failure(
                .report(.noSuchWeight(text, nearest: Nearest.candidates(name, among: names), all: names, example: Self.example(plan))),
                at: call.span(of: "weight"))
        }
        let written = parts.count == 2 ? parts[1].split(separator: ",").map { Int($0.split(separator: " ").joined()) } : []
        let index = written.compactMap { $0 }
        guard index.count == array.dimensions.count, index.count == written.count,
            zip(index, array.dimensions).allSatisfy({ 0..<$0.1 ~= $0.0 })
        else {
            throw Failure(.report(.noSuchPlace(text, array: array.name, dimensions: array.dimensions)), at: call.span(of: "weight"))
        }
        return array.offset + zip(index, array.dimensions).reduce(0) { $0 * $1.1 + $1.0 }
    }

    private static func example(_ plan: NetworkPlan) -> String { name(of: plan.arrays.first?.offset ?? 0, plan) }
}
