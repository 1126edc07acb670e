import LenetCards

/// Digits that this program draws by itself, for a machine that has no data and no network.
package enum Digits {
    package static let source = DataSource(card) { _, _, progress throws(DataError) in
        try dataset(progress: progress)
    }

    package static let card = Card(
        .dataset, "digits", "Digits drawn by lenet itself in MNIST's form: 60,000 to train with and 10,000 to test, 28x28.",
        notes: [
            "Each digit is drawn in several hands, slanted, stretched and bent by chance, and centred as MNIST's are. They are the same "
                + "bits on every machine, whatever the seed, and need neither files nor a network.",
            "They are worth training on: LeNet-5 trained on them alone for five epochs of Adam tells about 95 in 100 of MNIST's test "
                + "images right, so a network from `load digits` can be evaluated after `load mnist`.",
        ],
        examples: [Example("load digits", "in about two seconds")],
        otherSpellings: ["synthetic", "drawn"])

    /// Always the same images, for any number of threads.
    static func dataset(threads: Int = min(Threads.available, 16), progress: DataProgressHandler = { _ in }) throws(DataError) -> Dataset {
        try progress(.drawing(done: 0, of: 70_000))
        let training = try DigitGenerator.draw(set: 0, count: 60_000, threads: threads) { (drawn) throws(DataError) in
            try progress(.drawing(done: drawn, of: 70_000))
        }
        let test = try DigitGenerator.draw(set: 1, count: 10_000, threads: threads) { (drawn) throws(DataError) in
            try progress(.drawing(done: 60_000 + drawn, of: 70_000))
        }
        return Dataset(
            name: "digits", source: "drawn by lenet",
            checksums: [training, test].flatMap { [Checksum.sha256($0.pixels), Checksum.sha256($0.labels)] },
            training: ImageSplit(training), validation: nil, test: ImageSplit(test))
    }
}
