import LenetCards

/// The verbs there are: one for each file in `Statements/` (the list is kept by `scripts/sync`).
package enum StatementCatalogue {
    package static let cards: [Card] = types.map { $0.card }
    package static let verbs: [String] = cards.map(\.keyword).sorted()
    private static let byVerb = Dictionary(types.map { ($0.card.keyword, $0) }, uniquingKeysWith: { first, _ in first })

    package static func named(_ verb: String) -> (any StatementDefinition.Type)? { byVerb[verb] }
}

/// The built-in functions: one for each file in `Functions/` (the list is kept by `scripts/sync`).
package enum FunctionCatalogue {
    package static let cards: [Card] = types.map { $0.card }
    private static let byName = Dictionary(types.map { ($0.card.keyword, $0) }, uniquingKeysWith: { first, _ in first })

    package static func named(_ name: String) -> (any BuiltInFunction.Type)? { byName[name] }
}
