import Foundation

/// Chromium without a window, for tests of pages. `scripts/setup --all` installs it.
public enum Browser {
    public static let program: String? = {
        let names = ["chromium", "chromium-browser", "google-chrome"]
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":").map(String.init)
        let places = folders.flatMap { folder in names.map { folder + "/" + $0 } } + ["/Applications/Chromium.app/Contents/MacOS/Chromium"]
        return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// True with `scripts/test --all` where there is a browser.
    public static var isUsed: Bool { OptionalTools.areExpected && program != nil }

    public struct Failure: Error { public var words: String }

    /// The page's document as it is when its scripts have run.
    public static func document(_ page: URL, profile: URL, _ options: [String] = []) throws -> String {
        let (output, words) = try run(["--dump-dom", "--virtual-time-budget=3000"] + options + [page.absoluteString], profile: profile)
        guard output.contains("</html>") else { throw Failure(words: words) }
        return output
    }

    /// A picture of the page.
    public static func picture(_ page: URL, to file: URL, width: Int, height: Int, profile: URL, _ options: [String] = []) throws {
        let (_, words) = try run(
            ["--screenshot=\(file.path)", "--window-size=\(width),\(height)", "--hide-scrollbars", "--virtual-time-budget=3000"] + options
                + [page.absoluteString], profile: profile)
        guard FileManager.default.fileExists(atPath: file.path) else { throw Failure(words: words) }
    }

    /// The page as it is printed; how many sheets it takes.
    public static func sheets(of page: URL, to file: URL, profile: URL, _ options: [String] = []) throws -> Int {
        let (_, words) = try run(["--print-to-pdf=\(file.path)", "--virtual-time-budget=3000"] + options + [page.absoluteString], profile: profile)
        guard let pdf = try? Data(contentsOf: file) else { throw Failure(words: words) }
        return String(decoding: pdf, as: UTF8.self).components(separatedBy: "/Type /Page\n").count - 1
    }

    private static func run(_ arguments: [String], profile: URL) throws -> (output: String, words: String) {
        guard let program else { throw Failure(words: "no Chromium was found") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        // Nothing is asked of any network, and the tests may run as root, where Chromium has no sandbox.
        process.arguments =
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
                "--disable-background-networking", "--disable-component-update", "--proxy-server=127.0.0.1:9", "--user-data-dir=\(profile.path)",
            ] + arguments
        let output = profile.appendingPathComponent("output.txt"), words = profile.appendingPathComponent("words.txt")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        for file in [output, words] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: words)
        try process.run()
        process.waitUntilExit()
        func read(_ file: URL) -> String { String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self) }
        return (read(output), read(words))
    }
}
