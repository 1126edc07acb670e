/// What a name is given to at the top level: an optimizer, a schedule, a landscape, a model, a function.
package indirect enum Definition: Sendable, Hashable {
    case optimizer(OptimizerDefinition)
    /// `optimizer amsgrad = adam(amsgrad: true)`
    case optimizerAlias(AliasDefinition)
    case schedule(ScheduleDefinition)
    case landscape(LandscapeDefinition)
    case model(ModelDefinition)
    case function(FunctionDefinition)

    package var name: Name {
        switch self {
        case .optimizer(let definition): definition.name
        case .optimizerAlias(let definition): definition.name
        case .schedule(let definition): definition.name
        case .landscape(let definition): definition.name
        case .model(let definition): definition.name
        case .function(let definition): definition.name
        }
    }
}

/// `lr = 0.01` in a parameter list; no default: it must be given.
package struct ParameterDeclaration: Sendable, Hashable {
    package var name: Name
    package var `default`: Expression?
    package init(name: Name, default: Expression?) {
        self.name = name
        self.default = `default`
    }
}

/// An update rule as its author wrote it.
package struct OptimizerDefinition: Sendable, Hashable {
    package var name: Name
    /// `as torch`
    package var dialect: Name?
    package var parameters: [ParameterDeclaration]
    package var body: [RuleLine]
    /// The text of the `##` lines above it, joined by newlines; empty if there are none.
    package var documentation: String
    /// From `optimizer` to its `}`.
    package var span: Span

    package init(
        name: Name, dialect: Name?, parameters: [ParameterDeclaration], body: [RuleLine], documentation: String, span: Span
    ) {
        self.name = name
        self.dialect = dialect
        self.parameters = parameters
        self.body = body
        self.documentation = documentation
        self.span = span
    }
}

package struct RuleLine: Sendable, Hashable {
    package indirect enum Form: Sendable, Hashable {
        /// `state m = 0, s = 0`: one per weight.
        case state([RuleBinding])
        /// `scalar p = 1`: one Double per array.
        case scalar([RuleBinding])
        case assign(Name, Expression)
        /// `if FLAG { … } else { … }`, settled before the rule is compiled.
        case conditional(condition: Expression, then: [RuleLine], otherwise: [RuleLine])
        /// `only matrices, else adamw(lr: lr)`
        case only(Name, otherwise: Expression)
        /// `evaluate x`: what evaluation and saving use in place of the weights.
        case evaluate(Expression)
    }
    package var form: Form
    package var span: Span

    package init(_ form: Form, _ span: Span) {
        self.form = form
        self.span = span
    }
}

package struct RuleBinding: Sendable, Hashable {
    package var name: Name
    package var value: Expression
    package init(name: Name, value: Expression) {
        self.name = name
        self.value = value
    }
}

package struct AliasDefinition: Sendable, Hashable {
    package var name: Name
    package var dialect: Name?
    /// A call such as `adam(amsgrad: true)`.
    package var target: Expression
    package var documentation: String
    package var span: Span
    package init(name: Name, dialect: Name?, target: Expression, documentation: String, span: Span) {
        self.name = name
        self.dialect = dialect
        self.target = target
        self.documentation = documentation
        self.span = span
    }
}

/// `schedule halving(every = 5) = lr * 0.5 ^ floor(epoch / every)`, or a block of lines.
package struct ScheduleDefinition: Sendable, Hashable {
    package enum Body: Sendable, Hashable {
        case formula(Expression)
        case block([RuleLine])
    }
    package var name: Name
    package var dialect: Name?
    package var parameters: [ParameterDeclaration]
    package var body: Body
    package var documentation: String
    package var span: Span
    package init(
        name: Name, dialect: Name?, parameters: [ParameterDeclaration], body: Body, documentation: String, span: Span
    ) {
        self.name = name
        self.dialect = dialect
        self.parameters = parameters
        self.body = body
        self.documentation = documentation
        self.span = span
    }
}

/// `landscape rosenbrock(x, y) = (1 - x)^2 + 100 * (y - x^2)^2`
package struct LandscapeDefinition: Sendable, Hashable {
    package var name: Name
    package var parameters: [ParameterDeclaration]
    package var formula: Expression
    package var documentation: String
    package var span: Span
    package init(name: Name, parameters: [ParameterDeclaration], formula: Expression, documentation: String, span: Span) {
        self.name = name
        self.parameters = parameters
        self.formula = formula
        self.documentation = documentation
        self.span = span
    }
}

/// `model small(width = 8) { conv width 3x3 same relu … }`: each line a sentence whose verb is a layer.
package struct ModelDefinition: Sendable, Hashable {
    package var name: Name
    package var parameters: [ParameterDeclaration]
    package var layers: [Sentence]
    package var documentation: String
    package var span: Span
    package init(name: Name, parameters: [ParameterDeclaration], layers: [Sentence], documentation: String, span: Span) {
        self.name = name
        self.parameters = parameters
        self.layers = layers
        self.documentation = documentation
        self.span = span
    }
}

/// `def best_of(candidates) { … return top }`
package struct FunctionDefinition: Sendable, Hashable {
    package var name: Name
    package var parameters: [ParameterDeclaration]
    package var body: Block
    package var documentation: String
    package var span: Span
    package init(name: Name, parameters: [ParameterDeclaration], body: Block, documentation: String, span: Span) {
        self.name = name
        self.parameters = parameters
        self.body = body
        self.documentation = documentation
        self.span = span
    }
}
