import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot mistakes 12`: where the model was surest, and wrong.
package enum MistakesPlot: PlotDefinition {
    package static let card = Card(
        .plot, "mistakes", "The images on which the model is wrong and gives the right class the least probability.",
        [
            Parameter("count", .positional, .integer(1...100), default: .number(12), unit: "images", "How many."),
            Parameter("of", .option, .value, default: .absent("The test images."), "Which images: test, validation or training."),
        ],
        examples: [Example("load digits train 300\nmodel softmax_regression\ntrain with sgd lr 0.1\nplot mistakes 4", "the four worst")])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let split = try call.images("of", unless: "test", in: session)
        let evaluation = try session.answers(on: split, call).evaluation
        guard let network = session.training?.evaluationNetwork else { throw Failure(.noModel, at: call.sentence.span) }
        let wrong = split.images.indices.indices.compactMap { index -> (image: ImageValue, label: Int)? in
            let image = ImageValue(split: split, index: index)
            guard let label = image.truth, label != Int(evaluation.predictions[index]) else { return nil }
            return (image, label)
        }
        guard !wrong.isEmpty else { throw Failure(.drawing(.noMistakes(split.name)), at: call.sentence.span) }
        var judged: [(image: ImageValue, label: Int, probabilities: [Float])] = []
        do {
            let machine = try session.machine()
            for (image, label) in wrong {
                if session.isInterrupted() { throw Failure(.interrupted, at: nil) }
                judged.append((image, label, try machine.probabilities(network, image: split.images, at: image.index)))
            }
        } catch let error as EngineError {
            throw Failure(.engine(error), at: call.sentence.span)
        }
        judged.sort { ($0.probabilities[$0.label], $0.image.index) < ($1.probabilities[$1.label], $1.image.index) }
        let pictures = judged.prefix(call.integer("count")).map { image, label, probabilities -> GreyPicture in
            let said = Int(evaluation.predictions[image.index])
            return GreyPicture(
                height: image.height, width: image.width, bytes: image.pixels,
                caption: "\(image.name) is \(label)\nsaid \(said): \(NumberText.percent(Double(probabilities[said]), decimals: 1))")
        }
        return Figure(
            title: "The worst mistakes",
            subtitle: "\(NumberText.counted(wrong.count, "mistake")) on \(NumberText.counted(evaluation.count, "\(split.name) image")); "
                + "first those whose own class got the least probability",
            content: .pictures(PictureGrid(pictures)))
    }
}
