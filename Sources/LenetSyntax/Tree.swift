// The tree that the parser makes: what was written, with its places, and nothing decided yet about what it means.

/// A word and where it stands.
package struct Name: Sendable, Hashable {
    package var text: String
    package var span: Span

    package init(_ text: String, _ span: Span) {
        self.text = text
        self.span = span
    }
}

package struct Block: Sendable, Hashable {
    package var statements: [Statement]
    /// With its braces; of a file, all of it.
    package var span: Span

    package init(_ statements: [Statement], _ span: Span) {
        self.statements = statements
        self.span = span
    }
}

package indirect enum Statement: Sendable, Hashable {
    case definition(Definition)
    case assignment(Assignment)
    case conditional(Conditional)
    /// `for NAME in EXPRESSION { … }`
    case forLoop(variable: Name, in: Expression, body: Block, span: Span)
    /// `repeat COUNT { … }`
    case repeatLoop(count: Expression, body: Block, span: Span)
    /// `while CONDITION { … }`
    case whileLoop(condition: Expression, body: Block, span: Span)
    case `break`(Span)
    case `continue`(Span)
    case `return`(Expression?, Span)
    /// `include "common.lenet"`, read and parsed when the line was parsed.
    case include(path: String, body: Block, span: Span)
    /// A sentence alone: its result is printed for people.
    case sentence(Sentence)
    /// An expression alone: it prints.
    case expression(Expression)
}

/// `let x = …`, `x = …`, `x += …`.
package struct Assignment: Sendable, Hashable {
    package var declares: Bool
    package var name: Name
    /// nil for `=`; `add` for `+=` and so on.
    package var operation: BinaryOperator?
    package var value: Expression
    package var span: Span

    package init(declares: Bool, name: Name, operation: BinaryOperator?, value: Expression, span: Span) {
        self.declares = declares
        self.name = name
        self.operation = operation
        self.value = value
        self.span = span
    }
}

/// `if a { } else if b { } else { }`: the branches in order, then the last `else`.
package struct Conditional: Sendable, Hashable {
    package struct Branch: Sendable, Hashable {
        package var condition: Expression
        package var body: Block
        package init(condition: Expression, body: Block) {
            self.condition = condition
            self.body = body
        }
    }
    package var branches: [Branch]
    package var otherwise: Block?
    package var span: Span

    package init(branches: [Branch], otherwise: Block?, span: Span) {
        self.branches = branches
        self.otherwise = otherwise
        self.span = span
    }
}

/// A verb, its object and its clauses: `train with adam lr 0.001 epochs 5`.
package struct Sentence: Sendable, Hashable {
    package var verb: Name
    /// The second word where the verb has topics: `samples` in `show samples 12`.
    package var topic: Name?
    /// What stands in positional places, in order.
    package var objects: [Expression]
    package var clauses: [Clause]
    package var span: Span

    package init(verb: Name, topic: Name?, objects: [Expression], clauses: [Clause], span: Span) {
        self.verb = verb
        self.topic = topic
        self.objects = objects
        self.clauses = clauses
        self.span = span
    }
}

/// `epochs 5`, or a flag: `nesterov`.
package struct Clause: Sendable, Hashable {
    package var name: Name
    /// nil for a flag.
    package var value: Expression?

    package init(name: Name, value: Expression?) {
        self.name = name
        self.value = value
    }
    package var span: Span { value.map { name.span.through($0.span) } ?? name.span }
}

package struct Expression: Sendable, Hashable {
    package indirect enum Form: Sendable, Hashable {
        case number(Double)
        case boolean(Bool)
        /// Literal pieces and embedded expressions: `"adam: {run.accuracy:%}"`.
        case text([TextPiece])
        /// `5x5`: height, width.
        case size(Int, Int)
        case name(String)
        case list([Expression])
        case call(Expression, [Argument])
        case index(Expression, [Expression])
        case field(Expression, Name)
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        case range(Range)
        /// `mnist or idx "folder"` after `load`: alternatives, each a name and perhaps a path.
        case sources([DataSource])
        /// A sentence where a value is wanted: `let run = train with adam`, `(evaluate).accuracy`.
        case sentence(Sentence)
        /// Statements in braces that a sentence takes: `when loss > 5 { pause }`.
        case block(Block)
    }
    package var form: Form
    package var span: Span

    package init(_ form: Form, _ span: Span) {
        self.form = form
        self.span = span
    }

    /// `1..10`, `1e-4..1 log 9`.
    package struct Range: Sendable, Hashable {
        package enum Spacing: Sendable, Hashable { case log, linear }
        package var lower: Expression
        package var upper: Expression
        /// nil: the whole numbers from one end to the other.
        package var spacing: Spacing?
        package var count: Expression?
        package init(lower: Expression, upper: Expression, spacing: Spacing?, count: Expression?) {
            self.lower = lower
            self.upper = upper
            self.spacing = spacing
            self.count = count
        }
    }
}

package struct DataSource: Sendable, Hashable {
    package var name: Name
    package var path: Expression?
    package init(name: Name, path: Expression?) {
        self.name = name
        self.path = path
    }
}

package enum TextPiece: Sendable, Hashable {
    case literal(String)
    /// `{expression:format}`; the format without its colon, nil if none.
    case embedded(Expression, format: Name?)
}

/// `0.01` or `lr: 0.01` in a call.
package struct Argument: Sendable, Hashable {
    package var label: Name?
    package var value: Expression
    package init(label: Name?, value: Expression) {
        self.label = label
        self.value = value
    }
}

package enum UnaryOperator: String, Sendable, Hashable { case negate = "-", not }

package enum BinaryOperator: String, Sendable, Hashable {
    case or, and
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case add = "+", subtract = "-", multiply = "*", divide = "/", modulo = "mod", power = "^"
}
