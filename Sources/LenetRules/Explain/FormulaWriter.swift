import LenetSyntax

/// Writes an expression of a definition as mathematics, for a terminal and for LaTeX at once. Total: a function that it does
/// not know is written as it stands.
///
/// The terminal's text says exactly what runs, brackets included. LaTeX puts `a / b / c` on one fraction bar, which is the same
/// number of mathematics.
struct FormulaWriter {
    /// What a name means at this place.
    let symbol: (String) -> FormulaSymbol

    /// An expression in both spellings; how tightly it holds together says where it needs brackets.
    struct Piece {
        var text: String
        var latex: String
        var textStrength: Strength
        var latexStrength: Strength

        init(_ text: String, _ latex: String, _ strength: Strength, latexStrength: Strength? = nil) {
            self.text = text
            self.latex = latex
            textStrength = strength
            self.latexStrength = latexStrength ?? strength
        }

        func text(in place: Strength) -> String { textStrength < place ? "(\(text))" : text }
        func latex(in place: Strength) -> String { latexStrength < place ? "\\left(\(latex)\\right)" : latex }
    }

    /// Loosest first, as the language binds.
    enum Strength: Int, Comparable {
        case or, and, not, comparison, sum, product, negation, power, atom
        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
        /// What an operand on the right needs, where the same operation there would want brackets.
        var tighter: Strength { Strength(rawValue: rawValue + 1) ?? .atom }
    }

    func write(_ expression: Expression) -> Piece {
        switch expression.form {
        case .number(let number): number_(number)
        case .boolean(let value): Piece("\(value)", "\\text{\(value)}", .atom)
        case .name(let name): name_(name)
        case .unary(.negate, let operand):
            prefixed("-", "-", write(operand), .negation)
        case .unary(.not, let operand):
            prefixed("not ", "\\lnot ", write(operand), .not)
        case .binary(let operation, let left, let right): binary(operation, left, right, expression)
        case .call(let callee, let arguments): call(callee, arguments)
        case .text, .size, .list, .index, .field, .range, .sources, .sentence, .block:
            // The checker lets none of these into a rule.
            Piece(expression.canonicalText, "\\text{\(expression.canonicalText)}", .atom)
        }
    }

    private func name_(_ name: String) -> Piece {
        let symbol = symbol(name)
        return Piece(symbol.text, symbol.latex, .atom)
    }

    /// `1e-7` is 10^{-7} to LaTeX.
    private func number_(_ number: Double) -> Piece {
        let text = RuleNumber.text(number)
        guard let mark = text.firstIndex(of: "e") else { return Piece(text, text, text.hasPrefix("-") ? .negation : .atom) }
        let mantissa = text[..<mark], power = "10^{\(text[text.index(after: mark)...])}"
        return Piece(text, mantissa == "1" ? power : "\(mantissa) \\cdot \(power)", .atom, latexStrength: .product)
    }

    private func prefixed(_ text: String, _ latex: String, _ operand: Piece, _ strength: Strength) -> Piece {
        Piece(text + operand.text(in: strength), latex + operand.latex(in: strength), strength)
    }

    private func binary(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression) -> Piece {
        switch operation {
        case .multiply, .divide: product(operation, left, right, whole)
        case .power: power(left, right)
        case .add: joined(left, " + ", " + ", right, .sum)
        case .subtract: joined(left, " - ", " - ", right, .sum)
        case .modulo: joined(left, " mod ", " \\bmod ", right, .product)
        case .or: joined(left, " or ", " \\lor ", right, .or)
        case .and: joined(left, " and ", " \\land ", right, .and)
        case .equal: joined(left, " = ", " = ", right, .comparison)
        case .notEqual: joined(left, " ≠ ", " \\ne ", right, .comparison)
        case .less: joined(left, " < ", " < ", right, .comparison)
        case .lessOrEqual: joined(left, " ≤ ", " \\le ", right, .comparison)
        case .greater: joined(left, " > ", " > ", right, .comparison)
        case .greaterOrEqual: joined(left, " ≥ ", " \\ge ", right, .comparison)
        }
    }

    private func joined(
        _ left: Expression, _ text: String, _ latex: String, _ right: Expression, _ strength: Strength
    ) -> Piece {
        let a = write(left), b = write(right)
        return Piece(
            a.text(in: strength) + text + b.text(in: strength.tighter), a.latex(in: strength) + latex + b.latex(in: strength.tighter),
            strength)
    }

    // MARK: Products, fractions, powers

    private func product(_ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression) -> Piece {
        let a = write(left), b = write(right)
        // `a · -b` would read as a difference.
        let text = a.text(in: .product) + (operation == .multiply ? " · " : " / ") + b.text(in: .power)
        var above: [Expression] = [], below: [Expression] = []
        Self.factors(whole, &above, &below)
        if below.isEmpty { return Piece(text, times(above), .product) }
        let numerator = above.count == 1 ? write(above[0]).latex : above.isEmpty ? "1" : times(above)
        let denominator = below.count == 1 ? write(below[0]).latex : times(below)
        return Piece(text, "\\frac{\(numerator)}{\(denominator)}", .product, latexStrength: .product)
    }

    private static func factors(_ expression: Expression, _ above: inout [Expression], _ below: inout [Expression]) {
        switch expression.form {
        case .binary(.multiply, let left, let right):
            factors(left, &above, &below)
            factors(right, &above, &below)
        case .binary(.divide, let left, let right):
            factors(left, &above, &below)
            factors(right, &below, &above)
        case .number(1) where above.isEmpty: break
        default: above.append(expression)
        }
    }

    private func times(_ factors: [Expression]) -> String {
        var result = ""
        for (index, factor) in factors.enumerated() {
            let latex = write(factor).latex(in: index == 0 ? .product : .power)
            // Two numbers side by side would read as one.
            let dot = latex.first.map { $0.isNumber } ?? false
            result += index == 0 ? latex : (dot ? " \\cdot " : "\\, ") + latex
        }
        return result
    }

    private func power(_ left: Expression, _ right: Expression) -> Piece {
        let base = write(left), exponent = write(right)
        let text =
            Self.superscripts[exponent.text].map { base.text(in: .atom) + $0 } ?? base.text(in: .atom) + "^" + exponent.text(in: .atom)
        var latexBase = base.latex(in: .atom)
        if case .name(let name) = left.form { latexBase = symbol(name).latexBase }
        if case .call = left.form { latexBase = "{\(latexBase)}" }
        return Piece(text, latexBase + (exponent.latex.count == 1 ? "^" + exponent.latex : "^{\(exponent.latex)}"), .power)
    }

    private static let superscripts = ["2": "²", "3": "³", "t": "ᵗ"]

    // MARK: Functions

    private func call(_ callee: Expression, _ arguments: [Argument]) -> Piece {
        let pieces = arguments.map { write($0.value) }
        let name: String
        if case .name(let word) = callee.form { name = word } else { name = callee.canonicalText }
        if pieces.count == 1, arguments[0].label == nil, let around = Self.around[name] {
            return Piece(
                around.text.0 + pieces[0].text + around.text.1, around.latex.0 + pieces[0].latex + around.latex.1, .atom)
        }
        if name == "sqrt", pieces.count == 1 {
            // Not so tight that √v² could be read two ways.
            return Piece("√" + pieces[0].text(in: .atom), "\\sqrt{\(pieces[0].latex)}", .power, latexStrength: .atom)
        }
        if name == "where", pieces.count == 3 {
            return Piece(
                "{\(pieces[1].text) if \(pieces[0].text), else \(pieces[2].text)}",
                "\\begin{cases} \(pieces[1].latex) & \\text{if } \(pieces[0].latex) \\\\ \(pieces[2].latex) & \\text{otherwise} \\end{cases}",
                .atom)
        }
        let labelled = zip(arguments, pieces).map { argument, piece in
            (argument.label.map { $0.text + ": " } ?? "", piece)
        }
        let escaped = name.split(separator: "_", omittingEmptySubsequences: false).joined(separator: "\\_")
        let operation = Self.operators[name] ?? "\\operatorname{\(escaped)}"
        return Piece(
            "\(name)(\(labelled.map { $0.0 + $0.1.text }.joined(separator: ", ")))",
            "\(operation)\\left(\(labelled.map { ($0.0.isEmpty ? "" : "\\text{\($0.0)}") + $0.1.latex }.joined(separator: ", "))\\right)", .atom)
    }

    private static let around: [String: (text: (String, String), latex: (String, String))] = [
        "norm": (("‖", "‖"), ("\\lVert ", "\\rVert ")), "abs": (("|", "|"), ("\\lvert ", "\\rvert ")),
        "floor": (("⌊", "⌋"), ("\\lfloor ", "\\rfloor ")),
    ]
    private static let operators = [
        "exp": "\\exp", "log": "\\ln", "min": "\\min", "max": "\\max", "sin": "\\sin", "cos": "\\cos",
    ]
}
