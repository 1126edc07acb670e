import LenetCards
import LenetEngine
import LenetRules
import LenetSyntax

/// `explain adam`, `explain sgd momentum 0.9 nesterov`, `explain adam as torch`, `explain adam vs nadam`
package enum Explain: StatementDefinition {
    package static let card = Card(
        .statement, "explain", "Explains a rule, a schedule or a landscape: what it does, its formula and symbols, its defaults, where it fails.",
        [
            Parameter("what", .positional, .name(of: [.optimizer, .schedule, .landscape], called: true), "The name of the rule or the landscape; its hyper-parameters may follow."),
            Parameter(
                "as", .option, .word(Dialect.allCases.map(\.rawValue)), default: .absent("The dialect in force."),
                "Whose version of it; each of two rules may have its own."),
            Parameter(
                "vs", .option, .either([.name(of: [.optimizer], called: true), .word(Dialect.allCases.map(\.rawValue))]),
                default: .absent("It is explained alone."),
                "Another rule, or the same in another dialect: which lines and defaults differ, and how far each goes in a first step.",
                otherSpellings: ["versus", "against"]),
        ],
        takesRuleOptions: true, secondRule: "vs",
        notes: [
            "The formula is made from the definition that runs, with its flags settled as the settings say: it is right for a rule of "
                + "one's own, too. Lines of `## Good at:`, `## Fails:`, `## Source:` and `## NAME:` above a definition are shown with it.",
            "With `vs` both update programs are run for one step on weights of 1, and the lengths of their steps compared.",
        ],
        examples: [
            Example("explain adam", "all there is to say of it"),
            Example("explain sgd momentum 0.9 nesterov", "the variant that these settings make"),
            Example("explain adadelta vs torch", "one rule in two dialects"),
            Example("explain adam vs nadam", "two rules"),
            Example("explain sgd momentum 0.9 vs sgd momentum 0.9 nesterov", "what follows vs is said of the second"),
            Example("explain cosine", "a schedule"),
            Example("explain rosenbrock", "a landscape, with its gradient"),
            Example("let e = explain adam as torch\nprint e.formula", "an explanation is a value: help explanation"),
        ], otherSpellings: ["describe", "formula"])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let dialect = call.text("as").flatMap(Dialect.init(rawValue:)) ?? session.dialect
        guard let what = call.value("what") else { preconditionFailure("the card declares what") }
        do {
            switch what {
            case .schedule(let choice):
                guard !call.isGiven("vs") else {
                    throw Failure(.wrongKind(wanted: "the name of an optimizer", found: "a schedule"), at: call.span(of: "what"))
                }
                let chosen = try choice.extended(by: call.ruleSettings)
                let use = ScheduleUse(name: Name(chosen.name, chosen.span), settings: chosen.settings)
                return show(try session.library.explain(use, dialect: dialect), dialect, call, in: session)
            case .landscape(let choice):
                if let word = ["vs", "as"].first(where: call.isGiven) {
                    throw Failure(.wrongKind(wanted: "the name of an optimizer", found: "a landscape"), at: call.span(of: word))
                }
                let explanation = try session.landscape(try choice.extended(by: call.ruleSettings)).explanation
                let definition = session.library.source(ofLandscape: choice.name, in: session.sources) ?? ""
                session.say(
                    LandscapeReport.lines(explanation, definition: definition, width: session.output.width).joined(separator: "\n"), for: call)
                return LandscapeFields.record(explanation, definition: definition)
            case .rule(let choice):
                let chosen = try choice.extended(by: call.ruleSettings)
                let side = RuleLibrary.Side(name: Name(chosen.name, chosen.span), dialect: dialect, settings: chosen.settings)
                if let other = call.value("vs") { return try contrast(side, other, call, in: session) }
                let explanation = try session.library.explain(side.name, dialect: dialect, settings: side.settings)
                return show(explanation, dialect, call, in: session)
            default: preconditionFailure("a decoded name is an optimizer's or a schedule's")
            }
        } catch let error as RuleError {
            throw Failure(.rule(error), at: error.place ?? call.span(of: "what"))
        }
    }

    private static func show(
        _ explanation: RuleExplanation, _ dialect: Dialect, _ call: SentenceCall, in session: Session
    ) -> Value {
        if let note = explanation.note { session.note(note) }
        let definition = session.library.source(of: explanation.name, dialect: dialect, in: session.sources) ?? ""
        let explained = Explained(explanation: explanation, definition: definition)
        session.say(ExplainReport.lines(explained, width: session.output.width).joined(separator: "\n"), for: call)
        return ExplanationFields.record(explained)
    }

    private static func contrast(_ side: RuleLibrary.Side, _ other: Value, _ call: SentenceCall, in session: Session) throws -> Value {
        var second = side
        let said = call.ofSecondRule.first
        switch other {
        case .text(let word):
            guard let dialect = Dialect(rawValue: word) else { preconditionFailure("a decoded word is one of the card's") }
            if let said, said.isGiven("as") { throw Failure(.givenTwice("as"), at: said.span(of: "as")) }
            second.dialect = dialect
            let settings = said?.ruleSettings ?? []
            second.settings = side.settings.filter { old in !settings.contains { $0.name.text == old.name.text } } + settings
        case .rule(let choice):
            let choice = try said.map { try choice.extended(by: $0.ruleSettings) } ?? choice
            let dialect = said?.text("as").flatMap(Dialect.init(rawValue:)) ?? session.dialect
            second = RuleLibrary.Side(name: Name(choice.name, choice.span), dialect: dialect, settings: choice.settings)
        default: preconditionFailure("a decoded vs is a rule or a dialect")
        }
        let comparison = try session.library.compare(side, second)
        for note in comparison.rules.compactMap(\.note) { session.note(note) }
        session.say(ContrastReport.lines(comparison, width: session.output.width).joined(separator: "\n"), for: call)
        return ContrastFields.record(comparison)
    }
}
