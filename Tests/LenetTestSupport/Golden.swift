import Foundation

/// The reference values of PyTorch and Keras that tests compare with: `$LENET_GOLDEN` where it is set, and a small selection of
/// the project's own in `Tests/LenetTestSupport/Values`, so that the tests mean something in a clone that has nothing else.
public enum Golden {
    /// The folder to read from, whether it is the whole collection or the project's own selection.
    public static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["LENET_GOLDEN"], !path.isEmpty {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        return URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Values", isDirectory: true)
    }

    /// True where `$LENET_GOLDEN` names the whole collection.
    public static var isComplete: Bool {
        !(ProcessInfo.processInfo.environment["LENET_GOLDEN"] ?? "").isEmpty
    }

    /// A file of the collection, decoded. A file that is missing throws: the tests fail rather than pass without values.
    public static func read<Content: Decodable>(_ name: String, as type: Content.Type = Content.self) throws -> Content {
        try JSONDecoder().decode(Content.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }
}

/// Where real MNIST lies, if this run has it: `$LENET_DATA`.
public enum RealData {
    public static var folder: URL? {
        guard let path = ProcessInfo.processInfo.environment["LENET_DATA"], !path.isEmpty else { return nil }
        return URL(fileURLWithPath: path, isDirectory: true)
    }
    public static var hasMNIST: Bool {
        folder.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent("mnist/train-images-idx3-ubyte.gz").path) } ?? false
    }
}

/// `scripts/test --all`: optional tools were installed, and what uses them must run.
public enum OptionalTools {
    public static var areExpected: Bool { ProcessInfo.processInfo.environment["LENET_TEST_ALL"] == "1" }
}

/// `{"shape": [...], "data": [...]}`, row-major.
public struct GoldenTensor: Decodable, Sendable {
    public let shape: [Int]
    public let data: [Double]
}
