import Foundation
import LenetCommands
import Testing

/// `to "figure.png"`: by another program, where that is installed.
@Suite struct PictureFileTests {
    private static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/rsvg-convert") }

    private func withFolder(safe: Bool = false, _ body: (URL, Session, CollectedOutput) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-png-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (session, output) = TestSession.make()
        session.settings.workingDirectory = folder.path
        session.settings.scriptFolder = folder.path
        session.settings.safe = safe
        try body(folder, session, output)
    }

    @Test func aPictureOrAClearWord() throws {
        try withFolder { (folder, session, output) throws in
            session.run("plot schedule cosine to \"rate.png\"", name: "script")
            let made = try? Data(contentsOf: folder.appendingPathComponent("rate.png"))
            if Self.isInstalled {
                #expect(made?.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]) == true)
                // Twice the size of the drawing: 1,440 points.
                #expect(made.map { Array($0[16..<20]) } == [0, 0, 5, 160])
            } else {
                #expect(made == nil && output.messages.joined().contains("no program that makes .png pictures"))
            }
        }
    }

    @Test func notWithSafe() throws {
        try withFolder(safe: true) { (folder, session, output) throws in
            session.run("plot schedule cosine to \"rate.png\"", name: "script")
            #expect(output.messages.joined().contains("does not allow a .png file"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }
}
