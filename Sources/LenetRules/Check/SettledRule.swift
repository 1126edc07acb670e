import LenetSyntax

/// A rule whose `if` lines are settled: the assignments that run, in order, checked.
package struct SettledRule: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        package var target: RuleSymbol
        package var targetSpan: Span
        package var value: RuleTerm
        /// The line of the definition, or of a common option's paragraph.
        package var span: Span
    }
    package struct Kept: Sendable, Hashable {
        package var name: Name
        package var start: Start
    }
    package enum Start: Sendable, Hashable {
        case weights
        /// An expression over the parameters and the base rate.
        case value(Expression)
    }
    package var name: String
    /// Numbers among the parameters, besides `lr`, in the order of the definition.
    package var hyperparameters: [String]
    package var states: [Kept]
    package var scalars: [Kept]
    package var lines: [Line]
    /// `evaluate x`
    package var evaluation: RuleTerm?
    /// `only matrices, else adamw(lr: lr)`
    package var otherwise: Otherwise?

    /// The rule of the arrays that are no matrices, and what it is told.
    package struct Otherwise: Sendable, Hashable {
        package struct Argument: Sendable, Hashable {
            package enum Value: Sendable, Hashable {
                /// Arithmetic on this rule's parameters, as it was written and as it was checked.
                case number(Expression, RuleTerm)
                case flag(Bool)
            }
            package var name: Name
            package var value: Value
        }
        package var target: Name
        package var arguments: [Argument]
        package var span: Span
    }
}

extension SettledRule {
    /// The names whose values reach the weights or what evaluation uses, in this step or a later one.
    var influentialNames: Set<RuleSymbol> {
        var read: Set<RuleSymbol> = []
        var kept: Set<RuleSymbol> = [.weight]
        evaluation?.forEachName { kept.insert($0) }
        read.formUnion(kept)
        while true {
            var live = kept
            for line in lines.reversed() where live.contains(line.target) {
                live.remove(line.target)
                line.value.forEachName {
                    live.insert($0)
                    read.insert($0)
                }
            }
            // What is live at the top must survive from the step before.
            let grown = kept.union(live)
            if grown == kept { return read }
            kept = grown
        }
    }
}

extension RuleTerm {
    /// Names replaced by other terms; nil leaves a name as it is.
    func replacing(_ replacement: (RuleSymbol) -> RuleTerm?) -> RuleTerm {
        var result = self
        switch form {
        case .number: break
        case .name(let symbol): if let other = replacement(symbol) { result.form = other.form }
        case .apply(let operation, let terms): result.form = .apply(operation, terms.map { $0.replacing(replacement) })
        case .reduce(let kind, let term): result.form = .reduce(kind, term.replacing(replacement))
        case .matrix(let operation, let term, let numbers):
            result.form = .matrix(operation, term.replacing(replacement), numbers.map { $0.replacing(replacement) })
        }
        return result
    }

    func forEachName(_ body: (RuleSymbol) -> Void) {
        switch form {
        case .number: break
        case .name(let symbol): body(symbol)
        case .apply(_, let terms): for term in terms { term.forEachName(body) }
        case .reduce(_, let term): term.forEachName(body)
        case .matrix(_, let term, let numbers):
            term.forEachName(body)
            for number in numbers { number.forEachName(body) }
        }
    }
}
