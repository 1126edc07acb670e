import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `evaluate on validation`
package enum Evaluate: StatementDefinition {
    package static let card = Card(
        .statement, "evaluate", "Measures the model on images: accuracy, loss, precision and recall of each class.",
        [
            Parameter("on", .option, .value, default: .absent("The test images."), "Which images: test, validation or training."),
            Parameter(
                "loss", .option, .name(of: [.loss], called: true), default: .absent("The loss of the last training, or cross_entropy."),
                "Which loss is measured."),
        ],
        examples: [Example("load digits train 600\nmodel softmax_regression\nevaluate", "before any training: about one in ten")],
        otherSpellings: ["eval", "score"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let split: SplitValue
        switch call.value("on") {
        case nil: split = try session.split("test", at: call.sentence.verb.span)
        case .split(let value)?: split = value
        case let other?:
            throw Failure(.wrongKind(wanted: "test, validation or training", found: other.kind.phrase), at: call.span(of: "on"))
        }
        let loss = call.isGiven("loss") ? try session.loss(call) : session.lossInUse
        do {
            let evaluation = try session.machine().evaluate(
                state.evaluationNetwork, on: split.images, loss: loss, isInterrupted: session.isInterrupted)
            let result = TestResult(split: split.name, loss: loss.name, evaluation: evaluation)
            session.say(EvaluationReport.lines(result).joined(separator: "\n"), for: call)
            return .evaluation(result)
        } catch .interrupted {
            throw Failure(.interrupted, at: nil)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }
}
