import Foundation
import LenetCommands
import Testing

@Suite struct TextFileTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lenet-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func names(_ folder: URL) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    @Test func aFileIsReplacedAndKeepsItsPermissions() throws {
        try inFolder { (folder: URL) throws -> Void in
            let path = folder.appendingPathComponent("a.txt").path
            #expect(TextFile.write("one\n", to: path) == nil)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            #expect(TextFile.write("two\n", to: path) == nil)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "two\n")
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
            #expect(try names(folder) == ["a.txt"])
        }
    }

    @Test func whatALinkPointsToIsWritten() throws {
        try inFolder { (folder: URL) throws -> Void in
            let (file, link) = (folder.appendingPathComponent("a.txt").path, folder.appendingPathComponent("link").path)
            #expect(TextFile.write("one", to: file) == nil)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a.txt")
            #expect(TextFile.write("two", to: link) == nil)
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "two")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "a.txt")
        }
    }

    @Test func foldersAreRefusedAndDevicesStay() throws {
        try inFolder { (folder: URL) throws -> Void in
            #expect(TextFile.write("one", to: folder.path) == .isFolder)
            #expect(TextFile.write("one", to: folder.path + "/nowhere/a.txt") != nil)
            #expect(TextFile.write("one", to: "/dev/null") == nil)
            #if os(Linux)
                #expect(TextFile.write("one", to: "/dev/full") != nil)
            #endif
            #expect(try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType == .typeCharacterSpecial)
            #expect(try names(folder).isEmpty)
        }
    }
}
