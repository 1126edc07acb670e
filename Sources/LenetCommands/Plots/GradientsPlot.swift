import LenetCards
import LenetData
import LenetEngine
import LenetFigures
import LenetLab

/// `plot gradients`: how strongly each layer is pulled, measured by its own weights.
package enum GradientsPlot: PlotDefinition {
    package static let card = Card(
        .plot, "gradients", "The gradient of each layer beside the size of its weights, on some training images.",
        [
            Parameter("images", .option, .integer(1...10_000), default: .number(256), "How many of the first training images."),
            Parameter(
                "measure", .option, .word(["relative", "norm"]), default: .name("relative"),
                "The norm of the gradient, or that divided by the norm of the weights.", otherSpellings: ["show"]),
        ],
        examples: [Example("load digits train 600\nmodel lenet5\nplot gradients", "at the very beginning")])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.span) }
        let training = try session.split("training", at: call.sentence.span).images
        let count = min(call.integer("images"), training.count)
        let some = ImageSplit(images: training.images, indices: Array(training.indices.prefix(count)))
        let gradients: [Float]
        do {
            gradients = try session.machine().gradients(state.network, on: some, loss: session.lossInUse, seed: state.seed, step: state.step).gradients
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
        let isRelative = call.text("measure") != "norm"
        let bars = state.network.plan.arrays.compactMap { array -> Bar? in
            let gradient = norm(gradients[array.range]), weights = norm(state.network.weights[array.range])
            // A bias begins at 0, and by nothing nothing is divided.
            if isRelative, weights == 0 { return nil }
            let value = isRelative ? gradient / weights : gradient
            return Bar(array.name, value > 0 ? value : .nan, text: NumberText.significant(value, 3))
        }
        return Figure(
            title: isRelative ? "Gradients, measured by the weights" : "Gradients",
            subtitle: "\(state.network.plan.name) after \(NumberText.counted(state.step, "step")), \(NumberText.counted(count, "training image")), "
                + "loss \(session.lossInUse.name)" + (isRelative && bars.count < state.network.plan.arrays.count ? "; arrays of zeros left out" : ""),
            x: Axis(isRelative ? "norm of the gradient / norm of the weights" : "norm of the gradient", scale: .logarithmic), y: Axis("array"),
            content: .bars(bars))
    }

    private static func norm(_ numbers: ArraySlice<Float>) -> Double {
        numbers.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
}
