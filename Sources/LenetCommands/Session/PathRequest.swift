import LenetCards
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// From a sentence to a path: what `path` and `plot path` share.
enum PathRequest {
    static let mostSteps = 1_000_000
    /// Points times variables of all rules: what is kept.
    private static let mostNumbers = 50_000_000

    static func parameters(areRequired: Bool) -> [Parameter] {
        [
            Parameter(
                "on", .option, .name(of: [.landscape], called: true),
                default: areRequired ? .required : .absent("A path that was kept has its landscape."), "The landscape: rosenbrock, bowl(condition: 100)."),
            Parameter(
                "from", .option, .list(.number(.any)), default: .absent("Where the landscape's definition says that paths start."),
                "The point where all rules start, a number for each variable.", otherSpellings: ["start", "at"]),
            Parameter(
                "steps", .option, .integer(1...mostSteps), default: .number(100), unit: "updates", "How long the paths are.",
                otherSpellings: ["iterations", "step"]),
            Parameter(
                "noise", .option, .number(.nonNegative), default: .absent("What the landscape's definition says, mostly none."),
                "The standard deviation of normal noise that is added to every slope at every step.", otherSpellings: ["sigma"]),
            Parameter(
                "schedule", .option, .name(of: [.schedule], called: true), default: .absent("The rates stay as they are."),
                "How the rates change over the path."),
            Parameter(
                "epochs", .option, .integer(1...mostSteps), default: .number(1), unit: "passes",
                "Into how many epochs the steps are divided, for schedules that count those."),
            Parameter(
                "within", .option, .number(.positive), default: .number(0.01),
                "How near to a minimum a path must come to have reached it."),
        ]
    }

    /// `of` is a path that was kept, or the rules of a new one.
    static func path(of value: Value, _ call: SentenceCall, in session: Session) throws -> LandscapePath {
        if case .path(let path) = value {
            if let word = parameters(areRequired: false).map(\.name).first(where: call.isGiven) {
                throw Failure(.landscape(.settledAlready(word)), at: call.span(of: word))
            }
            return path
        }
        guard let on = call.value("on") else {
            throw Failure(.landscape(.landscapeNeeded), at: call.span(of: "of"))
        }
        guard case .landscape(let choice) = on else { preconditionFailure("a decoded landscape is one") }
        let landscape = try session.landscape(choice)
        let start = try start(on: landscape, call)
        let rules = try rules(value, call, in: session)
        let steps = call.integer("steps")
        guard rules.count * (steps + 1) * start.count <= mostNumbers else {
            throw Failure(.tooLong(what: "path of so many rules, steps and variables", limit: mostNumbers), at: call.span(of: "steps"))
        }
        let noise = call.value("noise") == nil ? landscape.remarks.noise : call.number("noise")
        let request = LandscapePath.Request(
            landscape: landscape, rules: rules, start: start, steps: steps, epochs: min(steps, call.integer("epochs")),
            noise: GradientNoise(size: noise, seed: session.settings.seed), within: call.number("within"), dialect: session.dialect)
        guard let path = LandscapePath(request, isInterrupted: session.isInterrupted) else { throw Failure(.interrupted, at: nil) }
        return path
    }

    /// The point that `from` says, or the landscape's own; it has a height and slopes there. Of one variable a number will do.
    static func start(on landscape: Landscape, _ call: SentenceCall) throws -> [Double] {
        let start: [Double]
        switch call.value("from") {
        case .list(let values)?: start = values.compactMap { if case .number(let x) = $0 { x } else { nil } }
        case .number(let x)?: start = [x]
        default:
            guard let usual = landscape.remarks.start else {
                throw Failure(.landscape(.startNeeded(landscape.name, variables: landscape.variables)), at: call.sentence.span)
            }
            start = usual
        }
        guard start.count == landscape.variables.count else {
            throw Failure(
                .landscape(.wrongPoint(landscape.name, variables: landscape.variables, given: start.count)), at: call.span(of: "from"))
        }
        guard landscape.value(at: start).isFinite, landscape.slopes(at: start).allSatisfy(\.isFinite) else {
            throw Failure(
                .landscape(.notFinite(landscape: landscape.name, height: landscape.value(at: start))), at: call.span(of: "from"))
        }
        return start
    }

    private static func rules(_ value: Value, _ call: SentenceCall, in session: Session) throws -> [(label: String, rule: RuleInUse)] {
        let values: [Value]
        if case .list(let several) = value { values = several } else { values = [value] }
        if values.isEmpty { throw Failure(.emptyList(function: "path"), at: call.span(of: "of")) }
        var schedule: ScheduleUse?
        if case .schedule(let choice)? = call.value("schedule") {
            schedule = ScheduleUse(name: Name(choice.name, choice.span), settings: choice.settings)
        }
        return try values.map { value in
            guard case .rule(let choice) = value else {
                throw Failure(.wrongKind(wanted: "an optimizer, or a list of them", found: value.kind.phrase), at: call.span(of: "of"))
            }
            let contender = try session.contender(RuleRequest(choice: choice, schedule: schedule), at: call.sentence.span)
            return (contender.label, contender.rule)
        }
    }
}

extension Session {
    /// `bowl(condition: 100)` as a landscape.
    package func landscape(_ choice: RuleChoice) throws -> Landscape {
        do {
            if let landscape = try library.landscape(named: choice.name, settings: choice.settings) { return landscape }
        } catch {
            throw Failure(.rule(error), at: error.place ?? choice.span)
        }
        throw Failure(
            .unknown(.landscape, choice.name, nearest: nearest(choice.name, [.landscape]), all: library.landscapeNames), at: choice.span)
    }
}
