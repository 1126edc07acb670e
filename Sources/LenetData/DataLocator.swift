/// Where to look for data, and whether a download is allowed: a value, so that a test (or a second session) has a world of its own.
package struct DataLocator: Sendable {
    /// Read here: LENET_DATA, LENET_OFFLINE, LENET_MIRROR, LENET_FETCH, XDG_CACHE_HOME, HOME. A downloading child gets all of it.
    package var environment: [String: String]
    /// What relative paths start from.
    package var workingDirectory: String
    /// `--offline`
    package var offline: Bool
    /// How long a mirror may keep silent. Shorter where the script names something else to load instead.
    package var secondsOfSilence: Int

    package init(environment: [String: String], workingDirectory: String, offline: Bool = false, secondsOfSilence: Int = 15) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.offline = offline
        self.secondsOfSilence = secondsOfSilence
    }

    /// Why nothing may be downloaded, or nil where it may.
    package var downloadBan: DownloadBan? {
        if offline { return .option }
        let value = environment["LENET_OFFLINE"] ?? ""
        return value.isEmpty || value == "0" ? nil : .environment
    }

    package enum DownloadBan: Sendable, Hashable { case option, environment }

    /// The folders in which a set is looked for, in order. `folders`: its names, the usual one first; `system`: where packages of
    /// the operating system put it. Where LENET_DATA is set, nothing else is searched.
    package func places(folders: [String], system: [String]) -> [String] {
        if let data = value("LENET_DATA") { return folders.map { absolute(data) + "/" + $0 } }
        let roots = [absolute("data")] + (cache.map { [$0] } ?? [])
        return roots.flatMap { root in folders.map { root + "/" + $0 } } + system
    }

    /// `~/.cache/lenet`, where downloads are kept; nil where there is no home.
    package var cache: String? {
        // The XDG specification: a relative path there is to be ignored.
        if let cache = value("XDG_CACHE_HOME"), cache.hasPrefix("/") { return cache + "/lenet" }
        return value("HOME").map { absolute($0) + "/.cache/lenet" }
    }

    /// `~` and relative paths resolved.
    package func absolute(_ path: String) -> String {
        var path = path
        if path == "~" || path.hasPrefix("~/"), let home = value("HOME") { path = home + path.dropFirst() }
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        while path.hasPrefix("./") { path.removeFirst(2) }
        if path == "." { return workingDirectory }
        return path.hasPrefix("/") ? path : workingDirectory + "/" + path
    }

    /// A variable that is set and not empty.
    func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
