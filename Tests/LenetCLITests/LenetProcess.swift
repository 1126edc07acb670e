import Foundation

/// Runs the built `lenet` and collects what it says.
struct LenetProcess {
    struct Answer {
        var code: Int32
        var output: String
        var errors: String
    }

    /// Beside the test bundle in the build folder.
    static let executable: URL = {
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") }
        let folder =
            bundle.map { path -> URL in
                var url = URL(fileURLWithPath: path)
                while url.pathComponents.contains(where: { $0.hasSuffix(".xctest") }) { url.deleteLastPathComponent() }
                return url
            }
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent(".build/release")
        return folder.appendingPathComponent("lenet")
    }()

    /// What is recorded in the tests: never in anyone's home.
    static let records: String = {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-test-records-\(getpid())").path
        atexit { try? FileManager.default.removeItem(atPath: LenetProcess.records) }
        return path
    }()

    static func run(_ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws -> Answer {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LENET_OFFLINE": "1", "LENET_DATA": "/nonexistent", "XDG_DATA_HOME": records]
            .merging(environment) { $1 }
        let (output, errors, standardInput) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = input == nil ? FileHandle.nullDevice : standardInput
        try process.run()
        if let input {
            standardInput.fileHandleForWriting.write(Data(input.utf8))
            try standardInput.fileHandleForWriting.close()
        }
        // Short answers only: neither pipe fills up while the other is read.
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Answer(
            code: process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus,
            output: String(decoding: said, as: UTF8.self), errors: String(decoding: complained, as: UTF8.self))
    }

    /// A script in a file of its own, taken away afterwards.
    static func withScript<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-\(UUID().uuidString).lenet").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }
}
