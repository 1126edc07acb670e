/// A table of images, and the one with the test images beside it.
package enum CSVSet {
    static func read(_ path: String) throws(DataError) -> Dataset {
        let bytes = try Files.read(path)
        guard let beside = testFile(beside: path) else { return try read(bytes, path: path) }
        return try read(bytes, path: path, test: (beside, try Files.read(beside)))
    }

    /// `test`: the file with the test images, where there is one.
    package static func read(
        _ bytes: [UInt8], path: String, test: (path: String, bytes: [UInt8])? = nil
    ) throws(DataError) -> Dataset {
        let training = try table(bytes, path)
        var source = path
        var checksums = [Checksum.sha256(bytes)]
        var testing: CSVTable?
        if let test {
            do throws(DataError) {
                let table = try table(test.bytes, test.path)
                if table.side != training.side {
                    throw .shapesDiffer(
                        file: test.path, height: table.side, width: table.side, otherFile: path, otherHeight: training.side,
                        otherWidth: training.side)
                }
                testing = table
                checksums.append(Checksum.sha256(test.bytes))
            } catch {
                // Kaggle's test.csv: what its images show is not said, so they can test nothing.
                guard case .file(_, .csv(.noLabels)) = error else { throw error }
                source += "; \(test.path) has no labels"
            }
        }
        let largest = max(training.labels.max() ?? 0, testing?.labels.max() ?? 0)
        let classes = max(2, Int(largest) + 1)
        let images = training.images(classes)
        if let testing {
            return Dataset(
                name: "csv", source: source, checksums: checksums, training: ImageSplit(images), validation: nil,
                test: ImageSplit(testing.images(classes)))
        }
        // MNIST's proportion: one in seven, the last of the file.
        let held = images.count / 7
        guard held > 0 else { throw .file(path: path, .tooFewImages(found: images.count, needed: 7)) }
        let indices = (0..<images.count).map { Int32(truncatingIfNeeded: $0) }
        return Dataset(
            name: "csv", source: source + "; no test file lies beside it, so its last \(grouped(held)) images are the test images",
            checksums: checksums, training: ImageSplit(images: images, indices: Array(indices.dropLast(held))), validation: nil,
            test: ImageSplit(images: images, indices: Array(indices.suffix(held))))
    }

    private static func table(_ bytes: [UInt8], _ path: String) throws(DataError) -> CSVTable {
        if bytes.isEmpty { throw .file(path: path, .empty) }
        if Gzip.isGzip(bytes) { throw .file(path: path, .packed) }
        do throws(CSVFault) { return try CSVTable(bytes) } catch { throw .file(path: path, .csv(error)) }
    }

    /// `mnist_test.csv` for `mnist_train.csv`; nil where there is none.
    private static func testFile(beside path: String) -> String? {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let name = path.dropFirst(folder.count)
        for (training, test) in [("train", "test"), ("Train", "Test"), ("TRAIN", "TEST")] {
            guard let place = name.lastRange(of: training) else { continue }
            let other = folder + name[..<place.lowerBound] + test + name[place.upperBound...]
            if Files.kind(String(other)) == .file { return String(other) }
        }
        return nil
    }
}

extension CSVTable {
    fileprivate func images(_ classes: Int) -> ImageSet {
        ImageSet(count: labels.count, channels: 1, height: side, width: side, classes: classes, pixels: pixels, labels: labels)
    }
}

extension Substring {
    /// Where a text stands last.
    fileprivate func lastRange(of text: String) -> Range<Index>? {
        var found: Range<Index>?
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { found = at..<index(at, offsetBy: text.count) }
            at = index(after: at)
        }
        return found
    }
}
