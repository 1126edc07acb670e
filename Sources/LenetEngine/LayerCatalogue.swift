import LenetCards

/// The layers there are: one for each file in `Layers/` (the list is kept by `scripts/sync`).
package enum LayerCatalogue {
    /// Layers proper: conv, dense, maxpool, …
    package static let cards: [Card] = types.map { $0.card }.filter { $0.kind == .layer }
    /// relu, tanh, sigmoid: words on conv and dense, and lines by themselves.
    package static let activationCards: [Card] = types.map { $0.card }.filter { $0.kind == .activation }

    package static func type(named keyword: String) -> (any Layer.Type)? { types.first { $0.card.keyword == keyword } }
}
