import LenetCards
import LenetLab
import LenetSyntax

/// Whether a value is one that a card's parameter takes.
package enum DomainCheck {
    package static func checked(_ value: Value, _ parameter: Parameter, at span: Span) throws -> Value {
        try checked(value, parameter.domain, name: parameter.name, at: span)
    }

    private static func checked(_ value: Value, _ domain: Domain, name: String, at span: Span) throws -> Value {
        func outOfRange() -> Failure { Failure(.outOfRange(name: name, value: value.text, domain: domain.phrase), at: span) }
        switch (domain, value) {
        case (.number(let interval), .number(let x)):
            guard x.isFinite, interval.contains(x) else { throw outOfRange() }
            return value
        case (.integer(let range), .number(let x)):
            guard let whole = WholeNumber.from(x), range.contains(whole) else { throw outOfRange() }
            return value
        case (.flag, .boolean), (.text, .text), (.path, .text), (.size, .size), (.value, _), (.values, _): return value
        case (.size, .number(let x)):
            guard let side = WholeNumber.from(x), side > 0 else {
                throw Failure(.outOfRange(name: name, value: value.text, domain: "a whole number from 1, or \(domain.phrase)"), at: span)
            }
            return .size(height: side, width: side)
        case (.list(let element), .list(let values)):
            return .list(try values.map { try checked($0, element, name: name, at: span) })
        case (.name(let kinds, _), _):
            if let kind = value.cardKind, kinds.contains(kind) { return value }
        case (.word(let words), .text(let word)) where words.contains(word): return value
        case (.either(let domains), _):
            // The domain of the value's own kind speaks where none fits: `0` for "a whole number from 1" is out of range.
            var refusal: Failure?
            for domain in domains {
                do {
                    return try checked(value, domain, name: name, at: span)
                } catch let failure as Failure {
                    if case .outOfRange = failure.problem { refusal = failure }
                }
            }
            if let refusal { throw refusal }
        default: break
        }
        throw Failure(.wrongKind(wanted: domain.phrase, found: value.kind.phrase), at: span)
    }
}

extension Domain {
    /// What is taken, as the end of a sentence: "a whole number from 1 to 65536".
    package var phrase: String {
        switch self {
        case .number(let interval): interval.phrase
        case .integer(let range):
            range.upperBound == .max
                ? "a whole number from \(range.lowerBound)"
                : "a whole number from \(range.lowerBound) to \(NumberText.grouped(range.upperBound))"
        case .flag: "true or false"
        case .text: "a text in quotes"
        case .path: "a path in quotes"
        case .size: "a size such as 5x5"
        case .name(let kinds, _) where kinds.contains(.statement): "a word"
        case .name(let kinds, _): "the name of " + kinds.map(\.article).joined(separator: " or ")
        case .word(let words): "one of " + words.joined(separator: ", ")
        case .source: "the name of a dataset"
        case .list(let element): "a list, each of it " + element.phrase
        case .condition: "a condition"
        case .statement: "a statement"
        case .block: "a block in braces"
        case .value: "a value"
        case .values: "values, with commas between them"
        case .expressions: "expressions, with commas between them"
        case .newName: "a name"
        case .either(let domains): domains.map(\.phrase).joined(separator: ", or ")
        }
    }
}

extension Interval {
    /// "a number above 0", "a number from 0 to below 1".
    package var phrase: String {
        switch (lower.isFinite, upper.isFinite) {
        case (false, false): return "a finite number"
        case (true, false): return "a number " + (includesLower ? "from \(NumberText.plain(lower))" : "above \(NumberText.plain(lower))")
        case (false, true): return "a number " + (includesUpper ? "up to \(NumberText.plain(upper))" : "below \(NumberText.plain(upper))")
        case (true, true):
            return "a number " + (includesLower ? "from \(NumberText.plain(lower))" : "above \(NumberText.plain(lower))")
                + (includesUpper ? " to \(NumberText.plain(upper))" : " to below \(NumberText.plain(upper))")
        }
    }
}

extension Card.Kind {
    package var article: String {
        switch self {
        case .optimizer, .activation, .initializer: "an \(rawValue)"
        case .preset: "a model"
        default: "a \(rawValue)"
        }
    }
    /// Plural and singular as people read them.
    package var noun: String { self == .preset ? "model" : rawValue }
}
