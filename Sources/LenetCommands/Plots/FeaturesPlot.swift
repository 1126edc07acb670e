import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot features of test[3] at conv1`: what a layer makes of an image.
package enum FeaturesPlot: PlotDefinition {
    package static let card = Card(
        .plot, "features", "What a layer gives for an image, a picture for each of its channels.",
        [
            Parameter("of", .option, .value, "An image: test[12]."),
            Parameter("at", .option, .newName, default: .absent("The first layer."), "Which layer: conv1.", otherSpellings: ["layer", "behind"]),
        ],
        examples: [Example("load digits train 600\nmodel lenet5\ntrain with adam\nplot features of test[3] at conv1", "six maps of a digit")],
        otherSpellings: ["feature_maps", "activations"])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        guard case .image(let image)? = call.value("of") else {
            throw Failure(.wrongKind(wanted: "an image such as test[12]", found: call.value("of")?.kind.phrase ?? "nothing"), at: call.span(of: "of"))
        }
        guard let network = session.training?.evaluationNetwork else { throw Failure(.noModel, at: call.sentence.span) }
        let rows = network.plan.rows
        var row = 0
        if let layer = call.text("at") {
            guard let index = rows.firstIndex(where: { $0.layer == layer }) else {
                throw Failure(.drawing(.unknownLayer(layer, all: rows.map(\.layer))), at: call.span(of: "at"))
            }
            row = index
        }
        let activation: LayerActivation
        do {
            activation = try session.machine().activation(network, behind: row, image: image.split.images, at: image.index)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
        let numbers = activation.numbers, shape = activation.shape
        let largest = max(numbers.map(abs).max() ?? 0, .leastNormalMagnitude)
        var pictures = [GreyPicture(height: image.height, width: image.width, bytes: image.pixels, caption: "the image")]
        if shape.isFlat {
            // A row of numbers as a block that is about twice as wide as high.
            let width = min(shape.count, shape.count <= 12 ? shape.count : 20)
            let height = (shape.count + width - 1) / width
            let ink = numbers.map { $0 / largest } + [Float](repeating: 0, count: height * width - numbers.count)
            pictures.append(GreyPicture(height: height, width: width, ink: ink, caption: "\(shape.count) numbers"))
        } else {
            let size = shape.height * shape.width
            pictures += (0..<min(shape.channels, 63)).map { channel in
                GreyPicture(
                    height: shape.height, width: shape.width, ink: numbers[channel * size..<(channel + 1) * size].map { $0 / largest },
                    caption: "channel \(channel)")
            }
        }
        return Figure(
            title: "What \(rows[row].layer) makes of \(image.name)\(image.truth.map { ", class \($0)" } ?? "")",
            subtitle: "\(network.plan.name), \(rows[row].layer): \(rows[row].description), \(shape), the strongest \(NumberText.significant(Double(largest), 3))",
            content: .pictures(PictureGrid(pictures, key: numbers.contains { $0 < 0 } ? "Orange is below 0." : "")))
    }
}
