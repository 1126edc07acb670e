import LenetData
import LenetEngine
import LenetRules

extension Checkpoint {
    /// The file.
    package var bytes: [UInt8] {
        var arrays: [(name: String, numbers: CheckpointFile.Numbers)] = []
        let description = JSON.object([
            ("numerics", CheckpointFields.integer(numerics)), ("seed", .text("\(seed)")), ("dialect", .text(dialect.rawValue)),
            ("definitions", .list(definitions.map { .text($0) })), ("watched", .list(watched.map { .text($0) })),
            ("when", .list(whens.map { .text($0) })), ("data", data?.json ?? .null), ("loss", loss.json),
            ("rule", rule?.json ?? .null), ("current", current.json(&arrays)),
            ("branches", .list(branches.map { $0.json(&arrays) })),
        ])
        return CheckpointFile(description: description, arrays: arrays).bytes
    }
}

extension Checkpoint.Branch {
    fileprivate func json(_ arrays: inout [(name: String, numbers: CheckpointFile.Numbers)]) -> JSON {
        func add(_ what: String, _ numbers: CheckpointFile.Numbers) -> JSON {
            arrays.append((name.isEmpty ? what : "\(name): \(what)", numbers))
            return CheckpointFields.integer(arrays.count - 1)
        }
        var optimizer = JSON.null
        if let state = state.optimizer {
            optimizer = .object([
                ("identity", .text(state.identity)), ("t", CheckpointFields.integer(state.t)),
                ("states", .list(state.stateNames.map { .text($0) })),
                ("arrays", .list(zip(state.stateNames, state.states).map { add($0, .singles($1)) })),
                ("evaluates", CheckpointFields.optional(state.evaluationState)),
                ("waiting", CheckpointFields.integer(state.accumulatedBatches)),
                ("scalars", .list(state.arrayScalars.map { CheckpointFields.integer($0.count) })),
                ("numbers", add("scalars", .doubles(state.arrayScalars.flatMap(\.self)))),
            ])
        }
        let training = JSON.object([
            ("model", state.network.plan.json), ("seed", .text("\(state.seed)")), ("step", CheckpointFields.integer(state.step)),
            ("pass", CheckpointFields.integer(state.pass)), ("position", CheckpointFields.integer(state.position)),
            ("history", .list(state.history.map(\.checkpointed))), ("weights", add("weights", .singles(state.network.weights))),
            ("statistics", add("statistics", .singles(state.network.statistics))), ("optimizer", optimizer),
        ])
        return .object([
            ("name", .text(name)), ("training", training),
            ("paused", paused.map { $0.json(add) } ?? .null),
        ])
    }
}

extension Checkpoint.Pause {
    fileprivate func json(_ add: (String, CheckpointFile.Numbers) -> JSON) -> JSON {
        let memory = add("schedule", .doubles(schedule.bank))
        let losses = batchLosses.memory
        let means = add("losses", .doubles(losses.means))
        let first = start.map { start in
            JSON.object([
                ("weights", add("weights at the start", .singles(start.weights))), ("statistics", add("statistics at the start", .singles(start.statistics))),
            ])
        }
        return .object([
            ("rule", rule.json), ("loss", loss.json), ("epochs", CheckpointFields.integer(epochs)),
            ("batch", CheckpointFields.integer(batchSize)), ("until", CheckpointFields.optional(until)),
            ("steps_done", CheckpointFields.integer(stepsDone)), ("epochs_done", CheckpointFields.integer(epochsDone)),
            ("images_seen", CheckpointFields.integer(imagesSeen)), ("seconds", CheckpointFields.number(seconds)),
            ("history", .list(history.map(\.checkpointed))), ("start", first ?? .null),
            (
                "losses",
                .object([
                    ("means", means), ("steps_per_mean", CheckpointFields.integer(losses.stepsPerMean)),
                    ("sum", CheckpointFields.number(losses.sum)), ("count", CheckpointFields.integer(losses.count)),
                ])
            ),
            (
                "schedule",
                .object([
                    ("memory", memory), ("started", .boolean(schedule.hasStarted)), ("rate", CheckpointFields.number(schedule.rate)),
                    ("momentum", schedule.momentum.map(CheckpointFields.number) ?? .null),
                ])
            ),
        ])
    }
}

extension Checkpoint.Rule {
    fileprivate var json: JSON {
        .object([
            ("name", .text(name)), ("settings", settings.json),
            ("schedule", schedule.map { .object([("name", .text($0.name)), ("settings", $0.settings.json)]) } ?? .null),
            ("dialect", .text(dialect.rawValue)), ("identity", .text(identity)), ("as", .text(displayName)),
        ])
    }
}

extension [Checkpoint.Setting] {
    /// In order, which a table shows.
    fileprivate var json: JSON {
        .list(
            map { setting in
                let value: JSON =
                    switch setting.value {
                    case .number(let number): CheckpointFields.number(number)
                    case .flag(let flag): .boolean(flag)
                    case .list(let numbers): .list(numbers.map(CheckpointFields.number))
                    }
                return .object([("name", .text(setting.name)), ("value", value)])
            })
    }
}

extension Checkpoint.Data {
    fileprivate var json: JSON {
        .object([
            ("name", .text(request.name)), ("path", CheckpointFields.optional(request.path)),
            ("train", CheckpointFields.optional(request.split.training)),
            ("validation", CheckpointFields.optional(request.split.validation)), ("stratified", .boolean(request.split.isStratified)),
            ("checksums", .list(checksums.map { .text($0) })), ("images", .list(counts.map(CheckpointFields.integer))),
        ])
    }
}

extension HistoryRow {
    fileprivate var checkpointed: JSON {
        func number(_ number: Double?) -> JSON { number.map(CheckpointFields.number) ?? .null }
        return .list([
            CheckpointFields.integer(epoch), number(trainLoss), number(trainAccuracy), number(validationLoss), number(validationAccuracy),
            number(testLoss), number(testAccuracy), number(seconds),
        ])
    }
}

extension Loss {
    fileprivate var json: JSON {
        .object([("name", .text(card.keyword)), ("settings", settings.json)])
    }
}

extension NetworkPlan {
    /// Its lines and what they were made for: the whole plan follows from them.
    var json: JSON {
        .object([
            ("name", .text(name)), ("dialect", .text(dialect.rawValue)),
            ("input", .list([input.channels, input.height, input.width].map(CheckpointFields.integer))),
            ("classes", CheckpointFields.integer(classes)),
            (
                "layers",
                .list(
                    lines.map { line in
                        .object([("layer", .text(line.keyword)), ("as", CheckpointFields.optional(line.name)), ("settings", line.values.json)])
                    })
            ),
        ])
    }
}

extension [String: LayerValue] {
    /// By name, so that the same network gives the same bytes.
    fileprivate var json: JSON {
        .object(
            sorted { $0.key < $1.key }.map { name, value in
                switch value {
                case .number(let number): (name, CheckpointFields.number(number))
                case .size(let height, let width): (name, .list([CheckpointFields.integer(height), CheckpointFields.integer(width)]))
                case .flag(let flag): (name, .boolean(flag))
                case .name(let word): (name, .text(word))
                }
            })
    }
}
