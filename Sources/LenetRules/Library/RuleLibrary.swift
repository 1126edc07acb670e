import LenetCards
import LenetEngine
import LenetSyntax

/// The optimizers and schedules that can be named: the shipped paragraphs and the user's own. A value: a copy is a library of its own.
package struct RuleLibrary: Sendable {
    package private(set) var optimizerNames: [String] = []
    package private(set) var scheduleNames: [String] = []
    /// Flag words of all rules: the parser takes them without a value.
    package private(set) var flagWords: Set<String> = []

    package init() {}

    /// The shipped definitions, parsed once; their texts are added to `sources`.
    package static func prelude(in sources: inout SourceTable) -> RuleLibrary { RuleLibrary() }

    /// Checks a definition and, where it is sound, adds it; a later one of the same name and dialect takes its place.
    package mutating func define(_ definition: Definition) -> [Diagnostic] { [] }

    package func optimizer(named name: String, dialect: Dialect) -> ResolvedRule? { nil }
    package func hyperparameters(of name: String, dialect: Dialect = .keras) -> [Parameter] { [] }
    package func card(ofOptimizer name: String, dialect: Dialect = .keras) -> Card? { nil }
    package func card(ofSchedule name: String, dialect: Dialect = .keras) -> Card? { nil }
    package func source(of name: String, dialect: Dialect, in sources: SourceTable) -> String? { nil }
    package func use(
        _ name: Name, dialect: Dialect, settings: [RuleSetting], schedule: ScheduleUse? = nil
    ) throws(RuleError) -> RuleInUse { throw RuleError(.unknownOptimizer(name.text, known: []), at: name.span) }
}
