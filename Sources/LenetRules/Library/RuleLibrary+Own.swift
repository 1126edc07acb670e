import LenetCards
import LenetEngine
import LenetSyntax

/// What the user defined, beside what is shipped.
extension RuleLibrary {
    /// A shipped optimizer, schedule or landscape has this name.
    package func ships(_ name: String) -> Bool {
        entries[name]?.contains { !$0.isUserDefined } ?? landscapes[name].map { !$0.isUserDefined } ?? false
    }

    /// The definition is the very text of the one that holds: it was copied from `show optimizer`.
    package func holdsSame(_ definition: Definition, in sources: SourceTable) -> Bool {
        let span: Span
        let dialect: Dialect?
        switch definition {
        case .optimizer(let rule): (span, dialect) = (rule.span, Self.dialect(rule.dialect))
        case .optimizerAlias(let alias): (span, dialect) = (alias.span, Self.dialect(alias.dialect))
        case .schedule(let schedule): (span, dialect) = (schedule.span, Self.dialect(schedule.dialect))
        case .landscape, .model, .function: return false
        }
        return entries[definition.name.text]?.contains {
            $0.dialect == dialect && sources.text($0.content.span) == sources.text(span)
        } ?? false
    }

    /// Rules that are another name for this one, or hand arrays over to it.
    package func rulesBuilt(on name: String) -> [String] {
        entries.filter { other, entries in
            other != name && entries.contains { entry in
                switch entry.content {
                case .alias(let alias): (try? Self.target(of: alias).0.text) == name
                case .rule(let rule): rule.body.contains { $0.handsOver(to: name) }
                case .schedule: false
                }
            }
        }.keys.sorted()
    }

    /// Where the user's own definition stands whose place this one would take.
    package func ownSpan(replacedBy definition: Definition) -> Span? {
        let dialect: Dialect?
        switch definition {
        case .optimizer(let rule): dialect = Self.dialect(rule.dialect)
        case .optimizerAlias(let alias): dialect = Self.dialect(alias.dialect)
        case .schedule(let schedule): dialect = Self.dialect(schedule.dialect)
        case .landscape: return landscapes[definition.name.text].flatMap { $0.isUserDefined ? $0.definition.span : nil }
        case .model, .function: return nil
        }
        let replaced = entries[definition.name.text]?.first { $0.isUserDefined && (dialect == nil || $0.dialect == dialect) }
        return replaced?.content.span
    }

    /// The user's own definitions: where each stands, and what is said above it.
    package var ownDefinitions: [(span: Span, documentation: String)] {
        entries.values.joined().filter(\.isUserDefined).map { entry in
            (entry.content.span, entry.documentation)
        } + landscapes.values.filter(\.isUserDefined).map { ($0.definition.span, $0.definition.documentation) }
    }
}

extension RuleLine {
    /// `only matrices, else adamw(…)`
    fileprivate func handsOver(to name: String) -> Bool {
        switch form {
        case .only(_, let otherwise):
            if case .call(let callee, _) = otherwise.form { return callee.form == .name(name) }
            return otherwise.form == .name(name)
        case .conditional(_, let then, let otherwise): return (then + otherwise).contains { $0.handsOver(to: name) }
        default: return false
        }
    }
}
