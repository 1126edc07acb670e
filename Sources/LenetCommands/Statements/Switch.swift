import LenetCards
import LenetLab
import LenetSyntax

/// `switch fast`
package enum Switch: StatementDefinition {
    package static let card = Card(
        .statement, "switch", "Goes to where a branch stands; the one that is left stays as it is.",
        [Parameter("name", .positional, .name(of: [.branch], called: false), "The branch; `show branches` lists them.")],
        notes: ["A training that was paused there is paused again: `resume` goes on with it."],
        examples: [
            Example(
                "load digits train 600\nmodel softmax_regression\ntrain with sgd lr 0.1\nbranch slow\ntrain with sgd lr 0.5\nswitch slow\ntrain with sgd lr 0.01\nswitch main",
                "there and back")
        ], otherSpellings: ["checkout", "change_branch"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let span = call.span(of: "name")
        guard case .model(let model)? = call.value("name"), let name = model.branch else { preconditionFailure("a decoded branch has a name") }
        if name == session.branchName {
            session.note("the model stands on \(name) already")
            return .model(model)
        }
        try session.switchBranch(to: name, at: span)
        let step = session.training?.step ?? 0
        session.say("\(name): step \(NumberText.grouped(step))", for: call)
        if let paused = session.paused { session.say("\(paused.summary); `resume` goes on", for: call) }
        return try session.definedValue("model", at: span) ?? .nothing
    }
}
