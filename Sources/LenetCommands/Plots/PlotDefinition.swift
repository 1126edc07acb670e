import LenetCards
import LenetFigures

/// A kind of plot: what may be said to it, and how it becomes a figure. One file each in `Plots/`; the list is kept by
/// `scripts/sync`. `plot` adds the words that all plots share.
package protocol PlotDefinition: Sendable {
    static var card: Card { get }
    static func figure(_ call: SentenceCall, in session: Session) throws -> Figure
}

package enum PlotCatalogue {
    package static let cards: [Card] = types.map { $0.card }
    package static func named(_ name: String) -> (any PlotDefinition.Type)? { types.first { $0.card.keyword == name } }
}
