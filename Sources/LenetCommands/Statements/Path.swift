import LenetCards
import LenetLab

/// `path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock from [-1.5, 2] steps 200`
package enum Path: StatementDefinition {
    package static let card = Card(
        .statement, "path", "Lets rules walk over a landscape from the same point, and says how far each of them came.",
        [
            Parameter(
                "of", .option, .either([.list(.name(of: [.optimizer], called: true)), .name(of: [.optimizer], called: true)]),
                "A rule, or a list of rules, with hyper-parameters where they are not the dialect's: [sgd(lr: 0.001), adam].",
                otherSpellings: ["with", "rules"]),
        ] + PathRequest.parameters(areRequired: true),
        notes: [
            "The rules are the ones that train networks, run by the same program, in double precision. Noise is a function of the "
                + "seed, the step and the variable: all rules see the same.",
            "A path is a value: `let p = path …` keeps it, `plot path of p` draws it.",
        ],
        examples: [
            Example("path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock from [-1.5, 2] steps 200", "two rules in a bent valley"),
            Example("let p = path of adam(lr: 0.1) on bowl(condition: 100) from [-4, 3] steps 50\nprint p.ends", "where it came to"),
            Example("path of [sgd(lr: 0.05), sgd(lr: 0.05, momentum: 0.9)] on noisy_bowl steps 100 schedule cosine", "a rate that falls"),
        ], otherSpellings: ["walk", "trajectory"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let rules = call.value("of") else { preconditionFailure("the card declares of") }
        let path = try PathRequest.path(of: rules, call, in: session)
        session.say(PathReport.lines(path, width: session.output.width).joined(separator: "\n"), for: call)
        return .path(path)
    }
}
