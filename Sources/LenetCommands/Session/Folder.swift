#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is in a folder.
package enum Folder {
    package struct Fault: Error { package var reason: String }

    /// A file or a folder has this name.
    package static func isThere(_ path: String) -> Bool {
        var information = stat()
        return stat(path, &information) == 0
    }

    /// In alphabetical order, without `.` and `..`; the names of folders end in `/`.
    package static func names(_ path: String) -> Result<[String], Fault> {
        guard let folder = opendir(path) else { return .failure(Fault(reason: String(cString: strerror(errno)))) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
                place.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name == "." || name == ".." { continue }
            var information = stat()
            let isFolder = stat(path + "/" + name, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
            names.append(isFolder ? name + "/" : name)
        }
        return .success(names.sorted())
    }
}
