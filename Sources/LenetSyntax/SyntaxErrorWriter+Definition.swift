extension SyntaxErrorWriter {
    func message(_ mistake: DefinitionMistake) -> Message {
        switch mistake {
        case .nested(let kind):
            return Message(
                167, "\(kind == "optimizer" ? "an" : "a") \(kind) is defined inside a block", "move this '\(kind)' to the top level",
                notes: ["It holds for the whole script, whether the block runs or not. Only a 'def' may stand in a block."])
        case .letBeforeDefinition(let word):
            return Message(168, "a definition has no 'let'", "begin with \(word)", replacement: "")
        case .repeatedParameter(let name, let first):
            return Message(169, "two parameters are called '\(name)'", "choose another name", secondary: [.init(first, "the first one")])
        case .parameterWithColon(let name):
            return Message(
                170, "a parameter's default has '='", "write \(name) = …", notes: ["A definition says = and a call says : as in adam(lr: 0.01)."],
                replacement: " =")
        case .dialectAfterParameters(let dialect, let name):
            return Message(171, "'as \(dialect)' stands before the parameters", "write optimizer \(name) as \(dialect)(…)")
        case .missingRuleBody(let kind, let name, let found):
            let example =
                kind == "optimizer" ? "optimizer \(name)(lr = 0.01) { w = w - lr * g }" : "schedule \(name)(every = 5) = lr * 0.5 ^ floor(epoch / every)"
            return Message(
                172, "the lines of \(kind) '\(name)' are missing", "found \(inWords(found)) where { or = was expected",
                notes: [example] + (kind == "optimizer" ? ["To train with a rule that exists: train with \(name)"] : []))
        case .missingFormula(let name, let found):
            return Message(
                172, "the formula of landscape '\(name)' is missing", "found \(inWords(found)) where = was expected",
                notes: ["landscape \(name)(x, y) = x^2 + 10 * y^2"])
        case .missingParameters(let name, let found):
            return Message(
                172, "the parameters of function '\(name)' are missing", "found \(inWords(found)) where ( was expected",
                notes: ["def \(name)(x) { return 2 * x }"])
        case .missingDialect(let found):
            return Message(171, "'as' wants a dialect", "found \(inWords(found))", notes: ["optimizer mine as torch(lr = 0.01) { … }"])
        case .modelWithoutName:
            return Message(142, "the model has no name", "such as: model small { … }")
        case .letInRule:
            return Message(173, "the lines of a rule have no 'let'", "leave it out", notes: ["A name means its latest value; 'state' keeps it from step to step."], replacement: "")
        case .stateWithoutStart(let name, let word, let found):
            return Message(
                174, "'\(name)' has nothing to start from", found == .endOfLine || found == .endOfText ? "write \(word) \(name) = 0" : "found \(inWords(found)) where = was expected",
                notes: ["\(word) \(name) = 0"])
        case .onlyForm(let found):
            return Message(175, "found \(inWords(found)) in an 'only' line", "write: only matrices, else adamw(lr: lr)")
        case .notARuleLine(let found, let kind):
            return Message(
                176, "\(inWords(found)) begins no line of \(kind == "optimizer" ? "an optimizer" : "a schedule")", "",
                notes: [
                    "A line is NAME = …, state NAME = 0, scalar NAME = 1 or if FLAG { … } else { … }.", "w is the weights, g their gradient: w = w - lr * g",
                ])
        case .notALayer(let found):
            return Message(177, "\(inWords(found)) begins no layer", "a line is a layer and its values, as in dense 64 relu")
        case .foreignLayer(let found, let meant):
            return Message(137, "'\(found)' is called '\(meant)' here", "write \(meant)", replacement: meant)
        case .unknownLayer(let word, let layers):
            let near = suggestion(word, among: layers, else: "not a layer")
            return Message(
                177, "no layer named '\(shortened(word, to: 30))'", near.label,
                notes: [ForeignWords.layerAdvice[word.lowercased()], "layers: \(listed(layers))  (help layers)"].compactMap { $0 },
                replacement: near.best)
        case .controlInModel(let word):
            return Message(177, "'\(word)' cannot stand in a model", "a model is a list of layers", notes: ["What varies is a parameter: model small(width = 8) { conv width 3x3 relu; dense 10 }"])
        case .layerCalled(let word):
            return Message(178, "'\(word)' is a layer, not a function", "leave the parentheses out", notes: ["\(word) 64 relu"].filter { _ in word == "dense" } + ["Values and options follow as words."])
        case .spacedSize:
            return Message(105, "a size has no spaces", "write 5x5 in one word")
        case .twoActivations(let first, let second, let place):
            return Message(
                179, "two activations: '\(first)' and '\(second)'", "one layer has one", secondary: [.init(place, "the first one")])
        }
    }
}
