import LenetEngine
import LenetFigures
import LenetLab
import LenetSyntax

// One weight on its way through the first updates, under each rule.

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
        var place = try call.text("weight").map { try self.place(of: $0, plan) }
        var figure = Figure(title: "", x: Axis("step", isWhole: true), y: Axis("weight"))
        var tracks: [SteppedFigure.Track] = []
        for way in ways {
            guard let seen = try steps(way.run, way.asked, at: place, count: count(asked, way.asked.recipe)) else { continue }
            place = seen.place
            figure.series.append(
                Series(way.label, ([seen.start] + seen.steps.map(\.weight)).enumerated().map { .init(Double($0.offset), Double($0.element)) }))
            tracks.append(SteppedFigure.Track(label: way.label, rows: Self.rows(seen)))
        }
        guard let place, !tracks.isEmpty else { return nil }
        let name = Self.name(of: place, plan)
        let length = tracks.map(\.rows.count).max().map { $0 - 1 } ?? 0
        figure.title = "The weight \(name)"
        figure.subtitle = "\(plan.name), the first \(length == 1 ? "update" : "\(length) updates") from the weights of seed \(first.run.seed)"
        let why = call.isGiven("weight") ? "" : " It was chosen because its gradient is the greatest of its array in the first batch."
        return HTMLReport.Section(
            "One weight, step by step",
            [
                .paragraph("An update looks at the gradient of one batch and moves every weight. Here is one of them, \(name), in the first updates of the training.\(why)"),
                .stepped(
                    SteppedFigure(figure: figure, columns: ["gradient g", "change \u{394}w", "weight w"], tracks: tracks),
                    caption: "Each rule makes of the gradient g a change of the weight w of its own. In the first step all rules see the same gradient."),
            ])
    }

    /// The default is cut where batches are large: the report should not take as long as the training.
    private func count(_ asked: Int, _ recipe: Recipe) -> Int {
        call.isGiven("steps") ? asked : min(asked, max(5, 40_000 / max(1, recipe.batchSize)))
    }

    private func steps(_ run: Run, _ asked: Run.Asked, at place: Int?, count: Int) throws -> WeightSteps? {
        let recipe = asked.recipe
        do {
            let seen = try session.machine().weightSteps(
                TrainingState(plan: recipe.plan, seed: run.seed), on: recipe.data,
                options: TrainingOptions(rule: asked.contender.rule, loss: recipe.loss, epochs: recipe.epochs, batchSize: recipe.batchSize),
                at: place, count: count, isInterrupted: session.isInterrupted)
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
