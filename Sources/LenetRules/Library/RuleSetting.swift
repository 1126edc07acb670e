import LenetEngine
import LenetSyntax

/// `lr 0.01`, `nesterov`, or `lr: 0.01` in a call: the value is evaluated already.
package struct RuleSetting: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case number(Double)
        case flag(Bool)
        /// `milestones: [5, 12]`
        case list([Double])
    }
    package var name: Name
    package var value: Value
    /// Where the value stands; the name's place is used where nil.
    package var valueSpan: Span?

    package init(_ name: Name, _ value: Value, valueSpan: Span? = nil) {
        self.name = name
        self.value = value
        self.valueSpan = valueSpan
    }
}

/// `schedule cosine`, or `schedule step(every: 5)`.
package struct ScheduleUse: Sendable, Hashable {
    package var name: Name
    package var settings: [RuleSetting]

    package init(name: Name, settings: [RuleSetting] = []) {
        self.name = name
        self.settings = settings
    }
}

/// A name looked up: the definition that runs, and what must be said about it.
package struct ResolvedRule: Sendable, Hashable {
    /// As it was asked for, `amsgrad`.
    package var name: String
    /// The paragraph that runs: of an alias, its target's.
    package var definition: OptimizerDefinition
    /// What the aliases on the way set.
    package var presets: [RuleSetting]
    /// Whose rule it is; nil for a user's own that names none.
    package var dialect: Dialect?
    /// Said once to the user: "torch has no rule 'lion': this is keras' one". nil where nothing needs saying.
    package var note: String?
    /// Read from the user's text, not shipped.
    package var isUserDefined: Bool
}
