import LenetCards
import LenetData
import LenetLab
import LenetRules
import LenetSyntax

/// `show data`, `show samples 12`, `show model`, `show optimizer adam`, `show x`
package enum Show: StatementDefinition {
    package static let card = Card(
        .statement, "show", "Shows what is there: the data, some images, the model, a rule, or any value.",
        [Parameter("value", .positional, .value, default: .absent("Where things stand."), "Any value: a list of runs is drawn as a table.")],
        topics: [
            Card(.statement, "data", "Shapes, counts for each class, mean, source and checksums."),
            Card(
                .statement, "samples", "Pictures of some images.",
                [
                    Parameter("count", .positional, .integer(1...1000), default: .number(12), unit: "images", "How many."),
                    Parameter("of", .option, .value, default: .absent("The training images."), "Which images: training, validation or test."),
                ]),
            Card(.statement, "model", "The layers with their shapes, parameters, multiplications and memory."),
            Card(
                .statement, "schedule", "The learning rate at the start and the end of every epoch, before anything runs.",
                [Parameter("schedule", .positional, .name(of: [.schedule], called: true), "The schedule; its settings may follow.")]
                    + ScheduleForecast.parameters,
                takesRuleOptions: true),
            Card(
                .statement, "optimizer", "The paragraph that runs under a rule's name; with settings, also which of its lines then run.",
                [Parameter("rule", .positional, .name(of: [.optimizer], called: true), "The rule; its settings may follow.")],
                takesRuleOptions: true),
            Card(.statement, "landscapes", "The landscapes that rules can walk on: the shipped ones and one's own."),
            Card(
                .statement, "landscape", "The line that makes a landscape.",
                [Parameter("landscape", .positional, .name(of: [.landscape], called: false), "The name of the landscape.")]),
            Card(.statement, "branches", "The kept points and the way one is on: step, epoch, rule, measures, weights."),
            Card(.statement, "past", "What `back` and `goto` can reach, and what that takes in memory and in steps made again."),
            Card(.statement, "when", "The conditions that are watched while the model trains."),
            Card(.statement, "settings", "The settings that `set` changes, with their values."),
            Card(
                .statement, "history", "What was entered at the prompt, in this sitting and in those before.",
                [Parameter("count", .positional, .integer(1...1_000_000), default: .number(20), unit: "statements", "How many, the newest last.")]),
        ] + RecordStatements.showTopics,
        examples: [
            Example("load digits train 600\nshow data", "what was loaded"),
            Example("load digits train 600\nshow samples 3", "three pictures"),
            Example("model lenet5\nshow model", "61,706 parameters"),
            Example("show optimizer adam", "the rule that runs"),
            Example("show optimizer sgd momentum 0.9", "and its lines with these settings"),
            Example("show schedule cosine lr 0.1 epochs 10 batch 128", "the rate by epoch"),
            Example("show landscapes", "where paths can go"),
            Example("show settings", "what `set` may change"),
            Example("show runs where optimizer == \"adam\" and lr < 0.01", "of the trainings that were recorded"),
            Example("show [1, 2, 3]", "any value"),
        ])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        switch call.topic {
        case "data": return try showData(call, in: session)
        case "samples": return try showSamples(call, in: session)
        case "model": return try showModel(call, in: session)
        case "schedule": return try showSchedule(call, in: session)
        case "optimizer": return try showOptimizer(call, in: session)
        case "landscapes": return showLandscapes(in: session)
        case "landscape": return try showLandscape(call, in: session)
        case "settings": return showSettings(in: session)
        case "branches": return PastReport.showBranches(in: session)
        case "past": return PastReport.showPast(in: session)
        case "when": return PastReport.showWhen(in: session)
        case "history": return showHistory(call, in: session)
        case "runs": return try RecordStatements.showRuns(call, in: session)
        case "run": return try RecordStatements.showRun(call, in: session)
        default:
            guard let value = call.value("value") else { return showState(in: session) }
            session.print(session.drawing(of: value).joined(separator: "\n"))
            return value
        }
    }

    private static func showData(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let dataset = session.dataset else { throw Failure(.noData, at: call.sentence.span) }
        session.print(DataReport.lines(dataset).joined(separator: "\n"))
        return .dataset(dataset)
    }

    private static func showSamples(_ call: SentenceCall, in session: Session) throws -> Value {
        let split: SplitValue
        switch call.value("of") {
        case nil: split = try session.split("training", at: call.sentence.span)
        case .split(let value)?: split = value
        case let other?:
            throw Failure(.wrongKind(wanted: "training, validation or test", found: other.kind.phrase), at: call.span(of: "of"))
        }
        let images = (0..<min(call.integer("count"), split.images.count)).map { ImageValue(split: split, index: $0) }
        session.print(Picture.lines(images, width: session.output.width).joined(separator: "\n"))
        return .list(images.map { .image($0) })
    }

    private static func showModel(_ call: SentenceCall, in session: Session) throws -> Value {
        guard let state = session.training else { throw Failure(.noModel, at: call.sentence.span) }
        session.print(ModelReport.lines(state.network, optimizer: state.optimizer).joined(separator: "\n"))
        return .model(ModelValue(network: state.network, history: state.history))
    }

    private static func showOptimizer(_ call: SentenceCall, in session: Session) throws -> Value {
        guard case .rule(let choice) = call.value("rule") else { preconditionFailure("the card declares rule") }
        let rule = try choice.extended(by: call.ruleSettings)
        var text = session.library.source(of: rule.name, dialect: session.dialect, in: session.sources) ?? rule.name
        if rule.settings.isEmpty {
            if let note = session.library.optimizer(named: rule.name, dialect: session.dialect)?.note { session.note(note) }
        } else {
            do {
                let explanation = try session.library.explain(
                    Name(rule.name, rule.span), dialect: session.dialect, settings: rule.settings)
                if let note = explanation.note { session.note(note) }
                let lines = ExplainReport.formula(explanation.formula, width: session.output.width)
                text += "\n\n" + ([explanation.displayName] + lines).joined(separator: "\n")
            } catch {
                throw Failure(.rule(error), at: error.place ?? rule.span)
            }
        }
        session.print(text)
        return .text(text)
    }

    private static func showLandscapes(in session: Session) -> Value {
        let landscapes = session.library.landscapeNames.compactMap { session.library.landscape(named: $0) }
        session.page(LandscapeReport.table(landscapes, width: session.output.width).joined(separator: "\n"))
        return .list(landscapes.map { .landscape(RuleChoice(name: $0.name, span: $0.definition.name.span)) })
    }

    private static func showLandscape(_ call: SentenceCall, in session: Session) throws -> Value {
        guard case .landscape(let choice) = call.value("landscape") else { preconditionFailure("the card declares landscape") }
        let text = session.library.source(ofLandscape: choice.name, in: session.sources) ?? choice.name
        session.print(text)
        return .text(text)
    }

    private static func showSchedule(_ call: SentenceCall, in session: Session) throws -> Value {
        guard case .schedule(let choice) = call.value("schedule") else { preconditionFailure("the card declares schedule") }
        let chosen = try choice.extended(by: call.ruleSettings)
        let forecast = try ScheduleForecast(chosen, call, in: session)
        let dialect = session.library.dialect(ofSchedule: choice.name, asked: session.dialect) ?? session.dialect
        session.print(ScheduleReport.lines(forecast, label: chosen.phrase, dialect: dialect.rawValue).joined(separator: "\n"))
        return .list(ScheduleReport.records(forecast))
    }

    private static func showSettings(in session: Session) -> Value {
        let settings = SetStatement.lines(session)
        var lines = settings.map { setting in
            TextTable.padded(setting.name, to: 10, .left) + TextTable.padded(setting.value, to: 8, .left) + setting.summary
        }
        if let file = session.startUpFile { lines.append("start-up file: \(file)") }
        session.page(lines.joined(separator: "\n"))
        return .record(Record(kind: "settings", fields: settings.map { ($0.name, .text($0.value)) }))
    }

    private static func showHistory(_ call: SentenceCall, in session: Session) -> Value {
        let entered = session.entered
        let shown = entered.suffix(call.integer("count"))
        let width = "\(entered.count)".count
        let lines = zip(shown.indices, shown).flatMap { index, statement in
            statement.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { row, line in
                TextTable.padded(row == 0 ? "\(index + 1)" : "", to: width, .right) + "  " + line
            }
        }
        session.page(lines.isEmpty ? "nothing has been entered yet" : lines.joined(separator: "\n"))
        return .list(shown.map { .text($0) })
    }

    /// `show` alone: one line for each thing there is.
    private static func showState(in session: Session) -> Value {
        var lines: [String] = []
        lines.append(session.dataset.map(DataReport.line) ?? "no data yet: load mnist or digits")
        if let state = session.training {
            let epochs = state.history.last?.epoch ?? 0
            lines.append(
                "\(state.network.plan.name): \(NumberText.grouped(state.network.plan.parameterCount)) parameters, seed \(state.seed), "
                    + "\(epochs == 1 ? "1 epoch" : "\(epochs) epochs") trained, \(NumberText.counted(state.step, "step"))")
        } else {
            lines.append("no model yet: model lenet5")
        }
        lines.append("dialect \(session.dialect.rawValue), seed \(session.settings.seed), threads \(session.settings.threads)")
        session.print(lines.joined(separator: "\n"))
        return .text(lines.joined(separator: "\n"))
    }
}
