import LenetCards
import LenetFigures
import LenetLab

/// `plot confusion of e`
package enum ConfusionPlot: PlotDefinition {
    package static let card = Card(
        .plot, "confusion", "How often each class was taken for each other: the confusion matrix.",
        [
            Parameter(
                "of", .option, .value, default: .absent("What the model says to the test images now."),
                "What `evaluate` gave, or images: test, validation, training.")
        ],
        examples: [
            Example(
                "load digits train 600\nmodel softmax_regression\ntrain with adam\nlet e = evaluate\nplot confusion of e", "the mistakes of a small network")
        ],
        otherSpellings: ["confusion_matrix"])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let result: TestResult
        if case .evaluation(let value)? = call.value("of") {
            result = value
        } else {
            result = try session.answers(on: call.images("of", unless: "test", in: session), call)
        }
        let evaluation = result.evaluation
        return Figure(
            title: "Which class was taken for which",
            subtitle: "\(NumberText.counted(evaluation.count, "\(result.split) image")), accuracy \(NumberText.fixed(evaluation.accuracy, decimals: 4)); "
                + "what is off the diagonal are mistakes",
            x: Axis("what the network said"), y: Axis("what it is"),
            content: .counts(CountTable(labels: evaluation.confusion.indices.map { "\($0)" }, counts: evaluation.confusion)))
    }
}
