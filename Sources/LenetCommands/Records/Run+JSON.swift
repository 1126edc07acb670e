import LenetEngine
import LenetLab

// A run as a line of the record, and back. docs/records.md says what each field means; what is looked for most comes first, since a
// reader passes over what stands before.

extension Run {
    /// With `number` in the record; without, what is known of the run by itself.
    package func record(number: Int? = nil) -> JSON {
        let named: [(String, JSON)] = number.map { [("run", .number(Double($0)))] } ?? []
        let history: [(String, JSON)] = [("history", .list(result.history.map(\.json)))]
        return .object(named + (facts?.head ?? []) + measured + (facts?.tail ?? []) + history)
    }

    private var measured: [(String, JSON)] {
        [
            ("optimizer", .text(optimizer)), ("label", .text(label)), ("accuracy", .measure(final.accuracy)), ("loss", .measure(final.loss)),
            ("measured_on", .text(measuredOn)), ("model", .text(model)), ("dialect", .text(dialect.rawValue)), ("loss_name", .text(loss)),
            ("batch", .number(Double(batchSize))), ("epochs", .number(Double(result.epochs))), ("steps", .number(Double(result.steps))),
            ("seed", .number(Double(seed))), ("seconds", .measure(result.seconds)), ("images_per_second", .measure(result.imagesPerSecond)),
            ("fingerprint", .text(result.fingerprint)), ("ended", .text(ended)), ("diverged", .boolean(divergence != nil)), ("rule", .text(rule)),
            ("settings", .object(namedSettings.map { ($0.name, $0.value.map { JSON.measure($0) } ?? .boolean(true)) })),
            ("schedule", schedule.map { .text($0) } ?? .null), ("divergence", divergence?.json ?? .null),
        ]
    }

    private var ended: String {
        switch result.stop {
        case .finished: "finished"
        case .until: "until"
        case .interrupted: "interrupted"
        case .diverged: "diverged"
        }
    }

    /// Nil where a field that must be there is missing or of another kind.
    package init?(record json: JSON) {
        guard let optimizer = json["optimizer"]?.asText, let dialect = json["dialect"]?.asText.flatMap(Dialect.init(rawValue:)),
            let batch = json["batch"]?.asInteger, let seed = json["seed"]?.asInteger.flatMap(UInt64.init(exactly:)),
            let steps = json["steps"]?.asInteger, let fingerprint = json["fingerprint"]?.asText, let accuracy = json["accuracy"]?.asMeasure,
            let rows = json["history"]?.asList
        else { return nil }
        let history = rows.compactMap(HistoryRow.init(json:))
        guard history.count == rows.count else { return nil }
        var result = TrainingResult(
            history: history, steps: steps, seconds: json["seconds"]?.asMeasure ?? .nan,
            imagesPerSecond: json["images_per_second"]?.asMeasure ?? .nan, fingerprint: fingerprint)
        result.epochs = json["epochs"]?.asInteger ?? result.epochs
        switch json["ended"]?.asText {
        case "until": result.stop = .until
        case "interrupted": result.stop = .interrupted
        case "diverged":
            guard let divergence = json["divergence"].flatMap(Divergence.init(json:)) else { return nil }
            result.stop = .diverged(divergence)
        default: result.stop = .finished
        }
        self.init(
            optimizer: optimizer, label: json["label"]?.asText ?? optimizer, rule: json["rule"]?.asText ?? optimizer, dialect: dialect,
            loss: json["loss_name"]?.asText ?? "", batchSize: batch, seed: seed, model: json["model"]?.asText ?? "", result: result,
            final: Measure(loss: json["loss"]?.asMeasure ?? .nan, accuracy: accuracy), measuredOn: json["measured_on"]?.asText ?? "test")
        if case .object(let named)? = json["settings"] {
            settings = named.map { name, value in value.asMeasure.map { "\(name) \(NumberText.exact($0))" } ?? name }
        }
        schedule = json["schedule"]?.asText
        facts = RunFacts(json)
    }
}

extension RunFacts {
    fileprivate var head: [(String, JSON)] {
        [
            ("time", .text(time)), ("statement", .text(statement)), ("comparison", comparison.map { .text($0) } ?? .null),
            ("until", until.map { .text($0) } ?? .null), ("epochs_asked", .number(Double(epochsAsked))), ("data", .text(data.name)),
        ]
    }

    fileprivate var tail: [(String, JSON)] {
        [
            ("source", .text(data.source)), ("training", .number(Double(data.training))), ("validation", data.validation.map { .number(Double($0)) } ?? .null),
            ("test", .number(Double(data.test))), ("checksum", .text(data.checksum)), ("parameters", .number(Double(parameters))),
            ("threads", .number(Double(place.threads))), ("lenet", .text(place.lenet)), ("numerics", .number(Double(place.numerics))),
            ("processor", .text(place.processor)), ("kernels", .text(place.kernels)), ("layers", .list(layers.map { .text($0) })),
            ("script", .text(origin.script)), ("occurrence", .number(Double(origin.occurrence))), ("exact", .boolean(origin.isExact)),
            ("arguments", .list(origin.arguments.map { .text($0) })), ("directory", .text(origin.directory)),
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let script = json["script"]?.asText else { return nil }
        func text(_ name: String) -> String { json[name]?.asText ?? "" }
        func whole(_ name: String) -> Int { json[name]?.asInteger ?? 0 }
        func texts(_ name: String) -> [String] { json[name]?.asList?.compactMap(\.asText) ?? [] }
        self.init(
            number: json["run"]?.asInteger, time: text("time"), statement: text("statement"), comparison: json["comparison"]?.asText,
            until: json["until"]?.asText, epochsAsked: whole("epochs_asked"),
            data: Data(
                name: text("data"), source: text("source"), training: whole("training"), validation: json["validation"]?.asInteger, test: whole("test"),
                checksum: text("checksum")),
            layers: texts("layers"), parameters: whole("parameters"),
            place: Place(
                threads: whole("threads"), lenet: text("lenet"), numerics: whole("numerics"), processor: text("processor"),
                kernels: text("kernels")),
            origin: Origin(
                script: script, occurrence: max(1, whole("occurrence")), isExact: json["exact"]?.asBoolean ?? true,
                arguments: texts("arguments"), directory: text("directory")))
    }
}

extension HistoryRow {
    package var json: JSON {
        func optional(_ x: Double?) -> JSON { x.map { .measure($0) } ?? .null }
        return .object([
            ("epoch", .number(Double(epoch))), ("train_loss", .measure(trainLoss)), ("train_accuracy", .measure(trainAccuracy)),
            ("validation_loss", optional(validationLoss)), ("validation_accuracy", optional(validationAccuracy)),
            ("test_loss", optional(testLoss)), ("test_accuracy", optional(testAccuracy)), ("seconds", .measure(seconds)),
        ])
    }

    package init?(json: JSON) {
        guard let epoch = json["epoch"]?.asInteger, let loss = json["train_loss"]?.asMeasure, let accuracy = json["train_accuracy"]?.asMeasure
        else { return nil }
        self.init(epoch: epoch, train: (loss, accuracy), test: (0, 0), seconds: json["seconds"]?.asMeasure ?? .nan)
        validationLoss = json["validation_loss"]?.asMeasure
        validationAccuracy = json["validation_accuracy"]?.asMeasure
        testLoss = json["test_loss"]?.asMeasure
        testAccuracy = json["test_accuracy"]?.asMeasure
    }
}

extension JSON {
    /// JSON has numbers that are finite only; the others are texts.
    package static func measure(_ x: Double) -> JSON { x.isFinite ? .number(x) : .text(NumberText.exact(x)) }

    package var asMeasure: Double? {
        switch self {
        case .number(let x): x
        case .text("nan"): .nan
        case .text("infinity"): .infinity
        case .text("-infinity"): -.infinity
        default: nil
        }
    }
}
