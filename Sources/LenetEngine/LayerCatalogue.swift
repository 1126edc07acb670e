import LenetCards

/// The layers there are: one for each file in `Layers/` (the list is kept by `scripts/sync`).
package enum LayerCatalogue {
    /// Layers proper: conv, dense, maxpool, …
    package static let cards: [Card] = types.map { $0.card }
    /// relu, tanh, gelu, …: words on conv and dense, and lines by themselves.
    package static let activationCards: [Card] = ActivationCatalogue.cards

    package static func type(named keyword: String) -> (any Layer.Type)? {
        types.first { $0.card.keyword == keyword } ?? ActivationCatalogue.types.first { $0.card.keyword == keyword }?.layer
    }
}
