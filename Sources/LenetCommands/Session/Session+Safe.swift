#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetSyntax

// `--safe`: a script that someone else wrote may train and print, and write into its own folder; nothing else.

extension Session {
    /// Where a statement that writes a file may write it: the path, made absolute. Every statement that writes asks here.
    ///
    /// With `--safe` the file must lie in the folder of the script, or below it; links are followed before that is decided.
    package func writablePath(_ path: String, at span: Span?) throws -> String {
        let place = path.hasPrefix("/") ? path : settings.workingDirectory + "/" + path
        guard settings.safe else { return place }
        guard let home = Self.realPath(settings.scriptFolder ?? settings.workingDirectory) else { throw Failure(.notAllowed("writing to '\(path)'"), at: span) }
        // A file that is there may be a link to elsewhere; one that is not lies where its folder is.
        let slash = place.lastIndex(of: "/") ?? place.startIndex
        let real = Self.realPath(place) ?? Self.realPath(String(place[...slash])).map { $0 + place[slash...] }
        guard let real, real.hasPrefix(home == "/" ? "/" : home + "/") else {
            throw Failure(.notAllowed("writing to '\(path)'"), at: span)
        }
        return real
    }

    /// Everything that starts another program asks here.
    package func refuseWhenSafe(_ what: String, at span: Span?) throws {
        if settings.safe { throw Failure(.notAllowed(what), at: span) }
    }

    private static func realPath(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
