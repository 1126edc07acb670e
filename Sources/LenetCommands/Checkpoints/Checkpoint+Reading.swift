import LenetData
import LenetEngine
import LenetRules

extension Checkpoint {
    /// Errors: what keeps the bytes from being a checkpoint. A checkpoint that is read can be gone on with: every count, place and
    /// number is in its range.
    package init(reading bytes: [UInt8]) throws(CheckpointFault) {
        let file = try CheckpointFile(reading: bytes)
        let reader = CheckpointReader(file.description, in: file.arrays, "the checkpoint")
        numerics = try reader.integer("numerics")
        seed = try reader.seed("seed")
        dialect = try reader.dialect("dialect")
        definitions = try reader.texts("definitions")
        // Files from before have neither.
        watched = reader.ifSaid("watched") == nil ? [] : try reader.texts("watched")
        whens = reader.ifSaid("when") == nil ? [] : try reader.texts("when")
        data = try reader.objectIfSaid("data", "the data").map { reader throws(CheckpointFault) in try Data(reader) }
        loss = try Loss.reading(try reader.object("loss", "the loss"))
        rule = try reader.objectIfSaid("rule", "the rule").map { reader throws(CheckpointFault) in try Rule(reader) }
        current = try Branch(try reader.object("current", "the model"))
        branches = []
        for branch in try reader.objects("branches", "a branch") { branches.append(try Branch(branch)) }
    }
}

extension CheckpointReader {
    fileprivate func dialect(_ name: String) throws(CheckpointFault) -> Dialect {
        let word = try text(name)
        guard let dialect = Dialect(rawValue: word) else { throw .wrong("it names the unknown dialect '\(word)'") }
        return dialect
    }

    fileprivate func history(_ name: String) throws(CheckpointFault) -> [HistoryRow] {
        var rows: [HistoryRow] = []
        for row in try list(name) {
            guard case .list(let cells) = row, cells.count == 8 else { throw .wrong("a row of its history has not 8 numbers") }
            var numbers: [Double?] = []
            for cell in cells {
                if case .null = cell {
                    numbers.append(nil)
                } else if let number = Self.number(cell) {
                    numbers.append(number)
                } else {
                    throw .wrong("a row of its history holds something that is no number")
                }
            }
            guard let epoch = numbers[0].flatMap(WholeNumber.from), 0...(1 << 53) ~= epoch, let trainLoss = numbers[1],
                let trainAccuracy = numbers[2], let seconds = numbers[7], seconds.isFinite
            else { throw .wrong("a row of its history is not complete") }
            rows.append(
                HistoryRow(
                    epoch: epoch, trainLoss: trainLoss, trainAccuracy: trainAccuracy, validationLoss: numbers[3],
                    validationAccuracy: numbers[4], testLoss: numbers[5], testAccuracy: numbers[6], seconds: seconds))
        }
        return rows
    }

    fileprivate func settings(_ name: String) throws(CheckpointFault) -> [Checkpoint.Setting] {
        var settings: [Checkpoint.Setting] = []
        for setting in try objects(name, "a setting") {
            let value: RuleSetting.Value
            switch setting.ifSaid("value") {
            case .boolean(let flag)?: value = .flag(flag)
            case .list(let numbers)?:
                let list = numbers.compactMap(Self.number)
                guard list.count == numbers.count else { throw .wrong("a setting holds something that is no number") }
                value = .list(list)
            default: value = .number(try setting.number("value"))
            }
            settings.append(Checkpoint.Setting(name: try setting.text("name"), value: value))
        }
        return settings
    }

    /// What was said to a layer or a loss: their cards check names and ranges.
    fileprivate func layerValues(_ name: String) throws(CheckpointFault) -> [String: LayerValue] {
        var values: [String: LayerValue] = [:]
        for (name, value) in try object(name, "a setting").all {
            switch value {
            case .boolean(let flag): values[name] = .flag(flag)
            case .text(let word): values[name] = .name(word)
            case .number(let number): values[name] = .number(number)
            case .list(let sides):
                guard sides.count == 2, let height = Self.number(sides[0]).flatMap(WholeNumber.from),
                    let width = Self.number(sides[1]).flatMap(WholeNumber.from)
                else { throw .wrong("the setting '\(name)' is no size") }
                values[name] = .size(height, width)
            default: throw .wrong("the setting '\(name)' is no value")
            }
        }
        return values
    }
}

extension Loss {
    fileprivate static func reading(_ reader: CheckpointReader) throws(CheckpointFault) -> Loss {
        let name = try reader.text("name")
        guard let type = LossCatalogue.type(named: name) else { throw .wrong("it names the unknown loss '\(name)'") }
        let values = try reader.layerValues("settings")
        do {
            return try Loss(type, values)
        } catch {
            throw .wrong("its loss '\(name)' has settings that it cannot have")
        }
    }
}

extension NetworkPlan {
    /// From its lines; also of a `lenet` file of weights.
    static func reading(_ reader: CheckpointReader) throws(CheckpointFault) -> NetworkPlan {
        let input = try reader.integers("input", 1...LayerLimits.side)
        guard input.count == 3 else { throw .wrong("its model's input has not three sizes") }
        var lines: [LayerLine] = []
        for layer in try reader.objects("layers", "a layer") {
            guard lines.count < 1000 else { throw .wrong("its model has more than 1000 layers") }
            lines.append(
                LayerLine(try layer.text("layer"), name: try layer.textIfSaid("as"), try layer.layerValues("settings"), id: lines.count))
        }
        let name = try reader.text("name")
        let classes = try reader.integer("classes", 1...256)
        let dialect = try reader.dialect("dialect")
        do {
            return try NetworkPlan(
                name: name, lines: lines, input: Shape(channels: input[0], height: input[1], width: input[2]), classes: classes, dialect: dialect)
        } catch {
            throw .network(error.message)
        }
    }
}

extension Checkpoint.Branch {
    fileprivate init(_ reader: CheckpointReader) throws(CheckpointFault) {
        name = try reader.text("name")
        let training = try reader.object("training", "the training")
        let plan = try NetworkPlan.reading(try training.object("model", "the model"))
        let count = plan.parameterCount
        let network = Network(
            plan: plan, weights: try training.singles("weights", count: count),
            statistics: try training.singles("statistics", count: plan.statisticCount))
        state = TrainingState(network: network, seed: try training.seed("seed"))
        state.step = try training.integer("step")
        state.pass = try training.integer("pass")
        state.position = try training.integer("position")
        if state.position > 0, state.pass == 0 { throw .wrong("it stands in a pass that has not begun") }
        state.history = try training.history("history")
        if let optimizer = try training.objectIfSaid("optimizer", "the optimizer's state") {
            let names = try optimizer.texts("states")
            let places = try optimizer.integers("arrays")
            guard names.count == places.count else { throw .wrong("the optimizer's states have no name each") }
            var states: [[Float]] = []
            for (name, place) in zip(names, places) { states.append(try optimizer.singles(at: place, name, count: count)) }
            var rest = try optimizer.doubles("numbers")[...]
            var scalars: [[Double]] = []
            for length in try optimizer.integers("scalars") {
                guard length <= rest.count else { throw .wrong("the optimizer's scalars are fewer than it says") }
                scalars.append(Array(rest.prefix(length)))
                rest = rest.dropFirst(length)
            }
            guard rest.isEmpty else { throw .wrong("the optimizer's scalars are more than it says") }
            let evaluates = try optimizer.integerIfSaid("evaluates")
            guard evaluates.map(states.indices.contains) ?? true else { throw .wrong("evaluation takes a state that is not there") }
            state.optimizer = OptimizerState(
                identity: try optimizer.text("identity"), stateNames: names, states: states, arrayScalars: scalars,
                t: try optimizer.integer("t"), evaluationState: evaluates,
                accumulatedBatches: try optimizer.integer("waiting", 0...(1 << 31)))
        }
        paused = try reader.objectIfSaid("paused", "the paused training").map { reader throws(CheckpointFault) in try Checkpoint.Pause(reader, plan) }
    }
}

extension Checkpoint.Pause {
    fileprivate init(_ reader: CheckpointReader, _ plan: NetworkPlan) throws(CheckpointFault) {
        rule = try Checkpoint.Rule(try reader.object("rule", "the rule"))
        loss = try Loss.reading(try reader.object("loss", "the loss"))
        epochs = try reader.integer("epochs", 1...1_000_000)
        batchSize = try reader.integer("batch", 1...1_000_000)
        until = try reader.textIfSaid("until")
        stepsDone = try reader.integer("steps_done")
        epochsDone = try reader.integer("epochs_done", 0...epochs)
        imagesSeen = try reader.integer("images_seen")
        seconds = try reader.number("seconds")
        guard 0...1e12 ~= seconds else { throw .wrong("the paused training took a time that cannot be") }
        history = try reader.history("history")
        start = nil
        if let first = try reader.objectIfSaid("start", "the network at the start") {
            start = Network(
                plan: plan, weights: try first.singles("weights", count: plan.parameterCount),
                statistics: try first.singles("statistics", count: plan.statisticCount))
        }
        // The first row is the start's, measured or not yet; then each epoch has one.
        guard history.count == epochsDone + (start == nil ? 1 : 0) else { throw .wrong("the paused training has not a row for each epoch") }
        let losses = try reader.object("losses", "the losses")
        let means = BatchLosses.Memory(
            means: try losses.doubles("means"), sum: try losses.number("sum"), count: try losses.integer("count"),
            stepsPerMean: try losses.integer("steps_per_mean", 1...(1 << 53)))
        guard let kept = BatchLosses(means) else { throw .wrong("its losses are counted as they cannot be") }
        batchLosses = kept
        let memory = try reader.object("schedule", "the schedule")
        schedule = ScheduleRun.Memory(
            bank: try memory.doubles("memory"), hasStarted: try memory.flag("started"), rate: try memory.number("rate"),
            momentum: memory.ifSaid("momentum") == nil ? nil : try memory.number("momentum"))
    }
}

extension Checkpoint.Rule {
    fileprivate init(_ reader: CheckpointReader) throws(CheckpointFault) {
        name = try reader.text("name")
        settings = try reader.settings("settings")
        schedule = nil
        if let said = try reader.objectIfSaid("schedule", "the schedule") {
            schedule = Checkpoint.Schedule(name: try said.text("name"), settings: try said.settings("settings"))
        }
        dialect = try reader.dialect("dialect")
        identity = try reader.text("identity")
        displayName = try reader.text("as")
    }
}

extension Checkpoint.Data {
    fileprivate init(_ reader: CheckpointReader) throws(CheckpointFault) {
        let split = SplitRequest(
            training: try reader.integerIfSaid("train", 1...Int(Int32.max)), validation: try reader.integerIfSaid("validation", 1...Int(Int32.max)),
            isStratified: try reader.flag("stratified"))
        request = DataRequest(name: try reader.text("name"), path: try reader.textIfSaid("path"), split: split)
        checksums = try reader.texts("checksums")
        counts = try reader.integers("images")
    }
}
