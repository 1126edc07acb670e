/// Images as bytes with their labels, as they lie in their files: 47 MB for all of MNIST.
package struct ImageSet: Sendable {
    package let count: Int
    package let channels: Int
    package let height: Int
    package let width: Int
    package let classes: Int
    /// count x channels x height x width, row-major; 0 is background, 255 ink.
    package let pixels: [UInt8]
    /// One per image, 0..<classes.
    package let labels: [UInt8]

    package init(count: Int, channels: Int, height: Int, width: Int, classes: Int, pixels: [UInt8], labels: [UInt8]) {
        precondition(pixels.count == count * channels * height * width, "as many pixels as the shape says")
        precondition(labels.count == count && labels.allSatisfy { Int($0) < classes }, "a label for every image")
        self.count = count
        self.channels = channels
        self.height = height
        self.width = width
        self.classes = classes
        self.pixels = pixels
        self.labels = labels
    }
}

/// Some images of a set, in an order: what training, validation or test is made of.
package struct ImageSplit: Sendable {
    package let images: ImageSet
    /// Positions in `images`.
    package let indices: [Int32]

    package init(images: ImageSet, indices: [Int32]) {
        self.images = images
        self.indices = indices
    }

    package init(_ images: ImageSet) {
        self.init(images: images, indices: (0..<images.count).map { Int32(truncatingIfNeeded: $0) })
    }

    package var count: Int { indices.count }
}

/// What `load` brings: named splits and where they came from.
package struct Dataset: Sendable {
    /// `mnist`
    package var name: String
    /// Where the bytes came from, for people: a folder, "made here".
    package var source: String
    /// SHA-256 of the uncompressed bytes of each file, or of the generated pixels and labels.
    package var checksums: [String]
    package var training: ImageSplit
    /// Empty unless the statement asked for a split.
    package var validation: ImageSplit?
    package var test: ImageSplit
    /// Training images of the set that the asked split leaves out; `load` names their number.
    package var unusedCount: Int

    package init(
        name: String, source: String, checksums: [String], training: ImageSplit, validation: ImageSplit?, test: ImageSplit,
        unusedCount: Int = 0
    ) {
        self.name = name
        self.source = source
        self.checksums = checksums
        self.training = training
        self.validation = validation
        self.test = test
        self.unusedCount = unusedCount
    }
}
