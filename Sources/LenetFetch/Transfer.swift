import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One download into one file. A class because URLSession wants a delegate; all its state is behind a lock.
final class Transfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    enum Outcome: Sendable {
        case done(Int)
        case failed(String)
    }

    private let path: String
    private let limit: Int
    private let lock = NSLock()
    private let ended = DispatchSemaphore(value: 0)
    private var file: FileHandle?
    private var received = 0
    private var total: Int?
    private var outcome: Outcome?
    private var lastByte = Date()
    private var lastReport = Date.distantPast

    init(path: String, limit: Int) {
        self.path = path
        self.limit = limit
    }

    /// Returns when all is there or something failed; never later than the silence that is allowed, or half an hour.
    func run(_ address: String, secondsOfSilence: Int) -> Outcome {
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme), url.host != nil
        else { return .failed("not an address of the form https://…") }
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            return .failed("cannot write \(path)")
        }
        self.file = file
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = TimeInterval(secondsOfSilence)
        configuration.timeoutIntervalForResource = 1800
        if Proxies.isLoopback(url) { configuration.connectionProxyDictionary = [:] }
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        var request = URLRequest(url: url)
        // The files are packed already; a second packing would only hide their length.
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        request.setValue("lenet", forHTTPHeaderField: "User-Agent")
        let task = session.dataTask(with: request)
        task.resume()

        let parent = getppid()
        let began = Date()
        while ended.wait(timeout: .now() + 0.25) == .timedOut {
            if getppid() != parent { exit(1) }
            let silence = lock.withLock { Date().timeIntervalSince(lastByte) }
            if silence > TimeInterval(secondsOfSilence) + 1 || Date().timeIntervalSince(began) > 1800 {
                task.cancel()
                return .failed("no answer for \(secondsOfSilence) s")
            }
        }
        return lock.withLock { outcome ?? .failed("it ended without a word") }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let refusal: String? = lock.withLock {
            lastByte = Date()
            guard let response = response as? HTTPURLResponse else { return nil }
            if response.statusCode != 200 {
                let words = HTTPURLResponse.localizedString(forStatusCode: response.statusCode).lowercased()
                return "it answers \(response.statusCode) (\(words))"
            }
            guard response.value(forHTTPHeaderField: "Content-Encoding") == nil, response.expectedContentLength >= 0 else { return nil }
            let announced = Int(response.expectedContentLength)
            total = announced
            return announced > limit ? "it announces \(announced) bytes, at most \(limit) can be right" : nil
        }
        if let refusal { end(.failed(refusal)) }
        completionHandler(refusal == nil ? .allow : .cancel)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        var refusal: String?
        var report: (Int, Int?)?
        lock.withLock {
            guard outcome == nil else { return }
            lastByte = Date()
            received += data.count
            if received > limit {
                refusal = "it sends more than \(limit) bytes"
                return
            }
            do { try file?.write(contentsOf: data) } catch { refusal = "cannot write \(path)" }
            if refusal == nil, Date().timeIntervalSince(lastReport) > 0.1 {
                lastReport = Date()
                report = (received, total)
            }
        }
        if let refusal {
            end(.failed(refusal))
            dataTask.cancel()
        }
        if let report { Report.line("progress", String(report.0), report.1.map(String.init) ?? "-") }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?) {
        let (received, total) = lock.withLock { (self.received, self.total) }
        if let total, received < total {
            end(.failed("the connection ended after \(received) of \(total) bytes"))
        } else if let error {
            end(.failed(Self.words(error)))
        } else {
            end(.done(received))
        }
    }

    /// The first verdict counts: a task that was given up may or may not say anything more.
    private func end(_ verdict: Outcome) {
        let isFirst = lock.withLock {
            guard outcome == nil else { return false }
            outcome = verdict
            try? file?.close()
            return true
        }
        if isFirst { ended.signal() }
    }

    private static func words(_ error: Error) -> String {
        switch (error as? URLError)?.code {
        case .cannotFindHost, .dnsLookupFailed: "no such host, or no network"
        case .cannotConnectToHost: "nothing listens there, or no network"
        case .notConnectedToInternet: "no network"
        case .timedOut: "no answer in time"
        case .networkConnectionLost: "the connection was lost"
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasUnknownRoot, .serverCertificateHasBadDate:
            "no secure connection: its certificate is not trusted here"
        default: error.localizedDescription
        }
    }
}
