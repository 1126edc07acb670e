import LenetCards
import LenetLab
import LenetRules
import LenetSyntax

/// The options of a `sweep` that were given lists, and a call for every combination of their values. Such a call reads as a
/// `train`'s would, so that what holds for one training holds for each.
struct SweepGrid {
    struct Axis {
        /// As the sentence says it: `lr`, `with`.
        var word: String
        var span: Span
        var values: [Value]
        /// It belongs to the rule or the loss.
        var isSetting: Bool

        /// In a row: `loss` is there what came out.
        var field: String {
            switch word {
            case "with": "optimizer"
            case "loss": "loss_name"
            default: TrialFields.names.contains(word) ? word + "_given" : word
            }
        }
        var texts: [String] { values.map(SweepGrid.text) }
        /// As an entry is called in tables: `lr 0.1`, `adam`.
        func phrase(_ index: Int) -> String { word == "with" ? texts[index] : "\(word) \(texts[index])" }
    }

    /// More would take all memory before they took all time.
    static let mostRuns = 10_000

    /// In the order of the sentence.
    let axes: [Axis]
    /// The sentence's call; where it names no rule, the last one is filled in.
    let base: SentenceCall

    init(_ call: SentenceCall, in session: Session) throws {
        base = Self.withRule(call, session.lastRequest)
        axes = try call.sentence.clauses.compactMap { clause -> Axis? in
            let word = clause.name.text
            let axis: Axis
            if case .list(let values)? = call.value(word) {
                axis = Axis(word: word, span: call.span(of: word), values: values, isSetting: false)
            } else if let setting = call.ruleSettings.first(where: { $0.name.text == word }), case .list(let numbers) = setting.value {
                axis = Axis(word: word, span: setting.valueSpan ?? setting.name.span, values: numbers.map { .number($0) }, isSetting: true)
            } else {
                return nil
            }
            if axis.values.isEmpty { throw Failure(.emptyList(function: "sweep"), at: axis.span) }
            return axis
        }
        if axes.isEmpty { throw Failure(.sweep(.nothingVaries), at: call.sentence.span) }
        let seeds = call.integer("seeds")
        var runs = seeds
        for axis in axes {
            let (product, overflows) = runs.multipliedReportingOverflow(by: axis.values.count)
            guard !overflows, product <= Self.mostRuns else {
                throw Failure(
                    .sweep(.tooManyRuns(counts: axes.map { ($0.word, $0.values.count) }, seeds: seeds, most: Self.mostRuns)),
                    at: call.sentence.span)
            }
            runs = product
        }
    }

    /// `sweep lr [0.01, 0.1]` after a training: of the same rule, with its other settings and its schedule.
    private static func withRule(_ call: SentenceCall, _ last: RuleRequest?) -> SentenceCall {
        guard call.value("with") == nil, let last else { return call }
        var call = call
        var choice = last.choice
        choice.settings.removeAll { setting in call.ruleSettings.contains { $0.name.text == setting.name.text } }
        call.values["with"] = .rule(choice)
        if call.value("schedule") == nil, let schedule = last.schedule {
            call.values["schedule"] = .schedule(RuleChoice(name: schedule.name.text, settings: schedule.settings, span: schedule.name.span))
        }
        return call
    }

    /// For each combination a place in each axis; the last axis changes fastest.
    var points: [[Int]] {
        axes.reduce([[]]) { points, axis in points.flatMap { point in axis.values.indices.map { point + [$0] } } }
    }

    func label(_ point: [Int]) -> String { zip(axes, point).map { $0.phrase($1) }.joined(separator: ", ") }

    func call(_ point: [Int], in session: Session) throws -> SentenceCall {
        var call = base
        for (axis, index) in zip(axes, point) {
            let value = axis.values[index]
            if !axis.isSetting {
                call.values[axis.word] = value
            } else if case .number(let x) = value, let place = call.ruleSettings.firstIndex(where: { $0.name.text == axis.word }) {
                call.ruleSettings[place].value = .number(x)
            }
        }
        try session.giveScheduleItsSettings(&call)
        return call
    }

    /// Every rule is made, and may be refused, before the first training begins.
    func contestants(_ experiment: Experiment, in session: Session) throws -> [Contestant] {
        var told: [String] = []
        return try points.map { point in
            let call = try call(point, in: session)
            let contender = try session.contender(call) { note in
                if !told.contains(note) {
                    told.append(note)
                    session.note(note)
                }
            }
            let recipe = try experiment.recipe(
                loss: try session.loss(call), epochs: call.integer("epochs"), batchSize: try session.batchSize(call, experiment.data))
            return Contestant(label: label(point), contender: contender, recipe: recipe)
        }
    }

    /// Settings without lists, in which each value of each list comes up: for what can be checked of one value at a time.
    static func variants(_ settings: [RuleSetting]) -> [[RuleSetting]] {
        func choices(_ setting: RuleSetting) -> [RuleSetting] {
            guard case .list(let numbers) = setting.value else { return [setting] }
            return numbers.map { RuleSetting(setting.name, .number($0), valueSpan: setting.valueSpan) }
        }
        let all = settings.map(choices).filter { !$0.isEmpty }
        let first = all.map { $0[0] }
        return [first]
            + all.indices.flatMap { place in
                all[place].dropFirst().map { choice in
                    var variant = first
                    variant[place] = choice
                    return variant
                }
            }
    }

    static func text(_ value: Value) -> String {
        switch value {
        case .rule(let choice), .schedule(let choice), .loss(let choice): choice.phrase
        default: value.text
        }
    }
}
