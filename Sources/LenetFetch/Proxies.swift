import Foundation

enum Proxies {
    /// A server on this machine is never asked through a proxy, whatever the environment says. Must run before the first request.
    static func leaveLoopbackAlone() {
        let environment = ProcessInfo.processInfo.environment
        let exceptions = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
        guard exceptions != "*" else { return }
        let loopback = "localhost,127.0.0.1,::1"
        setenv("no_proxy", exceptions.isEmpty ? loopback : "\(exceptions),\(loopback)", 1)
    }

    static func isLoopback(_ url: URL) -> Bool {
        ["localhost", "127.0.0.1", "::1", "[::1]"].contains(url.host ?? "")
    }
}
