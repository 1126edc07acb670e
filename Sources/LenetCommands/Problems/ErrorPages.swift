import LenetSyntax

/// The pages of `docs/errors`, which the program carries with it: what `help E0350` shows.
package enum ErrorPages {
    /// A page as the prompt shows it; nil where no message has the code.
    package static func page(_ code: String) -> String? {
        let code = code.uppercased()
        guard isCode(code) else { return nil }
        var lines: [String] = []
        var isInside = false
        for line in all.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# ") {
                if isInside { break }
                isInside = line.hasPrefix("# \(code) ")
            }
            if isInside { lines.append(String(line)) }
        }
        return lines.isEmpty ? nil : shown(lines)
    }

    /// `E0350`: a letter and four digits.
    package static func isCode(_ word: String) -> Bool {
        let bytes = Array(word.utf8)
        return bytes.count == 5 && (bytes[0] == UInt8(ascii: "E") || bytes[0] == UInt8(ascii: "W"))
            && bytes[1...].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// All codes that have a page.
    package static var codes: [String] {
        all.split(separator: "\n").compactMap { line in
            let word = line.dropFirst(2).prefix(5)
            return line.hasPrefix("# ") && isCode(String(word)) ? String(word) : nil
        }
    }

    /// Scripts stand further in instead of between fences.
    private static func shown(_ page: [String]) -> String {
        var lines: [String] = []
        var isScript = false
        for line in page {
            if line.hasPrefix("```") {
                isScript.toggle()
            } else if isScript {
                lines.append("    " + line)
            } else if !(line.isEmpty && lines.last?.isEmpty == true) {
                lines.append(line.hasPrefix("# ") ? String(line.dropFirst(2)) : line)
            }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}

extension Diagnostic {
    /// The codes of some diagnostics, each once, in their order.
    static func codes(of diagnostics: [Diagnostic]) -> [String] {
        var codes: [String] = []
        for diagnostic in diagnostics {
            if let code = diagnostic.code, !codes.contains(code) { codes.append(code) }
        }
        return codes
    }
}
