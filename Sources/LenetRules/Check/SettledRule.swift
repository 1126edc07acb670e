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
}
