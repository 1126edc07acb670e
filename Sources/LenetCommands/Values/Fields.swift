import LenetCards
import LenetSyntax

/// A field of a kind of value: its name, what it means, how it is had. Help, completion and errors come from these lists.
package struct Field<Subject>: Sendable {
    package let name: String
    package let summary: String
    package let get: @Sendable (Subject) -> Value

    package init(_ name: String, _ summary: String, _ get: @escaping @Sendable (Subject) -> Value) {
        self.name = name
        self.summary = summary
        self.get = get
    }
}

/// `run.accuracy`, `model.parameters`.
package enum Fields {
    package static func get(_ name: Name, of value: Value, session: Session) throws -> Value {
        func find<Subject>(_ fields: [Field<Subject>], _ subject: Subject) throws -> Value {
            guard let field = fields.first(where: { $0.name == name.text }) else { throw unknown(fields.map(\.name)) }
            return field.get(subject)
        }
        func unknown(_ names: [String]) -> Failure {
            Failure(
                .unknownField(name.text, of: value.kind.phrase, nearest: Nearest.candidates(name.text, among: names), all: names),
                at: name.span)
        }
        switch value {
        case .run(let run): return try find(RunFields.all, run)
        case .evaluation(let result): return try find(EvaluationFields.all, result)
        case .comparison(let comparison): return try find(ComparisonFields.all, comparison)
        case .model(let model): return try find(ModelFields.all, model)
        case .image(let image): return try find(ImageFields.all, image)
        case .prediction(let prediction): return try find(PredictionFields.all, prediction)
        case .split(let split): return try find(SplitFields.all, split)
        case .dataset(let dataset): return try find(DatasetFields.all, dataset)
        case .figure(let figure): return try find(FigureFields.all, figure)
        case .path(let path): return try find(PathFields.all, path)
        case .record(let record):
            guard let field = record[name.text] else { throw unknown(record.fields.map(\.name)) }
            return field
        default: throw unknown([])
        }
    }

    /// The names of a value's fields, for completion.
    package static func names(of value: Value) -> [String] {
        switch value {
        case .record(let record): record.fields.map(\.name)
        default: ValueCards.cards.first { $0.keyword == value.kind.rawValue }?.parameters.map(\.name) ?? []
        }
    }
}

/// What `help run` shows: a card for every kind of value with fields, made from the lists of fields.
package enum ValueCards {
    package static let cards: [Card] = [
        card("run", "A training that was done: what `train` returns.", RunFields.all),
        card("evaluation", "A network's answers on some images: what `evaluate` returns.", EvaluationFields.all),
        card("comparison", "Several rules from the same start: what `compare` returns.", ComparisonFields.all),
        card("trial", "A row of what `sweep` returns: the options that varied, then these.", TrialFields.all),
        card("tuning", "A rate for each rule: what `tune` returns.", TuningFields.all),
        card("model", "A network as it stands: the value `model`.", ModelFields.all),
        card("dataset", "The images that `load` brought.", DatasetFields.all),
        card("split", "Some images of the data: the values `training`, `validation` and `test`.", SplitFields.all),
        card("image", "One image: `test[12]`.", ImageFields.all),
        card("prediction", "What the network says of an image: what `predict` returns.", PredictionFields.all),
        card("divergence", "Where a training stopped being finite: a run's `.divergence`.", DivergenceFields.all),
        step,
        card("diagnosis", "What a training shows: what `why` returns.", WhyFields.all),
        card("found_rate", "Losses at rising learning rates: what `find lr` returns.", FoundRateFields.all),
        card("figure", "A drawing: what `plot` returns.", FigureFields.all),
        card("path", "The ways of rules over a landscape: what `path` returns.", PathFields.all),
        card("explanation", "A rule or a schedule explained: what `explain` returns.", ExplanationFields.all),
        card("contrast", "Two rules side by side: what `explain adam vs nadam` returns.", ContrastFields.all),
        card("row", "A row of a `.history`: the measures after an epoch, with fixed weights.", HistoryFields.all),
    ]

    /// The kind of value that a verb's sentence is; nil where it differs or has no fields.
    package static func kind(returnedBy verb: String) -> String? {
        [
            "train": "run", "evaluate": "evaluation", "compare": "comparison", "tune": "tuning", "predict": "prediction",
            "path": "path", "step": "step", "why": "diagnosis",
        ][verb]
    }

    /// A step of a network and one on a landscape share most of their fields.
    private static var step: Card {
        var step = card("step", "An update with its explanation: what `step` returns.", StepFields.all)
        step.parameters += card("step", "", WalkFields.own).parameters
        return step
    }

    private static func card<Subject>(_ keyword: String, _ summary: String, _ fields: [Field<Subject>]) -> Card {
        Card(.value, keyword, summary, fields.map { Parameter($0.name, .option, .value, $0.summary) })
    }
}
