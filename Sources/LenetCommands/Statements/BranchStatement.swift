import LenetCards
import LenetSyntax

/// `branch fast`
package enum BranchStatement: StatementDefinition {
    package static let card = Card(
        .statement, "branch", "Keeps the point where the model stands under a name; `switch` goes there.",
        [Parameter("name", .positional, .newName, "The name; the way one is on at first is called main.")],
        notes: [
            "One stays where one is. After `switch NAME` the model trains on from that point, with another rule, rate or batch if one likes; each branch has its own history.",
            "The names are values where a history or a model is wanted: plot loss of [main, fast].",
        ],
        examples: [
            Example(
                "load digits train 600\nmodel softmax_regression\ntrain with sgd lr 0.1\nbranch fast\ntrain with sgd lr 0.1 epochs 2\nswitch fast\ntrain with sgd lr 0.5 epochs 2\nshow branches\nplot loss of [main, fast]",
                "two futures of one beginning")
        ], otherSpellings: ["fork", "bookmark", "tag"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let training = session.training else { throw Failure(.noModel, at: call.sentence.verb.span) }
        let name = call.text("name") ?? "", span = call.span(of: "name")
        try session.refuseVerb(Name(name, span))
        for (name, isNew) in [(name, true), (session.branchName, session.branches.isEmpty)] where isNew {
            if let kind = session.definitionKind(of: name) { throw Failure(.nameTaken(name: name, by: kind), at: span) }
            if session.scopes.globals[name] != nil { throw Failure(.nameTaken(name: name, by: "a variable"), at: span) }
        }
        if name == session.branchName { throw Failure(.nameTaken(name: name, by: "the branch on which the model stands"), at: span) }
        var branch = Branch(name: name, state: training, paused: session.paused)
        branch.paused?.variable = nil
        branch.line = session.past.line(cutAt: training.step)
        session.branches.append(branch)
        session.say("branch \(name): step \(training.step), \(session.branchName) goes on", for: call)
        return try session.definedValue(name, at: span) ?? .nothing
    }
}
