#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where records are kept, by the rules of the XDG Base Directory specification.
package enum RecordFolder {
    /// `$XDG_DATA_HOME/lenet`, else `~/.local/share/lenet`; nil where there is no home.
    package static func path(_ environment: [String: String]) -> String? {
        // The specification wants relative paths to be passed over.
        if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return folder + "/lenet" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        var information = stat()
        guard stat(home, &information) == 0, information.st_mode & S_IFMT == S_IFDIR else { return nil }
        return home + "/.local/share/lenet"
    }
}
