import Foundation
import LenetCommands
import LenetData
import LenetEngine
import LenetSyntax

/// Sessions that learn from a few of the embedded digits, which are drawn once for all tests.
enum TestSession {
    private static let digits: Result<Dataset, DataError> = Result { () throws(DataError) in
        try load(DataRequest(name: "digits"), locator: DataLocator(environment: [:], workingDirectory: "/"))
    }

    /// Where examples write their files: one folder for all runs of the tests, which therefore never grows.
    private static let folder: String = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-test-session")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }()

    /// A folder for the records of each session, in one that goes with the process. Nothing is recorded before `set record on`.
    private static let records: String = {
        let path = folder + "/records-\(getpid())"
        atexit { try? FileManager.default.removeItem(atPath: TestSession.records) }
        return path
    }()

    static func make(quiet: Bool = true) -> (session: Session, output: CollectedOutput) {
        let output = CollectedOutput()
        var settings = Settings()
        settings.quiet = quiet
        settings.workingDirectory = folder
        settings.records = false
        let session = Session(output: output, settings: settings)
        session.recording.folder = records + "/\(UUID().uuidString)"
        session.loadData = { (requests, _, _) throws(DataError) in try small(requests) }
        return (session, output)
    }

    /// The first 1,200 training and 300 test images stand for any set that can be downloaded.
    private static func small(_ requests: [DataRequest]) throws(DataError) -> LoadedData {
        guard let request = requests.first else { throw .noneOf([]) }
        let all = try digits.get()
        var data = all
        data.name = request.name
        data.training = ImageSplit(images: all.training.images, indices: Array(all.training.indices.prefix(1200)))
        data.test = ImageSplit(images: all.test.images, indices: Array(all.test.indices.prefix(300)))
        var split = request.split
        // The studies' split, at this size.
        if split.training == 48000 { (split.training, split.validation) = (960, 240) }
        if let validation = split.validation, validation > 600 { split.validation = 240 }
        if let training = split.training, training > 1200 { split.training = 1200 - (split.validation ?? 0) }
        return LoadedData(dataset: try data.divided(as: split), request: request)
    }
}
