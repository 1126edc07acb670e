import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

// What a checkpoint takes from a session.

extension Session {
    /// Everything from which this session goes on, with a training as it stands at this moment.
    package func checkpoint(of state: TrainingState, _ paused: PausedTraining?, withBranches: Bool = false) -> Checkpoint {
        Checkpoint(
            numerics: numericsVersion, seed: settings.seed, dialect: dialect, definitions: ownDefinitions,
            watched: checkpointWatches(state.network), whens: watchers.map(\.statement), data: checkpointData,
            loss: lossInUse,
            rule: lastRule.flatMap { rule in lastRequest.map { Checkpoint.Rule($0, rule) } },
            current: checkpointBranch(withBranches ? branchName : "", state, paused),
            branches: withBranches ? branches.map { checkpointBranch($0.name, $0.state, $0.paused) } : [])
    }

    private var checkpointData: Checkpoint.Data? {
        guard let dataset, var request = dataRequest else { return nil }
        // It may be read in another folder.
        if let written = request.path, Folder.isThere(path(written)) { request.path = path(written) }
        return Checkpoint.Data(request: request, checksums: dataset.checksums, counts: dataset.counts)
    }

    /// A training on other images than the session's has no place in its file but for what it has learnt.
    private func checkpointBranch(_ name: String, _ state: TrainingState, _ paused: PausedTraining?) -> Checkpoint.Branch {
        var pause: Checkpoint.Pause?
        if let paused, let request = paused.request, let dataset, paused.recipe.data.checksums == dataset.checksums,
            paused.recipe.data.counts == dataset.counts
        {
            pause = Checkpoint.Pause(
                rule: Checkpoint.Rule(request, paused.contender), loss: paused.recipe.loss,
                epochs: paused.recipe.epochs, batchSize: paused.recipe.batchSize, until: paused.until.map(writtenCondition),
                stepsDone: paused.pause.steps, epochsDone: paused.pause.epochs, imagesSeen: paused.pause.imagesSeen,
                seconds: paused.pause.seconds, history: paused.pause.history, schedule: paused.pause.schedule.memory,
                batchLosses: paused.pause.batchLosses, start: paused.pause.start?.network)
        }
        return Checkpoint.Branch(name: name, state: state, paused: pause)
    }

    /// What is watched of this model; of another one, whose watches are kept too, nothing.
    private func checkpointWatches(_ network: Network) -> [String] {
        let reader = WeightReader(plan: network.plan, session: self)
        return watched.compactMap { watched in
            switch watched.subject {
            case .place(let place): place.range(in: network.plan) == nil ? nil : watched.text
            case .expression(let expression):
                (try? reader.value(expression, network.weights)) == nil || !expression.isArithmetic ? nil : writtenCondition(expression)
            }
        }
    }

    /// The user's own optimizers, schedules, landscapes and models, in the order in which they were written.
    private var ownDefinitions: [String] {
        var own: [(span: Span, documentation: String)] = library.ownDefinitions
        for model in models.values { own.append((model.span, model.documentation)) }
        own.sort { ($0.span.source.index, $0.span.start) < ($1.span.source.index, $1.span.start) }
        return own.map { definition -> String in
            var text = ""
            if !definition.documentation.isEmpty {
                for line in definition.documentation.split(separator: "\n", omittingEmptySubsequences: false) { text += "## \(line)\n" }
            }
            return text + self.text(at: definition.span)
        }
    }

    /// A stretch of a script as it was written.
    private func text(at span: Span) -> String {
        let bytes = Array(sources[span.source].text.utf8)
        let start = min(max(0, Int(span.start)), bytes.count)
        let end = min(max(start, Int(span.end)), bytes.count)
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// A condition with the numbers that its variables hold now in their places: they are not in the file.
    private func writtenCondition(_ condition: Expression) -> String {
        var bytes = Array(text(at: condition.span).utf8)
        var places: [(Span, String)] = []
        condition.forEachName { name, span in
            switch scopes[name] {
            case .number(let number)?: places.append((span, "(\(NumberText.exact(number)))"))
            case .boolean(let flag)?: places.append((span, "\(flag)"))
            default: break
            }
        }
        for (span, value) in places.sorted(by: { $0.0.start > $1.0.start }) {
            let (start, end) = (Int(span.start - condition.span.start), Int(span.end - condition.span.start))
            guard 0 <= start, start <= end, end <= bytes.count else { continue }
            bytes.replaceSubrange(start..<end, with: Array(value.utf8))
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

extension Expression {
    /// Names, numbers and functions of them: nothing that does more than give a value.
    var isArithmetic: Bool {
        switch form {
        case .number, .boolean, .name: true
        case .field(let base, _): base.isArithmetic
        case .index(let base, let indices): base.isArithmetic && indices.allSatisfy(\.isArithmetic)
        case .unary(_, let operand): operand.isArithmetic
        case .binary(_, let left, let right): left.isArithmetic && right.isArithmetic
        case .call(let callee, let arguments): callee.isArithmetic && arguments.allSatisfy(\.value.isArithmetic)
        case .text, .size, .list, .range, .sources, .sentence, .block: false
        }
    }
}

extension Checkpoint.Rule {
    fileprivate init(_ request: RuleRequest, _ contender: Contender) {
        name = request.choice.name
        settings = request.choice.settings.map { Checkpoint.Setting(name: $0.name.text, value: $0.value) }
        schedule = request.schedule.map { schedule in
            Checkpoint.Schedule(name: schedule.name.text, settings: schedule.settings.map { Checkpoint.Setting(name: $0.name.text, value: $0.value) })
        }
        dialect = contender.dialect
        identity = contender.rule.identity
        displayName = contender.rule.displayName
    }
}
