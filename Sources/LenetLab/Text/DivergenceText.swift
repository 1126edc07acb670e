import LenetEngine

extension Divergence {
    /// "the output of conv1 became infinite at step 12": what went wrong first.
    package var sentence: String {
        switch place {
        case .epochsEnd(let layer?):
            "at the end of epoch \(epoch) the output of \(layer) was \(value.adjective) for a training image"
        case .epochsEnd(nil): "at the end of epoch \(epoch) the loss over the training images was \(value.adjective)"
        default: "\(place.subject) became \(value.adjective) at step \(step)"
        }
    }

    /// Which value it was, where that says more than the sentence; for the notes below it.
    package var detail: String? {
        switch place {
        case .output(let layer, let position, let image), .outputGradient(let layer, let position, let image):
            "first at \(position.text) of \(layer)'s output, for training image \(image)"
        case .loss(let image): "first for training image \(image)"
        case .gradient, .state, .weight, .rate, .epochsEnd: nil
        }
    }

    /// `loss`, `output`, `gradient`, …: the kind of number, in a word.
    package var part: String {
        switch place {
        case .output, .epochsEnd(_?): "output"
        case .loss, .epochsEnd(nil): "loss"
        case .outputGradient, .gradient: "gradient"
        case .rate: "rate"
        case .state: "state"
        case .weight: "weight"
        }
    }

    /// `conv1.weight[3, 0, 2, 2]`, or `conv1[3, 7, 7]` of a layer's output; nil where no place is meant.
    package var address: String? {
        switch place {
        case .output(let layer, let at, _), .outputGradient(let layer, let at, _): "\(layer)[\(at.channel), \(at.row), \(at.column)]"
        case .gradient(let weight), .state(_, let weight), .weight(let weight): weight.text
        case .loss, .rate, .epochsEnd: nil
        }
    }
}

extension Divergence.Value {
    package var adjective: String {
        switch self {
        case .notANumber: "not a number"
        case .infinite: "infinite"
        case .minusInfinite: "minus infinity"
        case .negative: "negative"
        }
    }
}

extension Divergence.WeightPlace {
    package var text: String { "\(array)[\(index.map { "\($0)" }.joined(separator: ", "))]" }
}

extension Divergence.Position {
    fileprivate var text: String { "channel \(channel), row \(row), column \(column)" }
}

extension Divergence.Place {
    fileprivate var subject: String {
        switch self {
        case .output(let layer, _, _): "the output of \(layer)"
        case .loss, .epochsEnd: "the loss"
        case .outputGradient(let layer, _, _): "the gradient of \(layer)'s output"
        case .gradient(let weight): "the gradient of \(weight.text)"
        case .rate: "the rate that the schedule gave"
        case .state(let name, let weight): "the rule's \(name) of \(weight.text)"
        case .weight(let weight): "the weight \(weight.text)"
        }
    }
}
