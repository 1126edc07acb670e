/// What `show data` prints: measured, not remembered.
package struct DataSummary: Sendable, Hashable {
    package var name: String
    package var source: String
    package var checksums: [String]
    package var channels: Int
    package var height: Int
    package var width: Int
    package var classes: Int
    package var splits: [Split]
    package var unusedCount: Int

    package struct Split: Sendable, Hashable {
        /// `training`, `validation`, `test`
        package var name: String
        package var count: Int
        /// How many images each class has.
        package var perClass: [Int]
        /// Of the pixels as the network sees them, 0...1. The sums are exact.
        package var mean: Double
        /// Of the whole population of pixels (divided by their number).
        package var standardDeviation: Double
    }
}

extension Dataset {
    package func summary() -> DataSummary {
        var splits = [training.summary(named: "training")]
        if let validation { splits.append(validation.summary(named: "validation")) }
        splits.append(test.summary(named: "test"))
        let images = training.images
        return DataSummary(
            name: name, source: source, checksums: checksums, channels: images.channels, height: images.height,
            width: images.width, classes: images.classes, splits: splits, unusedCount: unusedCount)
    }
}

extension ImageSplit {
    fileprivate func summary(named name: String) -> DataSummary.Split {
        var perClass = [Int](repeating: 0, count: images.classes)
        var sum: UInt64 = 0
        var squares: UInt64 = 0
        let size = images.channels * images.height * images.width
        images.pixels.withUnsafeBufferPointer { pixels in
            for index in indices {
                perClass[Int(images.labels[Int(index)])] += 1
                for pixel in UnsafeBufferPointer(rebasing: pixels[Int(index) * size..<(Int(index) + 1) * size]) {
                    sum += UInt64(pixel)
                    squares += UInt64(pixel) * UInt64(pixel)
                }
            }
        }
        let pixels = Double(max(1, indices.count * size))
        let mean = Double(sum) / pixels
        let variance = max(0, Double(squares) / pixels - mean * mean)
        return .init(
            name: name, count: indices.count, perClass: perClass, mean: mean / 255,
            standardDeviation: variance.squareRoot() / 255)
    }
}
