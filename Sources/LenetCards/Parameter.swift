/// One thing that may be said to a statement, a layer, a loss or a rule.
package struct Parameter: Sendable, Hashable {
    package var name: String
    package var role: Role
    package var domain: Domain
    package var `default`: Default
    /// "images", "passes", "updates"; nil where a number has none.
    package var unit: String?
    /// One sentence, ending in a full stop.
    package var summary: String
    /// Other tools' words for it: recognised in errors and answered with `name`.
    package var otherSpellings: [String]

    package init(
        _ name: String, _ role: Role, _ domain: Domain, default: Default = .required, unit: String? = nil,
        _ summary: String, otherSpellings: [String] = []
    ) {
        self.name = name
        self.role = role
        self.domain = domain
        self.default = `default`
        self.unit = unit
        self.summary = summary
        self.otherSpellings = otherSpellings
    }

    package enum Role: Sendable, Hashable {
        /// Stands right after the verb, without a word before it: `seed 7`, `dense 64`, `show samples 12`.
        case positional
        /// A word and a value, in any order: `epochs 5`, `to "figure.svg"`, `with adam`.
        case option
        /// A word alone: `stratified`, `nesterov`, `same`.
        case flag
    }

    /// What holds when it is not said.
    package enum Default: Sendable, Hashable {
        case required
        /// May be left out, and then means something that no single value says; the sentence is shown in help.
        case absent(String)
        case number(Double)
        case text(String)
        case name(String)
        case flag(Bool)
    }
}

/// Which values a parameter takes.
package indirect enum Domain: Sendable, Hashable {
    /// A finite number; the bounds are written as in mathematics, `]0, 1]`.
    case number(Interval)
    case integer(ClosedRange<Int>)
    case flag
    case text
    /// A path of a file, in quotes.
    case path
    /// `5x5`: height x width.
    case size
    /// The name of a thing of these kinds, `adam`; a call `adam(lr: 0.01)` too where `called` is true.
    case name(of: [Card.Kind], called: Bool = false)
    /// One of these words.
    case word([String])
    /// `mnist`, `idx "folder"`, or several joined by `or`.
    case source
    /// A list whose elements are of the domain.
    case list(Domain)
    /// An expression that is tested later, with names of its own: `until accuracy > 0.99`.
    case condition
    /// A sentence or an expression, carried out by the statement that takes it: `time train with adam`.
    case statement
    /// Any value.
    case value
    /// Several values separated by commas: `print "a", b`.
    case values
    /// Several expressions separated by commas, which the statement that takes them reads with names of its own:
    /// `watch conv1.weight[0, 0, 2, 2], norm(conv1.weight)`.
    case expressions
    /// The name that the thing gets from now on: `dense 64 as features`.
    case newName
    /// Any of these.
    case either([Domain])
}

/// An interval of numbers whose ends may be open or infinite.
package struct Interval: Sendable, Hashable {
    package var lower: Double
    package var upper: Double
    package var includesLower: Bool
    package var includesUpper: Bool

    package init(lower: Double, includesLower: Bool, upper: Double, includesUpper: Bool) {
        self.lower = lower
        self.upper = upper
        self.includesLower = includesLower
        self.includesUpper = includesUpper
    }

    package static let any = Interval(lower: -.infinity, includesLower: false, upper: .infinity, includesUpper: false)
    /// `> 0`: a rate.
    package static let positive = Interval(lower: 0, includesLower: false, upper: .infinity, includesUpper: false)
    /// `>= 0`.
    package static let nonNegative = Interval(lower: 0, includesLower: true, upper: .infinity, includesUpper: false)
    /// `0 <= x < 1`: a decay such as momentum or beta1.
    package static let decay = Interval(lower: 0, includesLower: true, upper: 1, includesUpper: false)
    /// `0 <= x <= 1`: a share.
    package static let share = Interval(lower: 0, includesLower: true, upper: 1, includesUpper: true)

    package func contains(_ value: Double) -> Bool {
        (includesLower ? value >= lower : value > lower) && (includesUpper ? value <= upper : value < upper)
    }
}
