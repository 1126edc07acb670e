import LenetCards
import LenetCommands
import LenetLab
import LenetSyntax

/// What may stand at the cursor: `CompletionContext` says what kind of thing, this the names there are.
package struct Completion {
    /// One thing to choose.
    package struct Candidate: Sendable, Hashable {
        package var text: String
        /// In one line; empty where there is nothing to say.
        package var summary: String
        /// What follows when it is the only one: a space, or what closes it.
        package var ending = " "
    }

    package struct Answer: Sendable {
        /// What is before the cursor of the word: the candidates begin with it.
        package var word: String
        package var candidates: [Candidate]
    }

    let session: Session

    package init(_ session: Session) { self.session = session }

    /// Whole words that may take the place of the one before the cursor; those of a statement in the order of its card.
    package func answer(_ before: String) -> Answer {
        let context = CompletionContext(before, grammar: session.grammar)
        var word = context.word
        // A path is completed after its last slash.
        if context.places == [.path] { word = context.word.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? "" }
        var seen: Set<String> = []
        let candidates = context.places.flatMap { self.candidates($0, context.word) }
            .filter { $0.text.hasPrefix(word) && seen.insert($0.text).inserted }
        return Answer(word: word, candidates: candidates)
    }

    private func candidates(_ place: CompletionContext.Place, _ written: String) -> [Candidate] {
        switch place {
        case .statement: verbs + Self.controlWords + variables + named([.function])
        case .value(let takesVerbs): values + (takesVerbs ? verbs : [])
        case .topic(let card): card.topics.map { Candidate(text: $0.keyword, summary: $0.summary) }
        case .domain(let domain): self.candidates(domain)
        case .condition(let card, let word, let used): conditionNames(card, word, used)
        case .clauses(let card, let used, let rule): clauses(card, used, rule)
        case .layer: cards(session.cards(of: [.layer, .activation]))
        case .field(let path): fields(path)
        case .label(let callee, let used): labels(callee).filter { !used.contains($0.text.filter { $0 != ":" }) }
        case .path: paths(written)
        case .rule(let names): (["w", "g", "t", "lr"] + names).map { Candidate(text: $0, summary: "") }
        case .words(let words): words.map { Candidate(text: $0, summary: "") }
        }
    }

    // MARK: Names

    private var verbs: [Candidate] { cards(StatementCatalogue.cards.sorted { $0.keyword < $1.keyword }) }

    private var variables: [Candidate] {
        session.scopes.visibleNames.sorted().map { name in
            Candidate(text: name, summary: session.scopes[name].map { $0.kind.phrase } ?? "", ending: "")
        }
    }

    private var values: [Candidate] {
        // `step` is a verb too: as a value it stands in brackets or is called.
        variables
            + named([.optimizer, .schedule, .landscape, .preset, .loss, .dataset, .function])
                .filter { !StatementCatalogue.verbs.contains($0.text) } + splits + branches
    }

    private var splits: [Candidate] {
        [("training", "the images to learn from"), ("validation", "images kept back from them"), ("test", "the images to judge by"), ("model", "the network")]
            .map { Candidate(text: $0.0, summary: $0.1) }
    }

    private var branches: [Candidate] { session.branchNames.map { Candidate(text: $0, summary: "a branch", ending: "") } }

    private func cards(_ cards: [Card]) -> [Candidate] { cards.map { Candidate(text: $0.keyword, summary: $0.summary) } }

    /// Things of the session by their kinds, those of the user's own too.
    private func named(_ kinds: [Card.Kind]) -> [Candidate] {
        let summaries = Dictionary(
            session.cards(of: kinds).map { ($0.keyword, $0.summary) }, uniquingKeysWith: { first, _ in first })
        if kinds == [.branch] { return branches }
        let functions = Set(kinds.contains(.function) ? session.names(of: [.function]) : [])
        return session.names(of: kinds).map { name in
            Candidate(text: name, summary: summaries[name] ?? "yours", ending: functions.contains(name) ? "(" : " ")
        }
    }

    private func candidates(_ domain: Domain) -> [Candidate] {
        switch domain {
        case .name(let kinds, _) where kinds.contains(.statement):
            verbs + Card.Kind.allCases.map { Candidate(text: $0.plural, summary: "all of them") }
                + cards(session.cards(of: Card.Kind.allCases.filter { $0 != .statement }))
                + Glossary.terms.filter { $0.word.allSatisfy(\.isLetter) }.map { Candidate(text: $0.word, summary: "a word of the field") }
        case .name(let kinds, _): named(kinds) + variables.filter { holds($0.text, kinds) }
        case .word(let words): words.map { Candidate(text: $0, summary: "") }
        case .source: named([.dataset])
        case .list(let element): candidates(element)
        case .either(let domains): domains.flatMap(candidates)
        case .value: values + layers
        case .expressions: layers + named([.function]) + variables + [Candidate(text: "nothing", summary: "ends it")]
        case .values: values
        case .statement: values + verbs
        case .condition: values
        case .number, .integer: variables.filter { if case .number? = session.scopes[$0.text] { true } else { false } }
        case .flag, .text, .path, .size, .newName, .block: []
        }
    }

    private static let measures = [
        Candidate(text: "accuracy", summary: "on the validation images, or on test"), Candidate(text: "loss", summary: "on the same images"),
    ]

    /// What a condition of this statement may speak of.
    private func conditionNames(_ card: Card, _ word: String, _ used: Set<String>) -> [Candidate] {
        func candidates(_ names: [(name: String, summary: String)]) -> [Candidate] { names.map { Candidate(text: $0.name, summary: $0.summary) } }
        // Of data without validation images nothing is measured on them.
        let isMeasured = { (name: String) in !name.hasPrefix("validation") || session.dataset?.validation != nil || session.dataset == nil }
        let measures = Self.measures + candidates(HistoryFields.all.map { ($0.name, $0.summary) }).filter { isMeasured($0.text) }
        if word == "where" { return RecordNames.all(in: session).sorted().map { Candidate(text: $0, summary: "of a recorded run") } }
        switch card.keyword {
        case "step":
            let walk = session.walk.flatMap { $0.isNext ? $0.walk : nil }
            guard used.contains("on") || walk != nil else { return candidates(StepCondition.names.map { ($0.name, $0.summary) }) + measures }
            return candidates(WalkCondition.names.map { ($0.name, $0.summary) })
                + candidates((walk?.landscape.variables ?? []).map { ($0, "a variable of the landscape") })
        case "when":
            let passing = Watching.names.filter { name in name == "loss" || !measures.contains { $0.text == name } }
            return candidates(passing.map { ($0, $0 == "loss" ? "of the batch just trained on" : "of the training as it passes") }) + measures
        default: return measures
        }
    }

    private func holds(_ name: String, _ kinds: [Card.Kind]) -> Bool {
        switch session.scopes[name] {
        case .rule?: kinds.contains(.optimizer)
        case .schedule?: kinds.contains(.schedule)
        case .landscape?: kinds.contains(.landscape)
        case .architecture?: kinds.contains(.preset)
        case .named(let kind, _)?: kinds.contains(kind)
        case .text?: true
        default: false
        }
    }

    /// Layers of the current model, whose weights some statements look at.
    private var layers: [Candidate] {
        session.training?.network.plan.layers.map { Candidate(text: $0.name, summary: "a layer of the model", ending: "") } ?? []
    }

    private static let controlWords = [
        ("let", "gives a value a name"), ("if", "does something where a condition holds"), ("for", "does something for each element of a list"),
        ("repeat", "does something so many times"), ("while", "does something as long as a condition holds"), ("def", "makes a function"),
        ("return", "ends a function with a value"), ("break", "leaves a loop"), ("continue", "goes on with the next round of a loop"),
        ("include", "reads another file"), ("optimizer", "makes an update rule"), ("schedule", "makes a schedule of the rate"),
        ("landscape", "makes a landscape that rules can walk on"),
    ].map { Candidate(text: $0.0, summary: $0.1) }

    // MARK: What belongs to something

    private func clauses(_ card: Card, _ used: Set<String>, _ rule: String?) -> [Candidate] {
        var parameters = card.parameters.filter { $0.role != .positional }
        if card.takesRuleOptions, !card.namesSeveralRules, let rule = ruleName(rule) {
            let own = Set(parameters.map(\.name))
            parameters += session.library.hyperparameters(of: rule, dialect: session.dialect).filter { !own.contains($0.name) }
        }
        var found = parameters.filter { !used.contains($0.name) }.map { Candidate(text: $0.name, summary: $0.summary) }
        if card.kind == .layer {
            let activations = session.cards(of: [.activation])
            if !activations.contains(where: { used.contains($0.keyword) }) { found += cards(activations) }
            if !used.contains("as") { found.append(Candidate(text: "as", summary: "Gives the layer a name.")) }
        }
        return found
    }

    /// The rule that a word after `with` stands for; of a paused training, and of `train` without `with`, the last one.
    private func ruleName(_ word: String?) -> String? {
        guard let word else { return session.paused?.contender.name ?? session.lastRule?.name }
        if case .rule(let choice)? = session.scopes[word] { return choice.name }
        return word
    }

    private func labels(_ callee: String) -> [Candidate] {
        var parameters = session.library.hyperparameters(of: callee, dialect: session.dialect)
        if parameters.isEmpty { parameters = session.library.card(ofSchedule: callee, dialect: session.dialect)?.parameters ?? [] }
        if parameters.isEmpty { parameters = session.library.card(ofLandscape: callee)?.parameters ?? [] }
        if let model = session.models[callee] {
            return model.parameters.map { Candidate(text: $0.name.text + ":", summary: "a parameter of the model") }
        }
        if let function = session.functions[callee] {
            return function.parameters.map { Candidate(text: $0.name.text + ":", summary: "a parameter of the function") }
        }
        return parameters.map { Candidate(text: $0.name + ":", summary: $0.summary) }
    }

    private func fields(_ path: [String]) -> [Candidate] {
        guard let first = path.first else { return [] }
        guard var value = session.scopes[first] ?? (try? session.definedValue(first, at: nil)) ?? nil else { return weights(of: path) }
        for word in path.dropFirst() {
            switch (word, value) {
            case ("[]", .list(let values)):
                guard let first = values.first else { return [] }
                value = first
            case ("[]", .split(let split)): value = .image(ImageValue(split: split, index: 0))
            default:
                let name = Name(word, Span(source: SourceID(index: 0), start: 0, end: 0))
                guard let field = try? Fields.get(name, of: value, session: session) else { return [] }
                value = field
            }
        }
        let card = ValueCards.cards.first { $0.keyword == value.kind.rawValue }
        return Fields.names(of: value).map { name in
            Candidate(text: name, summary: card?.parameters.first { $0.name == name }?.summary ?? "", ending: "")
        }
    }

    /// `conv1.`: the arrays of a layer.
    private func weights(of path: [String]) -> [Candidate] {
        guard path.count == 1, let plan = session.training?.network.plan else { return [] }
        let prefix = path[0] + "."
        return plan.arrays.filter { $0.name.hasPrefix(prefix) }
            .map { Candidate(text: String($0.name.dropFirst(prefix.count)), summary: "weights of the layer", ending: "") }
    }

    private func paths(_ written: String) -> [Candidate] {
        let cut = written.lastIndex(of: "/").map { written.index(after: $0) } ?? written.startIndex
        let folder = written[..<cut].isEmpty ? "." : String(written[..<cut])
        guard case .success(let names) = Folder.names(session.path(folder)) else { return [] }
        let showsHidden = written[cut...].hasPrefix(".")
        return names.filter { showsHidden || !$0.hasPrefix(".") }
            .map { Candidate(text: $0, summary: "", ending: $0.hasSuffix("/") ? "" : "\"") }
    }
}
