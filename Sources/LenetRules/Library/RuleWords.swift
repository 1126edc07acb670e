import LenetSyntax

/// The names and words that the definitions of a library make: what the parser, completion and errors ask for at every line. Kept beside
/// the definitions, so that a script of thousands of them is not gone through for each.
struct RuleWords: Sendable {
    private(set) var optimizers: Set<String> = []
    private(set) var schedules: Set<String> = []
    /// Parameters of rules that are flags, and that are numbers. A word is one or the other in all of them.
    private(set) var flags: Set<String> = []
    private(set) var numbers: Set<String> = Set(HyperparameterCatalogue.common)
    private(set) var scheduleFlags: Set<String> = []
    /// Every parameter of a rule or a schedule, and what all rules take.
    private(set) var settings: Set<String> = Set(HyperparameterCatalogue.common)

    mutating func read(_ name: String, _ entry: RuleLibrary.Entry) {
        if entry.isSchedule { schedules.insert(name) } else { optimizers.insert(name) }
        switch entry.content {
        case .alias: break
        case .rule(let definition):
            let parameters = RuleParameters(definition.parameters)
            flags.formUnion(parameters.flags.map(\.name.text))
            numbers.formUnion(parameters.numbers.map(\.name.text))
            settings.formUnion(definition.parameters.map(\.name.text))
        case .schedule(let definition):
            scheduleFlags.formUnion(RuleParameters(definition.parameters).flags.map(\.name.text))
            settings.formUnion(definition.parameters.map(\.name.text))
        }
    }
}
