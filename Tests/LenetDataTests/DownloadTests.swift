import Foundation
import LenetData
import Testing

/// Downloads through the real lenet-fetch from a server on this machine.
@Suite struct Downloads {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    /// lenet-fetch is built beside the tests.
    static let fetcher: String? = {
        let candidates = CommandLine.arguments + ["/proc/self/exe"].compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: $0)
        }
        for candidate in candidates {
            var url = URL(fileURLWithPath: candidate)
            while url.pathComponents.count > 1 {
                url.deleteLastPathComponent()
                let fetcher = url.appendingPathComponent("lenet-fetch").path
                if FileManager.default.isExecutableFile(atPath: fetcher) { return fetcher }
            }
        }
        return nil
    }()

    private var goal: String { folder.path + "/cache/lenet/tiny" }

    private func locator(_ environment: [String: String] = [:], silence: Int = 5) throws -> DataLocator {
        var locator = folder.locator(["LENET_FETCH": try #require(Self.fetcher)].merging(environment) { $1 })
        locator.secondsOfSilence = silence
        return locator
    }

    private static func wholeSet(under path: String = "/") -> [String: LoopbackServer.Answer] {
        Dictionary(uniqueKeysWithValues: IDXRole.allCases.map { (path + $0.usualName, .file(gzip(TinySet.bytes($0)))) })
    }

    private func collection(_ servers: LoopbackServer...) -> IDXCollection {
        var collection = TinySet.collection
        collection.mirrors = servers.map(\.address)
        return collection
    }

    private var left: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache/lenet")) ?? []).sorted()
    }

    @Test func aWholeSetComesIntoTheCacheOnce() throws {
        let server = try LoopbackServer(Self.wholeSet())
        let set = try collection(server).read(try locator()) { _ in }
        #expect(set.training.images.pixels == Array(TinySet.bytes(.trainingImages).dropFirst(16)) && set.source == goal)
        #expect(left == ["tiny"])
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: goal)) == Set(IDXRole.allCases.map(\.usualName)))
        let again = try collection(server).read(try locator()) { _ in }
        #expect(again.checksums == set.checksums && server.requests.count == 4)
    }

    @Test func progressNamesFileMirrorAndBytes() throws {
        let server = try LoopbackServer(Self.wholeSet())
        var events: [DataProgress] = []
        _ = try collection(server).read(try locator()) { events.append($0) }
        let first = gzip(TinySet.bytes(.trainingImages)).count
        #expect(
            events.first
                == .downloading(file: "train-images-idx3-ubyte.gz", mirror: server.address, received: first, total: first))
    }

    @Test(arguments: ["tiny/", ""]) func aMirrorOfOnesOwnIsAskedFirst(below: String) throws {
        let own = try LoopbackServer(Self.wholeSet(under: "/" + below))
        let usual = try LoopbackServer(Self.wholeSet())
        let set = try collection(usual).read(try locator(["LENET_MIRROR": own.address])) { _ in }
        #expect(set.test.count == 10 && usual.requests.isEmpty)
    }

    enum Fault: CaseIterable {
        case notFound, serverError, cutOff, announcesMore, announcesLess, otherBytes, page, silence, endless, loop, cutWithoutLength

        var answer: LoopbackServer.Answer {
            let right = gzip(TinySet.bytes(.trainingLabels))
            switch self {
            case .notFound: return .status(404, "Not Found")
            case .serverError: return .status(503, "Service Unavailable")
            case .cutOff: return .cutOff(right, after: 20)
            case .announcesMore: return .announcing(right.count + 10, right)
            case .announcesLess: return .announcing(right.count - 20, right)
            case .otherBytes: return .file(gzip(TinySet.labels(20, offset: 1)))
            case .page: return .file(Array("<html>please log in</html>".utf8))
            case .silence: return .silence
            case .endless: return .endless
            case .loop: return .redirect("/train-labels-idx1-ubyte.gz")
            case .cutWithoutLength: return .untilClosed(Array(right.prefix(30)))
            }
        }

        /// A part of what is to be said about it.
        var words: String {
            switch self {
            case .notFound: "404"
            case .serverError: "503"
            case .cutOff, .announcesMore: "connection"
            case .announcesLess, .cutWithoutLength: "is too short"
            case .otherBytes: "is not the file that it should be"
            case .page: "is not an IDX file"
            case .silence: "no answer"
            case .endless: "more than"
            case .loop: "redirect"
            }
        }
    }

    @Test(arguments: Fault.allCases) func aBadMirrorIsNamedAndNothingIsPublished(_ fault: Fault) throws {
        let server = try LoopbackServer(Self.wholeSet())
        server.answer("/train-labels-idx1-ubyte.gz", with: fault.answer)
        let error = try #require(throws: DataError.self) {
            try collection(server).read(try locator(silence: fault == .silence ? 1 : 5)) { _ in }
        }
        guard case .notFound("tiny", let places, .mirrors(let answers)) = error else { throw error }
        #expect(places == [folder.path + "/data/tiny", goal] && answers.map(\.address) == [server.address])
        let notes = error.notes.joined(separator: "\n")
        #expect(notes.contains(fault.words) && notes.contains(goal) && notes.contains(server.address) && notes.contains("LENET_DATA"), "\(notes)")
        #expect(error.meansAbsence)
        // The file that was whole waits for the next try; there is no half one and no set.
        #expect(left == ["tiny.partial"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: goal + ".partial") == ["train-images-idx3-ubyte.gz"])
    }

    @Test(arguments: Fault.allCases) func theNextMirrorHelpsOut(_ fault: Fault) throws {
        let bad = try LoopbackServer(Self.wholeSet())
        bad.answer("/train-labels-idx1-ubyte.gz", with: fault.answer)
        let good = try LoopbackServer(Self.wholeSet())
        let set = try collection(bad, good).read(try locator(silence: fault == .silence ? 1 : 5)) { _ in }
        #expect(set.training.count == 20 && left == ["tiny"])
        #expect(good.requests == ["train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"].map { "/" + $0 })
    }

    @Test func theErrorSaysWhereWhatAndWhatNow() throws {
        let server = try LoopbackServer([:])
        let error = try #require(throws: DataError.self) { try collection(server).read(try locator()) { _ in } }
        #expect(error.message == "tiny was not found and could not be downloaded")
        #expect(
            error.notes == [
                "looked in \(folder.path)/data/tiny",
                "looked in \(goal)",
                "\(server.address): it answers 404 (not found)",
                "another mirror can be named in LENET_MIRROR",
                "put its four files into \(folder.path)/data/tiny, or name their folder's parent in LENET_DATA",
                "or go on without it: load digits, or load tiny or digits",
            ])
        #expect(left.isEmpty)
    }

    @Test func whatWasWholeIsNotBroughtAgain() throws {
        let server = try LoopbackServer(Self.wholeSet())
        server.answer("/t10k-images-idx3-ubyte.gz", with: .status(500, "Oh"))
        #expect(throws: DataError.self) { try collection(server).read(try locator()) { _ in } }
        server.answer("/t10k-images-idx3-ubyte.gz", with: .file(gzip(TinySet.bytes(.testImages))))
        let before = server.requests.count
        #expect(try collection(server).read(try locator()) { _ in }.test.count == 10)
        #expect(server.requests.dropFirst(before) == ["/t10k-images-idx3-ubyte.gz", "/t10k-labels-idx1-ubyte.gz"])
    }

    @Test func redirectsAreFollowedAndUnpackedFilesTaken() throws {
        let server = try LoopbackServer(Self.wholeSet(under: "/elsewhere/"))
        for role in IDXRole.allCases { server.answer("/" + role.usualName, with: .redirect("/elsewhere/" + role.usualName)) }
        server.answer("/elsewhere/t10k-labels-idx1-ubyte.gz", with: .untilClosed(TinySet.bytes(.testLabels)))
        #expect(try collection(server).read(try locator()) { _ in }.test.count == 10)
        #expect(FileManager.default.fileExists(atPath: goal + "/t10k-labels-idx1-ubyte"))
    }

    @Test func proxiesAreNotAskedForThisMachine() throws {
        let server = try LoopbackServer(Self.wholeSet())
        let nobody = "http://127.0.0.1:9"
        let environment = ["http_proxy": nobody, "HTTP_PROXY": nobody, "all_proxy": nobody, "NO_PROXY": "example.org"]
        #expect(try collection(server).read(try locator(environment)) { _ in }.test.count == 10)
    }

    @Test(arguments: [true, false]) func nothingIsDownloadedWhereThatIsForbidden(option: Bool) throws {
        let server = try LoopbackServer(Self.wholeSet())
        var locator = try locator(option ? [:] : ["LENET_OFFLINE": "1"])
        locator.offline = option
        let error = try #require(throws: DataError.self) { try collection(server).read(locator) { _ in } }
        guard case .notFound(_, _, .banned(let ban)) = error else { throw error }
        #expect(ban == (option ? .option : .environment) && server.requests.isEmpty && left.isEmpty)
    }

    @Test func withoutItsProgram() throws {
        let server = try LoopbackServer(Self.wholeSet())
        let error = try #require(throws: DataError.self) {
            try collection(server).read(try locator(["LENET_FETCH": "/nowhere/lenet-fetch"])) { _ in }
        }
        guard case .notFound(_, _, .noFetcher("/nowhere/lenet-fetch")) = error else { throw error }
        let broken = try #require(throws: DataError.self) {
            try collection(server).read(try locator(["LENET_FETCH": "/usr/bin/false"])) { _ in }
        }
        guard case .notFound(_, _, .fetcherFailed("/usr/bin/false", _)) = broken else { throw broken }
    }

    /// ^C goes to both programs; lenet-fetch ends with it, and `load` says so.
    @Test func interrupted() throws {
        let server = try LoopbackServer(Self.wholeSet())
        let script = folder.path + "/fetch"
        try Data("#!/bin/sh\nkill -INT $$\n".utf8).write(to: URL(fileURLWithPath: script + ".text"))
        // A program that this process wrote itself may still be open for writing in a child that another test has just
        // forked, and then it cannot be run ("text file busy"): another process writes the copy that is run.
        let copy = try Process.run(URL(fileURLWithPath: "/usr/bin/install"), arguments: ["-m", "755", script + ".text", script])
        copy.waitUntilExit()
        try #require(copy.terminationStatus == 0)
        #expect(throws: DataError.interrupted) { try collection(server).read(try locator(["LENET_FETCH": script])) { _ in } }
    }

    @Test func whereNothingCanBeWritten() throws {
        let server = try LoopbackServer(Self.wholeSet())
        try Data().write(to: URL(fileURLWithPath: folder.path + "/cache"))
        let error = try #require(throws: DataError.self) { try collection(server).read(try locator()) { _ in } }
        guard case .notFound(_, _, .cacheNotWritable) = error else { throw error }
        let homeless = try #require(throws: DataError.self) {
            try collection(server).read(try locator(["XDG_CACHE_HOME": "", "HOME": ""])) { _ in }
        }
        guard case .notFound(_, _, .noCache) = homeless else { throw homeless }
    }

    @Test func anEmptyFolderOfThatNameIsFilledAndLenetDataIsTheOnePlace() throws {
        let server = try LoopbackServer(Self.wholeSet())
        try FileManager.default.createDirectory(atPath: folder.path + "/own/tiny", withIntermediateDirectories: true)
        let set = try collection(server).read(try locator(["LENET_DATA": "own"])) { _ in }
        #expect(set.source == folder.path + "/own/tiny" && left.isEmpty)
    }
}
