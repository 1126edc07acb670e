import LenetSyntax

/// One line of a rule as a formula.
package struct FormulaLine: Sendable, Hashable {
    package enum Role: Sendable, Hashable {
        /// What is kept from step to step, before the first one.
        case start
        case assignment
        /// `evaluate x`, `only matrices, else …`, the heads of blocks that only a run can settle.
        case remark
    }
    package var role: Role
    /// The name of the definition that the line gives a value; empty for a remark.
    package var target: String
    /// `mₜ = β₁ · mₜ₋₁ + (1 - β₁) · gₜ`
    package var text: String
    /// `m_t = \beta_1\, m_{t-1} + …`, without dollar signs.
    package var latex: String
    /// The common option that the line belongs to, `clip_norm`; nil for a line of the rule's own.
    package var option: String?
}

/// Turns the lines of a rule into formulas: a name that is read before its line is the last step's value, after it this
/// step's, and where a step changes it more than once the values between have primes.
struct FormulaLines {
    /// Names that are kept from step to step, the weights left out.
    private let kept: Set<String>
    /// Names that all steps share: parameters.
    private let parameters: Set<String>
    private let names: Set<String>
    /// False for schedules, whose names have no steps to belong to.
    private let hasSteps: Bool

    private var assignments: [String: Int] = [:]
    private var seen: [String: Int] = [:]
    /// `top = v`: a temporary that is another's value under a second name is written as that.
    private var copies: [String: FormulaSymbol] = [:]
    private(set) var lines: [FormulaLine] = []

    init(kept: Set<String>, parameters: Set<String>, names: Set<String>, hasSteps: Bool = true) {
        self.kept = kept
        self.parameters = parameters
        self.names = names
        self.hasSteps = hasSteps
    }

    /// `option`: which common option a line belongs to.
    mutating func add(_ body: [RuleLine], option: (RuleLine) -> String?) {
        count(body)
        for line in body { add(line, option: option(line), indent: "") }
    }

    private mutating func count(_ body: [RuleLine]) {
        for line in body {
            switch line.form {
            case .assign(let target, _): assignments[target.text, default: 0] += 1
            case .conditional(_, let then, let otherwise):
                count(then)
                count(otherwise)
            default: break
            }
        }
    }

    private mutating func add(_ line: RuleLine, option: String?, indent: String) {
        switch line.form {
        case .state(let bindings), .scalar(let bindings):
            for binding in bindings where kept.contains(binding.name.text) { start(binding, option: option) }
        case .assign(let target, let value):
            assign(target.text, value, option: option, indent: indent)
        case .evaluate(let value):
            let piece = write(value)
            lines.append(
                FormulaLine(
                    role: .remark, target: "", text: "\(indent)evaluation and saving use \(piece.text)",
                    latex: "\\text{evaluation and saving use } \(piece.latex)", option: option))
        case .only(let what, let otherwise):
            let piece = write(otherwise)
            lines.append(
                FormulaLine(
                    role: .remark, target: "", text: "\(indent)only \(what.text); other arrays take \(piece.text)",
                    latex: "\\text{only \(what.text); other arrays take } \(piece.latex)", option: option))
        case .conditional(let condition, let then, let otherwise):
            remark("\(indent)if \(write(condition).text):", "\\text{if } \(write(condition).latex)\\text{:}", option)
            for line in then { add(line, option: option, indent: indent + "  ") }
            guard !otherwise.isEmpty else { return }
            remark("\(indent)otherwise:", "\\text{otherwise:}", option)
            for line in otherwise { add(line, option: option, indent: indent + "  ") }
        }
    }

    /// Before everything else: which batches' gradient the rule sees. It is no line of any definition.
    mutating func addAccumulation(of batches: Int) {
        let g = FormulaSymbol("g", taken: names).at(.current)
        let line = FormulaLine(
            role: .remark, target: "", text: "\(g.text) is the mean gradient of \(batches) batches, after which there is one step",
            latex: "\(g.latex) \\text{ is the mean gradient of \(batches) batches, after which there is one step}", option: "accumulate")
        lines.insert(line, at: 0)
    }

    private mutating func remark(_ text: String, _ latex: String, _ option: String?) {
        lines.append(FormulaLine(role: .remark, target: "", text: text, latex: latex, option: option))
    }

    private mutating func start(_ binding: RuleBinding, option: String?) {
        let name = binding.name.text
        let writer = FormulaWriter { [names] word in
            let symbol = FormulaSymbol(word, taken: names)
            return word == "w" ? symbol.at(.start) : symbol
        }
        let value = writer.write(binding.value)
        let symbol = FormulaSymbol(name, taken: names).at(.start)
        lines.append(
            FormulaLine(
                role: .start, target: name, text: "\(symbol.text) = \(value.text)", latex: "\(symbol.latex) = \(value.latex)",
                option: option))
    }

    private mutating func assign(_ name: String, _ value: Expression, option: String?, indent: String) {
        let piece = write(value)
        if hasSteps, case .name(let source) = value.form, !kept.contains(name), name != "w", name != "g", assignments[name] == 1 {
            copies[name] = symbol(source)
            return
        }
        seen[name, default: 0] += 1
        let symbol = symbol(name)
        lines.append(
            FormulaLine(
                role: .assignment, target: name, text: "\(indent)\(symbol.text) = \(piece.text)", latex: "\(symbol.latex) = \(piece.latex)",
                option: option))
    }

    private func write(_ expression: Expression) -> FormulaWriter.Piece {
        FormulaWriter { symbol($0) }.write(expression)
    }

    /// A name as it stands after the lines so far.
    private func symbol(_ name: String) -> FormulaSymbol {
        if let copy = copies[name] { return copy }
        let symbol = FormulaSymbol(name, taken: names)
        guard hasSteps, !parameters.contains(name) else { return symbol }
        let before = seen[name] ?? 0, all = assignments[name] ?? 0
        if name == "g" { return before == 0 ? symbol.at(.current) : symbol.at(.between(before)) }
        if name == "w" || kept.contains(name) {
            if before == 0 { return symbol.at(.previous) }
            return before == all ? symbol.at(.current) : symbol.at(.between(before))
        }
        return before > 1 ? symbol.primed(before - 1) : symbol
    }
}
