import Foundation

/// The lines on standard output that the caller reads.
enum Report {
    static func line(_ parts: String...) {
        let text = parts.map { $0.replacing(/[\t\r\n]+/, with: " ") }.joined(separator: "\t") + "\n"
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
