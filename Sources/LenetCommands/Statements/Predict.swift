import LenetCards
import LenetData
import LenetEngine
import LenetLab
import LenetSyntax

/// `predict test[12]`, `predict "seven.png"`
package enum Predict: StatementDefinition {
    package static let card = Card(
        .statement, "predict", "Shows an image and what the network makes of it.",
        [Parameter("image", .positional, .value, "An image such as test[12], or the name of a PNG or PGM file.")],
        notes: [
            "A picture from a file is made as MNIST's were: light on black, scaled to 20 of 28 pixels, its weight in the middle. What was done is "
                + "said. One of the network's own size is taken as it is.",
        ],
        examples: [Example("load digits train 600\nmodel lenet5\npredict test[12]", "a picture and ten probabilities")],
        otherSpellings: ["classify", "infer"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let image: ImageValue
        switch call.value("image") {
        case .image(let value)?: image = value
        case .text(let name)?: image = try picture(name, for: state.network.plan, call, in: session)
        case let other:
            throw Failure(
                .wrongKind(wanted: "an image such as test[12]", found: other?.kind.phrase ?? "nothing"), at: call.span(of: "image"))
        }
        do {
            let probabilities = try session.machine().probabilities(
                state.evaluationNetwork, image: image.split.images, at: image.index)
            let prediction = Prediction(image: image, probabilities: probabilities)
            session.say(PredictionReport.lines(prediction, width: session.output.width).joined(separator: "\n"), for: call)
            return .prediction(prediction)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }

    /// A picture from a file as an image that the network takes.
    private static func picture(_ name: String, for plan: NetworkPlan, _ call: SentenceCall, in session: Session) throws -> ImageValue {
        let place = call.span(of: "image")
        let bytes = try session.bytes(of: name, at: place)
        do {
            guard plan.input.channels == 1 else { throw PictureFault.network(channels: plan.input.channels) }
            let digit = try DigitPicture(try GrayPicture(reading: bytes), height: plan.input.height, width: plan.input.width)
            if !digit.steps.isEmpty { session.note("\(name): " + digit.steps.joined(separator: "; ")) }
            let images = ImageSet(
                count: 1, channels: 1, height: plan.input.height, width: plan.input.width, classes: plan.classes, pixels: digit.pixels, labels: [0])
            var split = SplitValue(name: name, images: ImageSplit(images))
            split.isPicture = true
            return ImageValue(split: split, index: 0)
        } catch let fault as PictureFault {
            throw Failure(.picture(name, fault), at: place)
        }
    }
}
