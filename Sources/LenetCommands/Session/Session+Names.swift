import LenetCards
import LenetData
import LenetEngine
import LenetRules
import LenetSyntax

// One namespace: variables, optimizers, schedules, models, datasets, losses and functions. Variables are looked up first (locals
// may hide anything); the rest never shares a name with another.

extension Session {
    /// What a name that is no variable stands for; nil if nothing.
    package func definedValue(_ name: String, at span: Span?) throws -> Value? {
        let place = span ?? Span(source: SourceID(index: 0), start: 0, end: 0)
        if let function = functions[name] { return .function(.defined(function)) }
        if ruleNames.optimizers.contains(name) { return .rule(RuleChoice(name: name, span: place)) }
        if ruleNames.schedules.contains(name) { return .schedule(RuleChoice(name: name, span: place)) }
        if ruleNames.landscapes.contains(name) { return .landscape(RuleChoice(name: name, span: place)) }
        if models[name] != nil || Presets.cards.contains(where: { $0.keyword == name }) {
            return .architecture(Architecture(name: name, span: place))
        }
        if LossCatalogue.cards.contains(where: { $0.keyword == name }) { return .loss(RuleChoice(name: name, span: place)) }
        if DataCatalogue.cards.contains(where: { $0.keyword == name }) { return .named(.dataset, name) }
        if FunctionCatalogue.named(name) != nil { return .function(.builtIn(name)) }
        switch name {
        case "training", "validation", "test": return .split(try split(name, at: span))
        case "runs": return .list(runs(of: try recordedLines(at: place)).map { .run($0) })
        case "model":
            guard let training else { throw Failure(.noModel, at: span) }
            return .model(ModelValue(network: training.network, history: training.history))
        default:
            return branch(named: name).map {
                .model(ModelValue(network: $0.state.network, history: $0.state.history, branch: name))
            }
        }
    }

    /// The images that `training`, `validation` and `test` name.
    package func split(_ name: String, at span: Span?) throws -> SplitValue {
        guard let dataset else { throw Failure(.noData, at: span) }
        switch name {
        case "training": return SplitValue(name: name, images: dataset.training)
        case "test": return SplitValue(name: name, images: dataset.test)
        default:
            guard let validation = dataset.validation else { throw Failure(.noValidation(dataset: dataset.name), at: span) }
            return SplitValue(name: name, images: validation)
        }
    }

    static let splitNames = ["training", "validation", "test"]

    /// The names of all things of some kinds, in alphabetical order.
    package func names(of kinds: [Card.Kind]) -> [String] {
        kinds.flatMap { kind -> [String] in
            switch kind {
            case .optimizer: library.optimizerNames
            case .schedule: library.scheduleNames
            case .landscape: library.landscapeNames
            case .preset: Presets.cards.map(\.keyword) + models.keys
            case .loss: LossCatalogue.cards.map(\.keyword)
            case .dataset: DataCatalogue.cards.map(\.keyword)
            case .function: functions.keys + FunctionCatalogue.cards.map(\.keyword)
            case .statement: StatementCatalogue.verbs
            case .layer: LayerCatalogue.cards.map(\.keyword)
            case .activation: LayerCatalogue.activationCards.map(\.keyword)
            case .initializer: Initializer.words
            case .branch: branchNames
            default: []
            }
        }.sorted()
    }

    /// Whether a thing of one of these kinds has the name: the question that every word of a script asks, without a list.
    func isName(_ name: String, of kinds: [Card.Kind]) -> Bool {
        kinds.contains { kind in
            switch kind {
            case .optimizer: ruleNames.optimizers.contains(name)
            case .schedule: ruleNames.schedules.contains(name)
            case .landscape: ruleNames.landscapes.contains(name)
            case .preset: models[name] != nil || Presets.cards.contains { $0.keyword == name }
            case .loss: LossCatalogue.cards.contains { $0.keyword == name }
            case .dataset: DataCatalogue.cards.contains { $0.keyword == name }
            default: names(of: [kind]).contains(name)
            }
        }
    }

    private static let namedKinds: [Card.Kind] = [.optimizer, .schedule, .landscape, .preset, .loss, .dataset, .function]

    /// Everything that may stand where a value is wanted.
    package var allNames: [String] { scopes.visibleNames + names(of: Self.namedKinds) + Self.splitNames + branchNames + ["runs"] }

    /// The names that may have been meant, variables that hold such a thing included.
    package func nearest(_ name: String, _ kinds: [Card.Kind]) -> [String] {
        let candidates = names(of: kinds)
        let translated = cards(of: kinds).first { $0.otherSpellings.contains(name.lowercased()) }?.keyword
        return translated.map { [$0] } ?? Nearest.candidates(name, among: candidates + scopes.visibleNames.filter { variable in
            scopes[variable]?.cardKind.map { kinds.contains($0) } ?? false
        })
    }

    package func cards(of kinds: [Card.Kind]) -> [Card] {
        kinds.flatMap { kind -> [Card] in
            switch kind {
            case .statement: StatementCatalogue.cards
            case .function: FunctionCatalogue.cards
            case .layer: LayerCatalogue.cards
            case .activation: LayerCatalogue.activationCards
            case .loss: LossCatalogue.cards
            case .initializer: Initializer.cards
            case .dataset: DataCatalogue.cards
            case .preset: Presets.cards
            case .optimizer: library.optimizerNames.compactMap { library.card(ofOptimizer: $0, dialect: dialect) }
            case .schedule: library.scheduleNames.compactMap { library.card(ofSchedule: $0, dialect: dialect) }
            case .landscape: library.landscapeNames.compactMap { library.card(ofLandscape: $0) }
            case .value: ValueCards.cards
            default: []
            }
        }
    }

    /// What a name is the definition of, for the error of a top-level `let` that would hide it.
    package func definitionKind(of name: String) -> String? {
        if functions[name] != nil { return "a function" }
        if ruleNames.optimizers.contains(name) { return "an optimizer" }
        if ruleNames.schedules.contains(name) { return "a schedule" }
        if ruleNames.landscapes.contains(name) { return "a landscape" }
        if models[name] != nil || Presets.cards.contains(where: { $0.keyword == name }) { return "a model" }
        if LossCatalogue.cards.contains(where: { $0.keyword == name }) { return "a loss" }
        if DataCatalogue.cards.contains(where: { $0.keyword == name }) { return "a dataset" }
        if FunctionCatalogue.named(name) != nil { return "a built-in function" }
        if branchNames.contains(name) { return "a branch" }
        return Self.splitNames.contains(name) ? "a part of the data" : nil
    }

    /// A name that is no thing of these kinds; where it is something else, the error says what.
    package func unknown(_ kind: Card.Kind, _ name: String, _ kinds: [Card.Kind]) -> Problem {
        let term = Glossary.term(name).map { KnownElsewhere.term($0.word) }
        return .unknown(
            kind, name, nearest: nearest(name, kinds), all: names(of: kinds),
            elsewhere: definitionKind(of: name).map(KnownElsewhere.definition) ?? term)
    }

    /// `train wth adam`, `train with adam bacth 32`: a word where a rule's setting may stand that is none of any rule, and near to an option
    /// of the sentence, or followed by what no setting is. What is left is answered with the settings that the rule has.
    func misspelt(_ clause: Clause, in card: Card, of sentence: String, isVariable: (String) -> Bool) -> Problem? {
        let word = clause.name.text
        if grammar.settings.contains(word) { return nil }
        let options = card.parameters.filter { $0.role != .positional }.map(\.name)
        let nearest = Nearest.candidates(word, among: options + grammar.settings.sorted())
        let isOption = nearest.first.map(options.contains) ?? false
        if !isOption, clause.value.map({ Self.mayBeSetting($0, isVariable) }) ?? true { return nil }
        return .unknownOption(word, of: sentence, nearest: isOption ? Array(nearest.prefix { options.contains($0) }) : [], all: options)
    }

    /// A number, a list of numbers, or a variable that may hold one.
    private static func mayBeSetting(_ value: Expression, _ isVariable: (String) -> Bool) -> Bool {
        switch value.form {
        case .name(let name): isVariable(name)
        case .text: false
        case .binary(let operation, _, _): ![.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .and, .or].contains(operation)
        default: true
        }
    }

    /// Verbs are reserved, whatever the scope.
    package func refuseVerb(_ name: Name) throws {
        if grammar.isVerb(name.text) { throw Failure(.verbAsName(name.text), at: name.span) }
    }

    /// What must be right of a function wherever it is defined. One inside a block may hide anything but a verb.
    func checkLocal(_ function: FunctionDefinition) throws {
        try refuseVerb(function.name)
        if let twice = function.parameters.enumerated().first(where: { index, parameter in
            function.parameters[..<index].contains { $0.name.text == parameter.name.text }
        }) {
            throw Failure(.givenTwice(twice.element.name.text), at: twice.element.name.span)
        }
    }

    /// Of two definitions in one text, one would be read by nobody. At the prompt, and in a file run again, the later definition takes the
    /// earlier one's place.
    private func refuseSecond(_ definition: Definition, kind: String) throws {
        let name = definition.name
        let earlier: Span? =
            switch definition {
            case .function: functions[name.text]?.span
            case .model: models[name.text]?.span
            case .optimizer, .optimizerAlias, .schedule, .landscape: library.ownSpan(replacedBy: definition)
            }
        guard let earlier, earlier.source == definition.span.source, earlier != definition.span else { return }
        throw Failure(.definedTwice(name.text, kind: kind, line: sources[earlier.source].position(of: earlier.start).line), at: name.span)
    }

    /// What builds on the shipped rule whose place a definition would take; nil where it takes none, or is a copy of it.
    private func builtOnReplaced(_ definition: Definition) -> [String]? {
        let name = definition.name.text
        return library.ships(name) && !library.holdsSame(definition, in: sources) ? library.rulesBuilt(on: name) : nil
    }

    /// A definition that takes a shipped one's place says so, and what else changes with it.
    private func tellReplaced(_ name: Name, _ built: [String]?) {
        guard let built else { return }
        warn(
            "from here on '\(name.text)' is the one defined here, not the shipped one", at: name.span, "takes its place",
            notes: (built.isEmpty ? [] : ["\(built.spoken) \(built.count == 1 ? "builds" : "build") on it"])
                + ["another name, such as my_\(name.text), would leave the shipped one as it is"], code: "W0004")
    }

    /// Takes a definition in. A user's own of the same name takes the older one's place; another kind of thing does not.
    package func define(_ definition: Definition) throws {
        let name = definition.name
        try refuseVerb(name)
        if scopes[name.text] != nil, scopes.isAtTopLevel {
            throw Failure(.nameTaken(name: name.text, by: "a variable"), at: name.span)
        }
        let taken = definitionKind(of: name.text)
        if let taken { try refuseSecond(definition, kind: taken) }
        switch definition {
        case .function(let function):
            if let taken, functions[name.text] == nil { throw Failure(.nameTaken(name: name.text, by: taken), at: name.span) }
            try checkLocal(function)
            functions[name.text] = function
        case .model(let model):
            if let taken, models[name.text] == nil { throw Failure(.nameTaken(name: name.text, by: taken), at: name.span) }
            models[name.text] = model
        case .optimizer, .optimizerAlias, .schedule:
            if let taken, !ruleNames.optimizers.contains(name.text), !ruleNames.schedules.contains(name.text) {
                throw Failure(.nameTaken(name: name.text, by: taken), at: name.span)
            }
            let built = builtOnReplaced(definition)
            let diagnostics = library.define(definition)
            if diagnostics.contains(where: { $0.severity == .error }) {
                throw Failure(.diagnosed(diagnostics), at: name.span)
            }
            report(diagnostics)
            tellReplaced(name, built)
            grammar.read(library)
        case .landscape:
            if let taken, !ruleNames.landscapes.contains(name.text) {
                throw Failure(.nameTaken(name: name.text, by: taken), at: name.span)
            }
            let built = builtOnReplaced(definition)
            let diagnostics = library.define(definition)
            if !diagnostics.isEmpty { throw Failure(.diagnosed(diagnostics), at: name.span) }
            tellReplaced(name, built)
        }
    }
}
