import LenetData
import Testing

@Suite struct Splits {
    /// 100 training images: classes 0, 1, 2 in the proportions 5 : 3 : 2, mixed.
    static let set: Dataset = {
        let labels = (0..<100).map { UInt8([0, 1, 0, 2, 0, 1, 0, 2, 0, 1][$0 % 10]) }
        let images = ImageSet(
            count: 100, channels: 1, height: 1, width: 1, classes: 3, pixels: (0..<100).map { UInt8($0) }, labels: labels)
        return Dataset(
            name: "made", source: "here", checksums: [], training: ImageSplit(images), validation: nil, test: ImageSplit(images))
    }()

    @Test(arguments: [
        (SplitRequest.none, 0..<100, 0..<0, 0),
        (SplitRequest(training: 80, validation: 20), 0..<80, 80..<100, 0),
        (SplitRequest(training: 48, validation: 12), 0..<48, 48..<60, 40),
        (SplitRequest(training: 30), 0..<30, 0..<0, 70),
        (SplitRequest(validation: 25), 0..<75, 75..<100, 0),
        (SplitRequest(training: 100), 0..<100, 0..<0, 0),
    ])
    func theOrderOfTheFile(request: SplitRequest, training: Range<Int32>, validation: Range<Int32>, unused: Int) throws {
        let divided = try Self.set.divided(as: request)
        #expect(divided.training.indices == Array(training))
        #expect((divided.validation?.indices ?? []) == Array(validation) && (divided.validation == nil) == validation.isEmpty)
        #expect(divided.unusedCount == unused && divided.test.count == 100)
    }

    @Test(arguments: [(80, 20), (50, 10), (33, 7), (97, 3), (1, 1), (10, 90)])
    func stratifiedPartsHaveTheirShare(training: Int, validation: Int) throws {
        let divided = try Self.set.divided(as: SplitRequest(training: training, validation: validation, isStratified: true))
        let held = try #require(divided.validation)
        #expect(divided.training.count == training && held.count == validation)
        #expect(Set(divided.training.indices).isDisjoint(with: held.indices))
        #expect(divided.training.indices == divided.training.indices.sorted() && held.indices == held.indices.sorted())
        for (label, share) in [0.5, 0.3, 0.2].enumerated() {
            let count = divided.training.indices.count { Self.set.training.images.labels[Int($0)] == label }
            #expect(abs(Double(count) - share * Double(training)) < 1)
        }
        #expect(try Self.set.divided(as: SplitRequest(training: training, validation: validation, isStratified: true)).training.indices == divided.training.indices)
    }

    @Test(arguments: [
        (SplitRequest(training: 80, validation: 21), DataError.SplitFault.tooMany(training: 80, validation: 21, available: 100)),
        (SplitRequest(training: .max, validation: .max), .tooMany(training: .max, validation: .max, available: 100)),
        (SplitRequest(validation: 101), .tooMany(training: nil, validation: 101, available: 100)),
        (SplitRequest(validation: 100), .nothingToTrain(validation: 100)),
        (SplitRequest(training: 0), .notPositive(word: "train", value: 0)),
        (SplitRequest(validation: -3), .notPositive(word: "validation", value: -3)),
        (SplitRequest(isStratified: true), .stratifiedWithoutParts),
    ])
    func whatCannotBe(request: SplitRequest, fault: DataError.SplitFault) {
        #expect(throws: DataError.split(fault)) { try Self.set.divided(as: request) }
    }

    @Test func theNumbersAreNamed() {
        let error = DataError.split(.tooMany(training: 50_000, validation: 20_000, available: 60_000))
        #expect(error.message == "50,000 + 20,000 images were asked for, there are 60,000")
    }

    @Test func aSummaryMeasures() throws {
        let summary = try Self.set.divided(as: SplitRequest(training: 10, validation: 5)).summary()
        #expect(summary.splits.map(\.name) == ["training", "validation", "test"])
        #expect(summary.splits.map(\.count) == [10, 5, 100] && summary.unusedCount == 85)
        #expect(summary.splits[0].perClass == [5, 3, 2])
        // Pixels 0...9: mean 4.5, population variance 8.25.
        #expect(abs(summary.splits[0].mean - 4.5 / 255) < 1e-15)
        #expect(abs(summary.splits[0].standardDeviation - 8.25.squareRoot() / 255) < 1e-15)
    }
}
