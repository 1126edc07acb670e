import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot filters`: what the first convolution looks for.
package enum FiltersPlot: PlotDefinition {
    package static let card = Card(
        .plot, "filters", "The weights of a convolution as pictures, a picture for each filter.",
        [
            Parameter("layer", .positional, .newName, default: .absent("The first convolution."), "Which layer: conv1."),
            Parameter("of", .option, .value, default: .absent("The model of this moment."), "model, or a value that was made of it."),
        ],
        examples: [Example("load digits train 600\nmodel lenet5\ntrain with adam\nplot filters", "the six filters of conv1")],
        otherSpellings: ["kernels"])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let network = try call.network("of", in: session)
        let all = network.plan.arrays.filter { $0.dimensions.count == 4 && $0.name.hasSuffix(".weight") }
        let names = all.map { String($0.name.dropLast(".weight".count)) }
        guard let first = all.first else { throw Failure(.drawing(.noConvolution(network.plan.name)), at: call.sentence.span) }
        var array = first
        if let layer = call.text("layer") {
            guard let index = names.firstIndex(of: layer) else {
                throw Failure(.drawing(.unknownLayer(layer, all: names)), at: call.span(of: "layer"))
            }
            array = all[index]
        }
        let (filters, channels, height, width) = (array.dimensions[0], array.dimensions[1], array.dimensions[2], array.dimensions[3])
        let weights = network.weights[array.range]
        let largest = max(weights.map(abs).max() ?? 0, .leastNormalMagnitude)
        // Deeper filters see several channels; each is a picture, up to what still can be seen.
        let pictures = (0..<min(filters * channels, most)).map { index in
            let start = weights.startIndex + index * height * width
            return GreyPicture(
                height: height, width: width, ink: weights[start..<start + height * width].map { $0 / largest },
                caption: channels == 1 ? "filter \(index)" : "filter \(index / channels)\nchannel \(index % channels)")
        }
        let layer = array.name.dropLast(".weight".count)
        let shown = pictures.count < filters * channels ? ", the first \(pictures.count) pictures of \(NumberText.grouped(filters * channels))" : ""
        return Figure(
            title: "Filters of \(layer)", subtitle: "\(network.plan.name), \(filters) filters of \(height)x\(width)\(channels == 1 ? "" : " in \(channels) channels")\(shown), the strongest weight \(NumberText.significant(Double(largest), 3))",
            content: .pictures(PictureGrid(pictures, key: "Orange is below 0.")))
    }

    private static let most = 96
}
