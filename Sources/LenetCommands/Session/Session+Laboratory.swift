import LenetCards
import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

// From a sentence's values to what the laboratory takes.

extension Session {
    /// What a network must take and tell apart: the data's, or MNIST's before any data.
    package var imageShape: (input: Shape, classes: Int) {
        guard let images = dataset?.training.images else { return (Shape(channels: 1, height: 28, width: 28), 10) }
        return (Shape(channels: images.channels, height: images.height, width: images.width), images.classes)
    }

    package func loss(_ call: SentenceCall) throws -> Loss {
        guard let name = call.text("loss"), let loss = LossCatalogue.loss(named: name) else {
            preconditionFailure("a decoded loss is in the catalogue")
        }
        return loss
    }

    /// The default shrinks to the images that there are; a number that was said is taken by its word.
    package func batchSize(_ call: SentenceCall, _ data: Dataset) -> Int {
        let batch = call.integer("batch")
        return call.isGiven("batch") ? batch : min(batch, max(1, data.training.count))
    }

    /// The rule of a `train`: what `with` names, with the options that stand beside it; else the last one.
    package func contender(_ call: SentenceCall) throws -> Contender {
        guard let request = try request(call) else {
            guard let lastRule else { throw Failure(.noRule, at: call.sentence.verb.span) }
            if let setting = call.ruleSettings.first { throw Failure(.settingWithoutRule(setting.name.text), at: setting.name.span) }
            return lastRule
        }
        return try contender(request)
    }

    /// What `with`, the rule's options and `schedule` ask for; nil without `with`.
    package func request(_ call: SentenceCall) throws -> RuleRequest? {
        guard case .rule(var choice)? = call.value("with") else { return nil }
        for setting in call.ruleSettings {
            if choice.settings.contains(where: { $0.name.text == setting.name.text }) {
                throw Failure(.givenTwice(setting.name.text), at: setting.name.span)
            }
            choice.settings.append(setting)
        }
        return RuleRequest(choice: choice, schedule: scheduleUse(call))
    }

    package func contenders(_ rules: [Value], _ call: SentenceCall) throws -> [Contender] {
        try rules.map { value in
            guard case .rule(let choice) = value else {
                throw Failure(.wrongKind(wanted: "an optimizer", found: value.kind.phrase), at: call.span(of: "rules"))
            }
            return try contender(RuleRequest(choice: choice, schedule: scheduleUse(call)))
        }
    }

    private func scheduleUse(_ call: SentenceCall) -> ScheduleUse? {
        guard case .schedule(let choice)? = call.value("schedule") else { return nil }
        return ScheduleUse(name: Name(choice.name, choice.span), settings: choice.settings)
    }

    /// `dialect`: the one in force, unless a paused training brings its own.
    package func contender(_ request: RuleRequest, in dialect: Dialect? = nil) throws -> Contender {
        let dialect = dialect ?? self.dialect
        let choice = request.choice
        if let note = library.optimizer(named: choice.name, dialect: dialect)?.note { self.note(note) }
        do {
            let rule = try library.use(
                Name(choice.name, choice.span), dialect: dialect, settings: choice.settings, schedule: request.schedule)
            return Contender(name: choice.name, label: choice.phrase, rule: rule)
        } catch {
            throw Failure(.rule(error), at: error.place ?? choice.span)
        }
    }

    package func laboratory(at span: Span) throws -> Laboratory {
        do {
            return Laboratory(
                machine: try machine(), isInterrupted: isInterrupted,
                progress: { [self] progress, label in
                    guard showsProgress else { return }
                    live.add(progress.loss)
                    output.progress(
                        ProgressLine.text(progress, label: label, accuracy: live.accuracy,
                            curve: { [self] in live.text(width: $0, isPlain: !drawsBlocks) }, width: output.width))
                })
        } catch {
            throw Failure(.engine(error), at: span)
        }
    }

    /// `until accuracy > 0.99`, tested with the names of a row of the history.
    package func holds(_ condition: Expression, for row: HistoryRow) throws -> Bool {
        scopes.openBlock()
        defer { scopes.closeBlock() }
        for field in HistoryFields.all { scopes.declare(field.name, field.get(row)) }
        if let measure = row.judged {
            scopes.declare("loss", .number(measure.loss))
            scopes.declare("accuracy", .number(measure.accuracy))
        }
        return try Evaluator(self).truth(condition)
    }

    package func showProgress(_ progress: DataProgress) {
        guard showsProgress else { return }
        output.progress(ProgressLine.text(progress, width: output.width))
    }

    /// A stretch of a script as it was written, on one line.
    package func written(_ span: Span) -> String {
        let bytes = Array(sources[span.source].text.utf8)
        let start = min(max(0, Int(span.start)), bytes.count)
        let end = min(max(start, Int(span.end)), bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
            .split(whereSeparator: { $0.isNewline }).joined(separator: " ")
    }
}
