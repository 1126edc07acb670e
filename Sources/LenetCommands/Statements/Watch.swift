import LenetCards
import LenetEngine
import LenetLab
import LenetSyntax

/// `watch conv1.weight[0, 0, 2, 2]`, `watch conv1, norm(dense1.weight)`, `watch nothing`
package enum Watch: StatementDefinition {
    package static let card = Card(
        .statement, "watch", "Says which weights `step` explains.",
        [
            Parameter(
                "weights", .positional, .expressions, default: .absent("Shows what is watched."),
                "A weight, conv1.weight[0, 0, 2, 2]; a layer or an array, whose norms are shown; or an expression over them. `nothing` ends it.")
        ],
        notes: [
            "A weight is named by its layer, its array and a number for each dimension, counted from 0: conv1.weight[filter, channel, row, column], dense1.weight[unit, input], conv1.bias[filter].",
            "In an expression, norm, sum, mean, min and max take a layer or an array: conv1.weight[0, 0, 2, 2] / norm(conv1.weight).",
        ],
        examples: [
            Example("model lenet5\nwatch conv1.weight[0, 0, 2, 2], conv1.bias[3]", "two weights"),
            Example("model lenet5\nwatch dense1, norm(conv1.weight) / norm(dense1.weight)\nwatch", "a layer and an expression"),
            Example("watch nothing", "no longer"),
        ], otherSpellings: ["unwatch", "observe", "track"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let expressions = call.expressions["weights"] else {
            session.print(shown(session).joined(separator: "\n"))
            return list(session)
        }
        if expressions.count == 1, case .name("nothing") = expressions[0].form {
            session.watched = []
            session.say("nothing is watched", for: call)
            return list(session)
        }
        guard let network = session.training?.network else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let reader = WeightReader(plan: network.plan, session: session)
        var watched = session.watched
        var lines: [String] = []
        for expression in expressions {
            let new: Watched
            if let place = try reader.place(expression) {
                new = Watched(text: place.text, subject: .place(place))
            } else {
                _ = try reader.value(expression, network.weights)
                new = Watched(text: session.written(expression.span), subject: .expression(expression))
            }
            if !watched.contains(where: { $0.text == new.text }) { watched.append(new) }
            lines.append(line(new, network, reader))
        }
        session.watched = watched
        for line in lines { session.say(line, for: call) }
        return list(session)
    }

    private static func shown(_ session: Session) -> [String] {
        guard !session.watched.isEmpty else { return ["nothing is watched: watch conv1.weight[0, 0, 2, 2]"] }
        guard let network = session.training?.network else { return session.watched.map(\.text) }
        let reader = WeightReader(plan: network.plan, session: session)
        return session.watched.map { line($0, network, reader) }
    }

    /// The name, and what it is worth now.
    private static func line(_ watched: Watched, _ network: Network, _ reader: WeightReader) -> String {
        switch watched.subject {
        case .place(let place):
            guard let range = place.range(in: network.plan) else { return "\(watched.text): not in \(network.plan.name)" }
            if place.isWeight(in: network.plan) {
                return "\(watched.text) = \(NumberText.significant(Double(network.weights[range.lowerBound]), 6))"
            }
            let norm = network.weights[range].reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
            return "\(watched.text): \(NumberText.counted(range.count, "weight")), norm \(NumberText.significant(norm, 6))"
        case .expression(let expression):
            guard let value = try? reader.value(expression, network.weights) else { return "\(watched.text): not in \(network.plan.name)" }
            return "\(watched.text) = \(NumberText.significant(value, 6))"
        }
    }

    private static func list(_ session: Session) -> Value { .list(session.watched.map { .text($0.text) }) }
}
