/// Four arrays of a file in NumPy's `.npz` format, put together as a set.
package enum NPZSet {
    /// What the arrays are called: by Keras' mnist.npz, and by others.
    static func names(_ role: IDXRole) -> [String] {
        switch role {
        case .trainingImages: ["x_train", "X_train", "train_images", "train_x"]
        case .trainingLabels: ["y_train", "Y_train", "train_labels", "train_y"]
        case .testImages: ["x_test", "X_test", "test_images", "test_x"]
        case .testLabels: ["y_test", "Y_test", "test_labels", "test_y"]
        }
    }

    package static func read(_ bytes: [UInt8], path: String) throws(DataError) -> Dataset {
        func fault(_ fault: DataError.NPZFault) -> DataError { .file(path: path, .npz(fault)) }
        let archive: ZipArchive
        do throws(ZipFault) { archive = try ZipArchive(bytes) } catch { throw fault(.zip(error)) }
        let found = archive.members.map { $0.name.hasSuffix(".npy") ? String($0.name.dropLast(4)) : $0.name }
        var members: [IDXRole: (name: String, member: ZipArchive.Member)] = [:]
        for role in IDXRole.allCases {
            for name in names(role) where members[role] == nil {
                if let index = found.firstIndex(of: name) { members[role] = (name, archive.members[index]) }
            }
        }
        let missing = IDXRole.allCases.filter { members[$0] == nil }.map { names($0)[0] }
        guard missing.isEmpty else { throw fault(.missingArrays(missing, found: Array(found.prefix(20)))) }

        func array(_ role: IDXRole) throws(DataError) -> (name: String, array: NumpyArray) {
            guard let (name, member) = members[role] else { throw fault(.missingArrays([names(role)[0]], found: found)) }
            let bytes: [UInt8]
            do throws(ZipFault) { bytes = try archive.read(member) } catch { throw fault(.zip(error)) }
            do throws(NumpyFault) { return (name, try NumpyArray(bytes)) } catch { throw fault(.array(name, error)) }
        }
        func images(_ role: IDXRole) throws(DataError) -> (shape: [Int], pixels: [UInt8]) {
            let (name, array) = try array(role)
            do throws(NPZImagesFault) { return try array.images() } catch { throw fault(.images(name, error)) }
        }
        func labels(_ role: IDXRole) throws(DataError) -> [UInt8] {
            let (name, array) = try array(role)
            do throws(NPZImagesFault) { return try array.labels() } catch { throw fault(.images(name, error)) }
        }
        func counted(_ images: IDXRole, _ shape: [Int], _ labels: IDXRole, _ found: [UInt8]) throws(DataError) {
            if shape[0] != found.count {
                throw .countsDiffer(
                    images: shape[0], imagesFile: "\(path): \(members[images]?.name ?? "")", labels: found.count,
                    labelsFile: "\(path): \(members[labels]?.name ?? "")")
            }
        }
        let (trainingShape, trainingPixels) = try images(.trainingImages)
        let trainingLabels = try labels(.trainingLabels)
        try counted(.trainingImages, trainingShape, .trainingLabels, trainingLabels)
        let (testShape, testPixels) = try images(.testImages)
        let testLabels = try labels(.testLabels)
        try counted(.testImages, testShape, .testLabels, testLabels)
        guard trainingShape[1...] == testShape[1...] else {
            throw .shapesDiffer(
                file: "\(path): \(members[.testImages]?.name ?? "")", height: testShape[2], width: testShape[3],
                otherFile: "\(path): \(members[.trainingImages]?.name ?? "")", otherHeight: trainingShape[2],
                otherWidth: trainingShape[3])
        }
        let classes = max(2, Int(max(trainingLabels.max() ?? 0, testLabels.max() ?? 0)) + 1)
        func split(_ shape: [Int], _ pixels: [UInt8], _ labels: [UInt8]) -> ImageSplit {
            ImageSplit(
                ImageSet(
                    count: shape[0], channels: shape[1], height: shape[2], width: shape[3], classes: classes, pixels: pixels,
                    labels: labels))
        }
        return Dataset(
            name: "npz", source: path, checksums: [Checksum.sha256(bytes)],
            training: split(trainingShape, trainingPixels, trainingLabels), validation: nil,
            test: split(testShape, testPixels, testLabels))
    }
}

/// Why an array cannot be images, or labels.
package enum NPZImagesFault: Error, Sendable, Hashable {
    /// `wanted` in words.
    case shape([Int], wanted: String)
    case empty
    /// The first value that is no grey level, and its place in the file's order.
    case pixel(Double, at: Int)
    /// Values between 0 and 1, of which this one lies between two of the 256 grey levels.
    case betweenLevels(Double, at: Int)
    case label(Double, at: Int)
}

extension NumpyArray {
    /// [count, channels, height, width] and the bytes in that order. Floats may be the 256 levels k/255, or whole numbers 0 to 255.
    fileprivate func images() throws(NPZImagesFault) -> (shape: [Int], pixels: [UInt8]) {
        let wanted = "images x rows x columns, with 1, 3 or 4 channels before or behind them, or images x pixels of a square"
        var isChannelsLast = false
        let shape: [Int]
        switch self.shape.count {
        case 2:
            let side = Int(Double(self.shape[1]).squareRoot())
            guard side * side == self.shape[1] else { throw .shape(self.shape, wanted: wanted) }
            shape = [self.shape[0], 1, side, side]
        case 3: shape = [self.shape[0], 1, self.shape[1], self.shape[2]]
        case 4 where [1, 3, 4].contains(self.shape[3]):
            isChannelsLast = self.shape[3] > 1
            shape = [self.shape[0], self.shape[3], self.shape[1], self.shape[2]]
        case 4 where [1, 3, 4].contains(self.shape[1]): shape = self.shape
        default: throw .shape(self.shape, wanted: wanted)
        }
        guard count > 0 else { throw .empty }
        var pixels: [UInt8]
        if let rawBytes { pixels = rawBytes } else { pixels = try levels() }
        if isChannelsLast {
            let places = shape[2] * shape[3]
            let interleaved = pixels
            for image in 0..<shape[0] {
                for channel in 0..<shape[1] {
                    for place in 0..<places {
                        let first = image * shape[1] * places
                        pixels[first + channel * places + place] = interleaved[first + place * shape[1] + channel]
                    }
                }
            }
        }
        return (shape, pixels)
    }

    private func levels() throws(NPZImagesFault) -> [UInt8] {
        var isShare = isFloatingPoint
        for index in 0..<count {
            let value = self[index]
            guard value >= 0, value <= 255 else { throw .pixel(value, at: index) }
            if value > 1 { isShare = false }
        }
        var pixels = [UInt8](repeating: 0, count: count)
        for index in pixels.indices {
            let value = isShare ? self[index] * 255 : self[index]
            // A float32 of k/255 lies within 2^-16 of k.
            guard (value - value.rounded()).magnitude < 1e-3 else {
                throw isShare ? .betweenLevels(self[index], at: index) : .pixel(self[index], at: index)
            }
            pixels[index] = UInt8(value.rounded())
        }
        return pixels
    }

    fileprivate func labels() throws(NPZImagesFault) -> [UInt8] {
        guard shape.count == 1 || (shape.count == 2 && shape[1] == 1) else {
            throw .shape(shape, wanted: "one number for each image")
        }
        guard count > 0 else { throw .empty }
        var labels = [UInt8](repeating: 0, count: count)
        for index in labels.indices {
            let value = self[index]
            guard value >= 0, value <= 254, value == value.rounded() else { throw .label(value, at: index) }
            labels[index] = UInt8(value)
        }
        return labels
    }
}
