import LenetEngine

/// Writes a checked expression as the language writes it. What stands for a name or for a whole-array term is the caller's to say:
/// the name itself for the line as it is defined, a number for the line as it ran.
package struct RuleTermWriter {
    /// nil: the term is written out.
    let replacement: (RuleTerm) -> String?

    package init(_ replacement: @escaping (RuleTerm) -> String? = { _ in nil }) { self.replacement = replacement }

    package func text(_ term: RuleTerm) -> String { write(term).text }

    /// Loosest first, as the language binds.
    private enum Strength: Int, Comparable {
        case or, and, not, comparison, sum, product, negation, power, atom
        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
        var tighter: Strength { Strength(rawValue: rawValue + 1) ?? .atom }
    }

    private struct Piece {
        var text: String
        var strength: Strength
        func text(in place: Strength) -> String { strength < place ? "(\(text))" : text }
        /// Behind an operator, where a minus sign of its own would be read with it.
        func behind(_ place: Strength) -> String { text.hasPrefix("-") ? "(\(text))" : text(in: place) }
    }

    private func write(_ term: RuleTerm) -> Piece {
        if let text = replacement(term) { return number(text) }
        switch term.form {
        case .number(let value): return number(RuleNumber.text(value))
        case .name(let symbol): return Piece(text: symbol.text, strength: .atom)
        case .reduce(let kind, let inner): return call(kind.word, [inner])
        case .matrix(let operation, let inner, let numbers): return call(operation.word, [inner] + numbers)
        case .apply(let operation, let terms): return apply(operation, terms)
        }
    }

    private func number(_ text: String) -> Piece { Piece(text: text, strength: text.hasPrefix("-") ? .negation : .atom) }

    private func call(_ name: String, _ terms: [RuleTerm]) -> Piece {
        Piece(text: "\(name)(\(terms.map { write($0).text }.joined(separator: ", ")))", strength: .atom)
    }

    private func apply(_ operation: RuleOperation, _ terms: [RuleTerm]) -> Piece {
        switch operation {
        case .negate: Piece(text: "-" + write(terms[0]).behind(.negation), strength: .negation)
        case .not: Piece(text: "not " + write(terms[0]).text(in: .not), strength: .not)
        case .add: joined(terms, " + ", .sum)
        case .subtract: joined(terms, " - ", .sum)
        case .multiply: joined(terms, " * ", .product)
        case .divide: joined(terms, " / ", .product)
        case .modulo: joined(terms, " mod ", .product)
        case .power:
            // Binds to the right: `-2 ^ 2` is -4, so a base with a sign wants brackets.
            Piece(text: write(terms[0]).behind(.atom) + "^" + write(terms[1]).behind(.power), strength: .power)
        case .less: joined(terms, " < ", .comparison)
        case .lessOrEqual: joined(terms, " <= ", .comparison)
        case .greater: joined(terms, " > ", .comparison)
        case .greaterOrEqual: joined(terms, " >= ", .comparison)
        case .equal: joined(terms, " == ", .comparison)
        case .notEqual: joined(terms, " != ", .comparison)
        case .and: joined(terms, " and ", .and)
        case .or: joined(terms, " or ", .or)
        case .select: call("where", terms)
        case .abs, .sign, .sqrt, .exp, .log, .floor, .min, .max, .clamp: call(operation.rawValue, terms)
        }
    }

    private func joined(_ terms: [RuleTerm], _ sign: String, _ strength: Strength) -> Piece {
        Piece(text: write(terms[0]).text(in: strength) + sign + write(terms[1]).behind(strength.tighter), strength: strength)
    }
}

extension UpdateProgram.Reduction.Kind {
    fileprivate var word: String {
        switch self {
        case .sum: "sum"
        case .mean: "mean"
        case .norm: "norm"
        case .globalNorm: "global_norm"
        }
    }
}

extension UpdateProgram.MatrixOperation {
    fileprivate var word: String {
        switch self {
        case .rowMean: "row_mean"
        case .columnMean: "column_mean"
        case .orthogonalize: "orthogonalize"
        }
    }
}
