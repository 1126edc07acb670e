import LenetCards

/// What was said to a loss, read by its card: what was not said is the card's default.
package struct LossSettings {
    private let card: Card
    private let values: [String: LayerValue]

    init(_ card: Card, _ values: [String: LayerValue]) throws(LossError) {
        self.card = card
        self.values = values
        for name in values.keys.sorted() where !card.parameters.contains(where: { $0.name == name }) {
            throw .unknownParameter(loss: card.keyword, name: name)
        }
    }

    /// A number in the interval of the card.
    func number(_ name: String) throws(LossError) -> Double {
        let parameter = parameter(name)
        switch (values[name], parameter.default) {
        case (.number(let value)?, _):
            if case .number(let interval) = parameter.domain, value.isFinite, interval.contains(value) { return value }
            throw .outOfRange(loss: card.keyword, name: name, value: LayerValue.text(value), domain: parameter.domain)
        case (nil, .number(let standard)): return standard
        default: throw .outOfRange(loss: card.keyword, name: name, value: values[name].flatMap(Self.text) ?? "", domain: parameter.domain)
        }
    }

    func flag(_ name: String) throws(LossError) -> Bool {
        switch values[name] {
        case .flag(let said)?: return said
        case nil: return false
        case let value?:
            throw .outOfRange(loss: card.keyword, name: name, value: Self.text(value) ?? "", domain: parameter(name).domain)
        }
    }

    static func text(_ value: LayerValue) -> String? {
        switch value {
        case .number(let number): LayerValue.text(number)
        case .flag(let flag): "\(flag)"
        default: nil
        }
    }

    private func parameter(_ name: String) -> Parameter {
        guard let parameter = card.parameters.first(where: { $0.name == name }) else {
            preconditionFailure("the card of \(card.keyword) declares what its loss reads: \(name)")
        }
        return parameter
    }
}

/// Why a loss cannot be had: facts.
package enum LossError: Error, Sendable, Hashable {
    case unknownParameter(loss: String, name: String)
    case outOfRange(loss: String, name: String, value: String, domain: Domain)
}

extension Parameter {
    /// What losses of the softmax have in common.
    static let ofLogits = Parameter(
        "logits", .flag, .flag, default: .flag(false), "Looks at the logits as they are, not at their softmax.")
    static let smoothing = Parameter(
        "smoothing", .option, .number(.share), default: .number(0),
        "The share of the target that is spread evenly over all classes.", otherSpellings: ["label_smoothing"])
}
