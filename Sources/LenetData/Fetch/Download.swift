#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Brings a set's files from its mirrors into the cache.
///
/// Files are collected in a folder of their own beside the goal. A file gets its name there only after it was checked, and the
/// folder gets its name only when it has all four; so what was whole when a download broke off need not be brought again.
struct Download {
    private let collection: IDXCollection
    private let locator: DataLocator

    init(_ collection: IDXCollection, locator: DataLocator) {
        self.collection = collection
        self.locator = locator
    }

    /// Returns the folder in which the whole set now lies. `places`: where it was looked for before, for the error.
    func run(_ places: [String], _ progress: DataProgressHandler) throws(DataError) -> String {
        func fault(_ fault: DataError.DownloadFault) -> DataError {
            .notFound(set: collection.name, places: places, download: fault)
        }
        if let ban = locator.downloadBan { throw fault(.banned(ban)) }
        var mirrors = self.mirrors
        if mirrors.isEmpty { throw fault(.impossible) }
        // LENET_DATA names the one place that is searched, so it is also where a download belongs.
        guard let root = locator.value("LENET_DATA").map(locator.absolute) ?? locator.cache else { throw fault(.noCache) }
        let fetcher = Fetcher(locator)
        guard fetcher.exists else { throw fault(.noFetcher(path: fetcher.path)) }

        let goal = root + "/" + collection.folders[0]
        let parts = goal + ".partial"
        guard Files.makeFolder(parts) else { throw fault(.cacheNotWritable(path: parts, reason: Files.lastReason)) }
        var answers: [DataError.MirrorAnswer] = []
        for role in IDXRole.allCases where !isThere(role, in: parts) {
            // A mirror that failed once is not asked again; one that served stays in front.
            while let mirror = mirrors.first {
                switch try bring(role, from: mirror, to: parts, fetcher, progress) {
                case nil: break
                case .fetcher(let reason): throw fault(.fetcherFailed(path: fetcher.path, reason: reason))
                case .answer(let answer):
                    answers.append(.init(address: mirror, answer: answer))
                    mirrors.removeFirst()
                    continue
                }
                break
            }
            if mirrors.isEmpty {
                Files.removeFolder(parts)  // Stays where it has whole files in it.
                throw fault(.mirrors(answers))
            }
        }
        guard publish(parts, as: goal) else { throw fault(.cacheNotWritable(path: goal, reason: Files.lastReason)) }
        return goal
    }

    /// LENET_MIRROR first, with the set's folder below it or being it.
    private var mirrors: [String] {
        func folder(_ address: String) -> String { address.hasSuffix("/") ? address : address + "/" }
        let own = locator.value("LENET_MIRROR").map { [folder($0) + collection.folders[0] + "/", folder($0)] } ?? []
        return own + collection.mirrors.map(folder)
    }

    private func isThere(_ role: IDXRole, in parts: String) -> Bool {
        [role.usualName, role.plainName].contains { name in
            (try? IDXFile.read(parts + "/" + name, role.content, expected: collection.expectation(role))) != nil
        }
    }

    private enum Failure {
        case answer(DataError.MirrorAnswer.Answer)
        case fetcher(String)
    }

    /// nil where the file is now there, checked.
    private func bring(
        _ role: IDXRole, from mirror: String, to parts: String, _ fetcher: Fetcher, _ progress: DataProgressHandler
    ) throws(DataError) -> Failure? {
        let temporary = "\(parts)/.\(role.rawValue).\(getpid())"
        defer { Files.remove(temporary) }
        let expected = collection.expectation(role)
        // Packing never makes a file twice as long.
        let limit = 2 * (16 + expected.count * expected.height * expected.width) + 4096
        let outcome = fetcher.fetch(
            mirror + role.usualName, to: temporary, secondsOfSilence: locator.secondsOfSilence, limit: limit
        ) { received, total in
            // ^C goes to the program that downloads, too: its end is what ends the download.
            try? progress(.downloading(file: role.usualName, mirror: mirror, received: received, total: total))
        }
        switch outcome {
        case .interrupted: throw .interrupted
        case .broken(let reason): return .fetcher(reason)
        case .failed(let reason): return .answer(.failed(reason))
        case .done: break
        }
        do throws(DataError) {
            let file = try IDXFile.read(temporary, role.content, expected: expected)
            let name = file.wasPacked ? role.usualName : role.plainName
            if Files.move(temporary, to: parts + "/" + name) { return nil }
            return .fetcher(Files.lastReason)
        } catch .file(_, let fault) {
            return .answer(.wrongBytes(fault))
        } catch {
            throw error
        }
    }

    /// Gives the whole folder its name. Another process may have done so meanwhile; an empty folder of that name is replaced.
    private func publish(_ parts: String, as goal: String) -> Bool {
        if Files.move(parts, to: goal) { return true }
        guard let names = Files.names(in: parts) else { return Files.kind(goal) == .folder }
        for name in names where !name.hasPrefix(".") {
            guard Files.move(parts + "/" + name, to: goal + "/" + name) else { return false }
        }
        Files.removeFolder(parts)
        return true
    }
}
