import LenetCards
import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

// A checkpoint becomes the session's state: all of it, or, where something does not fit, none.

extension Session {
    /// What came with the model and is worth a word.
    package struct Restored {
        /// "optimizer mine"
        package var definitions: [String] = []
        package var watched: [String] = []
        package var branches: [String] = []
    }

    /// `file`: its name, for messages. Errors leave the session as it was; `Failure` comes from below, `CheckpointFault` from here.
    @discardableResult
    package func restore(_ checkpoint: Checkpoint, from file: String) throws -> Restored {
        let before = (library, models, grammar)
        do {
            var brought = Restored()
            brought.definitions = try define(checkpoint.definitions, from: file)
            let data = try restoredData(checkpoint.data)
            let rule = try checkpoint.rule.map { try restoredRule($0, file) }
            let current = try restored(checkpoint.current, data?.dataset, file)
            let kept = try checkpoint.branches.map { branch in
                let branch = try restored(branch, data?.dataset, file)
                return Branch(name: branch.name, state: branch.state, paused: branch.paused)
            }

            let watches = try restoredWatches(checkpoint.watched, current.state.network.plan, file)
            brought.watched = watches.map(\.text)
            brought.branches = kept.map(\.name)

            if let data, !data.isThere {
                dataset = data.dataset
                dataRequest = data.request
            }
            settings.seed = checkpoint.seed
            dialect = checkpoint.dialect
            lossInUse = checkpoint.loss
            lastRule = rule?.contender
            lastRequest = rule?.request
            let name = current.state.network.plan.name
            architecture = Architecture(name: name, span: Span(source: SourceID(index: 0), start: 0, end: 0))
            training = current.state
            paused = current.paused
            live = LiveCurve()
            if !kept.isEmpty {
                branches = kept
                if !checkpoint.current.name.isEmpty { branchName = checkpoint.current.name }
            }
            // What was watched here stays.
            watched += watches.filter { new in !watched.contains { $0.text == new.text } }
            return brought
        } catch {
            (library, models, grammar) = before
            throw error
        }
    }

    // MARK: Definitions

    /// One may need another that stands behind it: what fails is tried again once others are there.
    private func define(_ texts: [String], from file: String) throws -> [String] {
        var names: [String] = []
        var waiting: [Definition] = []
        for text in texts {
            let block = parse(text, name: file)
            guard !block.hasErrors, block.block.statements.count == 1, case .definition(let definition)? = block.block.statements.first else {
                throw CheckpointFault.wrong("one of its definitions cannot be read")
            }
            switch definition {
            case .optimizer, .optimizerAlias: names.append("optimizer \(definition.name.text)")
            case .schedule: names.append("schedule \(definition.name.text)")
            case .landscape: names.append("landscape \(definition.name.text)")
            case .model: names.append("model \(definition.name.text)")
            case .function: throw CheckpointFault.wrong("one of its definitions is of no rule, schedule, landscape or model")
            }
            waiting.append(definition)
        }
        while !waiting.isEmpty {
            var failed: [(Definition, Failure)] = []
            for definition in waiting {
                do { try define(definition) } catch let failure as Failure { failed.append((definition, failure)) }
            }
            guard failed.count < waiting.count else {
                let (definition, failure) = failed[0]
                throw CheckpointFault.definition(name: definition.name.text, reason: ProblemWriter.title(of: failure))
            }
            waiting = failed.map(\.0)
        }
        // A rule may have a definition in each dialect.
        return names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    // MARK: Watches

    private func restoredWatches(_ texts: [String], _ plan: NetworkPlan, _ file: String) throws -> [Watched] {
        let reader = WeightReader(plan: plan, session: self)
        return try texts.map { text in
            let parsed = parse("watch " + text, name: file)
            guard !parsed.hasErrors, parsed.block.statements.count == 1, case .sentence(let sentence)? = parsed.block.statements.first,
                text.unicodeScalars.allSatisfy({ $0.value >= 32 }), sentence.clauses.isEmpty, sentence.objects.count == 1, let expression = sentence.objects.first, expression.isArithmetic
            else { throw CheckpointFault.wrong("what it watches cannot be read") }
            do {
                if let place = try reader.place(expression) { return Watched(text: place.text, subject: .place(place)) }
            } catch let failure as Failure {
                throw CheckpointFault.wrong("what it watches is not in its model: \(ProblemWriter.title(of: failure))")
            }
            return Watched(text: text, subject: .expression(expression))
        }
    }

    // MARK: Data

    private struct RestoredData {
        var dataset: Dataset
        var request: DataRequest
        /// It is the session's already.
        var isThere: Bool
    }

    private func restoredData(_ saved: Checkpoint.Data?) throws -> RestoredData? {
        guard let saved else { return nil }
        if let dataset, let dataRequest, dataRequest.name == saved.request.name, dataset.checksums == saved.checksums,
            dataRequest.split == saved.request.split, dataset.counts == saved.counts
        {
            return RestoredData(dataset: dataset, request: dataRequest, isThere: true)
        }
        let loaded: LoadedData
        do {
            loaded = try loadData([saved.request], locator) { (progress) throws(DataError) in
                showProgress(progress)
                if isInterrupted() { throw .interrupted }
            }
        } catch .interrupted {
            output.progress(nil)
            throw Failure(.interrupted, at: nil)
        } catch {
            output.progress(nil)
            throw CheckpointFault.data(name: saved.request.spelling, reason: error.message)
        }
        output.progress(nil)
        guard loaded.dataset.checksums == saved.checksums else {
            throw CheckpointFault.data(name: saved.request.spelling, reason: "its checksum is not that of the images it was trained on")
        }
        guard loaded.dataset.counts == saved.counts else {
            throw CheckpointFault.data(
                name: saved.request.spelling,
                reason: "it has \(loaded.dataset.counts.map { "\($0)" }.joined(separator: ", ")) images for training, validation and test, and had "
                    + saved.counts.map { "\($0)" }.joined(separator: ", "))
        }
        return RestoredData(dataset: loaded.dataset, request: loaded.request, isThere: false)
    }

    // MARK: Rules and trainings

    private func restoredRule(_ saved: Checkpoint.Rule, _ file: String) throws -> (contender: Contender, request: RuleRequest) {
        // Its words as a source of their own: errors of the rule show them.
        let text = saved.words
        let source = sources.add(Source(name: file, text: text))
        let span = Span(source: source, start: 0, end: Int32(clamping: text.utf8.count))
        func settings(_ list: [Checkpoint.Setting]) -> [RuleSetting] { list.map { RuleSetting(Name($0.name, span), $0.value) } }
        let request = RuleRequest(
            choice: RuleChoice(name: saved.name, settings: settings(saved.settings), span: span),
            schedule: saved.schedule.map { ScheduleUse(name: Name($0.name, span), settings: settings($0.settings)) })
        let contender: Contender
        do {
            contender = try self.contender(request, in: saved.dialect, at: span)
        } catch let failure as Failure {
            throw CheckpointFault.definition(name: saved.name, reason: ProblemWriter.title(of: failure))
        }
        guard contender.rule.identity == saved.identity, contender.rule.displayName == saved.displayName else {
            throw CheckpointFault.rule(name: saved.name, saved: saved.displayName, here: contender.rule.displayName)
        }
        return (contender, request)
    }

    private func restored(
        _ saved: Checkpoint.Branch, _ data: Dataset?, _ file: String
    ) throws -> (name: String, state: TrainingState, paused: PausedTraining?) {
        guard let pause = saved.paused else { return (saved.name, saved.state, nil) }
        guard let data else { throw CheckpointFault.wrong("a training is paused in it, and it names no data") }
        let plan = saved.state.network.plan
        let images = data.training.images
        guard plan.input == Shape(channels: images.channels, height: images.height, width: images.width), plan.classes == images.classes else {
            throw CheckpointFault.wrong("its model does not fit its data")
        }
        let (contender, request) = try restoredRule(pause.rule, file)
        var schedule = contender.rule.startSchedule()
        guard schedule.remember(pause.schedule) else { throw CheckpointFault.wrong("what its schedule remembers does not fit the schedule") }
        if let optimizer = saved.state.optimizer, pause.stepsDone > 0, optimizer.identity != contender.rule.identity {
            throw CheckpointFault.wrong("its optimizer's state is not that of its rule")
        }
        guard saved.state.position <= data.training.count else { throw CheckpointFault.wrong("it stands behind the end of its data") }
        let paused = PausedTraining(
            contender: contender, request: request,
            recipe: Recipe(
                plan: plan, data: data, loss: pause.loss, epochs: pause.epochs, batchSize: pause.batchSize, dialect: pause.rule.dialect),
            until: try pause.until.map { try condition($0, file) },
            pause: TrainingPause(
                steps: pause.stepsDone, epochs: pause.epochsDone, imagesSeen: pause.imagesSeen, seconds: pause.seconds,
                history: pause.history, schedule: schedule, start: pause.start.map { UnmeasuredStart(network: $0) }, batchLosses: pause.batchLosses),
            variable: nil)
        return (saved.name, saved.state, paused)
    }

    /// As it stands behind `until`, where verbs are names.
    private func condition(_ text: String, _ file: String) throws -> Expression {
        let parsed = parse("train until " + text, name: file)
        guard !parsed.hasErrors, parsed.block.statements.count == 1, case .sentence(let sentence)? = parsed.block.statements.first,
            sentence.clauses.count == 1, let condition = sentence.clauses.first?.value
        else { throw CheckpointFault.wrong("the condition of its `until` cannot be read") }
        return condition
    }
}

extension Checkpoint.Rule {
    /// `train with sgd lr 0.1 schedule cosine(lowest: 0.1)`
    fileprivate var words: String {
        let place = Span(source: SourceID(index: 0), start: 0, end: 0)
        func choice(_ name: String, _ settings: [Checkpoint.Setting]) -> RuleChoice {
            RuleChoice(name: name, settings: settings.map { RuleSetting(Name($0.name, place), $0.value) }, span: place)
        }
        return "train with " + choice(name, settings).phrase + (schedule.map { " schedule " + choice($0.name, $0.settings).written } ?? "")
    }
}
