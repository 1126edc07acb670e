import LenetCards
import LenetData
import LenetEngine
import LenetFigures
import LenetLab
import LenetRules
import LenetSyntax

/// What an expression or a statement of a script is worth.
///
/// A value is a copy of what it stands for: `let before = model` keeps the weights of that moment. Large ones are behind a
/// pointer, so that a number takes little room on the stack of a recursion.
package enum Value: Sendable {
    case nothing
    case number(Double)
    case boolean(Bool)
    case text(String)
    /// Ranges are lists of their numbers.
    case list([Value])
    case size(height: Int, width: Int)
    indirect case function(FunctionValue)
    indirect case run(Run)
    indirect case evaluation(TestResult)
    indirect case comparison(Comparison)
    indirect case model(ModelValue)
    indirect case dataset(Dataset)
    indirect case split(SplitValue)
    indirect case image(ImageValue)
    indirect case prediction(Prediction)
    /// `adam`, `adam(lr: 0.01)`
    indirect case rule(RuleChoice)
    /// `cosine`, `step(every: 5)`
    indirect case schedule(RuleChoice)
    /// `mse`, `huber(delta: 0.5)`
    indirect case loss(RuleChoice)
    /// `lenet5`, `small(width: 16)`
    indirect case architecture(Architecture)
    /// The name of a dataset: `digits`.
    indirect case named(Card.Kind, String)
    /// Fields with names, in order: a row of a history.
    indirect case record(Record)
    indirect case table(TextTable)
    /// `rosenbrock`, `bowl(condition: 100)`
    indirect case landscape(RuleChoice)
    /// What `path` gives.
    indirect case path(LandscapePath)
    /// What `plot` gives.
    indirect case figure(Figure)
}

/// A function of the script, or a built-in one.
package enum FunctionValue: Sendable {
    case defined(FunctionDefinition)
    /// A `def` inside a block: with the names round it as they were when its line ran.
    case local(FunctionDefinition, around: Surroundings)
    case builtIn(String)

    package var name: String {
        switch self {
        case .defined(let definition), .local(let definition, _): definition.name.text
        case .builtIn(let name): name
        }
    }
}

/// Images of the current dataset under the name that they had there.
package struct SplitValue: Sendable {
    package var name: String
    package var images: ImageSplit
    /// Nobody has said what the images are: one picture from a file, whose name the split has.
    package var isPicture = false
    package init(name: String, images: ImageSplit) {
        self.name = name
        self.images = images
    }
}

/// One image: `test[12]`.
package struct ImageValue: Sendable {
    package var split: SplitValue
    /// Its position in the split, from 0; checked when the value was made.
    package var index: Int
    package init(split: SplitValue, index: Int) {
        self.split = split
        self.index = index
    }

    /// Its place in the set that the split was taken from.
    private var place: Int { Int(split.images.indices[index]) }
    /// The class that it is in its split.
    package var label: Int { Int(split.images.images.labels[place]) }
    /// The same, where it is known: nobody has said of a picture from a file what it shows.
    package var truth: Int? { split.isPicture ? nil : label }
    /// `test[12]`, or the picture's file.
    package var name: String { split.isPicture ? split.name : "\(split.name)[\(index)]" }
    package var height: Int { split.images.images.height }
    package var width: Int { split.images.images.width }

    /// height x width bytes of the first channel, 0 is background.
    package var pixels: ArraySlice<UInt8> {
        let set = split.images.images
        let start = place * set.channels * set.height * set.width
        return set.pixels[start..<start + set.height * set.width]
    }
}

/// What a network makes of one image.
package struct Prediction: Sendable {
    package var image: ImageValue
    /// One per class; they add up to 1.
    package var probabilities: [Float]

    package var label: Int {
        probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    }
}

/// A rule, a schedule or a loss with the settings that were given; the others are the defaults.
package struct RuleChoice: Sendable {
    package var name: String
    package var settings: [RuleSetting]
    /// Where it was written: errors about it point there.
    package var span: Span

    package init(name: String, settings: [RuleSetting] = [], span: Span) {
        self.name = name
        self.settings = settings
        self.span = span
    }

    /// The settings in brackets and those that follow, each once.
    package func extended(by settings: [RuleSetting]) throws -> RuleChoice {
        var choice = self
        for setting in settings {
            if choice.settings.contains(where: { $0.name.text == setting.name.text }) {
                throw Failure(.givenTwice(setting.name.text), at: setting.name.span)
            }
            choice.settings.append(setting)
        }
        return choice
    }

    /// As tables show it, in the manner of a sentence: `sgd lr 0.1 nesterov`.
    package var phrase: String {
        settings.reduce(name) { text, setting in
            switch setting.value {
            case .number(let x): "\(text) \(setting.name.text) \(NumberText.plain(x))"
            case .flag(let flag): flag ? "\(text) \(setting.name.text)" : "\(text) \(setting.name.text) false"
            case .list: "\(text) \(setting.name.text) \(setting.value.written)"
            }
        }
    }

    /// As a value is written: `sgd(lr: 0.1, momentum: 0.9)`.
    package var written: String {
        guard !settings.isEmpty else { return name }
        return name + "(" + settings.map { "\($0.name.text): \($0.value.written)" }.joined(separator: ", ") + ")"
    }
}

extension RuleSetting.Value {
    package var written: String {
        switch self {
        case .number(let x): NumberText.plain(x)
        case .flag(let flag): "\(flag)"
        case .list(let values): "[" + values.map(NumberText.plain).joined(separator: ", ") + "]"
        }
    }
}

/// A preset or a model of the script, with what its parameters were given: `small(width: 16)`.
package struct Architecture: Sendable {
    package var name: String
    package var settings: [(name: Name, value: Value)]
    package var span: Span

    package init(name: String, settings: [(name: Name, value: Value)] = [], span: Span) {
        self.name = name
        self.settings = settings
        self.span = span
    }

    package var written: String {
        guard !settings.isEmpty else { return name }
        return name + "(" + settings.map { "\($0.name.text): \($0.value.text)" }.joined(separator: ", ") + ")"
    }
}

/// A network as it was at a moment, with its history.
package struct ModelValue: Sendable {
    package var network: Network
    package var history: [HistoryRow]
    /// The branch on which it stands, where it was named by that.
    package var branch: String?
    package init(network: Network, history: [HistoryRow], branch: String? = nil) {
        self.network = network
        self.history = history
        self.branch = branch
    }
}

/// Named values in order.
package struct Record: Sendable {
    package var kind: String
    package var fields: [(name: String, value: Value)]
    package init(kind: String, fields: [(name: String, value: Value)]) {
        self.kind = kind
        self.fields = fields
    }
    package subscript(name: String) -> Value? { fields.first { $0.name == name }?.value }
}
