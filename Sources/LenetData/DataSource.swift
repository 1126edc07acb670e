import LenetCards

/// A dataset that `load` knows: its card, and how its images are had.
package struct DataSource: Sendable {
    package let card: Card
    package let read: @Sendable (DataRequest, DataLocator, DataProgressHandler) throws(DataError) -> Dataset

    package init(
        _ card: Card, read: @escaping @Sendable (DataRequest, DataLocator, DataProgressHandler) throws(DataError) -> Dataset
    ) {
        self.card = card
        self.read = read
    }
}

/// What is told while a set is being had and that takes its time.
package enum DataProgress: Sendable, Hashable {
    /// `received` of `total` bytes; nil where the mirror does not say how many there are.
    case downloading(file: String, mirror: String, received: Int, total: Int?)
    case drawing(done: Int, of: Int)
}

/// Hears how far it is; throws `.interrupted` where nobody waits for the set any longer.
package typealias DataProgressHandler = (DataProgress) throws(DataError) -> Void

/// Every dataset of the folder Sets.
package enum DataCatalogue {
    package static let cards: [Card] = sources.map(\.card)

    package static func source(named name: String) -> DataSource? {
        sources.first { $0.card.keyword == name }
    }

    /// The part of `load`'s card that is the same for every set.
    package static let splitParameters = [
        Parameter(
            "train", .option, .integer(1...Int(Int32.max)), default: .absent("All that validation leaves."), unit: "images",
            "How many training images to use, in the order of their file.", otherSpellings: ["training"]),
        Parameter(
            "validation", .option, .integer(1...Int(Int32.max)), default: .absent("None."), unit: "images",
            "How many training images to keep for validation: those that follow the ones to train with.",
            otherSpellings: ["val", "valid", "dev"]),
        Parameter(
            "stratified", .flag, .flag, default: .flag(false),
            "Gives both parts each class in the proportion that it has in the whole.", otherSpellings: ["stratify", "balanced"]),
    ]
}
