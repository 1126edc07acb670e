import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot weights`: how the weights of each layer are spread.
package enum WeightsPlot: PlotDefinition {
    package static let card = Card(
        .plot, "weights", "How the weights of each layer are spread: a histogram for each.",
        [Parameter("of", .option, .value, default: .absent("The model of this moment."), "model, or a value that was made of it.")],
        examples: [Example("load digits train 600\nmodel lenet5\ntrain with adam\nplot weights", "five layers")],
        otherSpellings: ["histogram", "histograms"])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let network = try call.network("of", in: session)
        let figures = network.plan.arrays.filter { $0.dimensions.count > 1 }.prefix(12).map { array -> Figure in
            let weights = network.weights[array.range].map { Double($0) }
            return Figure(
                title: "\(array.name), \(NumberText.counted(array.count, "weight"))", x: Axis("weight"), y: Axis("how many"),
                series: [histogram(weights)])
        }
        guard !figures.isEmpty else { throw Failure(.drawing(.noWeights(network.plan.name)), at: call.sentence.span) }
        let largest = Double(network.weights.map(abs).max() ?? 0)
        return Figure(
            title: "Weights of \(network.plan.name)",
            subtitle: "\(NumberText.grouped(network.plan.parameterCount)) in all; the largest is \(NumberText.significant(largest, 3)) in size, biases not shown",
            content: .panels(Panels(figures, sharesY: false)))
    }

    /// Forty steps between the ends, as an outline that is filled.
    private static func histogram(_ values: [Double]) -> Series {
        let finite = values.filter(\.isFinite)
        guard let least = finite.min(), let most = finite.max(), most > least else {
            guard let only = finite.first else { return Series("weights", []) }
            return Series("weights", [Series.Point(only, 0), Series.Point(only, Double(finite.count))])
        }
        let bins = 40
        var counts = [Int](repeating: 0, count: bins)
        for value in finite {
            let place = ((value - least) / (most - least) * Double(bins)).rounded(.down)
            counts[min(bins - 1, max(0, WholeNumber.from(place) ?? 0))] += 1
        }
        var points: [Series.Point] = [.init(least, 0)]
        for (bin, count) in counts.enumerated() {
            for end in [bin, bin + 1] { points.append(.init(least + (most - least) * Double(end) / Double(bins), Double(count))) }
        }
        points.append(.init(most, 0))
        return Series("weights", points, band: points.map { .init(x: $0.x, lower: 0, upper: $0.y) })
    }
}
