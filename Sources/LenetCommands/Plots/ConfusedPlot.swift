import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot confused 6`: the pairs of classes that are mixed up most, each with an image.
package enum ConfusedPlot: PlotDefinition {
    package static let card = Card(
        .plot, "confused", "The classes that the model mixes up most often, each pair with an image that it went wrong on.",
        [
            Parameter("count", .positional, .integer(1...100), default: .number(6), unit: "pairs", "How many."),
            Parameter("of", .option, .value, default: .absent("The test images."), "Which images: test, validation or training."),
        ],
        examples: [Example("load digits train 300\nmodel softmax_regression\ntrain with sgd lr 0.1\nplot confused 4", "four pairs")])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let split = try call.images("of", unless: "test", in: session)
        let evaluation = try session.answers(on: split, call).evaluation
        var pairs: [(own: Int, said: Int, count: Int)] = []
        for (label, row) in evaluation.confusion.enumerated() {
            for (said, count) in row.enumerated() where said != label && count > 0 { pairs.append((label, said, count)) }
        }
        guard !pairs.isEmpty else { throw Failure(.drawing(.noMistakes(split.name)), at: call.sentence.span) }
        pairs.sort { ($1.count, $0.own, $0.said) < ($0.count, $1.own, $1.said) }
        let pictures = pairs.prefix(call.integer("count")).compactMap { pair -> GreyPicture? in
            let images = split.images.indices.indices.lazy.map { ImageValue(split: split, index: $0) }
            guard let image = images.first(where: { $0.label == pair.own && Int(evaluation.predictions[$0.index]) == pair.said }) else { return nil }
            return GreyPicture(
                height: image.height, width: image.width, bytes: image.pixels,
                caption: "\(pair.own) taken for \(pair.said)\n\(pair.count == 1 ? "once" : "\(NumberText.grouped(pair.count)) times")")
        }
        return Figure(
            title: "Classes that are mixed up most",
            subtitle: "\(NumberText.counted(evaluation.count - evaluation.correct, "mistake")) on \(NumberText.counted(evaluation.count, "\(split.name) image")); "
                + "each picture is the first of its kind",
            content: .pictures(PictureGrid(pictures)))
    }
}
