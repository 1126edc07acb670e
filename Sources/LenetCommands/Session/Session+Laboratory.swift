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

    /// What `loss` names, with the words that stand beside it: `loss cross_entropy smoothing 0.1`.
    package func loss(_ call: SentenceCall) throws -> Loss {
        guard case .loss(var choice)? = call.value("loss") else { preconditionFailure("a decoded loss is in the catalogue") }
        choice.settings += lossSettings(call)
        return try loss(choice)
    }

    package func loss(_ choice: RuleChoice) throws -> Loss {
        guard let type = LossCatalogue.type(named: choice.name) else { preconditionFailure("a decoded loss is in the catalogue") }
        var values: [String: LayerValue] = [:]
        for setting in choice.settings {
            if values[setting.name.text] != nil { throw Failure(.givenTwice(setting.name.text), at: setting.name.span) }
            switch setting.value {
            case .number(let x): values[setting.name.text] = .number(x)
            case .flag(let x): values[setting.name.text] = .flag(x)
            case .list:
                throw Failure(.wrongKind(wanted: "a number", found: "a list"), at: setting.valueSpan ?? setting.name.span)
            }
        }
        do {
            return try Loss(type, values)
        } catch {
            func setting(_ name: String) -> RuleSetting? { choice.settings.first { $0.name.text == name } }
            switch error {
            case .unknownParameter(_, let name):
                let all = type.card.parameters.map(\.name)
                let foreign = type.card.parameters.filter { $0.otherSpellings.contains(name) }.map(\.name)
                throw Failure(
                    .unknownParameter(
                        name, of: choice.name, nearest: foreign.isEmpty ? Nearest.candidates(name, among: all) : foreign, all: all),
                    at: setting(name)?.name.span ?? choice.span)
            case .outOfRange(_, let name, let value, let domain):
                throw Failure(
                    .outOfRange(name: name, value: value, domain: domain.phrase),
                    at: setting(name).map { $0.valueSpan ?? $0.name.span } ?? choice.span)
            }
        }
    }

    /// The words of a sentence that belong to its loss: those that its card has and the rule has not.
    private func lossSettings(_ call: SentenceCall) -> [RuleSetting] {
        guard case .loss(let choice)? = call.value("loss") else { return [] }
        var rule: String?
        if case .rule(let choice)? = call.value("with") { rule = choice.name }
        return call.ruleSettings.filter { isOfLoss($0.name.text, choice.name, rule: rule ?? lastRule?.name) }
    }

    package func isOfLoss(_ word: String, _ loss: String, rule: String?) -> Bool {
        guard let card = LossCatalogue.type(named: loss)?.card, card.parameters.contains(where: { $0.name == word }) else { return false }
        return rule.map { rule in !library.hyperparameters(of: rule, dialect: dialect).contains { $0.name == word } } ?? true
    }

    /// The default shrinks to the images that there are; a number that was said is taken by its word.
    package func batchSize(_ call: SentenceCall, _ data: Dataset) throws -> Int {
        let batch = call.integer("batch")
        guard call.isGiven("batch") else { return min(batch, max(1, data.training.count)) }
        try check(batchSize: batch, data, at: call.span(of: "batch"))
        return batch
    }

    /// Before anything is said of a training that could not begin.
    func check(batchSize: Int, _ data: Dataset, at span: Span) throws {
        guard data.training.count >= 1, batchSize > data.training.count else { return }
        throw Failure(.engine(.batchSize(said: batchSize, most: data.training.count)), at: span)
    }

    /// The rule of a `train`: what `with` names, with the options that stand beside it; else the last one.
    ///
    /// `hears`: gets what is worth knowing of the rule; the session's notes otherwise.
    package func contender(_ call: SentenceCall, hears: ((String) -> Void)? = nil) throws -> Contender {
        guard let request = try request(call) else {
            let ofLoss = lossSettings(call)
            let ruleSettings = call.ruleSettings.filter { !ofLoss.contains($0) }
            guard let lastRule else { throw Failure(.noRule, at: call.sentence.verb.span) }
            if let setting = ruleSettings.first { throw Failure(.settingWithoutRule(setting.name.text), at: setting.name.span) }
            return lastRule
        }
        return try contender(request, in: call.value("with") == nil ? lastRule?.dialect : nil, at: call.sentence.span, hears: hears)
    }

    /// What `with`, the rule's options and `schedule` ask for; nil without `with` and `schedule`. A schedule alone is for the last rule.
    package func request(_ call: SentenceCall) throws -> RuleRequest? {
        guard case .rule(let choice)? = call.value("with") else {
            guard let schedule = scheduleUse(call), let last = lastRequest else { return nil }
            let ofLoss = lossSettings(call)
            if let setting = call.ruleSettings.first(where: { !ofLoss.contains($0) }) {
                throw Failure(.settingWithoutRule(setting.name.text), at: setting.name.span)
            }
            return RuleRequest(choice: last.choice, schedule: schedule)
        }
        let ofLoss = lossSettings(call)
        let ofRule = call.ruleSettings.filter { !ofLoss.contains($0) }
        return RuleRequest(choice: try choice.extended(by: ofRule), schedule: scheduleUse(call))
    }

    /// Of a statement with a list of rules: a word that neither schedule nor loss know.
    func refuseSettingsOfSeveral(_ call: SentenceCall) throws {
        let ofLoss = lossSettings(call)
        if let setting = call.ruleSettings.first(where: { !ofLoss.contains($0) }) {
            throw Failure(.settingOfSeveral(setting.name.text, example: Checker.severalRules), at: setting.name.span)
        }
    }

    package func contenders(_ rules: [Value], _ call: SentenceCall) throws -> [Contender] {
        try rules.map { value in
            guard case .rule(let choice) = value else {
                throw Failure(.wrongKind(wanted: "an optimizer", found: value.kind.phrase), at: call.span(of: "rules"))
            }
            return try contender(RuleRequest(choice: choice, schedule: scheduleUse(call)), at: call.sentence.span)
        }
    }

    func scheduleUse(_ call: SentenceCall) -> ScheduleUse? {
        guard case .schedule(let choice)? = call.value("schedule") else { return nil }
        return ScheduleUse(name: Name(choice.name, choice.span), settings: choice.settings)
    }

    /// `dialect`: the one in force, unless a paused training brings its own.
    package func contender(
        _ request: RuleRequest, in dialect: Dialect? = nil, at sentence: Span, hears: ((String) -> Void)? = nil
    ) throws -> Contender {
        let choice = request.choice
        let dialect = dialect ?? self.dialect
        do {
            let rule = try library.use(
                Name(choice.name, choice.span), dialect: dialect, settings: choice.settings, schedule: request.schedule)
            for note in rule.notes { if let hears { hears(note) } else { self.note(note) } }
            return Contender(name: choice.name, label: choice.phrase, rule: rule, dialect: dialect)
        } catch {
            var failure = Failure(.rule(error), at: error.place ?? choice.span)
            failure.use = sentence
            throw failure
        }
    }

    /// The rate that a rule has in the dialect in force unless another is said.
    package func usualRate(of contender: Contender) -> Double? {
        let rate = library.hyperparameters(of: contender.name, dialect: dialect).first { $0.name == "lr" }
        guard case .number(let usual)? = rate?.default else { return nil }
        return usual
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
