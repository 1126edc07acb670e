import Foundation

/// An HTTP server on 127.0.0.1 for one test, that can misbehave in the ways that real mirrors do.
final class LoopbackServer: @unchecked Sendable {
    enum Answer: Sendable {
        case file([UInt8])
        case status(Int, String)
        case redirect(String)
        /// Announces all of it, sends some and hangs up.
        case cutOff([UInt8], after: Int)
        /// Announces another length than it sends.
        case announcing(Int, [UInt8])
        /// No length at all; the end of the connection ends the file.
        case untilClosed([UInt8])
        /// Takes the question and never answers.
        case silence
        /// Sends zeros until nobody listens.
        case endless
    }

    let port: UInt16
    private let listener: Int32
    private let lock = NSLock()
    private var answers: [String: Answer]
    private var asked: [String] = []

    /// Paths of the questions so far.
    var requests: [String] { lock.withLock { asked } }
    var address: String { "http://127.0.0.1:\(port)/" }

    /// What is not in `answers` is 404.
    init(_ answers: [String: Answer]) throws {
        self.answers = answers
        let listener: Int32
        #if canImport(Glibc)
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        self.listener = listener
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, address, &size) == 0
            }
        }
        struct NoServer: Error {}
        guard bound else { throw NoServer() }
        port = UInt16(bigEndian: place.sin_port)
        // Children that other tests start meanwhile must not hold the sockets open.
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        Thread.detachNewThread { [weak self] in
            // Closed here, not in deinit: elsewhere the number could be taken by another server before this thread looks at it again.
            defer { close(listener) }
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                guard let server = self else {
                    close(connection)
                    return
                }
                // A connection of its own thread: a silent one must not hold up the others.
                Thread.detachNewThread { server.serve(connection) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    func answer(_ path: String, with answer: Answer) { lock.withLock { answers[path] = answer } }

    private func serve(_ connection: Int32) {
        defer {
            shutdown(connection, Int32(SHUT_RDWR))
            close(connection)
        }
        var question: [UInt8] = []
        while !question.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
            var byte: UInt8 = 0
            guard recv(connection, &byte, 1, 0) == 1 else { return }
            question.append(byte)
        }
        let words = String(decoding: question, as: UTF8.self).split(separator: " ")
        guard words.count > 1 else { return }
        let path = String(words[1])
        let answer = lock.withLock {
            asked.append(path)
            return answers[path] ?? .status(404, "Not Found")
        }
        func head(_ status: String, _ fields: String...) -> [UInt8] {
            Array((["HTTP/1.1 \(status)"] + fields + ["Connection: close", "", ""]).joined(separator: "\r\n").utf8)
        }
        switch answer {
        case .file(let bytes): send(connection, head("200 OK", "Content-Length: \(bytes.count)") + bytes)
        case .status(let code, let text): send(connection, head("\(code) \(text)", "Content-Length: 0"))
        case .redirect(let target): send(connection, head("302 Found", "Location: \(target)", "Content-Length: 0"))
        case .cutOff(let bytes, let count):
            send(connection, head("200 OK", "Content-Length: \(bytes.count)") + bytes.prefix(count))
        case .announcing(let length, let bytes): send(connection, head("200 OK", "Content-Length: \(length)") + bytes)
        case .untilClosed(let bytes): send(connection, head("200 OK") + bytes)
        case .silence:
            var byte: UInt8 = 0
            _ = recv(connection, &byte, 1, 0)
        case .endless:
            if send(connection, head("200 OK")) { while send(connection, [UInt8](repeating: 0, count: 1 << 16)) {} }
        }
    }

    @discardableResult
    private func send(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            #if canImport(Darwin)
                var yes: Int32 = 1
                setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
                let flags: Int32 = 0
            #else
                let flags = Int32(MSG_NOSIGNAL)
            #endif
            let count = bytes[sent...].withUnsafeBytes { systemSend(connection, $0.baseAddress, $0.count, flags) }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }
}

private func systemSend(_ connection: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    send(connection, bytes, count, flags)
}
