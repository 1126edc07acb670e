extension Dataset {
    /// The same set with its training images divided. They keep the order of their file: the first `training` of them are for
    /// training, the next `validation` for validation, so a split needs no seed and is the same everywhere.
    /// Without `training`, the last `validation` images validate and all before them train.
    package func divided(as request: SplitRequest) throws(DataError) -> Dataset {
        if request == .none { return self }
        let (trainingCount, validationCount) = try request.counts(available: training.count)
        var divided = self
        let parts: (training: [Int32], validation: [Int32])
        if request.isStratified {
            parts = training.stratified(trainingCount, validationCount)
        } else {
            parts = (
                Array(training.indices[..<trainingCount]),
                Array(training.indices[trainingCount..<trainingCount + validationCount])
            )
        }
        divided.training = ImageSplit(images: training.images, indices: parts.training)
        divided.validation = validationCount == 0 ? nil : ImageSplit(images: training.images, indices: parts.validation)
        divided.unusedCount = training.count - trainingCount - validationCount
        return divided
    }
}

extension SplitRequest {
    /// How many images each part gets.
    fileprivate func counts(available: Int) throws(DataError) -> (training: Int, validation: Int) {
        if let training, training < 1 { throw .split(.notPositive(word: "train", value: training)) }
        if let validation, validation < 1 { throw .split(.notPositive(word: "validation", value: validation)) }
        if isStratified, training == nil, validation == nil { throw .split(.stratifiedWithoutParts) }
        let held = validation ?? 0
        // Compared before anything is added: the numbers come from a script.
        guard held <= available, (training ?? 0) <= available - held else {
            throw .split(.tooMany(training: training, validation: validation, available: available))
        }
        let used = training ?? available - held
        if used == 0 { throw .split(.nothingToTrain(validation: held)) }
        return (used, held)
    }
}

extension ImageSplit {
    /// Positions for two parts in which every class has its share of the whole, each part in the order of the file.
    fileprivate func stratified(_ first: Int, _ second: Int) -> (training: [Int32], validation: [Int32]) {
        var perClass = [Int](repeating: 0, count: images.classes)
        for index in indices { perClass[Int(images.labels[Int(index)])] += 1 }
        var firstLeft = shares(of: first, among: perClass)
        var secondLeft = shares(of: second, among: zip(perClass, firstLeft).map { $0 - $1 })
        var parts: (training: [Int32], validation: [Int32]) = ([], [])
        for index in indices {
            let label = Int(images.labels[Int(index)])
            if firstLeft[label] > 0 {
                firstLeft[label] -= 1
                parts.training.append(index)
            } else if secondLeft[label] > 0 {
                secondLeft[label] -= 1
                parts.validation.append(index)
            }
        }
        return parts
    }
}

/// `total` divided in proportion to `sizes` by largest remainders (equal ones: the lower class first). No share exceeds its size.
private func shares(of total: Int, among sizes: [Int]) -> [Int] {
    let whole = sizes.reduce(0, +)
    guard whole > 0 else { return sizes.map { _ in 0 } }
    // Sizes and totals are below 2^31, so the products fit.
    var shares = sizes.map { total * $0 / whole }
    let byRemainder = sizes.indices.sorted {
        let (left, right) = (total * sizes[$0] % whole, total * sizes[$1] % whole)
        return left == right ? $0 < $1 : left > right
    }
    for index in byRemainder.prefix(total - shares.reduce(0, +)) { shares[index] += 1 }
    return shares
}
