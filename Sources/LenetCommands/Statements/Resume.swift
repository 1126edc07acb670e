import LenetCards
import LenetLab
import LenetRules
import LenetSyntax

/// `resume`, `resume lr 0.0001`; after ^C in a `compare`, `tune` or `sweep` the rest of that
package enum Resume: StatementDefinition {
    package static let card = Card(
        .statement, "resume", "Goes on with the training that ^C or `pause` stopped, as if it had never stopped.",
        [Training.pauseParameter],
        takesRuleOptions: true,
        notes: [
            "The rest of the pass comes in the order that it would have had; schedule and history go on. Same bits as without the pause.",
            "Hyper-parameters that are said hold from here on: resume lr 0.0001. A schedule that remembers, such as plateau, then begins anew from that rate.",
            "`let run = train …` that was paused: `run` gets the whole training when it is done.",
            "After ^C in a `compare`, `tune` or `sweep` it goes on with that: the runs that were finished are not done again.",
        ],
        examples: [
            Example("load digits train 600\nmodel softmax_regression\ntrain with adam epochs 2 pause 3\nevaluate\nresume", "a pause to look"),
            Example("load digits train 600\nmodel softmax_regression\ntrain with sgd lr 0.1 epochs 2 pause 4\nresume lr 0.01", "with another rate"),
        ], otherSpellings: ["continue_training", "unpause"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        if let cutShort = session.cutShort { return try goOn(with: cutShort, call, in: session) }
        guard var paused = session.paused else { throw Failure(.nothingPaused, at: call.sentence.verb.span) }
        if let pause = call.optionalInteger("pause"), pause < paused.pause.steps {
            let domain = "a whole number from \(paused.pause.steps), where the training stands"
            throw Failure(.outOfRange(name: "pause", value: "\(pause)", domain: domain), at: call.span(of: "pause"))
        }
        if !call.ruleSettings.isEmpty {
            guard var request = paused.request else { throw Failure(.settingWithoutRule(call.ruleSettings[0].name.text), at: call.ruleSettings[0].name.span) }
            let said = Set(call.ruleSettings.map(\.name.text))
            request.choice.settings.removeAll { said.contains($0.name.text) }
            request.choice.settings += call.ruleSettings
            paused.contender = try session.contender(request, in: paused.recipe.dialect, at: call.sentence.span)
            paused.request = request
        }
        session.say("\(paused.summary), \(paused.recipe.plan.name) on \(paused.recipe.data.name)", for: call)
        let training = Training(
            contender: paused.contender, request: paused.request, recipe: paused.recipe, until: paused.until, paused: paused)
        let run = try training.run(call, in: session)
        if let variable = paused.variable, case .run? = session.scopes.globals[variable] { session.scopes.setGlobal(variable, .run(run)) }
        return .run(run)
    }

    /// A comparison is its runs: the same statement once more makes those that are missing.
    private static func goOn(with cutShort: CutShort, _ call: SentenceCall, in session: Session) throws -> Value {
        if let clause = call.sentence.clauses.first {
            throw Failure(.cutShort(.takesNothing(clause.name.text, cutShort.statement)), at: clause.span)
        }
        let changes = session.changes(since: cutShort)
        guard changes.isEmpty else { throw Failure(.cutShort(.moved(cutShort.statement, changes)), at: call.sentence.span) }
        session.recording.resumed = cutShort
        session.say("goes on with: \(cutShort.statement)", for: call)
        let value = try Evaluator(session).perform(cutShort.sentence, isPrinted: call.isPrinted && !session.settings.json)
        if session.cutShort != nil { session.cutShort?.variable = cutShort.variable }
        if let variable = cutShort.variable, session.scopes.globals[variable] != nil { session.scopes.setGlobal(variable, value) }
        return value
    }
}
