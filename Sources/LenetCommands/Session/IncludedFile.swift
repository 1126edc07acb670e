import LenetSyntax

/// The file that an `include` names: relative paths start at the folder of the file that includes it.
package enum IncludedFile {
    package static func read(_ path: String, from includer: String, in workingDirectory: String) -> IncludeResult {
        let name: String
        if path.hasPrefix("/") {
            name = path
        } else if let slash = includer.lastIndex(of: "/") {
            name = normalized(String(includer[...slash]) + path)
        } else {
            name = normalized(path)
        }
        let place = name.hasPrefix("/") ? name : workingDirectory + "/" + name
        switch TextFile.read(place) {
        case .success(let text): return .text(name: name, text)
        case .failure(let fault): return .missing(reason: fault.reason)
        }
    }

    /// `a/./b/../c` to `a/c`, so that one file has one name and a circle of includes is seen.
    static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
