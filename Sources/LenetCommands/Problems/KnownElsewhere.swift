/// What a name is that was written where something else belongs: `explain lenet5`, `explain momentum`.
package enum KnownElsewhere: Sendable, Hashable {
    /// "a model"
    case definition(String)
    /// A word of the glossary.
    case term(String)
}
