import Foundation
import LenetCommands
import Testing

/// What `--safe` allows a script.
@Suite struct SafeTests {
    private func withFolder(_ body: (URL, Session) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-safe-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("inside/below"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("inside/way-out"), withDestinationURL: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (session, _) = TestSession.make()
        session.settings.workingDirectory = folder.path
        session.settings.scriptFolder = folder.appendingPathComponent("inside").path
        try body(folder, session)
    }

    @Test func writingStaysInTheScriptsFolder() throws {
        try withFolder { (folder, session) throws in
            let inside = folder.appendingPathComponent("inside").path
            session.settings.safe = true
            for path in ["\(inside)/a.svg", "inside/below/a.svg", "\(inside)/below/../a.svg"] {
                #expect(throws: Never.self) { try session.writablePath(path, at: nil) }
            }
            for path in ["a.svg", "inside/../a.svg", "/tmp/a.svg", "inside/way-out/a.svg", "\(inside)-beside/a.svg", "inside/nowhere/a.svg"] {
                #expect(throws: Failure.self) { try session.writablePath(path, at: nil) }
            }
            session.settings.safe = false
            #expect(try session.writablePath("a.svg", at: nil) == folder.path + "/a.svg")
            #expect(try session.writablePath("/tmp/a.svg", at: nil) == "/tmp/a.svg")
        }
    }

    @Test func nothingIsStartedOrDownloaded() throws {
        let (session, _) = TestSession.make()
        #expect(throws: Never.self) { try session.refuseWhenSafe("starting a program", at: nil) }
        session.settings.safe = true
        #expect(throws: Failure.self) { try session.refuseWhenSafe("starting a program", at: nil) }
        #expect(session.locator.offline)
    }
}
