import LenetEngine
import LenetSyntax

extension RuleLibrary {
    /// The settings that make a rule another rule, one after the other: every number that an `if` line asks for and that is 0
    /// unless said, and every flag, with such a number before it where it needs one. The defaults come first.
    ///
    ///     sgd: [], [momentum 0.9], [momentum 0.9, nesterov]
    package func variants(of name: String, dialect: Dialect) -> [[RuleSetting]] {
        guard let resolved = optimizer(named: name, dialect: dialect) else { return [] }
        let span = resolved.definition.name.span
        let parameters = RuleParameters(resolved.definition.parameters)
        let asked = Self.asked(resolved.definition.body)
        let numbers = parameters.numbers.filter { parameter in
            guard case .number(0)? = parameter.default?.form else { return false }
            return asked.contains(parameter.name.text)
        }.map { parameter in
            let name = parameter.name.text
            let isShare = HyperparameterCatalogue.entry(name).range.upper == 1
            return RuleSetting(Name(name, span), .number(isShare ? 0.9 : 10))
        }
        let preset = Set(resolved.presets.map(\.name.text))
        let flags = parameters.flags.filter { !preset.contains($0.name.text) }.map { flag in
            RuleSetting(Name(flag.name.text, span), .flag(!parameters.defaultFlag(flag.name.text)))
        }
        func works(_ settings: [RuleSetting]) -> Bool {
            (try? compile(Name(name, span), dialect: dialect, settings: settings)) != nil
        }
        var variants: [[RuleSetting]] = [[]]
        // A number that another one lets in comes after it.
        var base: [RuleSetting] = []
        for number in numbers {
            if works([number]) {
                variants.append([number])
                if base.isEmpty { base = [number] }
            } else if works(base + [number]) {
                variants.append(base + [number])
            }
        }
        for flag in flags {
            if works([flag]) { variants.append([flag]) } else if works(base + [flag]) { variants.append(base + [flag]) }
        }
        return variants
    }

    private static func asked(_ lines: [RuleLine]) -> Set<String> {
        var names: Set<String> = []
        for line in lines {
            guard case .conditional(let condition, let then, let otherwise) = line.form else { continue }
            condition.forEachName { name, _ in names.insert(name) }
            names.formUnion(asked(then + otherwise))
        }
        return names
    }
}
