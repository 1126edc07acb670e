import LenetCards
import LenetSyntax

/// `forget run 7`, `forget branch fast`, `forget when 1`, `forget walk`
package enum Forget: StatementDefinition {
    package static let card = Card(
        .statement, "forget", "Drops something that was kept: a branch, a `when` block, a walk, recorded trainings.",
        topics: [
            Card(
                .statement, "branch", "A branch, with the part of the past that only it leads to.",
                [Parameter("name", .positional, .name(of: [.branch], called: false), "Its name.")]),
            Card(
                .statement, "when", "A `when` block, which then is not tested any more.",
                [Parameter("number", .positional, .integer(1...1_000_000_000), "Its number; `show when` lists them.")]),
            Card(.statement, "walk", "The walk over a landscape that `step … on` began: `step` and `back` are of the network again."),
        ] + RecordStatements.forgetTopics,
        notes: [
            "The record of trainings is only ever added to, so that several processes can write it: what is forgotten is marked so, and its "
                + "number is not given out again.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\nbranch start\nforget branch start", "a branch"),
            Example("when loss > 5 { pause }\nforget when 1", "a condition"),
            Example("step with adam on bowl\nforget walk", "back to the network"),
            Example("forget runs where accuracy < 0.5", "recorded trainings that came to nothing"),
        ], otherSpellings: ["drop", "remove", "delete"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        switch call.topic {
        case "branch": try forgetBranch(call, in: session)
        case "when": try forgetWhen(call, in: session)
        case "walk": try forgetWalk(call, in: session)
        default: try RecordStatements.forget(call, in: session)
        }
    }

    private static func forgetBranch(_ call: SentenceCall, in session: Session) throws -> Value {
        guard case .model(let model)? = call.value("name"), let name = model.branch else { preconditionFailure("a decoded branch has a name") }
        if name == session.branchName { throw Failure(.past(.standsOnBranch(name)), at: call.span(of: "name")) }
        session.branches.removeAll { $0.name == name }
        session.past.tidy(session.branches)
        session.say("forgotten: branch \(name)", for: call)
        return .nothing
    }

    private static func forgetWalk(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let walk = session.walk?.walk else { throw Failure(.landscape(.noWalk), at: call.sentence.span) }
        session.walk = nil
        session.say("forgotten: the walk over \(walk.landscape.displayName), \(WalkStepping.place(of: walk))", for: call)
        return .nothing
    }

    private static func forgetWhen(_ call: SentenceCall, in session: Session) throws -> Value {
        let number = call.integer("number")
        guard let place = session.watchers.firstIndex(where: { $0.number == number }) else {
            throw Failure(.past(.noWhen(number, all: session.watchers.map(\.number))), at: call.span(of: "number"))
        }
        let watcher = session.watchers.remove(at: place)
        session.noteChange()
        session.say("forgotten: when \(watcher.text)", for: call)
        return .nothing
    }
}
