import LenetEngine
import LenetSyntax

/// A checked expression of a rule: names resolved, functions known, each part known to be per weight or one Double a step.
///
/// The compiled program, the formula and the step-by-step explanation are all made from it.
package struct RuleTerm: Sendable, Hashable {
    package indirect enum Form: Sendable, Hashable {
        case number(Double)
        case name(RuleSymbol)
        case apply(RuleOperation, [RuleTerm])
        /// `norm`, `sum`, `mean` of the whole array, `global_norm` of all arrays.
        case reduce(UpdateProgram.Reduction.Kind, RuleTerm)
        /// `row_mean`, `column_mean`, `orthogonalize`: of the array as a matrix, with the numbers that go with it.
        case matrix(UpdateProgram.MatrixOperation, RuleTerm, [RuleTerm])
    }
    package var form: Form
    /// One number per weight; otherwise one Double per step (and, with `scalar` names or shapes in it, per array).
    package var isPerWeight: Bool
    /// True or false (1 or 0 when it runs): what comparisons give and `where` asks for.
    package var isCondition: Bool
    package var span: Span

    package init(_ form: Form, isPerWeight: Bool, isCondition: Bool = false, span: Span) {
        self.form = form
        self.isPerWeight = isPerWeight
        self.isCondition = isCondition
        self.span = span
    }
}

/// What a name of a rule stands for. A name means its latest value; the order of the lines says which that is.
package enum RuleSymbol: Sendable, Hashable {
    /// `w`, `g`, `t`, `lr`
    case weight, gradient, step, rate
    /// The array's shape: for matrices, the first dimension and the product of the rest.
    case rows, columns
    case hyperparameter(String)
    /// Kept from step to step, one per weight.
    case state(String)
    /// Kept from step to step, one per array.
    case scalar(String)
    case temporary(String)

    /// As it is written in the definition.
    package var text: String {
        switch self {
        case .weight: "w"
        case .gradient: "g"
        case .step: "t"
        case .rate: "lr"
        case .rows: "rows"
        case .columns: "columns"
        case .hyperparameter(let name), .state(let name), .scalar(let name), .temporary(let name): name
        }
    }
}

package enum RuleOperation: String, Sendable, Hashable {
    case negate, add, subtract, multiply, divide, modulo, power
    case abs, sign, sqrt, exp, log, floor, min, max, clamp
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or, not
    /// `where(condition, a, b)`
    case select
}
