import LenetCards
import LenetData
import LenetEngine
import LenetLab
import LenetSyntax

/// `load mnist or digits`
package enum Load: StatementDefinition {
    package static let card = Card(
        .statement, "load", "Brings a dataset, or the first of several that can be had.",
        [Parameter("set", .positional, .source, "Its name; `A or B` tries them in order and says which it was.")]
            + DataCatalogue.splitParameters,
        notes: [
            "The model stays where its input and classes fit the new images, so that a network trained on one set can be evaluated on another.",
            "Names: help datasets.",
        ],
        examples: [
            Example("load digits train 600 validation 200", "the embedded digits, a small part of them"),
            Example("load mnist or digits train 600", "MNIST where it can be had, else the embedded digits"),
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let split = SplitRequest(
            training: call.optionalInteger("train"), validation: call.optionalInteger("validation"),
            isStratified: call.flag("stratified"))
        var requests: [DataRequest] = []
        for source in call.sources {
            if DataCatalogue.source(named: source.name.text) == nil {
                throw Failure(
                    .unknown(
                        .dataset, source.name.text, nearest: session.nearest(source.name.text, [.dataset]),
                        all: session.names(of: [.dataset])), at: source.name.span)
            }
            let path = try source.path.map { expression -> String in
                let value = try Evaluator(session).evaluate(expression)
                guard case .text(let text) = value else {
                    throw Failure(.wrongKind(wanted: "a path in quotes", found: value.kind.phrase), at: expression.span)
                }
                return text
            }
            requests.append(DataRequest(name: source.name.text, path: path, split: split))
        }
        let loaded: LoadedData
        do {
            loaded = try session.loadData(requests, session.locator) { (progress) throws(DataError) in
                session.showProgress(progress)
                if session.isInterrupted() { throw .interrupted }
            }
        } catch .interrupted {
            session.output.progress(nil)
            throw Failure(.interrupted, at: nil)
        } catch {
            session.output.progress(nil)
            throw Failure(.data(error), at: call.span(of: "set"))
        }
        session.output.progress(nil)
        for request in loaded.passedOver {
            session.note("\(request.spelling) cannot be had here, so this is \(loaded.request.spelling)")
        }
        session.dataset = loaded.dataset
        let line = TextFolding.folded(DataReport.line(loaded.dataset), width: session.output.width, hanging: 2)
        session.say(line.joined(separator: "\n"), for: call)
        keepOrDropModel(session, loaded.dataset)
        return .dataset(loaded.dataset)
    }

    /// A network fits images of one shape and number of classes.
    private static func keepOrDropModel(_ session: Session, _ dataset: Dataset) {
        guard let plan = session.training?.network.plan else { return }
        let (input, classes) = session.imageShape
        if plan.input == input, plan.classes == classes { return }
        session.training = nil
        session.warn(
            "the model \(plan.name) does not fit these images and is gone", at: nil,
            notes: [
                "it takes \(plan.input) and tells \(plan.classes) classes apart, the data has \(input) and \(classes)",
                "make one that fits: model \(plan.name)",
            ], code: "W0002")
    }
}
