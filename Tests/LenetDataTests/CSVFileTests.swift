import Foundation
import LenetData
import Testing

@Suite struct CSVFiles {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, to name: String = "train.csv") throws {
        try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
    }
    private func load(_ name: String = "train.csv") throws(DataError) -> Dataset {
        try LenetData.load(DataRequest(name: "csv", path: name), locator: folder.locator(offline: true))
    }
    /// 14 rows of a label and four pixels.
    static let rows = (0..<14).map { row in ([row % 3] + (0..<4).map { row * 10 + $0 }).map(String.init).joined(separator: ",") }

    @Test(arguments: ["\n", "\r\n"], ["", "label,1x1,1x2,2x1,2x2", "\"label\",\"pixel0\",\"pixel1\",\"pixel2\",\"pixel3\""])
    func aTableWithItsTestBesideIt(newline: String, heading: String) throws {
        let lines = (heading.isEmpty ? [] : [heading]) + Self.rows
        try write(lines.joined(separator: newline) + (heading.isEmpty ? "" : newline), to: "mnist_train.csv")
        try write(Self.rows.prefix(3).joined(separator: newline), to: "mnist_test.csv")
        let set = try load("mnist_train.csv")
        #expect(set.training.count == 14 && set.test.count == 3 && set.training.images.classes == 3)
        #expect(set.training.images.height == 2 && set.training.images.width == 2)
        #expect(set.training.images.pixels == (0..<14).flatMap { row in (0..<4).map { UInt8(row * 10 + $0) } })
        #expect(set.test.images.labels == [0, 1, 2] && set.checksums.count == 2 && set.source == folder.path + "/mnist_train.csv")
    }

    @Test func withoutATestTheLastSeventhIsHeldBack() throws {
        try write(Self.rows.joined(separator: "\n"))
        try write("pixel0,pixel1,pixel2,pixel3\n1,2,3,4", to: "test.csv")
        let set = try load()
        #expect(set.training.indices == (0..<12).map { Int32($0) } && set.test.indices == [12, 13])
        #expect(set.source.contains("test.csv has no labels") && set.source.contains("its last 2 images are the test images"))
        try write(Self.rows.prefix(6).joined(separator: "\n"), to: "small.csv")
        #expect(throws: DataError.file(path: folder.path + "/small.csv", .tooFewImages(found: 6, needed: 7))) { try load("small.csv") }
    }

    static let damaged: [(String, CSVFault)] = [
        ("label,a,b,c,d\n", .noRows), ("1,2,3\n", .columns(line: 1, expected: nil, found: 3)), ("7", .columns(line: 1, expected: nil, found: 1)),
        ("1,2,3,4,5\n1,2,3,4\n", .columns(line: 2, expected: 5, found: 4)), ("1,2,3,4,5\n1,2,3,4,5,6\n", .columns(line: 2, expected: 5, found: 6)),
        ("1,2,3,4,256\n", .value(line: 1, column: 5, found: "256", isLabel: false)),
        ("1,2,3,4,5\n1,2,-3,4,5\n", .value(line: 2, column: 3, found: "-3", isLabel: false)),
        ("1,2,,4,5\n", .value(line: 1, column: 3, found: "", isLabel: false)),
        ("1,2,3,4,5,\n", .columns(line: 1, expected: nil, found: 6)),
        ("255,2,3,4,5\n", .value(line: 1, column: 1, found: "255", isLabel: true)),
        ("1,2,3,4,99999999999999999999\n", .value(line: 1, column: 5, found: "99999999999999999999", isLabel: false)),
        ("1,2,3,4,0.5\n", .value(line: 1, column: 5, found: "0.5", isLabel: false)),
        ("1,2,3,4,5\n\n1,2,3,4,5\n", .emptyLine(2)), ("pixel0,pixel1,pixel2,pixel3\n1,2,3,4\n", .noLabels),
        ("1;2;3;4;5\n", .columns(line: 1, expected: nil, found: 1)),
    ]

    @Test(arguments: damaged) func damageIsNamed(_ text: String, _ fault: CSVFault) throws {
        try write(text)
        let error = try #require(throws: DataError.self) { try load() }
        #expect(error == .file(path: folder.path + "/train.csv", .csv(fault)))
        #expect(error.message.hasPrefix(folder.path + "/train.csv ") && !error.notes.isEmpty)
    }

    @Test func filesThatAreNoTables() throws {
        #expect(throws: DataError.file(path: folder.path + "/train.csv", .absent)) { try load() }
        try write("")
        #expect(throws: DataError.file(path: folder.path + "/train.csv", .empty)) { try load() }
        try Data(gzip(Array("1,2,3,4,5\n".utf8))).write(to: URL(fileURLWithPath: folder.path + "/train.csv"))
        #expect(throws: DataError.file(path: folder.path + "/train.csv", .packed)) { try load() }
        #expect(throws: DataError.pathNeeded(set: "csv")) { try LenetData.load(DataRequest(name: "csv"), locator: folder.locator()) }
    }
}
