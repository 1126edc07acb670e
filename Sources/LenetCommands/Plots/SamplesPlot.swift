import LenetCards
import LenetFigures
import LenetLab

/// `plot samples 40 to "figure1.svg"`: study A's figure 1.
package enum SamplesPlot: PlotDefinition {
    package static let card = Card(
        .plot, "samples", "A sheet of images.",
        [
            Parameter("count", .positional, .integer(1...400), default: .number(12), unit: "images", "How many, from the first on."),
            Parameter("of", .option, .value, default: .absent("The training images."), "Which images: training, validation or test."),
        ],
        examples: [Example("load digits train 600\nplot samples 6", "six digits"), Example("load digits train 600\nplot samples 4 of test", "of the test images")])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let split = try call.images("of", unless: "training", in: session)
        let images = (0..<min(call.integer("count"), split.images.count)).map { ImageValue(split: split, index: $0) }
        let shape = images.first.map { ", \($0.height)x\($0.width)" } ?? ""
        return Figure(
            title: "\(session.dataset?.name ?? "Images"): \(split.name) images",
            subtitle: "the first \(images.count) of \(NumberText.grouped(split.images.count))\(shape)",
            content: .pictures(
                PictureGrid(images.map { GreyPicture(height: $0.height, width: $0.width, bytes: $0.pixels, caption: $0.truth.map { "\($0)" } ?? $0.name) })))
    }
}
