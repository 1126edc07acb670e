import LenetData
import LenetEngine
import LenetLab

// What plots are of: the readers of `of` that several of them share.

extension SentenceCall {
    /// Images: `of test`, `of validation`, `of training`.
    func images(_ name: String, unless standard: String, in session: Session) throws -> SplitValue {
        switch value(name) {
        case nil: return try session.split(standard, at: sentence.span)
        case .split(let split)?: return split
        case let other?:
            throw Failure(.wrongKind(wanted: "training, validation or test", found: other.kind.phrase), at: span(of: name))
        }
    }

    /// `of model`, or the model of this moment.
    func network(_ name: String, in session: Session) throws -> Network {
        switch value(name) {
        case nil:
            guard let state = session.training else { throw Failure(.noModel, at: sentence.span) }
            return state.evaluationNetwork
        case .model(let model)?: return model.network
        case let other?: throw Failure(.wrongKind(wanted: "model, or a value that was made of it", found: other.kind.phrase), at: span(of: name))
        }
    }
}

extension Session {
    /// What the model of this moment makes of some images.
    func answers(on split: SplitValue, _ call: SentenceCall) throws -> TestResult {
        guard let state = training else { throw Failure(.noModel, at: call.sentence.span) }
        do {
            let evaluation = try machine().evaluate(
                state.evaluationNetwork, on: split.images, loss: lossInUse, isInterrupted: isInterrupted)
            return TestResult(split: split.name, loss: lossInUse.name, evaluation: evaluation)
        } catch .interrupted {
            throw Failure(.interrupted, at: nil)
        } catch {
            throw Failure(.engine(error), at: call.sentence.span)
        }
    }
}
