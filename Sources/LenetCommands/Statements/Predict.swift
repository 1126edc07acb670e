import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `predict test[12]`
package enum Predict: StatementDefinition {
    package static let card = Card(
        .statement, "predict", "Shows an image and what the network makes of it.",
        [Parameter("image", .positional, .value, "An image: test[12].")],
        examples: [Example("load digits train 600\nmodel lenet5\npredict test[12]", "a picture and ten probabilities")],
        otherSpellings: ["classify", "infer"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let image: ImageValue
        switch call.value("image") {
        case .image(let value)?: image = value
        case .text?: throw Failure(.notYet("pictures from files"), at: call.span(of: "image"))
        case let other:
            throw Failure(
                .wrongKind(wanted: "an image such as test[12]", found: other?.kind.phrase ?? "nothing"), at: call.span(of: "image"))
        }
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
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
}
