import Foundation
import LenetCommands
import LenetData
import LenetRules
import LenetSyntax
import Testing

/// Every page of `docs/errors`: its wrong script gives exactly its code (its right one is run by `DocumentationTests`), and what
/// the wrong scripts are answered is recorded.
@Suite struct ErrorPageTests {
    struct Page: Sendable, CustomTestStringConvertible {
        var code: String
        var title: String
        var wrong: String?
        var hasRight: Bool
        var testDescription: String { code }
    }

    static let pages: [Page] = {
        let folder = RecordedFile.root.appendingPathComponent("docs/errors")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { ErrorPages.isCode($0.deletingPathExtension().lastPathComponent) }.sorted { $0.path < $1.path }.compactMap { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            let wrong = text.components(separatedBy: "```lenet-wrong\n").dropFirst().first?.components(separatedBy: "```\n").first
            let title = text.prefix { $0 != "\n" }.dropFirst(8)
            return Page(
                code: file.deletingPathExtension().lastPathComponent, title: String(title), wrong: wrong, hasRight: text.contains("```lenet\n"))
        }
    }()

    /// What no script of a few lines can bring about, or what only one of another room's tests can.
    static let withoutWrong: Set<String> = [
        "E0115", "E0204", "E0208", "E0211", "E0212", "E0214", "E0219", "E0245", "E0247", "E0300", "E0325", "E0333",
        "E0400", "E0408", "E0600", "E0603", "E0604", "E0605", "E0741", "E0743", "E0744", "E0745", "E0747", "E0748",
        "E0751", "E0773", "E0805", "E0808", "E0830", "E0832", "E0833", "E0834", "E0850", "E0851", "E0881", "W0002", "W0003",
    ]

    /// Runs a script in a folder with a few damaged sets, with limits that are soon reached and without a network.
    static func run(_ script: String, name: String) throws -> (codes: [String], text: String) {
        let output = CollectedOutput()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-errors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try script.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        try DamagedSets.write(to: folder)
        var settings = Settings()
        settings.quiet = true
        settings.offline = true
        settings.workingDirectory = folder.path
        settings.environment = ["LENET_DATA": "data"]
        let session = Session(output: output, settings: settings)
        session.recording.isOn = false
        session.recording.folder = folder.path + "/records"
        session.limits.rounds = 10_000
        session.limits.listLength = 10_000
        // Sets that are drawn come from the small ones that all tests share; files are read as they are.
        if !script.contains("idx") && !script.contains("mnist") && !script.contains("folder") && !script.contains("60000") {
            session.loadData = TestSession.make().session.loadData
        }
        _ = session.run(script, name: name)
        return (session.reportedCodes, output.messages.joined(separator: "\n").replacing(folder.path, with: "FOLDER"))
    }

    @Test(arguments: pages)
    func wrong(page: Page) throws {
        guard let wrong = page.wrong else {
            #expect(Self.withoutWrong.contains(page.code), "\(page.code) has no wrong script")
            return
        }
        let (codes, text) = try Self.run(wrong, name: "\(page.code).lenet")
        #expect(codes == [page.code], "\(text)")
        #expect(page.hasRight)
    }

    @Test func pagesAreEmbedded() {
        #expect(Self.pages.map(\.code) == ErrorPages.codes)
        for page in Self.pages {
            #expect(ErrorPages.page(page.code)?.hasPrefix("\(page.code) \(page.title)\n") == true)
            #expect(!page.title.isEmpty && !page.title.hasSuffix("."))
        }
        #expect(ErrorPages.page("E9999") == nil && ErrorPages.page("adam") == nil)
    }

    /// Every code that a source file mentions has a page.
    @Test func everyCodeHasAPage() throws {
        let known = Set(ErrorPages.codes)
        var mentioned: Set<String> = []
        let sources = RecordedFile.root.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        for file in files where file.pathExtension == "swift" && !file.lastPathComponent.hasPrefix("ErrorPages") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /"([EW]0\d{3})"/) { mentioned.insert(String(match.1)) }
            if file.lastPathComponent.hasPrefix("SyntaxErrorWriter+") {
                for match in text.matches(of: /Message\(\s*(\d{3}),/) { mentioned.insert("E0\(match.1)") }
            }
        }
        #expect(mentioned.count > 150)
        #expect(mentioned.subtracting(known).isEmpty)
        // And no page explains a code that nothing has; the syntax writer's own pages are held by the scripts above.
        #expect(known.filter { !$0.hasPrefix("E01") }.subtracting(mentioned).isEmpty)
    }

    @Test func answersAreRecorded() throws {
        var text = ""
        for page in Self.pages {
            guard let wrong = page.wrong else { continue }
            text += String(repeating: "=", count: 80) + "\n\(page.code)\n\(wrong)" + String(repeating: "-", count: 80) + "\n"
            text += try Self.run(wrong, name: "\(page.code).lenet").text + "\n\n"
        }
        try RecordedFile.expect(text, "Tests/LenetCommandsTests/Snapshots/errors.txt")
    }

    /// No words of the machine room in what a person reads.
    @Test func noInternals() throws {
        let recorded = try String(
            contentsOf: RecordedFile.root.appendingPathComponent("Tests/LenetCommandsTests/Snapshots/errors.txt"), encoding: .utf8)
        for word in ["Optional(", "Swift.", "nil", "Double", "Failure", "Problem", "enum", "Int32", "fatal"] {
            #expect(!recorded.contains(word), "\(word)")
        }
    }
}

/// Folders with IDX files that cannot be used.
enum DamagedSets {
    static func write(to folder: URL) throws {
        func images(_ count: Int) -> [UInt8] { [0, 0, 8, 3] + [0, 0, 0, UInt8(count), 0, 0, 0, 2, 0, 0, 0, 2] + [UInt8](repeating: 9, count: 4 * count) }
        func labels(_ count: Int) -> [UInt8] { [0, 0, 8, 1] + [0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % 2) } }
        func set(_ name: String, _ files: [(String, [UInt8])]) throws {
            let place = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            for (file, bytes) in files { try Data(bytes).write(to: place.appendingPathComponent(file)) }
        }
        let names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]
        try set("incomplete", [(names[0], images(4))])
        try set("damaged", [(names[0], Array(images(4).dropLast(3))), (names[1], labels(4)), (names[2], images(2)), (names[3], labels(2))])
        try set("differing", [(names[0], images(4)), (names[1], labels(3)), (names[2], images(2)), (names[3], labels(2))])
    }
}
