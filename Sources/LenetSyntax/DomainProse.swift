import LenetCards

// A domain in words, for every message that says what is wanted.

extension Domain {
    /// "a number above 0", "text in quotes", "one of keras, torch, paper".
    package var inWords: String {
        switch self {
        case .number(let interval): "a number" + interval.inWords
        case .integer(let range): "a whole number" + Domain.bounds(range)
        case .flag: "no value"
        case .text: "text in quotes"
        case .path: "a file name in quotes"
        case .size: "a size, height x width"
        case .name(let kinds, let called):
            "the name of " + Domain.either(kinds.map { $0.rawValue.withArticle })
                + (called ? ", or a call of it" : "")
        case .word(let words): words.count == 1 ? "the word '\(words[0])'" : "one of " + words.joined(separator: ", ")
        case .source: "the name of a dataset, or several joined by 'or'"
        case .list(let element): "a list in brackets, each element \(element.inWords)"
        case .condition: "a condition"
        case .statement: "a statement"
        case .block: "a block in braces"
        case .value: "a value"
        case .values: "one value, or several separated by commas"
        case .expressions: "one expression, or several separated by commas"
        case .newName: "a new name"
        case .either(let domains): Domain.either(domains.map(\.inWords))
        }
    }

    /// A value that would do, as written in scripts.
    package var example: String {
        switch self {
        case .number(let interval):
            ["0.1", "1", "0.5", "10", "0", "-1"].first { Double($0).map(interval.contains) == true } ?? "1"
        case .integer(let range): String([5, 1, range.lowerBound].first { range.contains($0) } ?? range.lowerBound)
        case .flag: ""
        case .text: "\"some text\""
        case .path: "\"file.txt\""
        case .size: "5x5"
        case .name(let kinds, _): kinds.lazy.compactMap(\.exampleName).first ?? "name"
        case .word(let words): words.first ?? "word"
        case .source: "mnist"
        case .list(let element): "[\(element.example)]"
        case .condition: "accuracy > 0.99"
        case .statement: "evaluate"
        case .block: "{ pause }"
        case .value, .values: "1"
        case .expressions: "conv1.weight"
        case .newName: "first"
        case .either(let domains): domains.first?.example ?? "1"
        }
    }

    private static func bounds(_ range: ClosedRange<Int>) -> String {
        let hasUpper = range.upperBound < .max
        if range.lowerBound < -1_000_000_000 { return hasUpper ? " up to \(range.upperBound)" : "" }
        return hasUpper ? " from \(range.lowerBound) to \(range.upperBound)" : " from \(range.lowerBound) on"
    }

    private static func either(_ choices: [String]) -> String {
        guard let last = choices.last, choices.count > 1 else { return choices.first ?? "a value" }
        return choices.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension Interval {
    /// " above 0", " from 0 up to, but not including, 1"; empty for any number.
    var inWords: String {
        let from = lower == -.infinity ? nil : includesLower ? "from \(lower.plain)" : "above \(lower.plain)"
        let to = upper == .infinity ? nil : includesUpper ? "up to \(upper.plain)" : "below \(upper.plain)"
        switch (from, to) {
        case (nil, nil): return ""
        case (let from?, nil): return " \(from)" + (includesLower ? " on" : "")
        case (nil, let to?): return " \(to)"
        case (let from?, let to?): return includesLower == includesUpper ? " \(from) \(to)" : " \(from) and \(to)"
        }
    }
}

extension Card.Kind {
    /// A name of the kind that a newcomer knows.
    fileprivate var exampleName: String? {
        switch self {
        case .optimizer: "adam"
        case .schedule: "cosine"
        case .loss: "cross_entropy"
        case .dataset: "mnist"
        case .preset: "lenet5"
        case .statement: "train"
        case .layer: "dense"
        case .activation: "relu"
        case .landscape: "rosenbrock"
        case .initializer: "glorot"
        case .plot: "accuracy"
        case .function: "max"
        case .value: "run"
        case .branch: "main"
        }
    }
}

extension Parameter {
    /// A value as an example: the default where one is known.
    package var exampleText: String {
        switch `default` {
        case .number(let value): value.plain
        case .text(let value): "\"\(value)\""
        case .name(let value): value
        case .required, .absent, .flag: domain.example
        }
    }
}

extension Double {
    /// `5` and `0.001`, without the `.0` of whole numbers.
    var plain: String {
        let text = String(describing: self)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension String {
    var withArticle: String { ("aeiou".contains(first ?? " ") ? "an " : "a ") + self }
}
